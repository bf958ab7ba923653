/* The face of `litfass-sync hours`: what it prints and how it ends. What hours mean is held by test_hours. */
#include "face.h"

#include "base/compiler.h"

#include <sysexits.h>

static void each_face_answers(void **state UNUSED) {
  static const struct face_case cases[] = {
      {"'Mo-Fr 09:00-12:00' --from 2026-11-23T00:00 --to 2026-11-24T10:00 --json", EX_OK,
       "{\"intervals\":[{\"from\":\"2026-11-23T09:00\",\"to\":\"2026-11-23T12:00\",\"state\":\"open\",\"comment\":null},"
       "{\"from\":\"2026-11-24T09:00\",\"to\":\"2026-11-24T10:00\",\"state\":\"open\",\"comment\":null}],\"warnings\":[],"
       "\"text\":\"Montag bis Freitag 9:00 bis 12:00 Uhr\"}\n"},
      {"--json --from 2026-11-28 --to 2026-11-28 'Sa nach Vereinbarung'", EX_OK,
       "{\"intervals\":[{\"from\":\"2026-11-28T00:00\",\"to\":\"2026-11-29T00:00\",\"state\":\"unknown\","
       "\"comment\":\"nach Vereinbarung\"}],\"warnings\":[\"'nach Vereinbarung' gelesen als unknown \\\"nach "
       "Vereinbarung\\\"\"],"
       "\"text\":\"Samstag nach Vereinbarung\"}\n"},
      {"off --from 2026-11-28 --to 2026-11-28 --json", EX_OK, "{\"intervals\":[],\"warnings\":[],\"text\":\"Geschlossen\"}\n"},
      {"'Mo 9-12' --from 2026-11-23 --to 2026-11-23", EX_OK,
       "Montag 9:00 bis 12:00 Uhr\nHinweis: '9-12' gelesen als 09:00-12:00\nMo  2026-11-23T09:00  2026-11-23T12:00  open\n"},
      {"24/7 --from 2020-01-01 --to 2026-12-31", EX_OK,
       "Rund um die Uhr geöffnet\nMi  2020-01-01T00:00  2027-01-01T00:00  open\n"},
      {"'PH 10:00-11:00' --from 2026-10-31 --to 2026-11-01 --land DE-sn", EX_OK,
       "An Feiertagen 10:00 bis 11:00 Uhr\nSa  2026-10-31T10:00  2026-10-31T11:00  open\n"},
      {"'PH 10:00-11:00' --from 2026-08-08 --to 2026-08-15 --land BY --local assumption", EX_OK,
       "An Feiertagen 10:00 bis 11:00 Uhr\nSa  2026-08-15T10:00  2026-08-15T11:00  open\n"},
      {"'Mo 09:00-12:00 foo' --from 2026-11-23 --to 2026-11-23 --json", EX_DATAERR,
       "litfass-sync hours: column 16: 'foo' is not understood\n"},
      {"'' --from 2026-11-23 --to 2026-11-23", EX_DATAERR, "litfass-sync hours: column 1: no opening hours\n"},
      {"Mo", EX_USAGE, "litfass-sync hours: --from and --to are missing\n"},
      {"--from 2026-11-23 --to 2026-11-23", EX_USAGE, "litfass-sync hours: exactly one expression is expected\n"},
      {"Mo Tu --from 2026-11-23 --to 2026-11-23", EX_USAGE, "litfass-sync hours: exactly one expression is expected\n"},
      {"Mo --from 2026-11-31 --to 2026-11-23", EX_USAGE, "litfass-sync hours: bad value '2026-11-31' for --from\n"},

      {"Mo --from 2026-11-23 --to 2026-11-22", EX_USAGE, "litfass-sync hours: --to lies before --from\n"},
      {"Mo --from 2026-11-23T10:00 --to 2026-11-23T09:00", EX_USAGE, "litfass-sync hours: --to lies before --from\n"},
      {"Mo --from 2026-11-23 --to 2026-11-23 --land XX", EX_USAGE, "litfass-sync hours: bad value 'XX' for --land\n"},
      {"Mo --from 2026-11-23 --to 2026-11-23 --local moon", EX_USAGE, "litfass-sync hours: bad value 'moon' for --local\n"},
      {"Mo --from 2026-11-23 --to 2026-11-23 --lat 91", EX_USAGE, "litfass-sync hours: bad value '91' for --lat\n"},
      {"Mo --from 1926-11-23 --to 2026-11-23", EX_USAGE, "litfass-sync hours: --from and --to are more than 20 years apart\n"},
      {"'-Fr 10:00-12:00' --from 2026-11-23 --to 2026-11-23", EX_USAGE,
       "litfass-sync hours: unknown option or missing value: '-Fr 10:00-12:00'\n"},
      {"'2026/2 Jan 1 10:00-11:00' --from 2027-01-01 --to 2030-12-31", EX_OK,
       "Ab 2026 (alle 2 Jahre) am 1. Januar 10:00 bis 11:00 Uhr\nSa  2028-01-01T10:00  2028-01-01T11:00  open\n"
       "Di  2030-01-01T10:00  2030-01-01T11:00  open\n"},
      {"24/7 --from 2026-11-23 --to 2026-11-23 2>&1 >/dev/full #", EX_IOERR,
       "litfass-sync hours: cannot write the output: No space left on device\n"},
      {"Mo --from 2026-11-23 --to 2026-11-23 --often", EX_USAGE,
       "litfass-sync hours: unknown option or missing value: '--often'\n"},
  };
  face_check("hours", cases, COUNT_OF(cases));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(each_face_answers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
