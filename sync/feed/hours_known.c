/* Words inside opening hours that are names or comments and still the same everywhere: holidays (feed/holidays), feasts, and
 * what people write behind their hours. Whoever writes exactly this is read in every language. */
#include "feed/hours_language.h"

#include "base/compiler.h"
#include "base/str.h"

#include <string.h>
#include <strings.h>

enum column { SIMPLE, ENGLISH, TURKISH, UKRAINIAN, ARABIC, COLUMN_COUNT };

static const char *const columns[COLUMN_COUNT] = {"de-simple", "en", "tr", "uk", "ar"};

/* clang-format off */
static const struct {
  const char *german;
  const char *words[COLUMN_COUNT]; /* NULL: as in German */
} known[] = {
    {"Neujahr", {NULL, "New Year’s Day", "Yılbaşı", "Новий рік", "رأس السنة"}},
    {"Heilige Drei Könige", {NULL, "Epiphany", "Üç Kral Bayramı", "Богоявлення", "عيد الغطاس"}},
    {"Weiberfastnacht", {NULL, "Women’s Carnival Day", "Kadınlar Karnavalı", "Жіночий карнавал", "كرنفال النساء"}},
    {"Rosenmontag", {NULL, "Carnival Monday", "Karnaval Pazartesisi", "Карнавальний понеділок", "اثنين الكرنفال"}},
    {"Fastnachtsdienstag", {NULL, "Shrove Tuesday", "Karnaval Salısı", "Карнавальний вівторок", "ثلاثاء الكرنفال"}},
    {"Aschermittwoch", {NULL, "Ash Wednesday", "Kül Çarşambası", "Попільна середа", "أربعاء الرماد"}},
    {"Frauentag", {NULL, "Women’s Day", "Kadınlar Günü", "Жіночий день", "يوم المرأة"}},
    {"Gründonnerstag", {NULL, "Maundy Thursday", "Kutsal Perşembe", "Страсний четвер", "خميس العهد"}},
    {"Karfreitag", {NULL, "Good Friday", "Kutsal Cuma", "Страсна пʼятниця", "الجمعة العظيمة"}},
    {"Karsamstag", {NULL, "Holy Saturday", "Kutsal Cumartesi", "Страсна субота", "سبت النور"}},
    {"Ostersonntag", {NULL, "Easter Sunday", "Paskalya Pazarı", "Великдень", "أحد الفصح"}},
    {"Ostermontag", {NULL, "Easter Monday", "Paskalya Pazartesisi", "Великодній понеділок", "اثنين الفصح"}},
    {"Tag der Arbeit", {NULL, "Labour Day", "İşçi Bayramı", "День праці", "عيد العمال"}},
    {"Tag der Befreiung", {NULL, "Liberation Day", "Kurtuluş Günü", "День визволення", "يوم التحرير"}},
    {"Tag der deutschen Einheit", {NULL, "German Unity Day", "Alman Birliği Günü", "День німецької єдності", "يوم الوحدة الألمانية"}},
    {"Tag des Volksaufstandes", {NULL, "Day of the 1953 Uprising", "Halk Ayaklanması Günü", "День народного повстання", "يوم الانتفاضة الشعبية"}},
    {"Christi Himmelfahrt", {NULL, "Ascension Day", "İsa’nın Göğe Yükselişi", "Вознесіння", "عيد الصعود"}},
    {"Pfingstsonntag", {NULL, "Whit Sunday", "Pentekost Pazarı", "Трійця", "أحد العنصرة"}},
    {"Pfingstmontag", {NULL, "Whit Monday", "Pentekost Pazartesisi", "Понеділок після Трійці", "اثنين العنصرة"}},
    {"Fronleichnam", {NULL, "Corpus Christi", "Katolik yortusu (Fronleichnam)", "Свято Тіла Христового", "عيد الجسد"}},
    {"Friedensfest", {NULL, "Peace Festival", "Barış Bayramı", "Свято миру", "عيد السلام"}},
    {"Mariä Himmelfahrt", {NULL, "Assumption Day", "Meryem’in Göğe Alınışı", "Успіння Марії", "عيد انتقال العذراء"}},
    {"Weltkindertag", {NULL, "Children’s Day", "Çocuk Günü", "День дитини", "يوم الطفل"}},
    {"Tag der Deutschen Einheit", {NULL, "German Unity Day", "Alman Birliği Günü", "День німецької єдності", "يوم الوحدة الألمانية"}},
    {"Reformationstag", {NULL, "Reformation Day", "Reformasyon Günü", "День Реформації", "يوم الإصلاح"}},
    {"Allerheiligen", {NULL, "All Saints’ Day", "Azizler Günü", "День усіх святих", "عيد جميع القديسين"}},
    {"Buß- und Bettag", {NULL, "Day of Repentance and Prayer", "Tövbe ve Dua Günü", "День покаяння й молитви", "يوم التوبة والصلاة"}},
    {"1. Weihnachtstag", {NULL, "Christmas Day", "Noel’in 1. günü", "Різдво", "اليوم الأول لعيد الميلاد"}},
    {"2. Weihnachtstag", {NULL, "Boxing Day", "Noel’in 2. günü", "Другий день Різдва", "اليوم الثاني لعيد الميلاد"}},

    {"nach Vereinbarung", {"Bitte rufen Sie vorher an", "by appointment", "randevu ile", "за домовленістю", "بموعد مسبق"}},
    {"Termine nach Vereinbarung", {"Bitte rufen Sie vorher an", "by appointment", "randevu ile", "за домовленістю", "بموعد مسبق"}},
    {"nach Terminvereinbarung", {"Bitte machen Sie einen Termin", "by appointment", "randevu ile", "за домовленістю", "بموعد مسبق"}},
    {"nach telefonischer Vereinbarung", {"Bitte rufen Sie vorher an", "please phone for an appointment", "telefonla randevu alarak", "за домовленістю телефоном", "بموعد مسبق عبر الهاتف"}},
    {"nach Absprache", {"Bitte rufen Sie vorher an", "by arrangement", "anlaşarak", "за домовленістю", "بالاتفاق المسبق"}},
    {"nach Anmeldung", {"Bitte melden Sie sich vorher an", "please register first", "önceden kayıtla", "за попереднім записом", "بعد التسجيل المسبق"}},
    {"auf Anfrage", {"Bitte fragen Sie", "on request", "istek üzerine", "за запитом", "عند الطلب"}},
    {"auf Anruf", {"Bitte rufen Sie an", "please phone", "telefonla", "за дзвінком", "بعد الاتصال"}},
    {"nach Anruf", {"Bitte rufen Sie vorher an", "please phone first", "önce telefon ederek", "після дзвінка", "بعد الاتصال"}},
    {"bitte vorher anrufen", {"Bitte rufen Sie vorher an", "please phone first", "lütfen önce telefon edin", "будь ласка, спершу зателефонуйте", "يُرجى الاتصال أولًا"}},
    {"bitte klingeln", {"Bitte klingeln Sie", "please ring the bell", "lütfen zili çalın", "будь ласка, подзвоніть у двері", "يُرجى قرع الجرس"}},
    {"nur Telefon", {"nur am Telefon", "by telephone only", "yalnızca telefonla", "лише телефоном", "عبر الهاتف فقط"}},
    {"Urlaub", {NULL, "on holiday", "tatilde", "відпустка", "إجازة"}},
    {"Betriebsferien", {"Urlaub", "on holiday", "tatilde", "відпустка", "إجازة"}},
    {"Winterpause", {"Pause im Winter", "winter break", "kış arası", "зимова перерва", "استراحة الشتاء"}},
    {"Sommerpause", {"Pause im Sommer", "summer break", "yaz arası", "літня перерва", "استراحة الصيف"}},
    {"Ferien", {NULL, "holidays", "tatil", "канікули", "عطلة"}},
};
/* clang-format on */

/* Comments are written with and without a capital; names of two holidays differ only in one. */
static const char *const *find_words(const char *german) {
  for (size_t i = 0; i < COUNT_OF(known); i++)
    if (strcmp(known[i].german, german) == 0) return known[i].words;
  for (size_t i = 0; i < COUNT_OF(known); i++)
    if (strcasecmp(known[i].german, german) == 0) return known[i].words;
  return NULL;
}

/* NULL when it is none of the usual ones, or the language has no word of its own for it. */
static const char *find_known(const struct hours_language *language, const char *german) {
  const char *const *words = find_words(german);
  for (size_t i = 0; words && i < COLUMN_COUNT; i++)
    if (strcmp(columns[i], language->lang) == 0) return words[i];
  return NULL;
}

const char *hours_comment(const char *lang, const char *comment) {
  const struct hours_language *language = hours_language_find(lang);
  const char *words = language ? find_known(language, comment) : NULL;
  return words ? words : comment;
}

const char *hours_known(const struct hours_language *language, const char *german, struct buf *own) {
  const char *words = find_known(language, german);
  if (words) return words;
  if (!language->rtl) return german;
  buf_addf(own, "\u2068%s\u2069", german);
  return buf_text(own);
}
