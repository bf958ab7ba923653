/* Opening hours: whatever is read can be evaluated, said and shown, and the answers agree with each other. */
#include "base/civil.h"
#include "base/compiler.h"
#include "feed/hours.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { FIRST_DAY = 20783 /* 2026-11-26 */, DAYS = 12, TEXT_MAX = 4200, SAID_MAX = 256 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum hours_state state_in(const struct hours_interval *intervals, size_t count, int64_t wall) {
  for (size_t i = 0; i < count; i++)
    if (wall >= intervals[i].from && wall < intervals[i].to) return intervals[i].state;
  return HOURS_CLOSED;
}

static void check_intervals(const struct hours *hours, const struct hours_place *place) {
  scoped_arena arena;
  struct hours_interval *intervals;
  size_t count;
  struct err err;
  int64_t from = day_wall(FIRST_DAY);
  int64_t to = day_wall(FIRST_DAY + DAYS);
  arena_init(&arena);
  if (!hours_intervals(hours, place, from, to, &arena, &intervals, &count, &err)) {
    ASSERT(err.code == ERR_TOO_BIG);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    ASSERT(intervals[i].from < intervals[i].to && intervals[i].from >= from && intervals[i].to <= to);
    ASSERT(i == 0 || intervals[i - 1].to <= intervals[i].from);
    ASSERT(intervals[i].state != HOURS_CLOSED);
  }
  for (int64_t wall = from; wall < to; wall += 7 * 3600 + 660) {
    struct hours_status status = hours_at(hours, place, wall);
    ASSERT(status.state == state_in(intervals, count, wall));
    if (!status.has_next) continue;
    ASSERT(status.next_change > wall && status.next_state != status.state);
    if (status.next_change < to) ASSERT(status.next_state == state_in(intervals, count, status.next_change));
  }
}

/* German can say everything. */
static void check_language(const struct hours *hours, const struct hours_place *place, const char *lang) {
  scoped_buf text;
  scoped_arena arena;
  struct hours_line *lines;
  size_t count;
  unsigned weekdays = 0;
  struct err err;
  buf_init(&text, SAID_MAX);
  arena_init(&arena);
  bool is_said = hours_describe(hours, lang, &text);
  ASSERT(is_said || strcmp(lang, "de") != 0);
  ASSERT(buf_ok(&text, &err) && is_said == (text.len > 0));
  hours_week(hours, place, FIRST_DAY, lang, &arena, &lines, &count);
  for (size_t i = 0; i < count; i++) {
    ASSERT((weekdays & lines[i].weekdays) == 0 && lines[i].times[0] != '\0');
    weekdays |= lines[i].weekdays;
  }
  ASSERT(weekdays == 0x7F);
}

static void check_words(const struct hours *hours, const struct hours_place *place) {
  static const char *const languages[] = {"de", "de-simple", "en", "tr", "uk", "ar"};
  for (size_t i = 0; i < COUNT_OF(languages); i++)
    check_language(hours, place, languages[i]);
  for (size_t i = 0; i < hours_warning_count(hours); i++)
    ASSERT(hours_warning(hours, i) != NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char text[TEXT_MAX];
  struct hours *hours;
  struct err err;
  if (size >= sizeof text) return 0;
  if (size) memcpy(text, data, size);
  text[size] = '\0';
  if (!hours_parse(text, &hours, &err)) {
    ASSERT(err.code == ERR_PARSE && strncmp(err.msg, "column ", 7) == 0);
    return 0;
  }
  const struct hours_place place = {.land = (enum land)(size % LAND_COUNT), .local_holidays = size & 7};
  check_intervals(hours, &place);
  check_words(hours, &place);
  hours_destroy(hours);
  return 0;
}
