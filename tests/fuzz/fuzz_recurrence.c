/* Rules from outside, expanded and said in words. Whatever the rule: the occurrences ascend, lie in the window and after
 * DTSTART, a window cut in two gives the same as the whole, and what was expanded passes recurrence_check.
 *
 * Input: one character each for DTSTART, window and kind of event, then the rule: "0aZFREQ=WEEKLY;BYDAY=SA". */
#include "base/civil.h"
#include "base/compiler.h"
#include "feed/recurrence.h"
#include "feed/recurrence_text.h"

#include <stdlib.h>
#include <string.h>

enum { SETTINGS = 3, FOUND_MAX = 2000, RULE_MAX = 5000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A year's end, leap days, DST nights, long ago, the ends of the calendar. */
static const struct civil starts[] = {
    {2026, 11, 21, 16, 0, 0}, {2024, 2, 29, 0, 0, 0},   {1976, 1, 1, 10, 0, 0},   {2020, 12, 31, 23, 59, 59},
    {2026, 3, 29, 2, 30, 0},  {2026, 10, 25, 2, 30, 0}, {1969, 12, 31, 12, 0, 0}, {1, 1, 1, 0, 0, 0},
    {9999, 12, 1, 0, 0, 0},   {1600, 2, 29, 8, 15, 0},  {2021, 1, 3, 9, 0, 0},    {2027, 1, 1, 0, 0, 0},
};
static const int window_days[] = {1, 7, 31, 366, 400, 3000};

static void check_order(const struct recurrence *recurrence, const int64_t *walls, size_t count, int64_t from, int64_t to) {
  for (size_t i = 0; i < count; i++) {
    ASSERT(walls[i] >= from && walls[i] < to && walls[i] >= recurrence->start);
    ASSERT(i == 0 || walls[i - 1] < walls[i]);
    ASSERT(!recurrence->date_only || wall_second(walls[i]) == 0);
  }
}

/* [from, middle) and [middle, to) together are [from, to). */
static void check_halves(const struct recurrence *recurrence, const int64_t *whole, size_t count, int64_t from, int64_t to) {
  static int64_t half[FOUND_MAX];
  struct err err;
  size_t first = 0, second = 0;
  int64_t middle = from + (to - from) / 3;
  ASSERT(recurrence_expand(recurrence, from, middle, half, FOUND_MAX, &first, &err));
  ASSERT(first <= count && (first == 0 || memcmp(half, whole, first * sizeof *half) == 0));
  ASSERT(recurrence_expand(recurrence, middle, to, half, FOUND_MAX, &second, &err));
  ASSERT(first + second == count && (second == 0 || memcmp(half, whole + first, second * sizeof *half) == 0));
}

static void describe(const struct recurrence *recurrence) {
  static const char *const languages[] = {"de", "en", "tr", "uk", "ar"};
  for (size_t i = 0; i < COUNT_OF(languages); i++) {
    scoped_buf words;
    buf_init(&words, 1000);
    ASSERT(recurrence_describe(recurrence, languages[i], &words) == (words.len > 0));
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static int64_t whole[FOUND_MAX];
  char rule[RULE_MAX];
  if (size < SETTINGS || size - SETTINGS >= sizeof rule) return 0;
  memcpy(rule, data + SETTINGS, size - SETTINGS);
  rule[size - SETTINGS] = '\0';

  struct recurrence recurrence = {.start = wall_from_civil(&starts[data[0] % COUNT_OF(starts)]), .rrule = rule};
  recurrence.date_only = data[2] & 1;
  recurrence.zone = data[2] & 2 ? "Europe/Berlin" : NULL;
  if (recurrence.date_only) recurrence.start = day_wall(wall_day(recurrence.start));
  int64_t from = recurrence.start + (int64_t)(data[1] / COUNT_OF(window_days)) * 500 * DAY_SECONDS - DAY_SECONDS;
  int64_t to = from + (int64_t)window_days[data[1] % COUNT_OF(window_days)] * DAY_SECONDS;

  struct err err = {.code = ERR_NONE};
  size_t count = 0;
  bool is_whole = recurrence_expand(&recurrence, from, to, whole, FOUND_MAX, &count, &err);
  ASSERT(is_whole || err.code == ERR_PARSE || (err.code == ERR_TOO_BIG && count == FOUND_MAX));
  check_order(&recurrence, whole, count, from, to);
  if (is_whole) check_halves(&recurrence, whole, count, from, to);
  struct err again = {.code = ERR_NONE};
  ASSERT(recurrence_check(rule, &again) || (again.code == ERR_PARSE && err.code == ERR_PARSE));
  describe(&recurrence);
  return 0;
}
