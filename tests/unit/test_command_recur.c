/* The face of `litfass-sync recur`: what it prints and how it ends. What rules mean is held by test_recurrence. */
#include "face.h"

#include "base/compiler.h"

#include <string.h>
#include <sysexits.h>

static void each_face_answers(void **state UNUSED) {
  static const struct face_case cases[] = {
      {"--start 2026-11-21T16:00 'FREQ=WEEKLY;BYDAY=SA' --from 2026-11-21 --to 2026-11-28 --json", EX_OK,
       "{\"occurrences\":[\"2026-11-21T16:00\",\"2026-11-28T16:00\"]}\n"},
      {"'FREQ=DAILY;BYSECOND=0,30' --start 2026-11-21T16:00 --from 2026-11-22 --to 2026-11-22", EX_OK,
       "2026-11-22T16:00\n2026-11-22T16:00:30\n"},
      {"--start 2026-11-21 FREQ=WEEKLY --from 2026-11-01 --to 2026-11-30 --json", EX_OK,
       "{\"occurrences\":[\"2026-11-21\",\"2026-11-28\"]}\n"},
      {"--start 2026-11-21 FREQ=WEEKLY --from 2025-11-01 --to 2025-11-30 --json", EX_OK, "{\"occurrences\":[]}\n"},
      {"--start 2026-11-21 FREQ=WEEKLY --from 2025-11-01 --to 2025-11-30", EX_OK, ""},
      /* a date-time as --to is inclusive */
      {"--start 2026-11-21T16:00 FREQ=DAILY --from 2026-11-22T16:00 --to 2026-11-22T16:00", EX_OK, "2026-11-22T16:00\n"},
      {"--start 2026-11-21T16:00 FREQ=DAILY --from 2026-11-22T16:01 --to 2026-11-23T15:59", EX_OK, ""},
      {"--start 2026-11-21T16:00 'FREQ=DAILY;COUNT=3' --from 2026-11-01 --to 2026-11-30 --exdate 2026-11-22T16:00 "
       "--rdate 2026-11-22T10:00 --rdate 2026-11-01T10:00 --exdate 2026-11-23T16:00",
       EX_OK, "2026-11-01T10:00\n2026-11-21T16:00\n2026-11-22T10:00\n"},
      /* UNTIL in UTC: in Berlin unless told otherwise */
      {"--start 2026-11-21T16:00 'FREQ=DAILY;UNTIL=20261122T150000Z' --from 2026-11-22 --to 2026-11-30", EX_OK,
       "2026-11-22T16:00\n"},
      {"--start 2026-11-21T16:00 'FREQ=DAILY;UNTIL=20261122T150000Z' --from 2026-11-22 --to 2026-11-30 --zone America/New_York",
       EX_OK, ""},
      {"--start 2026-11-21 FREQ=HOURLY --from 2026-11-01 --to 2026-11-30", EX_DATAERR,
       "litfass-sync recur: FREQ: 'HOURLY' is not supported: events repeat at most daily\n"},
      {"--start 2026-11-21 'FREQ=MONTHLY;BYDAY=8MO' --from 2026-11-01 --to 2026-11-30 --json", EX_DATAERR,
       "litfass-sync recur: BYDAY: '8MO' is beyond the fifth week of a month\n"},
      {"--start 2026-11-21T00:00 'FREQ=DAILY;BYSECOND=1,2,3,4,5,6,7,8,9;BYMINUTE=1,2,3,4,5,6' --from 1990-01-01 --to "
       "2040-01-01",
       EX_DATAERR, "litfass-sync recur: more than 100000 occurrences\n"},
      {"", EX_USAGE, "litfass-sync recur: needs --start, --from and --to, see --help\n"},
      {"--start 2026-11-21 --from 2026-11-01 --to 2026-11-30", EX_USAGE,
       "litfass-sync recur: needs one rule as in 'FREQ=WEEKLY;BYDAY=SA', see --help\n"},
      {"--start 2026-11-21 FREQ=DAILY FREQ=WEEKLY --from 2026-11-01 --to 2026-11-30", EX_USAGE,
       "litfass-sync recur: needs one rule as in 'FREQ=WEEKLY;BYDAY=SA', see --help\n"},
      {"--start 2026-11-31 FREQ=DAILY --from 2026-11-01 --to 2026-11-30", EX_USAGE,
       "litfass-sync recur: --start: '2026-11-31' is not YYYY-MM-DD or YYYY-MM-DDTHH:MM\n"},
      {"--start 2026-11-21 FREQ=DAILY --from 2026-11-02 --to 2026-11-01", EX_USAGE,
       "litfass-sync recur: --to lies before --from\n"},
      {"--start 2026-11-21 FREQ=DAILY --from 2026-11-01 --to 2026-11-30 --zone Europe/Entenhausen", EX_USAGE,
       "litfass-sync recur: --zone: 'Europe/Entenhausen' is not an IANA time zone\n"},
      {"--start 2026-11-21T10:00 FREQ=DAILY --from 2026-11-01 --to 2026-11-30 --exdate 2026-11-22", EX_USAGE,
       "litfass-sync recur: --exdate: '2026-11-22' must be a date-time, as --start is\n"},
      {"--start 2026-11-21 FREQ=DAILY --from 2026-11-01 --to 2026-11-30 --often", EX_USAGE,
       "litfass-sync recur: wrong or incomplete option, see --help\n"},
  };
  face_check("recur", cases, COUNT_OF(cases));
}

static void help_says_what_the_ends_mean(void **state UNUSED) {
  char out[4000];
  assert_int_equal(face_run("recur", "--help", out, sizeof out), EX_OK);
  assert_non_null(strstr(out, "Usage: litfass-sync recur"));
  assert_non_null(strstr(out, "a date means its whole day"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_face_answers),
      cmocka_unit_test(help_says_what_the_ends_mean),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
