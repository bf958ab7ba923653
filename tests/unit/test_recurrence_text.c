/* What stands on the screen under an event. German and English are ours; Turkish, Ukrainian and Arabic were written with care
 * and want the eye of a native speaker, so their cases here keep grammar (plural, gender, endings) from breaking unseen. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/compiler.h"
#include "feed/recurrence_text.h"

#include <string.h>

struct text_case {
  const char *rule, *start, *expected; /* NULL: not said */
};

static void check(const char *lang, const struct text_case *cases, size_t count) {
  int wrong = 0;
  for (size_t i = 0; i < count; i++) {
    struct recurrence recurrence = {.rrule = cases[i].rule};
    assert_true(wall_parse(cases[i].start, &recurrence.start));
    scoped_buf out;
    buf_init(&out, 400);
    buf_adds(&out, "> ");
    bool is_said = recurrence_describe(&recurrence, lang, &out);
    const char *got = buf_text(&out) + 2;
    if (is_said == (cases[i].expected != NULL) && strcmp(got, is_said ? cases[i].expected : "") == 0) continue;
    print_error("%s: %s\n  expected %s\n  got      %s\n", lang, cases[i].rule,
                cases[i].expected ? cases[i].expected : "nothing", got);
    wrong++;
  }
  assert_int_equal(wrong, 0);
}

#define SATURDAY_AT "2026-11-21T16:00"

static void german(void **state UNUSED) {
  static const struct text_case cases[] = {
      {"FREQ=DAILY", SATURDAY_AT, "täglich"},
      {"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", SATURDAY_AT, "täglich"},
      {"FREQ=DAILY;INTERVAL=3", SATURDAY_AT, "alle 3 Tage"},
      {"FREQ=WEEKLY;BYDAY=SA", SATURDAY_AT, "jeden Samstag"},
      {"FREQ=WEEKLY", SATURDAY_AT, "jeden Samstag"},
      {"FREQ=WEEKLY;COUNT=10", SATURDAY_AT, "jeden Samstag"},
      {"FREQ=WEEKLY;BYDAY=TH,TU", SATURDAY_AT, "jeden Dienstag und Donnerstag"},
      {"FREQ=WEEKLY;BYDAY=MO,WE,FR", SATURDAY_AT, "jeden Montag, Mittwoch und Freitag"},
      {"FREQ=DAILY;BYDAY=MO,WE", SATURDAY_AT, "jeden Montag und Mittwoch"},
      {"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", SATURDAY_AT, "werktags (Montag bis Freitag)"},
      {"FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR", SATURDAY_AT, "werktags (Montag bis Freitag)"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", SATURDAY_AT, "alle 2 Wochen am Dienstag und Donnerstag"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR", SATURDAY_AT,
       "alle 2 Wochen am Montag, Dienstag, Mittwoch, Donnerstag und Freitag"},
      {"FREQ=MONTHLY", SATURDAY_AT, "jeden Monat am 21."},
      {"FREQ=MONTHLY;BYMONTHDAY=15", SATURDAY_AT, "jeden Monat am 15."},
      {"FREQ=MONTHLY;BYMONTHDAY=15,1", SATURDAY_AT, "jeden Monat am 1. und 15."},
      {"FREQ=MONTHLY;BYMONTHDAY=-1", SATURDAY_AT, "jeden Monat am letzten Tag"},
      {"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", SATURDAY_AT, "alle 3 Monate am 15."},
      {"FREQ=MONTHLY;BYDAY=3SA", SATURDAY_AT, "jeden 3. Samstag im Monat"},
      {"FREQ=MONTHLY;BYDAY=SA;BYSETPOS=3", SATURDAY_AT, "jeden 3. Samstag im Monat"},
      {"FREQ=MONTHLY;BYDAY=-1FR", SATURDAY_AT, "jeden letzten Freitag im Monat"},
      {"FREQ=MONTHLY;BYDAY=1WE,3WE", SATURDAY_AT, "jeden 1. und 3. Mittwoch im Monat"},
      {"FREQ=MONTHLY;BYDAY=1WE,-1WE", SATURDAY_AT, "jeden 1. und letzten Mittwoch im Monat"},
      {"FREQ=MONTHLY;INTERVAL=2;BYDAY=3SA", SATURDAY_AT, "alle 2 Monate am 3. Samstag im Monat"},
      {"FREQ=YEARLY", SATURDAY_AT, "jedes Jahr am 21. November"},
      {"FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=12", SATURDAY_AT, "jedes Jahr am 12. Juni"},
      {"FREQ=YEARLY;INTERVAL=4", SATURDAY_AT, "alle 4 Jahre am 21. November"},
      {"FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", SATURDAY_AT, "jedes Jahr am 2. Sonntag im Mai"},
      {"FREQ=WEEKLY;BYHOUR=9", SATURDAY_AT, "jeden Samstag"},
      /* not to be said in one breath, or not true in every month */
      {"FREQ=WEEKLY;COUNT=1", SATURDAY_AT, NULL},
      {"FREQ=WEEKLY;BYHOUR=9,15", SATURDAY_AT, NULL},
      {"FREQ=WEEKLY;BYMONTH=1,2,3", SATURDAY_AT, NULL},
      {"FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", SATURDAY_AT, NULL},
      {"FREQ=DAILY;INTERVAL=2;BYDAY=MO", SATURDAY_AT, NULL},
      {"FREQ=DAILY;BYMONTHDAY=1", SATURDAY_AT, NULL},
      {"FREQ=DAILY;INTERVAL=100", SATURDAY_AT, NULL},
      {"FREQ=MONTHLY;BYMONTHDAY=31", SATURDAY_AT, NULL},
      {"FREQ=MONTHLY;BYMONTHDAY=1,-1", SATURDAY_AT, NULL},
      {"FREQ=MONTHLY", "2026-08-31T10:00", NULL},
      {"FREQ=MONTHLY;BYDAY=5SA", SATURDAY_AT, NULL},
      {"FREQ=MONTHLY;BYDAY=SA", SATURDAY_AT, NULL},
      {"FREQ=MONTHLY;BYDAY=1SA,2SU", SATURDAY_AT, NULL},
      {"FREQ=MONTHLY;BYDAY=1SA,SU", SATURDAY_AT, NULL},
      {"FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=1", SATURDAY_AT, NULL},
      {"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", SATURDAY_AT, NULL},
      {"FREQ=MONTHLY;BYDAY=1SA;BYSETPOS=1", SATURDAY_AT, NULL},
      {"FREQ=YEARLY", "2024-02-29T10:00", NULL},
      {"FREQ=YEARLY;BYMONTH=6,7", SATURDAY_AT, NULL},
      {"FREQ=YEARLY;BYMONTHDAY=13", SATURDAY_AT, NULL},
      {"FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=-1", SATURDAY_AT, NULL},
      {"FREQ=YEARLY;BYWEEKNO=20", SATURDAY_AT, NULL},
      {"FREQ=YEARLY;BYDAY=20MO", SATURDAY_AT, NULL},
      {"FREQ=HOURLY", SATURDAY_AT, NULL},
  };
  check("de", cases, COUNT_OF(cases));
  check("de-AT", cases, COUNT_OF(cases));
}

