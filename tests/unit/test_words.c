/* Dates, ages and numbers as people say them; German, which needs no catalog. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/civil.h"
#include "model/model.h"
#include "model/words.h"

static int64_t wall(const char *text) {
  int64_t out;
  assert_true(wall_parse(text, &out));
  return out;
}

static int32_t day(const char *text) {
  int32_t out;
  assert_true(day_parse(text, &out));
  return out;
}

static int set_up(void **state) {
  static struct arena arena;
  static struct words words;
  words = (struct words){.lang = "de", .arena = &arena};
  *state = &words;
  return 0;
}

static int tear_down(void **state) {
  struct words *w = *state;
  arena_fini(w->arena);
  return 0;
}

static void near_days_are_called_by_name(void **state) {
  static const struct {
    const char *day, *words;
  } cases[] = {{"2026-11-21", "heute"},     {"2026-11-22", "morgen"},    {"2026-11-23", "Mo 23."}, {"2026-11-27", "Fr 27."},
               {"2026-11-28", "Sa 28.11."}, {"2026-11-20", "Fr 20.11."}, {"2027-01-01", "Fr 1.1."}};
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    assert_string_equal(words_day_near(*state, day(cases[i].day), day("2026-11-21")), cases[i].words);
}

static void ages_get_coarser_with_time_and_never_say_heute_wrongly(void **state) {
  static const struct {
    const char *then, *words;
  } cases[] = {{"2026-11-21T08:10", "heute 08:10"},  {"2026-11-20T23:59", "gestern 23:59"},
               {"2026-11-17T09:00", "Dienstag"},     {"2026-11-15T09:00", "Sonntag"},
               {"2026-11-14T09:00", "14. November"}, {"2025-12-31T09:00", "31. Dezember 2025"},
               {"2026-11-22T00:01", "22. November"} /* a clock that went back */};
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    assert_string_equal(words_age(*state, wall(cases[i].then), wall("2026-11-21T14:32")), cases[i].words);
}

