#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "client/schedule.h"

#include <stdlib.h>

static void polls_lie_within_a_fifth_of_the_interval(void **state UNUSED) {
  assert_int_equal(schedule_poll_ms(300, 0.0), 240000);
  assert_int_equal(schedule_poll_ms(300, 0.5), 300000);
  assert_in_range(schedule_poll_ms(300, 0.999999), 359000, 360000);
  assert_in_range(schedule_poll_ms(-5, 0.0), 1, 1000);
  assert_in_range(schedule_poll_ms(INT64_MAX, 0.9999), 86400000, 104000000);
}

static void back_off_doubles_to_its_cap_with_full_jitter(void **state UNUSED) {
  static const struct {
    int failures;
    int64_t ceiling_ms;
  } rows[] = {{1, 10000},  {2, 20000},  {3, 40000},  {4, 80000},    {5, 160000},
              {6, 320000}, {7, 640000}, {8, 900000}, {1000, 900000}};
  for (size_t i = 0; i < COUNT_OF(rows); i++) {
    assert_int_equal(schedule_retry_ms(1, rows[i].failures, 0, 0.5), rows[i].ceiling_ms / 2);
    assert_true(schedule_retry_ms(1, rows[i].failures, 0, 0.999999) < rows[i].ceiling_ms);
    assert_int_equal(schedule_retry_ms(1, rows[i].failures, 0, 0.0), 1000);
  }
}

static void retry_after_is_obeyed_up_to_an_hour(void **state UNUSED) {
  assert_int_equal(schedule_retry_ms(1, 1, 120, 0.0), 120000);
  assert_in_range(schedule_retry_ms(1, 1, 120, 0.9999), 120000, 144000);
  assert_int_equal(schedule_retry_ms(1, 1, 86400, 0.0), 3600000);
  assert_true(schedule_retry_ms(1, 8, 1, 0.5) == 450000); /* a short wish does not shorten the back-off */
}

static int by_time(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a;
  int64_t y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

/* QUALITY R7: 1,000 kiosks lose the hub for half an hour at the same moment. When it is back, no window of 10 s sees more than
 * twice the requests of a mean one over the time that they take to come back (the cap, 15 minutes). */
static void a_thousand_kiosks_do_not_come_back_at_once(void **state UNUSED) {
  enum { KIOSKS = 1000, OUTAGE_MS = 1800 * 1000, CAP_MS = 900 * 1000, WINDOW_MS = 10 * 1000 };
  static int64_t back[KIOSKS];
  unsigned seed = 7;
  for (int i = 0; i < KIOSKS; i++) {
    int64_t at = 0;
    for (int failures = 1; at < OUTAGE_MS; failures++)
      at += schedule_retry_ms(1, failures, 0, (double)rand_r(&seed) / ((double)RAND_MAX + 1));
    back[i] = at - OUTAGE_MS;
  }
  qsort(back, KIOSKS, sizeof back[0], by_time);
  int most = 0;
  for (int first = 0, last = 0; last < KIOSKS; last++) {
    while (back[last] - back[first] >= WINDOW_MS)
      first++;
    if (last - first + 1 > most) most = last - first + 1;
  }
  double mean = (double)KIOSKS * WINDOW_MS / (CAP_MS / 2.0); /* retries come every half cap on average */
  if (most > 2 * mean) fail_msg("%d in one window, mean %.1f", most, mean);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(polls_lie_within_a_fifth_of_the_interval),
      cmocka_unit_test(back_off_doubles_to_its_cap_with_full_jitter),
      cmocka_unit_test(retry_after_is_obeyed_up_to_an_hour),
      cmocka_unit_test(a_thousand_kiosks_do_not_come_back_at_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