static const char *const languages[] = {"de-simple", "en", "tr", "uk", "ar"};
static const struct {
  const char *rule;
  const char *words[COUNT_OF(languages)];
} grammar[] = {
    {"FREQ=DAILY", {"jeden Tag", "every day", "her gün", "щодня", "كل يوم"}},
    {"FREQ=DAILY;INTERVAL=2", {"alle 2 Tage", "every 2 days", "2 günde bir", "кожні 2 дні", "كل يومين"}},
    {"FREQ=DAILY;INTERVAL=3", {"alle 3 Tage", "every 3 days", "3 günde bir", "кожні 3 дні", "كل 3 أيام"}},
    {"FREQ=DAILY;INTERVAL=14", {"alle 14 Tage", "every 14 days", "14 günde bir", "кожні 14 днів", "كل 14 يومًا"}},
    {"FREQ=WEEKLY;BYDAY=SA", {"jeden Samstag", "every Saturday", "her cumartesi", "щосуботи", "كل يوم سبت"}},
    {"FREQ=WEEKLY", {"jeden Samstag", "every Saturday", "her cumartesi", "щосуботи", "كل يوم سبت"}},
    {"FREQ=WEEKLY;BYDAY=TU,SA",
     {"jeden Dienstag und Samstag", "every Tuesday and Saturday", "her salı ve cumartesi", "щовівторка та щосуботи",
      "كل يوم ثلاثاء وسبت"}},
    {"FREQ=WEEKLY;BYDAY=MO,WE,FR",
     {"jeden Montag, Mittwoch und Freitag", "every Monday, Wednesday and Friday", "her pazartesi, çarşamba ve cuma",
      "щопонеділка, щосереди та щопʼятниці", "كل يوم اثنين وأربعاء وجمعة"}},
    {"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
     {"jeden Tag von Montag bis Freitag", "on weekdays (Monday to Friday)", "hafta içi her gün (pazartesiden cumaya)",
      "у будні (з понеділка до пʼятниці)", "أيام العمل (من الاثنين إلى الجمعة)"}},
    {"FREQ=WEEKLY;BYDAY=SU", {"jeden Sonntag", "every Sunday", "her pazar", "щонеділі", "كل يوم أحد"}},
    {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
     {"alle 2 Wochen am Dienstag", "every 2 weeks on Tuesday", "2 haftada bir salı günü", "кожні 2 тижні у вівторок",
      "كل أسبوعين يوم الثلاثاء"}},
    {"FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
     {"alle 2 Wochen am Mittwoch", "every 2 weeks on Wednesday", "2 haftada bir çarşamba günü", "кожні 2 тижні у середу",
      "كل أسبوعين يوم الأربعاء"}},
    {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
     {"alle 2 Wochen am Dienstag und Donnerstag", "every 2 weeks on Tuesday and Thursday",
      "2 haftada bir salı ve perşembe günleri", "кожні 2 тижні у вівторок та четвер", "كل أسبوعين يومي الثلاثاء والخميس"}},
    {"FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TU,WE",
     {"alle 3 Wochen am Montag, Dienstag und Mittwoch", "every 3 weeks on Monday, Tuesday and Wednesday",
      "3 haftada bir pazartesi, salı ve çarşamba günleri", "кожні 3 тижні у понеділок, вівторок та середу",
      "كل 3 أسابيع أيام الاثنين والثلاثاء والأربعاء"}},
    {"FREQ=WEEKLY;INTERVAL=5;BYDAY=FR",
     {"alle 5 Wochen am Freitag", "every 5 weeks on Friday", "5 haftada bir cuma günü", "кожні 5 тижнів у пʼятницю",
      "كل 5 أسابيع يوم الجمعة"}},
    {"FREQ=WEEKLY;INTERVAL=11;BYDAY=FR",
     {"alle 11 Wochen am Freitag", "every 11 weeks on Friday", "11 haftada bir cuma günü", "кожні 11 тижнів у пʼятницю",
      "كل 11 أسبوعًا يوم الجمعة"}},
    {"FREQ=MONTHLY",
     {"jeden Monat am 21.", "every month on the 21st", "her ayın 21’inde", "щомісяця 21-го числа", "كل شهر في اليوم 21"}},
    {"FREQ=MONTHLY;BYMONTHDAY=1",
     {"jeden Monat am 1.", "every month on the 1st", "her ayın 1’inde", "щомісяця 1-го числа", "كل شهر في اليوم 1"}},
    {"FREQ=MONTHLY;BYMONTHDAY=15,1",
     {"jeden Monat am 1. und 15.", "every month on the 1st and 15th", "her ayın 1’inde ve 15’inde",
      "щомісяця 1-го та 15-го числа", "كل شهر في اليومين 1 و15"}},
    {"FREQ=MONTHLY;BYMONTHDAY=6,9,10,15,20",
     {"jeden Monat am 6., 9., 10., 15. und 20.", "every month on the 6th, 9th, 10th, 15th and 20th",
      "her ayın 6’sında, 9’unda, 10’unda, 15’inde ve 20’sinde", "щомісяця 6-го, 9-го, 10-го, 15-го та 20-го числа",
      "كل شهر في الأيام 6 و9 و10 و15 و20"}},
    {"FREQ=MONTHLY;BYMONTHDAY=-1",
     {"jeden Monat am letzten Tag", "every month on the last day", "her ayın son gününde", "щомісяця в останній день",
      "كل شهر في آخر يوم"}},
    {"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15",
     {"alle 3 Monate am 15.", "every 3 months on the 15th", "3 ayda bir ayın 15’inde", "кожні 3 місяці 15-го числа",
      "كل 3 أشهر في اليوم 15"}},
    {"FREQ=MONTHLY;BYDAY=3SA",
     {"jeden 3. Samstag im Monat", "on the 3rd Saturday of every month", "her ayın 3. cumartesi günü",
      "щомісяця в третю суботу", "السبت الثالث من كل شهر"}},
    {"FREQ=MONTHLY;BYDAY=1SA,3SA",
     {"jeden 1. und 3. Samstag im Monat", "on the 1st and 3rd Saturday of every month", "her ayın 1. ve 3. cumartesi günü",
      "щомісяця в першу та третю суботу", "السبت الأول والثالث من كل شهر"}},
    {"FREQ=MONTHLY;BYDAY=2WE",
     {"jeden 2. Mittwoch im Monat", "on the 2nd Wednesday of every month", "her ayın 2. çarşamba günü",
      "щомісяця в другу середу", "الأربعاء الثاني من كل شهر"}},
    {"FREQ=MONTHLY;BYDAY=4MO",
     {"jeden 4. Montag im Monat", "on the 4th Monday of every month", "her ayın 4. pazartesi günü",
      "щомісяця в четвертий понеділок", "الاثنين الرابع من كل شهر"}},
    {"FREQ=MONTHLY;BYDAY=-1FR",
     {"jeden letzten Freitag im Monat", "on the last Friday of every month", "her ayın son cuma günü",
      "щомісяця в останню пʼятницю", "الجمعة الأخيرة من كل شهر"}},
    {"FREQ=MONTHLY;BYDAY=1TU,-1TU",
     {"jeden 1. und letzten Dienstag im Monat", "on the 1st and last Tuesday of every month", "her ayın 1. ve son salı günü",
      "щомісяця в перший та останній вівторок", "الثلاثاء الأول والأخير من كل شهر"}},
    {"FREQ=MONTHLY;INTERVAL=2;BYDAY=3SA",
     {"alle 2 Monate am 3. Samstag im Monat", "every 2 months on the 3rd Saturday of the month",
      "2 ayda bir ayın 3. cumartesi günü", "кожні 2 місяці в третю суботу", "كل شهرين في السبت الثالث من الشهر"}},
    {"FREQ=MONTHLY;INTERVAL=6;BYDAY=1TH",
     {"alle 6 Monate am 1. Donnerstag im Monat", "every 6 months on the 1st Thursday of the month",
      "6 ayda bir ayın 1. perşembe günü", "кожні 6 місяців в перший четвер", "كل 6 أشهر في الخميس الأول من الشهر"}},
    {"FREQ=YEARLY",
     {"jedes Jahr am 21. November", "every year on 21 November", "her yıl 21 Kasım’da", "щороку 21 листопада",
      "كل سنة في 21 نوفمبر"}},
    {"FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=12",
     {"jedes Jahr am 12. Juni", "every year on 12 June", "her yıl 12 Haziran’da", "щороку 12 червня", "كل سنة في 12 يونيو"}},
    {"FREQ=YEARLY;INTERVAL=2",
     {"alle 2 Jahre am 21. November", "every 2 years on 21 November", "2 yılda bir 21 Kasım’da", "кожні 2 роки 21 листопада",
      "كل سنتين في 21 نوفمبر"}},
    {"FREQ=YEARLY;INTERVAL=4",
     {"alle 4 Jahre am 21. November", "every 4 years on 21 November", "4 yılda bir 21 Kasım’da", "кожні 4 роки 21 листопада",
      "كل 4 سنوات في 21 نوفمبر"}},
    {"FREQ=YEARLY;BYMONTH=5;BYDAY=2SU",
     {"jedes Jahr am 2. Sonntag im Mai", "every year on the 2nd Sunday in May", "her yıl mayıs ayının 2. pazar günü",
      "щороку в другу неділю травня", "كل سنة في الأحد الثاني من مايو"}},
    {"FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
     {"jedes Jahr am letzten Sonntag im März", "every year on the last Sunday in March", "her yıl mart ayının son pazar günü",
      "щороку в останню неділю березня", "كل سنة في الأحد الأخير من مارس"}},
    {"FREQ=DAILY;INTERVAL=21", {"alle 21 Tage", "every 21 days", "21 günde bir", NULL, "كل 21 يومًا"}},
    {"FREQ=MONTHLY;BYDAY=5SA", {NULL, NULL, NULL, NULL, NULL}},
};

