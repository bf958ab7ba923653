/* Maps: where a coordinate lands, how long a metre is, what fits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "model/chart.h"

#include <math.h>
#include <stdlib.h>

static const struct position here = {48.7702, 9.1796}, there = {48.7728, 9.17586};

static void tiles_lie_where_the_web_has_them(void **state UNUSED) {
  /* OpenStreetMap wiki, "Slippy map tilenames": z/x/y of a position; computed with its Python. */
  static const struct {
    struct position at;
    int zoom, column, row;
  } cases[] = {{{48.7702, 9.1796}, 17, 68878, 45140},
               {{52.5163, 13.3777}, 16, 35203, 21493},
               {{-33.8568, 151.2153}, 12, 3768, 2457},
               {{0, 0}, 1, 1, 1},
               {{85.0511, -180}, 5, 0, 0}};
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct chart world = {.rect = {0, 0, 256, 256}, .world_px = 256.0 * (1 << cases[i].zoom)};
    world.left_px = 256.0 * cases[i].column;
    world.top_px = 256.0 * cases[i].row;
    struct point at = chart_point(&world, cases[i].at);
    assert_in_range(at.x, 0, 256);
    assert_in_range(at.y, 0, 256);
  }
}

static void both_ends_are_inside_and_apart(void **state UNUSED) {
  static const struct rect rects[] = {{0, 0, 1200, 800}, {50, 100, 600, 400}, {10, 10, 300, 900}, {0, 0, 200, 90}};
  for (size_t i = 0; i < COUNT_OF(rects); i++) {
    struct chart chart = chart_fit(rects[i], here, there, 40, 100);
    struct point a = chart_point(&chart, here), b = chart_point(&chart, there);
    assert_true(rect_contains(rects[i], a.x, a.y) && rect_contains(rects[i], b.x, b.y));
    assert_true(b.x < a.x && b.y < a.y); /* north-west is up and left */
    /* The picture's metres are the earth's. */
    double metres = hypot(a.x - b.x, a.y - b.y) * chart_metres_per_px(&chart);
    assert_true(fabs(metres / way_metres(here, there) - 1) < 0.02);
  }
}

static void neighbours_are_not_blown_up(void **state UNUSED) {
  struct position door = {48.77021, 9.1796};
  struct chart chart = chart_fit((struct rect){0, 0, 800, 600}, here, door, 0, 160);
  assert_true(fabs(600 * chart_metres_per_px(&chart) - 160) < 1);
  struct chart same = chart_fit((struct rect){0, 0, 800, 600}, here, here, 0, 160);
  assert_int_equal(chart_point(&same, here).x, 400);
  assert_int_equal(chart_point(&same, here).y, 300);
}

static void another_scale_keeps_the_middle(void **state UNUSED) {
  struct rect rect = {30, 40, 800, 600};
  struct chart chart = chart_fit(rect, here, here, 0, 160);
  struct chart wide = chart_scaled(&chart, chart.world_px / 4);
  assert_int_equal(chart_point(&wide, here).x, 430);
  assert_int_equal(chart_point(&wide, here).y, 340);
  assert_true(fabs(chart_metres_per_px(&wide) / chart_metres_per_px(&chart) - 4) < 0.001);
}

static void the_bar_is_a_round_number_that_fits(void **state UNUSED) {
  for (int least = 100; least < 20000; least += least * 7 / 10) {
    struct chart chart = chart_fit((struct rect){0, 0, 900, 600}, here, here, 0, least);
    int px, metres = chart_bar_metres(&chart, 225, &px);
    assert_in_range(px, 80, 226);
    assert_true(fabs(px * chart_metres_per_px(&chart) - metres) < chart_metres_per_px(&chart));
    while (metres % 10 == 0)
      metres /= 10;
    assert_true(metres == 1 || metres == 2 || metres == 5);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tiles_lie_where_the_web_has_them),    cmocka_unit_test(both_ends_are_inside_and_apart),
      cmocka_unit_test(neighbours_are_not_blown_up),         cmocka_unit_test(another_scale_keeps_the_middle),
      cmocka_unit_test(the_bar_is_a_round_number_that_fits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
