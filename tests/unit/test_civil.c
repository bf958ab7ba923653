#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/zone.h"

static void every_day_from_1600_to_2400_round_trips(void **state UNUSED) {
  int32_t expected = day_from_ymd(1600, 1, 1);
  for (int year = 1600; year < 2400; year++)
    for (int month = 1; month <= 12; month++)
      for (int day = 1; day <= month_days(year, month); day++, expected++) {
        int y, m, d;
        assert_int_equal(day_from_ymd(year, month, day), expected);
        day_to_ymd(expected, &y, &m, &d);
        assert_true(y == year && m == month && d == day);
      }
  assert_int_equal(day_from_ymd(1970, 1, 1), 0);
}

static void weekdays_and_iso_weeks_follow_the_standard(void **state UNUSED) {
  int year;
  assert_int_equal(day_weekday(day_from_ymd(2026, 11, 22)), SUNDAY);
  assert_int_equal(day_weekday(day_from_ymd(1900, 1, 1)), MONDAY);
  assert_int_equal(day_iso_week(day_from_ymd(2021, 1, 3), &year), 53);
  assert_int_equal(year, 2020);
  assert_int_equal(day_iso_week(day_from_ymd(2024, 12, 30), &year), 1);
  assert_int_equal(year, 2025);
  assert_int_equal(day_of_year(day_from_ymd(2024, 12, 31)), 366);
}

static void times_are_read_strictly(void **state UNUSED) {
  static const char *const bad[] = {"",
                                    "2026-11-22",
                                    "2026-02-29T10:00",
                                    "2026-11-22T24:00",
                                    "2026-11-22T10:60",
                                    "2026-11-22T10:00Z",
                                    "2026-11-22T10:00+01:00",
                                    "x2026-11-22T10:00",
                                    "2026-13-01T00:00"};
  int64_t wall;
  for (size_t i = 0; i < COUNT_OF(bad); i++)
    assert_false(wall_parse(bad[i], &wall));
  char text[WALL_TEXT_SIZE];
  assert_true(wall_parse("2024-02-29 23:59:59", &wall));
  wall_format(wall, text);
  assert_string_equal(text, "2024-02-29T23:59:59");
  assert_true(wall_parse("1969-12-31T23:30", &wall));
  assert_int_equal(wall_day(wall), -1);
  assert_int_equal(wall_second(wall), 23 * 3600 + 1800);
}

static void dst_nights_map_both_ways(void **state UNUSED) {
  int64_t wall, utc;
  assert_true(wall_parse("2026-03-29T02:30", &wall)); /* skipped: becomes 03:30 CEST, 01:30 UTC */
  assert_true(wall_parse("2026-03-29T01:30", &utc));
  assert_int_equal(zone_to_utc("Europe/Berlin", wall), utc);
  assert_true(wall_parse("2026-10-25T02:30", &wall)); /* twice: the first, CEST, 00:30 UTC */
  assert_true(wall_parse("2026-10-25T00:30", &utc));
  assert_int_equal(zone_to_utc("Europe/Berlin", wall), utc);
  assert_int_equal(zone_to_wall("Europe/Berlin", utc + 3600), wall);
  assert_false(zone_is_known("Europe/Entenhausen"));
  assert_false(zone_is_known("../../etc/passwd"));
  assert_false(zone_is_known("/etc/localtime"));
  assert_false(zone_is_known("zone.tab"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_day_from_1600_to_2400_round_trips),
      cmocka_unit_test(weekdays_and_iso_weeks_follow_the_standard),
      cmocka_unit_test(times_are_read_strictly),
      cmocka_unit_test(dst_nights_map_both_ways),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
