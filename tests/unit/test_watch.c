/* When the watchdog is fed, and what is tried before it is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "device/watch.h"

enum { SECOND = 1000, STEP = 5 * SECOND, HOUR = 3600 * SECOND };

static const struct watch_limits limits = {
    .start_ms = 120 * SECOND, .bite_ms = 60 * SECOND, .settle_ms = 600 * SECOND, .restarts = 3, .boots = 3};

struct run {
  struct watch watch;
  int64_t now_ms;
  struct watch_sign signs[WATCH_UNITS];
  int restarts[WATCH_UNITS], reboots, hungry, forgotten;
};

static struct run begin(int boots) {
  struct run run = {.signs = {{.is_needed = true}, {.is_needed = true, .is_alive = true}}};
  watch_init(&run.watch, &limits, boots, 0);
  return run;
}

static void pass(struct run *run, int64_t ms) {
  for (int64_t end = run->now_ms + ms; run->now_ms < end; run->now_ms += STEP) {
    struct watch_orders orders = watch_step(&run->watch, run->signs, run->now_ms);
    for (int i = 0; i < WATCH_UNITS; i++)
      run->restarts[i] += orders.restart[i];
    run->reboots += orders.reboot;
    run->hungry += !orders.feed;
    run->forgotten += orders.forget_boots;
  }
}

static void a_start_may_take_its_time(void **state UNUSED) {
  struct run run = begin(1);
  pass(&run, 115 * SECOND);
  assert_int_equal(run.restarts[WATCH_APP], 0);
  run.signs[WATCH_APP].is_alive = true;
  pass(&run, HOUR);
  assert_int_equal(run.restarts[WATCH_APP], 0);
  assert_int_equal(run.hungry, 0);
}

static void what_hangs_is_started_anew_at_once(void **state UNUSED) {
  struct run run = begin(1);
  run.signs[WATCH_APP].is_alive = true;
  pass(&run, 60 * SECOND);
  run.signs[WATCH_APP].is_alive = false;
  pass(&run, STEP);
  assert_int_equal(run.restarts[WATCH_APP], 1);
  assert_int_equal(run.restarts[WATCH_SYNC], 0);
  run.signs[WATCH_APP].is_alive = true;
  pass(&run, HOUR);
  assert_int_equal(run.restarts[WATCH_APP], 1);
  assert_int_equal(run.watch.members[WATCH_APP].restarts, 0); /* forgotten */
}

static void without_an_app_the_watchdog_goes_hungry_after_the_restarts(void **state UNUSED) {
  struct run run = begin(1);
  pass(&run, 4 * 120 * SECOND - STEP);
  assert_int_equal(run.restarts[WATCH_APP], 3);
  assert_int_equal(run.hungry, 0);
  pass(&run, 10 * SECOND);
  assert_int_equal(run.restarts[WATCH_APP], 3);
  assert_true(run.hungry > 0);
  assert_int_equal(run.reboots, 0);
}

static void a_watchdog_that_does_not_bite_is_helped(void **state UNUSED) {
  struct run run = begin(1);
  pass(&run, 4 * 120 * SECOND + limits.bite_ms + STEP);
  assert_int_equal(run.reboots, 1);
}

static void a_program_that_comes_back_in_time_is_spared(void **state UNUSED) {
  struct run run = begin(1);
  pass(&run, 4 * 120 * SECOND + STEP);
  assert_true(run.hungry > 0);
  run.hungry = 0;
  run.signs[WATCH_APP].is_alive = true;
  pass(&run, HOUR);
  assert_int_equal(run.hungry, 0);
  assert_int_equal(run.reboots, 0);
}

static void after_too_many_starts_nothing_bites_any_more(void **state UNUSED) {
  struct run run = begin(4);
  assert_true(watch_is_resigned(&run.watch));
  pass(&run, 24 * HOUR);
  assert_int_equal(run.hungry, 0);
  assert_int_equal(run.reboots, 0);
  assert_in_range(run.restarts[WATCH_APP], 20, 30); /* once an hour it is tried */
}

static void health_makes_the_starts_forgotten_once(void **state UNUSED) {
  struct run run = begin(4);
  run.signs[WATCH_APP].is_alive = true;
  pass(&run, 595 * SECOND);
  assert_int_equal(run.forgotten, 0);
  pass(&run, HOUR);
  assert_int_equal(run.forgotten, 1);
  assert_false(watch_is_resigned(&run.watch));
}

static void a_flutter_does_not_make_the_starts_forgotten(void **state UNUSED) {
  struct run run = begin(2);
  for (int i = 0; i < 20; i++) {
    run.signs[WATCH_APP].is_alive = true;
    pass(&run, 300 * SECOND);
    run.signs[WATCH_APP].is_alive = false;
    pass(&run, STEP);
  }
  assert_int_equal(run.forgotten, 0);
  assert_true(run.hungry > 0); /* and the restarts end */
}

static void what_is_excused_is_not_missed(void **state UNUSED) {
  struct run run = begin(1);
  run.signs[WATCH_APP].is_needed = false;
  pass(&run, 24 * HOUR);
  assert_int_equal(run.restarts[WATCH_APP], 0);
  assert_int_equal(run.hungry, 0);
  run.signs[WATCH_APP].is_needed = true; /* a screen was plugged in */
  pass(&run, 115 * SECOND);
  assert_int_equal(run.restarts[WATCH_APP], 0);
  pass(&run, 10 * SECOND);
  assert_int_equal(run.restarts[WATCH_APP], 1);
}

static void the_sync_counts_too(void **state UNUSED) {
  struct run run = begin(1);
  run.signs[WATCH_APP].is_alive = true;
  run.signs[WATCH_SYNC].is_alive = false;
  pass(&run, HOUR);
  assert_int_equal(run.restarts[WATCH_SYNC], 3);
  assert_true(run.hungry > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_start_may_take_its_time),
      cmocka_unit_test(what_hangs_is_started_anew_at_once),
      cmocka_unit_test(without_an_app_the_watchdog_goes_hungry_after_the_restarts),
      cmocka_unit_test(a_watchdog_that_does_not_bite_is_helped),
      cmocka_unit_test(a_program_that_comes_back_in_time_is_spared),
      cmocka_unit_test(after_too_many_starts_nothing_bites_any_more),
      cmocka_unit_test(health_makes_the_starts_forgotten_once),
      cmocka_unit_test(a_flutter_does_not_make_the_starts_forgotten),
      cmocka_unit_test(what_is_excused_is_not_missed),
      cmocka_unit_test(the_sync_counts_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
