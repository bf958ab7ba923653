/* Grammar lives in the tables as whole phrases: case, gender and plural are chosen by index, never by gluing endings. The one
 * exception is the number of a day, whose ending follows from how the number is spoken. */
#include "feed/recurrence_words.h"

#include "base/compiler.h"
#include "base/civil.h"

#include <string.h>

static const char *ending_german(int month_day UNUSED) { return "."; }
static const char *ending_ukrainian(int month_day UNUSED) { return "-го"; }
static const char *ending_none(int month_day UNUSED) { return ""; }

static const char *ending_english(int month_day) {
  static const char *const endings[] = {"th", "st", "nd", "rd", "th", "th", "th", "th", "th", "th"};
  return month_day >= 11 && month_day <= 13 ? "th" : endings[month_day % 10];
}

/* Vowel harmony follows the last word of the number: beş’inde, altı’sında; on’unda, yirmi’sinde, otuz’unda. */
static const char *ending_turkish(int month_day) {
  static const char *const ones[] = {"", "’inde", "’sinde", "’ünde", "’ünde", "’inde", "’sında", "’sinde", "’inde", "’unda"};
  static const char *const tens[] = {"", "’unda", "’sinde", "’unda"};
  return month_day % 10 != 0 ? ones[month_day % 10] : tens[month_day / 10 % 4];
}

#define NO_GENDER(...)                                                                                                         \
  {__VA_ARGS__}, { __VA_ARGS__ }

/* clang-format off */
/* What German and Leichte Sprache have in common. */
#define GERMAN(daily, from_monday_to_friday) \
.plural = plural_german, \
  .day_ending = ending_german, \
  .every = {{[PLURAL_ONE] = daily, [PLURAL_MANY] = "alle # Tage"}, \
            {[PLURAL_MANY] = "alle # Wochen"}, \
            {[PLURAL_ONE] = "jeden Monat", [PLURAL_MANY] = "alle # Monate"}, \
            {[PLURAL_ONE] = "jedes Jahr", [PLURAL_MANY] = "alle # Jahre"}}, \
  .workdays = from_monday_to_friday, \
  .comma = ", ", \
  .and = " und ", \
  .weekly = "jeden @", \
  .weekdays_every = {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"}, \
  .weekdays_on = {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"}, \
  .on_weekdays = {"am @", "am @", "am @"}, \
  .on_month_days = {"am @", "am @", "am @"}, \
  .on_last_day = "am letzten Tag", \
  .ordinals = {NO_GENDER("1.", "2.", "3.", "4.", "letzten")}, \
  .nth_weekday = "@ $", \
  .monthly_nth = "jeden @ im Monat", \
  .on_nth = "am @ im Monat", \
  .on_nth_of = "am @ im $", \
  .on_date = "am #. @", \
  .months = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", \
             "Dezember"}, \
  .months_of = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", \
                "Dezember"}
/* clang-format on */

