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
  check("de-simple", cases, COUNT_OF(cases));
}

static void english(void **state UNUSED) {
  static const struct text_case cases[] = {
      {"FREQ=DAILY", SATURDAY_AT, "every day"},
      {"FREQ=DAILY;INTERVAL=3", SATURDAY_AT, "every 3 days"},
      {"FREQ=WEEKLY;BYDAY=SA", SATURDAY_AT, "every Saturday"},
      {"FREQ=WEEKLY;BYDAY=TH,TU", SATURDAY_AT, "every Tuesday and Thursday"},
      {"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", SATURDAY_AT, "on weekdays (Monday to Friday)"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", SATURDAY_AT, "every 2 weeks on Tuesday and Thursday"},
      {"FREQ=MONTHLY;BYMONTHDAY=1,2,3,11,12,13,21,22,23", SATURDAY_AT,
       "every month on the 1st, 2nd, 3rd, 11th, 12th, 13th, 21st, 22nd and 23rd"},
      {"FREQ=MONTHLY;BYMONTHDAY=-1", SATURDAY_AT, "every month on the last day"},
      {"FREQ=MONTHLY;BYDAY=3SA", SATURDAY_AT, "on the 3rd Saturday of every month"},
      {"FREQ=MONTHLY;INTERVAL=2;BYDAY=-1SA", SATURDAY_AT, "every 2 months on the last Saturday of the month"},
      {"FREQ=YEARLY", SATURDAY_AT, "every year on 21 November"},
      {"FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", SATURDAY_AT, "every year on the 2nd Sunday in May"},
      {"FREQ=MONTHLY;BYMONTHDAY=30", SATURDAY_AT, NULL},
  };
  check("en", cases, COUNT_OF(cases));
  check("en-GB", cases, COUNT_OF(cases));
}

static void turkish_endings_follow_the_spoken_number(void **state UNUSED) {
  static const struct text_case cases[] = {
      {"FREQ=DAILY;INTERVAL=3", SATURDAY_AT, "3 günde bir"},
      {"FREQ=WEEKLY;BYDAY=SA", SATURDAY_AT, "her cumartesi"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", SATURDAY_AT, "2 haftada bir salı günü"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", SATURDAY_AT, "2 haftada bir salı ve perşembe günleri"},
      {"FREQ=MONTHLY;BYMONTHDAY=6,9,10,15,20", SATURDAY_AT, "her ayın 6'sında, 9'unda, 10'unda, 15'inde ve 20'sinde"},
      {"FREQ=MONTHLY;BYDAY=3SA", SATURDAY_AT, "her ayın 3. cumartesi günü"},
      {"FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=12", SATURDAY_AT, "her yıl 12 Haziran'da"},
      {"FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", SATURDAY_AT, "her yıl mayıs ayının 2. pazar günü"},
  };
  check("tr", cases, COUNT_OF(cases));
}

static void ukrainian_knows_plural_and_gender(void **state UNUSED) {
  static const struct text_case cases[] = {
      {"FREQ=DAILY", SATURDAY_AT, "щодня"},
      {"FREQ=DAILY;INTERVAL=3", SATURDAY_AT, "кожні 3 дні"},
      {"FREQ=DAILY;INTERVAL=5", SATURDAY_AT, "кожні 5 днів"},
      {"FREQ=DAILY;INTERVAL=12", SATURDAY_AT, "кожні 12 днів"},
      {"FREQ=DAILY;INTERVAL=21", SATURDAY_AT, NULL},
      {"FREQ=WEEKLY;BYDAY=TU,SA", SATURDAY_AT, "щовівторка і щосуботи"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", SATURDAY_AT, "кожні 2 тижні у вівторок і четвер"},
      {"FREQ=MONTHLY;BYMONTHDAY=15", SATURDAY_AT, "щомісяця 15-го числа"},
      {"FREQ=MONTHLY;BYDAY=3SA", SATURDAY_AT, "щомісяця у третю суботу"},
      {"FREQ=MONTHLY;BYDAY=1TU,-1TU", SATURDAY_AT, "щомісяця у перший і в останній вівторок"},
      {"FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=12", SATURDAY_AT, "щороку 12 червня"},
      {"FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", SATURDAY_AT, "щороку у другу неділю травня"},
  };
  check("uk", cases, COUNT_OF(cases));
}

static void arabic_knows_dual_plural_and_gender(void **state UNUSED) {
  static const struct text_case cases[] = {
      {"FREQ=DAILY;INTERVAL=2", SATURDAY_AT, "كل يومين"},
      {"FREQ=DAILY;INTERVAL=3", SATURDAY_AT, "كل 3 أيام"},
      {"FREQ=DAILY;INTERVAL=14", SATURDAY_AT, "كل 14 يومًا"},
      {"FREQ=WEEKLY;BYDAY=SA", SATURDAY_AT, "كل يوم سبت"},
      {"FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", SATURDAY_AT, "كل أسبوعين يومي الثلاثاء والخميس"},
      {"FREQ=MONTHLY;BYMONTHDAY=1,15", SATURDAY_AT, "كل شهر في اليومين 1 و15"},
      {"FREQ=MONTHLY;BYDAY=3SA", SATURDAY_AT, "السبت الثالث من كل شهر"},
      {"FREQ=MONTHLY;BYDAY=-1FR", SATURDAY_AT, "الجمعة الأخيرة من كل شهر"},
      {"FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=12", SATURDAY_AT, "كل سنة في 12/6"},
      {"FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", SATURDAY_AT, NULL},
  };
  check("ar", cases, COUNT_OF(cases));
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
      cmocka_unit_test(english),
      cmocka_unit_test(turkish_endings_follow_the_spoken_number),
      cmocka_unit_test(ukrainian_knows_plural_and_gender),
      cmocka_unit_test(arabic_knows_dual_plural_and_gender),
      cmocka_unit_test(what_cannot_be_said_is_left_to_the_next_date),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
