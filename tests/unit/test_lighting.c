/* Whether the screen is on, and how bright. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "device/lighting.h"

enum { MINUTE = 60 * 1000, NOW = 100 * MINUTE };

static const struct lighting_rules plain = {
    .awake_ms = 5 * MINUTE, .bright_percent = 100, .dim_percent = 35, .dark_lux = 5, .bright_lux = 300};

static struct lighting_facts facts(bool is_open) {
  return (struct lighting_facts){.now_ms = NOW,
                                 .seen_ms = LIGHTING_NEVER,
                                 .clock_is_trusted = true,
                                 .has_hours = true,
                                 .is_open = is_open,
                                 .cleaning_until_ms = INT64_MIN};
}

static struct lighting fresh(void) {
  struct lighting lighting;
  lighting_init(&lighting);
  return lighting;
}

#define EXPECT(wish, on, reason)                                                                                               \
  do {                                                                                                                         \
    struct lighting_wish got = (wish);                                                                                         \
    assert_int_equal(got.is_on, on);                                                                                           \
    assert_string_equal(got.why, reason);                                                                                      \
  } while (0)

static void the_hours_of_the_place_decide(void **state UNUSED) {
  struct lighting lighting = fresh();
  struct lighting_facts open = facts(true), closed = facts(false);
  EXPECT(lighting_step(&lighting, &plain, &open), true, "open");
  EXPECT(lighting_step(&lighting, &plain, &closed), false, "closed");
  closed.has_hours = false;
  EXPECT(lighting_step(&lighting, &plain, &closed), true, "always");
}

static void a_clock_that_is_not_trusted_leaves_it_on(void **state UNUSED) {
  struct lighting lighting = fresh();
  struct lighting_facts closed = facts(false);
  closed.clock_is_trusted = false;
  EXPECT(lighting_step(&lighting, &plain, &closed), true, "no-clock");
}

static void somebody_wakes_it_for_a_while(void **state UNUSED) {
  struct lighting lighting = fresh();
  struct lighting_facts closed = facts(false);
  closed.seen_ms = NOW - 5 * MINUTE + 1;
  EXPECT(lighting_step(&lighting, &plain, &closed), true, "somebody");
  closed.seen_ms = NOW - 5 * MINUTE;
  EXPECT(lighting_step(&lighting, &plain, &closed), false, "closed");
}

static void what_was_asked_lasts_until_the_place_opens_or_closes(void **state UNUSED) {
  struct lighting lighting = fresh();
  struct lighting_facts open = facts(true), closed = facts(false);
  lighting_ask(&lighting, LIGHTING_OFF, true);
  EXPECT(lighting_step(&lighting, &plain, &open), false, "asked");
  EXPECT(lighting_step(&lighting, &plain, &closed), false, "closed");
  EXPECT(lighting_step(&lighting, &plain, &open), true, "open");
  lighting_ask(&lighting, LIGHTING_ON, false);
  EXPECT(lighting_step(&lighting, &plain, &closed), true, "asked");
  EXPECT(lighting_step(&lighting, &plain, &open), true, "open");
  EXPECT(lighting_step(&lighting, &plain, &closed), false, "closed");
}

static void a_screen_that_was_switched_off_still_wakes_by_hand(void **state UNUSED) {
  struct lighting lighting = fresh();
  struct lighting_facts open = facts(true);
  lighting_ask(&lighting, LIGHTING_OFF, true);
  open.seen_ms = NOW - MINUTE;
  EXPECT(lighting_step(&lighting, &plain, &open), true, "somebody");
}

static void who_cleans_has_light(void **state UNUSED) {
  struct lighting lighting = fresh();
  struct lighting_facts closed = facts(false);
  lighting_ask(&lighting, LIGHTING_OFF, false);
  closed.cleaning_until_ms = NOW + 1;
  EXPECT(lighting_step(&lighting, &plain, &closed), true, "cleaning");
  closed.cleaning_until_ms = NOW;
  EXPECT(lighting_step(&lighting, &plain, &closed), false, "asked");
}

static void an_empty_place_dims_and_darkens_where_that_is_wanted(void **state UNUSED) {
  struct lighting lighting = fresh();
  struct lighting_rules rules = plain;
  struct lighting_facts open = facts(true);
  rules.empty_dim_ms = 10 * MINUTE;
  rules.empty_off_ms = 30 * MINUTE;
  open.seen_ms = NOW - 9 * MINUTE;
  assert_int_equal(lighting_step(&lighting, &rules, &open).percent, 100);
  open.seen_ms = NOW - 11 * MINUTE;
  assert_int_equal(lighting_step(&lighting, &rules, &open).percent, 35);
  open.seen_ms = NOW - 31 * MINUTE;
  EXPECT(lighting_step(&lighting, &rules, &open), false, "nobody");
}

static int percent_at(struct lighting *lighting, double lux) {
  struct lighting_facts open = facts(true);
  open.has_lux = true;
  open.lux = lux;
  return lighting_step(lighting, &plain, &open).percent;
}

static void daylight_is_followed_by_factors_and_not_by_flicker(void **state UNUSED) {
  struct lighting lighting = fresh();
  assert_int_equal(percent_at(&lighting, 0), 35);
  assert_int_equal(percent_at(&lighting, 5), 35);
  assert_int_equal(percent_at(&lighting, 38.73), 68); /* the geometric middle of 5 and 300 */
  assert_int_equal(percent_at(&lighting, 42), 68);    /* too small a change */
  assert_int_equal(percent_at(&lighting, 300), 100);
  assert_int_equal(percent_at(&lighting, 100000), 100);
}

static void night_hours_and_heat_dim_whatever_the_sensor_says(void **state UNUSED) {
  struct lighting lighting = fresh();
  struct lighting_facts open = facts(true);
  open.has_lux = true;
  open.lux = 1000;
  open.is_dim_time = true;
  assert_int_equal(lighting_step(&lighting, &plain, &open).percent, 35);
  open.is_dim_time = false;
  open.is_hot = true;
  assert_int_equal(lighting_step(&lighting, &plain, &open).percent, 35);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_hours_of_the_place_decide),
      cmocka_unit_test(a_clock_that_is_not_trusted_leaves_it_on),
      cmocka_unit_test(somebody_wakes_it_for_a_while),
      cmocka_unit_test(what_was_asked_lasts_until_the_place_opens_or_closes),
      cmocka_unit_test(a_screen_that_was_switched_off_still_wakes_by_hand),
      cmocka_unit_test(who_cleans_has_light),
      cmocka_unit_test(an_empty_place_dims_and_darkens_where_that_is_wanted),
      cmocka_unit_test(daylight_is_followed_by_factors_and_not_by_flicker),
      cmocka_unit_test(night_hours_and_heat_dim_whatever_the_sensor_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