static void each_language_has_its_grammar(void **state UNUSED) {
  for (size_t k = 0; k < COUNT_OF(languages); k++) {
    struct text_case own[COUNT_OF(grammar)];
    for (size_t i = 0; i < COUNT_OF(grammar); i++)
      own[i] = (struct text_case){grammar[i].rule, SATURDAY_AT, grammar[i].words[k]};
    check(languages[k], own, COUNT_OF(own));
  }
}

static void what_cannot_be_said_is_left_to_the_next_date(void **state UNUSED) {
  int64_t added = 0;
  struct recurrence recurrence = {.rrule = "FREQ=DAILY"};
  scoped_buf out;
  buf_init(&out, 5);
  assert_false(recurrence_describe(&recurrence, "fr", &out));
  assert_false(recurrence_describe(&recurrence, "", &out));
  assert_false(recurrence_describe(&recurrence, NULL, &out));
  assert_false(recurrence_describe(&recurrence, "d", &out));
  assert_false(recurrence_describe(&recurrence, "de", &out)); /* does not fit */
  assert_string_equal(buf_text(&out), "");
  recurrence.rdates = &added;
  recurrence.rdate_count = 1;
  assert_false(recurrence_describe(&recurrence, "en", &out));
  recurrence = (struct recurrence){.rrule = NULL};
  assert_false(recurrence_describe(&recurrence, "en", &out));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(german),
      cmocka_unit_test(each_language_has_its_grammar),
      cmocka_unit_test(what_cannot_be_said_is_left_to_the_next_date),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