static void spans_say_what_is_needed_and_no_more(void **state) {
  static const struct {
    const char *start, *end, *words;
    bool date_only;
  } cases[] = {
      {"2026-11-21T15:00", "2026-11-21T17:00", "15:00 bis 17:00 Uhr", false},
      {"2026-11-21T15:00", "2026-11-21T15:00", "15:00 Uhr", false},
      {"2026-11-21T22:00", "2026-11-22T02:00", "22:00 bis 2:00 Uhr", false},
      {"2026-11-20T18:00", "2026-11-22T12:00", "Fr 20.11., 18:00 bis So 22.11., 12:00 Uhr", false},
      {"2026-11-21T00:00", "2026-11-22T00:00", "ganztägig", true},
      {"2026-11-21T00:00", "2026-11-24T00:00", "Sa 21.11. bis Mo 23.11.", true},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    assert_string_equal(words_span(*state, wall(cases[i].start), wall(cases[i].end), cases[i].date_only), cases[i].words);
}

static void weekdays_are_gathered(void **state) {
  assert_string_equal(words_weekdays(*state, 0x1F), "Mo–Fr");
  assert_string_equal(words_weekdays(*state, 0x0B), "Mo, Di, Do");
  assert_string_equal(words_weekdays(*state, 0x7F), "Mo–So");
  assert_string_equal(words_weekdays(*state, 0x60), "Sa, So");
  assert_string_equal(words_weekdays(*state, 0), "");
}

static void telephone_numbers_are_shown_as_they_are_dialled(void **state) {
  static const struct {
    const char *stored, *shown;
  } cases[] = {{"+49 30 23125 410", "030\u00a023125\u00a0410"},
               {"+49 (0)30 23125 410", "030\u00a023125\u00a0410"},
               {"+4930 23125410", "030\u00a023125410"},
               {"0800 111 0 111", "0800\u00a0111\u00a00\u00a0111"},
               {"112", "112"},
               {"+43 1 58858", "+43\u00a01\u00a058858"}};
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    assert_string_equal(words_telephone(*state, cases[i].stored), cases[i].shown);
}

static void numbers_to_write_down_come_in_pairs(void **state) {
  static const struct {
    const char *stored, *shown;
  } cases[] = {{"+49 30 23125 410", "030 23 12 54 10"},
               {"+49 30 23125-41", "030 231 25 41"},
               {"+49 (0)711/5500", "0711 55 00"},
               {"0800 111 0 111", "0800 111 0 111"},
               {"112", "112"},
               {"116 117", "116 117"},
               {"116117", "11 61 17"},
               {"+43 1 58858", "+43 15 88 58"}};
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    assert_string_equal(words_digits(*state, cases[i].stored), cases[i].shown);
}

static void walks_are_those_of_somebody_older(void **state UNUSED) {
  /* 400 m as the crow flies: 520 m of street, 8 minutes at 4 km/h. */
  assert_int_equal(way_minutes(400), 8);
  assert_int_equal(way_minutes(0), 1);
  assert_int_equal(way_minutes(2e7), 9999);
}

static void distances_and_directions_are_those_of_the_geographers(void **state UNUSED) {
  /* GeographicLib's geodesics (WGS 84); a sphere is up to 0.6 % off. */
  static const struct {
    struct position from, to;
    double metres, bearing;
  } cases[] = {
      {{48.77, 9.18}, {48.7736, 9.18}, 400.3, 0},           {{52.5163, 13.3777}, {52.5219, 13.4133}, 2496, 75.5},
      {{48.7758, 9.1829}, {48.1374, 11.5755}, 190664, 111}, {{0, 179.999}, {0, -179.999}, 222.6, 90},
      {{48.77, 9.18}, {48.77, 9.1759}, 301.5, 270},         {{48.7736, 9.18}, {48.77, 9.18}, 400.3, 180},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    double metres = way_metres(cases[i].from, cases[i].to);
    assert_true(metres > cases[i].metres * 0.994 && metres < cases[i].metres * 1.006);
    double turn = way_bearing(cases[i].from, cases[i].to) - cases[i].bearing;
    assert_true(turn > -0.5 && turn < 0.5);
  }
  assert_true(way_metres((struct position){90, 0}, (struct position){-90, 0}) > 2e7);
  assert_true(way_metres(cases[0].from, cases[0].from) == 0);
}

static void distances_are_said_as_roughly_as_they_are_known(void **state) {
  static const struct {
    double metres;
    const char *words;
  } cases[] = {{0, "10 m"},    {84, "80 m"},     {96, "100 m"},    {449, "450 m"},  {974, "950 m"},   {976, "1 km"},
               {1049, "1 km"}, {1151, "1,2 km"}, {9940, "9,9 km"}, {9960, "10 km"}, {14499, "14 km"}, {190700, "191 km"}};
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    assert_string_equal(way_distance_words(*state, cases[i].metres), cases[i].words);
  assert_string_equal(way_direction_words(*state, 359.9), "in Richtung Norden");
  assert_string_equal(way_direction_words(*state, 22.6), "in Richtung Nordosten");
  assert_string_equal(way_direction_words(*state, 270), "in Richtung Westen");
  assert_string_equal(way_minutes_words(*state, 1), "1 Minute zu Fuß");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(near_days_are_called_by_name, set_up, tear_down),
      cmocka_unit_test_setup_teardown(ages_get_coarser_with_time_and_never_say_heute_wrongly, set_up, tear_down),
      cmocka_unit_test_setup_teardown(spans_say_what_is_needed_and_no_more, set_up, tear_down),
      cmocka_unit_test_setup_teardown(weekdays_are_gathered, set_up, tear_down),
      cmocka_unit_test_setup_teardown(telephone_numbers_are_shown_as_they_are_dialled, set_up, tear_down),
      cmocka_unit_test_setup_teardown(numbers_to_write_down_come_in_pairs, set_up, tear_down),
      cmocka_unit_test(walks_are_those_of_somebody_older),
      cmocka_unit_test(distances_and_directions_are_those_of_the_geographers),
      cmocka_unit_test_setup_teardown(distances_are_said_as_roughly_as_they_are_known, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
