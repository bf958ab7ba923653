/* Opening hours in the words of each language. German is held by test_hours. The others were written for how doors read there;
 * a native speaker's correction belongs here first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/str.h"
#include "feed/hours.h"

static const char *const languages[] = {"de-simple", "en", "tr", "uk", "ar"};
enum { LANGUAGES = COUNT_OF(languages) };

static struct hours *parsed(const char *expression) {
  struct hours *hours = NULL;
  struct err err = {0};
  if (!hours_parse(expression, &hours, &err)) fail_msg("%s: %s", expression, err.msg);
  return hours;
}

static const struct {
  const char *expression;
  const char *words[LANGUAGES]; /* NULL: not said */
} doors[] = {
    {"Mo-Fr 09:00-12:00; PH off",
     {"Montag bis Freitag 9:00 bis 12:00 Uhr; an Feiertagen geschlossen",
      "Monday to Friday: 9:00 to 12:00; public holidays: closed", "Pazartesi–cuma 9:00 – 12:00; resmî tatillerde kapalı",
      "Понеділок – пʼятниця: 9:00 – 12:00; святкові дні: зачинено",
      "من الاثنين إلى الجمعة: من 9:00 إلى 12:00؛ أيام العطل الرسمية: مغلق"}},
    {"Mo,Tu,Th 09:00-12:00,14:00-16:30",
     {"Montag, Dienstag und Donnerstag 9:00 bis 12:00 Uhr und 14:00 bis 16:30 Uhr",
      "Monday, Tuesday and Thursday: 9:00 to 12:00 and 14:00 to 16:30",
      "Pazartesi, salı ve perşembe 9:00 – 12:00 ve 14:00 – 16:30",
      "Понеділок, вівторок та четвер: 9:00 – 12:00 та 14:00 – 16:30",
      "الاثنين والثلاثاء والخميس: من 9:00 إلى 12:00 ومن 14:00 إلى 16:30"}},
    {"Mo-We,Fr 09:00-12:30",
     {"Montag bis Mittwoch und Freitag 9:00 bis 12:30 Uhr", "Monday to Wednesday and Friday: 9:00 to 12:30",
      "Pazartesi–çarşamba ve cuma 9:00 – 12:30", "Понеділок – середа та пʼятниця: 9:00 – 12:30",
      "من الاثنين إلى الأربعاء والجمعة: من 9:00 إلى 12:30"}},
    {"Sa,Su 10:00-12:00",
     {"Samstag und Sonntag 10:00 bis 12:00 Uhr", "Saturday and Sunday: 10:00 to 12:00", "Cumartesi ve pazar 10:00 – 12:00",
      "Субота та неділя: 10:00 – 12:00", "السبت والأحد: من 10:00 إلى 12:00"}},
    {"Mo-Su 10:00-18:00",
     {"Jeden Tag 10:00 bis 18:00 Uhr", "Every day: 10:00 to 18:00", "Her gün 10:00 – 18:00", "Щодня: 10:00 – 18:00",
      "كل يوم: من 10:00 إلى 18:00"}},
    {"Mo[1] 14:00-16:00",
     {"Jeden 1. Montag im Monat 14:00 bis 16:00 Uhr", "1st Monday of the month: 14:00 to 16:00",
      "Her ayın 1. pazartesi günü 14:00 – 16:00", "Перший понеділок місяця: 14:00 – 16:00",
      "الاثنين الأول من كل شهر: من 14:00 إلى 16:00"}},
    {"We[2],We[4] 16:00-18:00",
     {"Jeden 2. Mittwoch im Monat und jeden 4. Mittwoch im Monat 16:00 bis 18:00 Uhr",
      "2nd Wednesday of the month and 4th Wednesday of the month: 16:00 to 18:00",
      "Her ayın 2. çarşamba günü ve her ayın 4. çarşamba günü 16:00 – 18:00",
      "Друга середа місяця та четверта середа місяця: 16:00 – 18:00",
      "الأربعاء الثاني من كل شهر والأربعاء الرابع من كل شهر: من 16:00 إلى 18:00"}},
    {"Fr[-1] 18:00+",
     {"Jeden letzten Freitag im Monat ab 18:00 Uhr", "Last Friday of the month: from 18:00",
      "Her ayın son cuma günü 18:00 sonrası", "Остання пʼятниця місяця: 18:00 і пізніше",
      "الجمعة الأخيرة من كل شهر: ابتداءً من 18:00"}},
    {"Th[5] 10:00-11:00",
     {"Jeden 5. Donnerstag im Monat 10:00 bis 11:00 Uhr", "5th Thursday of the month: 10:00 to 11:00",
      "Her ayın 5. perşembe günü 10:00 – 11:00", "Пʼятий четвер місяця: 10:00 – 11:00",
      "الخميس الخامس من كل شهر: من 10:00 إلى 11:00"}},
    {"24/7", {"Immer offen", "Open day and night", "24 saat açık", "Відчинено цілодобово", "مفتوح على مدار الساعة"}},
    {"off", {"Geschlossen", "Closed", "Kapalı", "Зачинено", "مغلق"}},
    {"Mo-Su 00:00-24:00",
     {"Jeden Tag 24 Stunden", "Every day: day and night", "Her gün 24 saat", "Щодня: цілодобово", "كل يوم: على مدار الساعة"}},
    {"Sa",
     {"Samstag den ganzen Tag offen", "Saturday: open all day", "Cumartesi tüm gün açık", "Субота: відчинено весь день",
      "السبت: مفتوح طوال اليوم"}},
    {"Su,PH 10:00-12:00",
     {"Sonntag und an Feiertagen 10:00 bis 12:00 Uhr", "Sunday and public holidays: 10:00 to 12:00",
      "Pazar ve resmî tatillerde 10:00 – 12:00", "Неділя та святкові дні: 10:00 – 12:00",
      "الأحد وأيام العطل الرسمية: من 10:00 إلى 12:00"}},
    {"PH,SH off",
     {"An Feiertagen und in den Schulferien geschlossen", "Public holidays and school holidays: closed",
      "Resmî tatillerde ve okul tatillerinde kapalı", "Святкові дні та шкільні канікули: зачинено",
      "أيام العطل الرسمية والعطل المدرسية: مغلق"}},
    {"SH Mo-Fr 10:00-12:00",
     {"In den Schulferien Montag bis Freitag 10:00 bis 12:00 Uhr", "School holidays, Monday to Friday: 10:00 to 12:00",
      "Okul tatillerinde pazartesi–cuma 10:00 – 12:00", "Шкільні канікули, понеділок – пʼятниця: 10:00 – 12:00",
      "العطل المدرسية، من الاثنين إلى الجمعة: من 10:00 إلى 12:00"}},
    {"Mo-Fr 09:00-12:00 || \"nach Vereinbarung\"",
     {"Montag bis Freitag 9:00 bis 12:00 Uhr; sonst: Bitte rufen Sie vorher an",
      "Monday to Friday: 9:00 to 12:00; otherwise: by appointment", "Pazartesi–cuma 9:00 – 12:00; diğer saatlerde randevu ile",
      "Понеділок – пʼятниця: 9:00 – 12:00; в інший час: за домовленістю",
      "من الاثنين إلى الجمعة: من 9:00 إلى 12:00؛ في غير ذلك: بموعد مسبق"}},
    {"Mo,Th 09:00-12:00 || unknown \"in dringenden Fällen am Telefon\"",
     {"Montag und Donnerstag 9:00 bis 12:00 Uhr; sonst: in dringenden Fällen am Telefon",
      "Monday and Thursday: 9:00 to 12:00; otherwise: in dringenden Fällen am Telefon",
      "Pazartesi ve perşembe 9:00 – 12:00; diğer saatlerde in dringenden Fällen am Telefon",
      "Понеділок та четвер: 9:00 – 12:00; в інший час: in dringenden Fällen am Telefon",
      "الاثنين والخميس: من 9:00 إلى 12:00؛ في غير ذلك: \u2068in dringenden Fällen am Telefon\u2069"}},
    {"unknown",
     {"Das wissen wir nicht genau", "Not known for certain", "Kesin bilinmiyor", "Точно не відомо", "غير معروف بدقة"}},
    {"Dec 24-26 off \"Ferien\"",
     {"Vom 24. bis 26. Dezember geschlossen (Ferien)", "24 to 26 December: closed (holidays)", "24 – 26 Aralık kapalı (tatil)",
      "24 – 26 грудня: зачинено (канікули)", "من 24 إلى 26 ديسمبر: مغلق (عطلة)"}},
    {"2026 Dec 24-2027 Jan 05 off",
     {"Vom 24. Dezember 2026 bis 5. Januar 2027 geschlossen", "24 December 2026 to 5 January 2027: closed",
      "24 Aralık 2026 – 5 Ocak 2027 kapalı", "24 грудня 2026 року – 5 січня 2027 року: зачинено",
      "من 24 ديسمبر 2026 إلى 5 يناير 2027: مغلق"}},
    {"Dec 24 08:00-12:00",
     {"Am 24. Dezember 8:00 bis 12:00 Uhr", "24 December: 8:00 to 12:00", "24 Aralık 8:00 – 12:00", "24 грудня: 8:00 – 12:00",
      "24 ديسمبر: من 8:00 إلى 12:00"}},
    {"Mar-Oct 08:00-20:00; Nov-Feb 09:00-16:30",
     {"Von März bis Oktober 8:00 bis 20:00 Uhr; von November bis Februar 9:00 bis 16:30 Uhr",
      "March to October: 8:00 to 20:00; November to February: 9:00 to 16:30",
      "Mart – ekim 8:00 – 20:00; kasım – şubat 9:00 – 16:30",
      "Березень – жовтень: 8:00 – 20:00; листопад – лютий: 9:00 – 16:30",
      "من مارس إلى أكتوبر: من 8:00 إلى 20:00؛ من نوفمبر إلى فبراير: من 9:00 إلى 16:30"}},
    {"Oct Mo 10:00-12:00",
     {"Im Oktober Montag 10:00 bis 12:00 Uhr", "In October, Monday: 10:00 to 12:00", "Ekim ayında pazartesi 10:00 – 12:00",
      "У жовтні, понеділок: 10:00 – 12:00", "في أكتوبر، الاثنين: من 10:00 إلى 12:00"}},
    {"Oct+ 10:00-12:00",
     {"Ab Oktober 10:00 bis 12:00 Uhr", "From October: 10:00 to 12:00", "Ekim itibarıyla 10:00 – 12:00",
      "Жовтень і далі: 10:00 – 12:00", "ابتداءً من أكتوبر: من 10:00 إلى 12:00"}},
    {"Mar Su[-1]-Oct Su[-1] 10:00-18:00",
     {"Vom letzten Sonntag im März bis zum letzten Sonntag im Oktober 10:00 bis 18:00 Uhr",
      "Last Sunday in March to last Sunday in October: 10:00 to 18:00",
      "Mart ayının son pazar günü – ekim ayının son pazar günü 10:00 – 18:00",
      "Остання неділя березня – остання неділя жовтня: 10:00 – 18:00",
      "من الأحد الأخير من مارس إلى الأحد الأخير من أكتوبر: من 10:00 إلى 18:00"}},
    {"easter -2 days off",
     {"An Karfreitag geschlossen", "Good Friday: closed", "Kutsal Cuma kapalı", "Страсна пʼятниця: зачинено",
      "الجمعة العظيمة: مغلق"}},
    {"easter +1 day 10:00-12:00",
     {"An Ostermontag 10:00 bis 12:00 Uhr", "Easter Monday: 10:00 to 12:00", "Paskalya Pazartesisi 10:00 – 12:00",
      "Великодній понеділок: 10:00 – 12:00", "اثنين الفصح: من 10:00 إلى 12:00"}},
    {"week 02-52/2 We 10:00-11:00",
     {"In geraden Kalender·wochen Mittwoch 10:00 bis 11:00 Uhr", "In even calendar weeks, Wednesday: 10:00 to 11:00",
      "Çift takvim haftalarında çarşamba 10:00 – 11:00", "Парні календарні тижні, середа: 10:00 – 11:00",
      "في الأسابيع الزوجية من السنة، الأربعاء: من 10:00 إلى 11:00"}},
    {"week 01-53/2 We 10:00-11:00",
     {"In ungeraden Kalender·wochen Mittwoch 10:00 bis 11:00 Uhr", "In odd calendar weeks, Wednesday: 10:00 to 11:00",
      "Tek takvim haftalarında çarşamba 10:00 – 11:00", "Непарні календарні тижні, середа: 10:00 – 11:00",
      "في الأسابيع الفردية من السنة، الأربعاء: من 10:00 إلى 11:00"}},
    {"week 10 Mo off",
     {"In der Kalender·woche 10 Montag geschlossen", "In calendar week 10, Monday: closed",
      "10. takvim haftasında pazartesi kapalı", "10-й календарний тиждень, понеділок: зачинено",
      "في الأسبوع 10 من السنة، الاثنين: مغلق"}},
    {"week 10-20 Mo off",
     {"In den Kalender·wochen 10 bis 20 Montag geschlossen", "In calendar weeks 10 to 20, Monday: closed",
      "Takvim haftalarında (10–20) pazartesi kapalı", "Календарні тижні 10–20, понеділок: зачинено",
      "في أسابيع السنة من 10 إلى 20، الاثنين: مغلق"}},
    {"2026-2028 Mo 10:00-12:00",
     {"2026 bis 2028 Montag 10:00 bis 12:00 Uhr", "2026 to 2028, Monday: 10:00 to 12:00", "2026–2028 pazartesi 10:00 – 12:00",
      "2026–2028, понеділок: 10:00 – 12:00", "من 2026 إلى 2028، الاثنين: من 10:00 إلى 12:00"}},
    {"2026+ Mo 10:00-12:00",
     {"Ab 2026 Montag 10:00 bis 12:00 Uhr", "From 2026, Monday: 10:00 to 12:00",
      "2026 yılından itibaren pazartesi 10:00 – 12:00", "З 2026 року, понеділок: 10:00 – 12:00",
      "ابتداءً من 2026، الاثنين: من 10:00 إلى 12:00"}},
    {"sunrise-(sunset-01:30)",
     {"Sonnenaufgang bis 1 Stunde 30 Minuten vor Sonnenuntergang", "Sunrise to 1 hour 30 minutes before sunset",
      "Gün doğumu – gün batımından 1 saat 30 dakika önce", "Схід сонця – за 1 годину 30 хвилин до заходу сонця",
      "من شروق الشمس إلى ما قبل غروب الشمس بمقدار ساعة واحدة و30 دقيقة"}},
    {"sunset-22:00",
     {"Sonnenuntergang bis 22:00 Uhr", "Sunset to 22:00", "Gün batımı – 22:00", "Захід сонця – 22:00",
      "من غروب الشمس إلى 22:00"}},
    {"Fr 18:00-22:00+",
     {"Freitag 18:00 bis 22:00 Uhr oder länger", "Friday: 18:00 to 22:00 or later", "Cuma 18:00 – 22:00 veya daha geç",
      "Пʼятниця: 18:00 – 22:00 або довше", "الجمعة: من 18:00 إلى 22:00 أو بعد ذلك"}},
    {"Fr 22:00-02:00",
     {"Freitag 22:00 bis 2:00 Uhr", "Friday: 22:00 to 2:00", "Cuma 22:00 – 2:00", "Пʼятниця: 22:00 – 2:00",
      "الجمعة: من 22:00 إلى 2:00"}},
    {"Mo-Fr 08:00-12:00 open \"bitte klingeln\"",
     {"Montag bis Freitag 8:00 bis 12:00 Uhr (Bitte klingeln Sie)", "Monday to Friday: 8:00 to 12:00 (please ring the bell)",
      "Pazartesi–cuma 8:00 – 12:00 (lütfen zili çalın)", "Понеділок – пʼятниця: 8:00 – 12:00 (будь ласка, подзвоніть у двері)",
      "من الاثنين إلى الجمعة: من 8:00 إلى 12:00 (يُرجى قرع الجرس)"}},
    {"PH -1 day 08:00-12:00",
     {"Am Tag vor einem Feiertag 8:00 bis 12:00 Uhr", "The day before a public holiday: 8:00 to 12:00",
      "Resmî tatilden 1 gün önce 8:00 – 12:00", "За день до святкового дня: 8:00 – 12:00",
      "قبل عطلة رسمية بيوم واحد: من 8:00 إلى 12:00"}},
    {"Mo-Fr 18:00-20:00 open \"abends, bitte vorher anrufen\"",
     {"Montag bis Freitag 18:00 bis 20:00 Uhr (abends, bitte vorher anrufen)",
      "Monday to Friday: 18:00 to 20:00 (abends, bitte vorher anrufen)",
      "Pazartesi–cuma 18:00 – 20:00 (abends, bitte vorher anrufen)",
      "Понеділок – пʼятниця: 18:00 – 20:00 (abends, bitte vorher anrufen)",
      "من الاثنين إلى الجمعة: من 18:00 إلى 20:00 (\u2068abends, bitte vorher anrufen\u2069)"}},
    {"(sunrise+00:30)-18:00",
     {"30 Minuten nach Sonnenaufgang bis 18:00 Uhr", "30 minutes after sunrise to 18:00",
      "Gün doğumundan 30 dakika sonra – 18:00", "Через 30 хвилин після сходу сонця – 18:00",
      "من ما بعد شروق الشمس بمقدار 30 دقيقة إلى 18:00"}},
    {"Mo[1] -1 day 10:00-12:00",
     {"Am Tag vor dem 1. Montag im Monat 10:00 bis 12:00 Uhr", "The day before the 1st Monday of the month: 10:00 to 12:00",
      "Ayın 1. pazartesi gününden 1 gün önce 10:00 – 12:00", NULL,
      "قبل الاثنين الأول من كل شهر بيوم واحد: من 10:00 إلى 12:00"}},
    {"Dec 24 +2 days off",
     {"Am 2. Tag nach dem 24. Dezember geschlossen", "2 days after 24 December: closed",
      "24 Aralık tarihinden 2 gün sonra kapalı", NULL, "بعد 24 ديسمبر بيومين: مغلق"}},
    {"Jan 01-Dec 31/3 10:00-12:00",
     {"Vom 1. Januar bis 31. Dezember an jedem 3. Tag 10:00 bis 12:00 Uhr",
      "1 January to 31 December every 3 days: 10:00 to 12:00", "1 Ocak – 31 Aralık, 3 günde bir 10:00 – 12:00",
      "1 січня – 31 грудня, кожні 3 дні: 10:00 – 12:00", "من 1 يناير إلى 31 ديسمبر كل 3 أيام: من 10:00 إلى 12:00"}},
};