static const struct recurrence_words tables[] = {
    {.lang = "de", GERMAN("täglich", "werktags (Montag bis Freitag)")},
    {.lang = "de-simple", GERMAN("jeden Tag", "jeden Tag von Montag bis Freitag")},
    {
        .lang = "en",
        .plural = plural_german,
        .day_ending = ending_english,
        .every = {{[PLURAL_ONE] = "every day", [PLURAL_MANY] = "every # days"},
                  {[PLURAL_MANY] = "every # weeks"},
                  {[PLURAL_ONE] = "every month", [PLURAL_MANY] = "every # months"},
                  {[PLURAL_ONE] = "every year", [PLURAL_MANY] = "every # years"}},
        .workdays = "on weekdays (Monday to Friday)",
        .comma = ", ",
        .and = " and ",
        .weekly = "every @",
        .weekdays_every = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
        .weekdays_on = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
        .on_weekdays = {"on @", "on @", "on @"},
        .on_month_days = {"on the @", "on the @", "on the @"},
        .on_last_day = "on the last day",
        .ordinals = {NO_GENDER("1st", "2nd", "3rd", "4th", "last")},
        .nth_weekday = "@ $",
        .monthly_nth = "on the @ of every month",
        .on_nth = "on the @ of the month",
        .on_nth_of = "on the @ in $",
        .on_date = "on # @",
        .months = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                   "December"},
        .months_of = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                      "November", "December"},
    },
    {
        .lang = "tr",
        .plural = plural_german,
        .day_ending = ending_turkish,
        .every = {{[PLURAL_ONE] = "her gün", [PLURAL_MANY] = "# günde bir"},
                  {[PLURAL_MANY] = "# haftada bir"},
                  {[PLURAL_ONE] = "her ayın", [PLURAL_MANY] = "# ayda bir ayın"},
                  {[PLURAL_ONE] = "her yıl", [PLURAL_MANY] = "# yılda bir"}},
        .workdays = "hafta içi her gün (pazartesiden cumaya)",
        .comma = ", ",
        .and = " ve ",
        .weekly = "her @",
        .weekdays_every = {"pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"},
        .weekdays_on = {"pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"},
        .on_weekdays = {"@ günü", "@ günleri", "@ günleri"},
        .on_month_days = {"@", "@", "@"},
        .on_last_day = "son gününde",
        .ordinals = {NO_GENDER("1.", "2.", "3.", "4.", "son")},
        .nth_weekday = "@ $",
        .monthly_nth = "her ayın @ günü",
        .on_nth = "@ günü",
        .on_nth_of = "$ ayının @ günü",
        .on_date = "# @",
        .months = {"Ocak’ta", "Şubat’ta", "Mart’ta", "Nisan’da", "Mayıs’ta", "Haziran’da", "Temmuz’da", "Ağustos’ta",
                   "Eylül’de", "Ekim’de", "Kasım’da", "Aralık’ta"},
        .months_of = {"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım",
                      "aralık"},
    },
    {
        .lang = "uk",
        .plural = plural_ukrainian,
        .day_ending = ending_ukrainian,
        .every = {{[PLURAL_ONE] = "щодня", [PLURAL_FEW] = "кожні # дні", [PLURAL_MANY] = "кожні # днів"},
                  {[PLURAL_FEW] = "кожні # тижні", [PLURAL_MANY] = "кожні # тижнів"},
                  {[PLURAL_ONE] = "щомісяця", [PLURAL_FEW] = "кожні # місяці", [PLURAL_MANY] = "кожні # місяців"},
                  {[PLURAL_ONE] = "щороку", [PLURAL_FEW] = "кожні # роки", [PLURAL_MANY] = "кожні # років"}},
        .workdays = "у будні (з понеділка до пʼятниці)",
        .comma = ", ",
        .and = " та ",
        .weekly = "@",
        .weekdays_every = {"щопонеділка", "щовівторка", "щосереди", "щочетверга", "щопʼятниці", "щосуботи", "щонеділі"},
        .weekdays_on = {"понеділок", "вівторок", "середу", "четвер", "пʼятницю", "суботу", "неділю"},
        .on_weekdays = {"у @", "у @", "у @"},
        .on_month_days = {"@ числа", "@ числа", "@ числа"},
        .on_last_day = "в останній день",
        .feminine_weekdays = 1U << WEDNESDAY | 1U << FRIDAY | 1U << SATURDAY | 1U << SUNDAY,
        .ordinals = {[MASCULINE] = {"перший", "другий", "третій", "четвертий", "останній"},
                     [FEMININE] = {"першу", "другу", "третю", "четверту", "останню"}},
        .nth_weekday = "@ $",
        .monthly_nth = "щомісяця в @",
        .on_nth = "в @",
        .on_nth_of = "в @ $",
        .on_date = "# @",
        .months = {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня",
                   "листопада", "грудня"},
        .months_of = {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня",
                      "листопада", "грудня"},
    },
    {
        .lang = "ar",
        .plural = plural_arabic,
        .day_ending = ending_none,
        .every = {{"كل يوم", "كل يومين", "كل # أيام", "كل # يومًا"},
                  {NULL, "كل أسبوعين", "كل # أسابيع", "كل # أسبوعًا"},
                  {"كل شهر", "كل شهرين", "كل # أشهر", "كل # شهرًا"},
                  {"كل سنة", "كل سنتين", "كل # سنوات", "كل # سنة"}},
        .workdays = "أيام العمل (من الاثنين إلى الجمعة)",
        .comma = " و",
        .and = " و",
        .weekly = "كل يوم @",
        .weekdays_every = {"اثنين", "ثلاثاء", "أربعاء", "خميس", "جمعة", "سبت", "أحد"},
        .weekdays_on = {"الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"},
        .on_weekdays = {"يوم @", "يومي @", "أيام @"},
        .on_month_days = {"في اليوم @", "في اليومين @", "في الأيام @"},
        .on_last_day = "في آخر يوم",
        .feminine_weekdays = 1U << FRIDAY,
        .ordinals = {[MASCULINE] = {"الأول", "الثاني", "الثالث", "الرابع", "الأخير"},
                     [FEMININE] = {"الأولى", "الثانية", "الثالثة", "الرابعة", "الأخيرة"}},
        .nth_weekday = "$ @",
        .monthly_nth = "@ من كل شهر",
        .on_nth = "في @ من الشهر",
        .on_nth_of = "في @ من $",
        .on_date = "في # @",
        .months = {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر",
                   "ديسمبر"},
        .months_of = {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر",
                      "ديسمبر"},
    },
};

const struct recurrence_words *recurrence_words_find(const char *lang) {
  _Static_assert(offsetof(struct recurrence_words, lang) == 0, "phrase_lang_best looks there");
  return phrase_lang_best(tables, COUNT_OF(tables), sizeof tables[0], lang);
}
