#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/civil.h"
#include "model/month.h"

/* As Python's calendar.monthrange and monthcalendar have them. */
static void months_lie_in_weeks_as_on_paper(void **state) {
  static const struct {
    int year, month, lead, length, weeks;
  } cases[] = {
      {2026, 11, 6, 30, 6},                      /* begins on a Sunday */
      {2026, 12, 1, 31, 5},                      /* on a Tuesday */
      {2027, 1, 4, 31, 5},  {2027, 2, 0, 28, 4}, /* on a Monday, four whole weeks */
      {2024, 2, 3, 29, 5},                       /* leap year */
      {2021, 2, 0, 28, 4},  {2026, 2, 6, 28, 5}, /* on a Sunday, not in four weeks */
      {2027, 5, 5, 31, 6},                       /* on a Saturday */
      {2000, 2, 1, 29, 5},                       /* divisible by 400 */
      {2100, 2, 0, 28, 4},                       /* by 100 only */
  };
  (void)state;
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    int32_t month = month_of_day(day_from_ymd(cases[i].year, cases[i].month, 15));
    assert_int_equal(month_year(month), cases[i].year);
    assert_int_equal(month_in_year(month), cases[i].month);
    assert_int_equal(month_lead(month), cases[i].lead);
    assert_int_equal(month_length(month), cases[i].length);
    assert_int_equal(month_weeks(month), cases[i].weeks);
  }
}

/* Day by day through 60 years: the months take all days in turn, each in its weekday's column. */
static void every_day_has_one_cell_under_its_weekday(void **state) {
  (void)state;
  int32_t day = day_from_ymd(1999, 1, 1);
  int32_t month = month_of_day(day);
  for (int i = 0; i < 60 * 12; i++, month++) {
    assert_int_equal(month_first_day(month), day);
    for (int k = 0; k < month_length(month); k++, day++) {
      int cell = month_lead(month) + k;
      assert_int_equal(cell % WEEK_DAYS, (int)day_weekday(day));
      assert_in_range(cell / WEEK_DAYS, 0, month_weeks(month) - 1);
      assert_int_equal(month_of_day(day), month);
    }
    assert_in_range(month_weeks(month), 4, MONTH_WEEKS_MAX);
  }
  int year, in_year, month_day;
  day_to_ymd(day, &year, &in_year, &month_day);
  assert_int_equal(year, 2059);
  assert_int_equal(in_year, 1);
  assert_int_equal(month_day, 1);
}

static void years_turn_behind_december(void **state) {
  (void)state;
  int32_t december = month_of_day(day_from_ymd(2026, 12, 31));
  assert_int_equal(month_in_year(december + 1), 1);
  assert_int_equal(month_year(december + 1), 2027);
  assert_int_equal(month_of_day(day_from_ymd(2027, 1, 1)), december + 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(months_lie_in_weeks_as_on_paper),
      cmocka_unit_test(every_day_has_one_cell_under_its_weekday),
      cmocka_unit_test(years_turn_behind_december),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