static void each_language_says_hours_as_on_its_doors(void **state UNUSED) {
  int wrong = 0;
  for (size_t i = 0; i < COUNT_OF(doors); i++) {
    struct hours *hours = parsed(doors[i].expression);
    for (size_t k = 0; k < LANGUAGES; k++) {
      scoped_buf text;
      buf_init(&text, 4096);
      bool is_said = hours_describe(hours, languages[k], &text);
      if (str_equals(is_said ? buf_text(&text) : NULL, doors[i].words[k])) continue;
      print_error("%s, %s\n  expected %s\n  got      %s\n", doors[i].expression, languages[k],
                  doors[i].words[k] ? doors[i].words[k] : "nothing", buf_text(&text));
      wrong++;
    }
    hours_destroy(hours);
  }
  assert_int_equal(wrong, 0);
}

/* "weekday bits: times (note)" */
static void the_table_of_the_week_speaks_the_language(void **state UNUSED) {
  static const struct {
    const char *expression, *day, *lang, *table;
  } cases[] = {
      {"Mo-Fr 09:00-12:00,14:00-16:00", "2026-11-23", "en", "31: 9:00–12:00, 14:00–16:00\n96: closed\n"},
      {"Mo-Fr 09:00-12:00,14:00-16:00", "2026-11-23", "ar", "31: 9:00–12:00، 14:00–16:00\n96: مغلق\n"},
      {"24/7", "2026-11-23", "de-simple", "127: 24 Stunden\n"},
      {"24/7", "2026-11-23", "tr", "127: 24 saat\n"},
      {"Mo-Fr 09:00-12:00 || \"nach Vereinbarung\"", "2026-11-23", "en",
       "31: 9:00–12:00 (otherwise: by appointment)\n96: by appointment\n"},
      {"Mo-Fr 09:00-12:00 || \"nach Vereinbarung\"", "2026-11-23", "uk",
       "31: 9:00–12:00 (в інший час: за домовленістю)\n96: за домовленістю\n"},
      {"Mo-Fr 09:00-12:00 || \"nach Vereinbarung\"", "2026-11-23", "tr",
       "31: 9:00–12:00 (diğer saatlerde randevu ile)\n96: randevu ile\n"},
      {"Mo-Fr 09:00-12:00 || \"nach Vereinbarung\"", "2026-11-23", "ar",
       "31: 9:00–12:00 (في غير ذلك: بموعد مسبق)\n96: بموعد مسبق\n"},
      {"Mo-Fr 09:00-12:00 || \"nach Vereinbarung\"", "2026-11-23", "de-simple",
       "31: 9:00–12:00 (sonst: Bitte rufen Sie vorher an)\n96: Bitte rufen Sie vorher an\n"},
      {"Mo 18:00-20:00+; Tu 18:00+; We-Su off \"Urlaub\"", "2026-11-23", "en",
       "1: 18:00–20:00 or later\n2: from 18:00\n124: closed (on holiday)\n"},
      {"Mo 18:00-20:00+; Tu 18:00+; We-Su off \"Urlaub\"", "2026-11-23", "uk",
       "1: 18:00–20:00 або довше\n2: з 18:00\n124: зачинено (відпустка)\n"},
      {"Mo-Su 09:00-12:00; PH off", "2026-12-24", "en",
       "79: 9:00–12:00\n16: closed (Christmas Day)\n32: closed (Boxing Day)\n"},
      {"Mo-Fr 09:00-12:00 open \"Hintereingang\"", "2026-11-23", "ar",
       "31: 9:00–12:00 (\u2068Hintereingang\u2069)\n96: مغلق\n"},
      {"Mo-Fr 09:00-12:00 open \"Hintereingang\"", "2026-11-23", "tr", "31: 9:00–12:00 (Hintereingang)\n96: kapalı\n"},
      {"Mo-Fr 09:00-12:00", "2026-11-23", "fr", "31: 9:00–12:00\n96: geschlossen\n"}, /* not ours: German */
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    const struct hours_place place = {.land = LAND_BW};
    struct hours *hours = parsed(cases[i].expression);
    scoped_arena arena = {0};
    scoped_buf text;
    struct hours_line *lines;
    size_t count;
    int32_t day = 0;
    buf_init(&text, 4096);
    assert_true(day_parse(cases[i].day, &day));
    hours_week(hours, &place, day, cases[i].lang, &arena, &lines, &count);
    for (size_t n = 0; n < count; n++)
      buf_addf(&text, "%u: %s%s%s%s\n", lines[n].weekdays, lines[n].times, lines[n].note ? " (" : "",
               lines[n].note ? lines[n].note : "", lines[n].note ? ")" : "");
    if (!str_equals(buf_text(&text), cases[i].table))
      fail_msg("%s, %s:\n%sexpected\n%s", cases[i].expression, cases[i].lang, buf_text(&text), cases[i].table);
    hours_destroy(hours);
  }
}

