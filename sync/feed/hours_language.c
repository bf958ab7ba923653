/* One table a language. Where a language would need a case that a list cannot carry, its phrase is built so that the plain form
 * is right: Ukrainian and Turkish doors write dashes, Turkish has "itibarıyla" behind any date. */
#include "feed/hours_language.h"

#include "base/compiler.h"

#include <stddef.h>

#define NO_GENDER(...)                                                                                                         \
  {                                                                                                                            \
    {__VA_ARGS__}, { __VA_ARGS__ }                                                                                             \
  }
#define ANY(phrase)                                                                                                            \
  { phrase, phrase, phrase, phrase }
#define ONE_MANY(one, many)                                                                                                    \
  { [PLURAL_ONE] = one, [PLURAL_MANY] = many }

/* clang-format off */
/* What German and Leichte Sprache have in common. */
#define GERMAN                                                                                                                 \
  .plural = plural_german, .comma = ", ", .and = " und ", .semicolon = "; ", .part_comma = " ", .colon = " ",                                                  \
  .weekdays = {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"}, .weekday_range = "@ bis $",   \
  .ordinals = NO_GENDER("1.", "2.", "3.", "4.", "5."), .nth_weekday = "@ $", .nth_monthly = "jeden @ im Monat",                \
  .nth_monthly_ref = "dem @ im Monat", .nth_of_month = "@ im $", .public_holidays = "an Feiertagen",                           \
  .last_ordinals = NO_GENDER("letzten", "vorletzten", "drittletzten", "viertletzten", "fünftletzten"),                         \
  .public_holiday_ref = "einem Feiertag", .days_before = ONE_MANY("am Tag vor @", "# Tage vor @"),                             \
  .days_after = ONE_MANY("am Tag nach @", "# Tage nach @"),                                                                    \
  .months = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",        \
             "Dezember"},                                                                                                      \
  .months_alone = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",  \
                   "Dezember"}, .months_of = {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",        \
             "Dezember"},                                                                                                \
  .months_in = {"im Januar", "im Februar", "im März", "im April", "im Mai", "im Juni", "im Juli", "im August",                 \
                "im September", "im Oktober", "im November", "im Dezember"},                                                   \
  .day = "#.", .day_of_month = "#. @", .with_year = "@ #", .article = "dem ", .date_before = ANY("#. Tag vor @"),              \
  .date_after = ANY("#. Tag nach @"), .on_feast = "an @", .on_date = "am @", .from_bare = "von ", .from_article = "vom ",      \
  .to_bare = " bis ", .to_article = " bis zum ", .since_bare = "ab @", .since_article = "ab dem @",                            \
  .date_step = ANY(" an jedem #. Tag"), .number_range = "@ bis $", .year_since = "ab @", .year_step = ANY(" (alle # Jahre)"),  \
  .week_step = ANY(" (jede #.)"), .clock = "@ Uhr", .time_range = "@ bis $", .time_since = "ab @", .longer = "@ oder länger",  \
  .before = "@ vor $", .after = "@ nach $", .hours = ONE_MANY("# Stunde", "# Stunden"),                                        \
  .minutes = ONE_MANY("# Minute", "# Minuten"), .distance_and = " ", .closed = "geschlossen",            \
  .door_since = "ab @"

static const struct hours_language tables[] = {
    {
        .lang = "de", GERMAN,
        .every_day = "täglich", .school_holidays = "in den Schulferien", .school_holiday_ref = "einem Ferientag",
        .even_weeks = "in geraden Kalenderwochen", .odd_weeks = "in ungeraden Kalenderwochen",
        .one_week = "in Kalenderwoche @", .weeks = "in den Kalenderwochen @",
        .sun = {NULL, "Morgendämmerung", "Sonnenaufgang", "Sonnenuntergang", "Abenddämmerung"},
        .sun_ref = {NULL, "Morgendämmerung", "Sonnenaufgang", "Sonnenuntergang", "Abenddämmerung"},
        .all_day = "rund um die Uhr", .open_all_day = "ganztägig geöffnet", .open_always = "rund um die Uhr geöffnet",
        .unknown = "nicht sicher bekannt", .otherwise = "sonst", .door_otherwise = "sonst @",
    },
    {
        .lang = "de-simple", GERMAN,
        .every_day = "jeden Tag", .school_holidays = "in den Schulferien", .school_holiday_ref = "einem Ferientag",
        .even_weeks = "in geraden Kalender·wochen", .odd_weeks = "in ungeraden Kalender·wochen",
        .one_week = "in der Kalender·woche @", .weeks = "in den Kalender·wochen @",
        .sun = {NULL, "Tagesanbruch", "Sonnenaufgang", "Sonnenuntergang", "Einbruch der Nacht"},
        .sun_ref = {NULL, "Tagesanbruch", "Sonnenaufgang", "Sonnenuntergang", "Einbruch der Nacht"},
        .all_day = "24 Stunden", .open_all_day = "den ganzen Tag offen", .open_always = "immer offen",
        .unknown = "Das wissen wir nicht genau", .otherwise = "sonst:", .door_otherwise = "sonst: @",
    },
    {
        .lang = "en",
        .plural = plural_german, .comma = ", ", .and = " and ", .semicolon = "; ", .part_comma = ", ", .colon = ": ",
        .weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
        .every_day = "every day", .weekday_range = "@ to $",
        .ordinals = NO_GENDER("1st", "2nd", "3rd", "4th", "5th"),
        .last_ordinals = NO_GENDER("last", "second to last", "third to last", "fourth to last", "fifth to last"),
        .nth_weekday = "@ $", .nth_monthly = "@ of the month", .nth_monthly_ref = "the @ of the month", .nth_of_month = "@ in $",
        .public_holidays = "public holidays", .school_holidays = "school holidays",
        .public_holiday_ref = "a public holiday", .school_holiday_ref = "a day of the school holidays",
        .days_before = ONE_MANY("the day before @", "# days before @"), .days_after = ONE_MANY("the day after @", "# days after @"),
        .months = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                   "December"},
        .months_alone = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                         "November", "December"}, .months_of = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                   "December"},
        .months_in = {"in January", "in February", "in March", "in April", "in May", "in June", "in July", "in August",
                      "in September", "in October", "in November", "in December"},
        .day = "#", .day_of_month = "# @", .with_year = "@ #", .article = "",
        .date_before = ONE_MANY("the day before @", "# days before @"), .date_after = ONE_MANY("the day after @", "# days after @"),
        .on_feast = "@", .on_date = "@", .from_bare = "", .from_article = "", .to_bare = " to ", .to_article = " to ",
        .since_bare = "from @", .since_article = "from @", .date_step = ANY(" every # days"),
        .number_range = "@ to $", .year_since = "from @", .year_step = ANY(" (every # years)"),
        .even_weeks = "in even calendar weeks", .odd_weeks = "in odd calendar weeks", .one_week = "in calendar week @",
        .weeks = "in calendar weeks @", .week_step = ANY(" (every # weeks)"),
        .clock = "@", .time_range = "@ to $", .time_since = "from @", .longer = "@ or later",
        .sun = {NULL, "dawn", "sunrise", "sunset", "dusk"}, .sun_ref = {NULL, "dawn", "sunrise", "sunset", "dusk"},
        .before = "@ before $", .after = "@ after $", .hours = ONE_MANY("# hour", "# hours"),
        .minutes = ONE_MANY("# minute", "# minutes"), .distance_and = " ",
        .closed = "closed", .all_day = "day and night", .open_all_day = "open all day", .open_always = "open day and night",
        .unknown = "not known for certain", .otherwise = "otherwise", .door_since = "from @", .door_otherwise = "otherwise: @",
    },
    {
        /* Weekdays and months alone are small; months beside a day are capitals (TDK, Büyük Harflerin Kullanıldığı Yerler). */
        .lang = "tr",
        .plural = plural_german, .comma = ", ", .and = " ve ", .semicolon = "; ", .part_comma = " ", .colon = " ",
        .weekdays = {"pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"},
        .every_day = "her gün", .weekday_range = "@–$",
        .ordinals = NO_GENDER("1.", "2.", "3.", "4.", "5."),
        .last_ordinals = NO_GENDER("son", "sondan 2.", "sondan 3.", "sondan 4.", "sondan 5."),
        .nth_weekday = "@ $", .nth_monthly = "her ayın @ günü", .nth_monthly_ref = "ayın @ gününden", .nth_of_month = "$ ayının @ günü",
        .public_holidays = "resmî tatillerde", .school_holidays = "okul tatillerinde",
        .public_holiday_ref = "resmî tatilden", .school_holiday_ref = "okul tatili gününden",
        .days_before = ANY("@ # gün önce"), .days_after = ANY("@ # gün sonra"),
        .months = {"Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"},
        .months_alone = {"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım",
                         "aralık"}, .months_of = {"ocak", "şubat", "mart", "nisan", "mayıs", "haziran", "temmuz", "ağustos", "eylül", "ekim", "kasım",
                         "aralık"},
        .months_in = {"ocak ayında", "şubat ayında", "mart ayında", "nisan ayında", "mayıs ayında", "haziran ayında",
                      "temmuz ayında", "ağustos ayında", "eylül ayında", "ekim ayında", "kasım ayında", "aralık ayında"},
        .day = "#", .day_of_month = "# @", .with_year = "@ #", .article = "",
        .date_before = ANY("@ tarihinden # gün önce"), .date_after = ANY("@ tarihinden # gün sonra"),
        .on_feast = "@", .on_date = "@", .from_bare = "", .from_article = "", .to_bare = " – ", .to_article = " – ",
        .since_bare = "@ itibarıyla", .since_article = "@ itibarıyla", .date_step = ANY(", # günde bir"),
        .number_range = "@–$", .year_since = "@ yılından itibaren", .year_step = ANY(" (# yılda bir)"),
        .even_weeks = "çift takvim haftalarında", .odd_weeks = "tek takvim haftalarında", .one_week = "@. takvim haftasında",
        .weeks = "takvim haftalarında (@)", .week_step = ANY(" # haftada bir"),
        .clock = "@", .time_range = "@ – $", .time_since = "@ sonrası", .longer = "@ veya daha geç",
        .sun = {NULL, "şafak", "gün doğumu", "gün batımı", "alacakaranlık"},
        .sun_ref = {NULL, "şafaktan", "gün doğumundan", "gün batımından", "alacakaranlıktan"},
        .before = "$ @ önce", .after = "$ @ sonra", .hours = ANY("# saat"), .minutes = ANY("# dakika"), .distance_and = " ",
        .closed = "kapalı", .all_day = "24 saat", .open_all_day = "tüm gün açık", .open_always = "24 saat açık",
        .unknown = "kesin bilinmiyor", .otherwise = "diğer saatlerde", .door_since = "@ sonrası",
        .door_otherwise = "diğer saatlerde @",
    },
    {
        .lang = "uk",
        .plural = plural_ukrainian, .comma = ", ", .and = " та ", .semicolon = "; ", .part_comma = ", ", .colon = ": ",
        .weekdays = {"понеділок", "вівторок", "середа", "четвер", "пʼятниця", "субота", "неділя"},
        .every_day = "щодня", .weekday_range = "@ – $",
        .feminine_weekdays = 1U << WEDNESDAY | 1U << FRIDAY | 1U << SATURDAY | 1U << SUNDAY,
        .ordinals = {{"перший", "другий", "третій", "четвертий", "пʼятий"}, {"перша", "друга", "третя", "четверта", "пʼята"}},
        .last_ordinals = {{"останній", "передостанній"}, {"остання", "передостання"}},
        .nth_weekday = "@ $", .nth_monthly = "@ місяця", .nth_of_month = "@ $",
        .public_holidays = "святкові дні", .school_holidays = "шкільні канікули",
        .public_holiday_ref = "святкового дня", .school_holiday_ref = "дня шкільних канікул",
        .days_before = {"за день до @", NULL, "за # дні до @", "за # днів до @"},
        .days_after = {"наступний день після @", NULL, "через # дні після @", "через # днів після @"},
        .months = {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня",
                   "листопада", "грудня"},
        .months_alone = {"січень", "лютий", "березень", "квітень", "травень", "червень", "липень", "серпень", "вересень",
                         "жовтень", "листопад", "грудень"}, .months_of = {"січня", "лютого", "березня", "квітня", "травня", "червня", "липня", "серпня", "вересня", "жовтня",
                   "листопада", "грудня"},
        .months_in = {"у січні", "у лютому", "у березні", "у квітні", "у травні", "у червні", "у липні", "у серпні",
                      "у вересні", "у жовтні", "у листопаді", "у грудні"},
        .day = "#", .day_of_month = "# @", .with_year = "@ # року", .article = "",
        .on_feast = "@", .on_date = "@", .from_bare = "", .from_article = "", .to_bare = " – ", .to_article = " – ",
        .since_bare = "@ і далі", .since_article = "@ і далі", .date_step = {NULL, NULL, ", кожні # дні", ", кожні # днів"},
        .number_range = "@–$", .year_since = "з @ року", .year_step = {NULL, NULL, " (кожні # роки)", " (кожні # років)"},
        .even_weeks = "парні календарні тижні", .odd_weeks = "непарні календарні тижні", .one_week = "@-й календарний тиждень",
        .weeks = "календарні тижні @", .week_step = {NULL, NULL, " (кожні # тижні)", " (кожні # тижнів)"},
        .clock = "@", .time_range = "@ – $", .time_since = "@ і пізніше", .longer = "@ або довше",
        .sun = {NULL, "світанок", "схід сонця", "захід сонця", "сутінки"},
        .sun_ref = {NULL, "світанку", "сходу сонця", "заходу сонця", "сутінків"},
        .before = "за @ до $", .after = "через @ після $",
        .hours = {"# годину", "# годину", "# години", "# годин"}, .minutes = {"# хвилину", "# хвилину", "# хвилини", "# хвилин"},
        .distance_and = " ",
        .closed = "зачинено", .all_day = "цілодобово", .open_all_day = "відчинено весь день", .open_always = "відчинено цілодобово",
        .unknown = "точно не відомо", .otherwise = "в інший час", .door_since = "з @", .door_otherwise = "в інший час: @",
    },
    {
        .lang = "ar", .rtl = true,
        .plural = plural_arabic, .comma = " و", .and = " و", .semicolon = "؛ ", .part_comma = "، ", .colon = ": ",
        .weekdays = {"الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"},
        .every_day = "كل يوم", .weekday_range = "من @ إلى $", .feminine_weekdays = 1U << FRIDAY,
        .ordinals = {{"الأول", "الثاني", "الثالث", "الرابع", "الخامس"}, {"الأولى", "الثانية", "الثالثة", "الرابعة", "الخامسة"}},
        .last_ordinals = {{"الأخير", "قبل الأخير"}, {"الأخيرة", "قبل الأخيرة"}},
        .nth_weekday = "$ @", .nth_monthly = "@ من كل شهر", .nth_monthly_ref = "@ من كل شهر", .nth_of_month = "@ من $",
        .public_holidays = "أيام العطل الرسمية", .school_holidays = "العطل المدرسية",
        .public_holiday_ref = "عطلة رسمية", .school_holiday_ref = "يوم من العطل المدرسية",
        .days_before = {"قبل @ بيوم واحد", "قبل @ بيومين", "قبل @ بـ# أيام", "قبل @ بـ# يومًا"},
        .days_after = {"بعد @ بيوم واحد", "بعد @ بيومين", "بعد @ بـ# أيام", "بعد @ بـ# يومًا"},
        .months = {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
        .months_alone = {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر",
                         "ديسمبر"}, .months_of = {"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"},
        .months_in = {"في يناير", "في فبراير", "في مارس", "في أبريل", "في مايو", "في يونيو", "في يوليو", "في أغسطس",
                      "في سبتمبر", "في أكتوبر", "في نوفمبر", "في ديسمبر"},
        .day = "#", .day_of_month = "# @", .with_year = "@ #", .article = "",
        .date_before = {"قبل @ بيوم واحد", "قبل @ بيومين", "قبل @ بـ# أيام", "قبل @ بـ# يومًا"},
        .date_after = {"بعد @ بيوم واحد", "بعد @ بيومين", "بعد @ بـ# أيام", "بعد @ بـ# يومًا"},
        .on_feast = "@", .on_date = "@", .from_bare = "من ", .from_article = "من ", .to_bare = " إلى ", .to_article = " إلى ",
        .since_bare = "ابتداءً من @", .since_article = "ابتداءً من @",
        .date_step = {NULL, " كل يومين", " كل # أيام", " كل # يومًا"},
        .number_range = "من @ إلى $", .year_since = "ابتداءً من @", .year_step = {NULL, " (كل سنتين)", " (كل # سنوات)", " (كل # سنة)"},
        .even_weeks = "في الأسابيع الزوجية من السنة", .odd_weeks = "في الأسابيع الفردية من السنة",
        .one_week = "في الأسبوع @ من السنة", .weeks = "في أسابيع السنة @",
        .week_step = {NULL, " (كل أسبوعين)", " (كل # أسابيع)", " (كل # أسبوعًا)"},
        .clock = "@", .time_range = "من @ إلى $", .time_since = "ابتداءً من @", .longer = "@ أو بعد ذلك",
        .sun = {NULL, "الفجر", "شروق الشمس", "غروب الشمس", "الغسق"}, .sun_ref = {NULL, "الفجر", "شروق الشمس", "غروب الشمس", "الغسق"},
        .before = "ما قبل $ بمقدار @", .after = "ما بعد $ بمقدار @",
        .hours = {"ساعة واحدة", "ساعتين", "# ساعات", "# ساعة"}, .minutes = {"دقيقة واحدة", "دقيقتين", "# دقائق", "# دقيقة"},
        .distance_and = " و",
        .closed = "مغلق", .all_day = "على مدار الساعة", .open_all_day = "مفتوح طوال اليوم", .open_always = "مفتوح على مدار الساعة",
        .unknown = "غير معروف بدقة", .otherwise = "في غير ذلك", .door_since = "من الساعة @", .door_otherwise = "في غير ذلك: @",
    },
};
/* clang-format on */

const struct hours_language *hours_language_find(const char *lang) {
  _Static_assert(offsetof(struct hours_language, lang) == 0, "phrase_lang_best looks there");
  return phrase_lang_best(tables, COUNT_OF(tables), sizeof tables[0], lang);
}