static void comments_that_everybody_writes_are_translated(void **state UNUSED) {
  assert_string_equal(hours_comment("en", "nach Vereinbarung"), "by appointment");
  assert_string_equal(hours_comment("tr", "Nach Vereinbarung"), "randevu ile");
  assert_string_equal(hours_comment("de", "nach Vereinbarung"), "nach Vereinbarung");
  assert_string_equal(hours_comment("ar", "Hintereingang"), "Hintereingang");
  assert_string_equal(hours_comment("fr", "nach Vereinbarung"), "nach Vereinbarung");
}

/* A holiday that is added to feed/holidays must get its names in hours_known.c. */
static void every_holiday_has_a_name_in_every_language(void **state UNUSED) {
  static const unsigned local = LOCAL_ASSUMPTION | LOCAL_CORPUS_CHRISTI | LOCAL_PEACE_FESTIVAL;
  int32_t first = 0, last = 0;
  assert_true(day_parse("2026-01-01", &first) && day_parse("2028-12-31", &last));
  for (int32_t day = first; day <= last; day++)
    for (int land = 0; land < LAND_COUNT; land++) {
      const char *name = holiday_find((enum land)land, local, day);
      for (size_t k = 1; name && k < LANGUAGES; k++)
        if (str_equals(hours_comment(languages[k], name), name)) fail_msg("%s: no name for '%s'", languages[k], name);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_language_says_hours_as_on_its_doors),
      cmocka_unit_test(the_table_of_the_week_speaks_the_language),
      cmocka_unit_test(comments_that_everybody_writes_are_translated),
      cmocka_unit_test(every_holiday_has_a_name_in_every_language),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
