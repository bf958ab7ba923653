#include "hub/out/week.h"

#include "base/civil.h"
#include "base/str.h"
#include "feed/hours.h"

#include <stdio.h>

enum { WEEKS_TRIED = 8, SPANS_MAX = 70 };

static bool has_holiday(enum land land, int32_t monday) {
  for (int32_t day = monday; day < monday + 7; day++)
    if (holiday_find(land, 0, day)) return true;
  return false;
}

static int32_t ordinary_monday(const struct out_content *content, enum land land) {
  int32_t today = wall_day(content->now_wall);
  int32_t monday = today - (int32_t)day_weekday(today) + 7;
  for (int i = 0; i < WEEKS_TRIED && has_holiday(land, monday); i++)
    monday += 7;
  return monday;
}

static void format_clock(int64_t seconds, char out[6]) {
  int minutes = (int)(seconds / 60);
  snprintf(out, 6, "%02u:%02u", (unsigned)minutes / 60 % 100, (unsigned)minutes % 60);
}

static void add_span(struct week_span *spans, size_t *count, int day, int64_t from, int64_t to) {
  struct week_span span = {.days = 1U << day};
  format_clock(from, span.opens);
  format_clock(to > DAY_SECONDS ? to - DAY_SECONDS : to, span.closes);
  for (size_t i = 0; i < *count; i++)
    if (str_equals(spans[i].opens, span.opens) && str_equals(spans[i].closes, span.closes)) {
      spans[i].days |= span.days;
      return;
    }
  if (*count < SPANS_MAX) spans[(*count)++] = span;
}

/* Around the clock is one interval of a week: cut at each midnight. One that only runs past midnight stays whole. */
static void add_interval(struct week_span *spans, size_t *count, int32_t monday, const struct hours_interval *interval) {
  int64_t from = interval->from;
  while (from < interval->to && from < day_wall(monday + 7)) {
    int32_t day = wall_day(from);
    int64_t to = interval->to;
    if (to - day_wall(day) > DAY_SECONDS && to - from >= DAY_SECONDS) to = day_wall(day + 1);
    if (day >= monday) add_span(spans, count, (int)(day - monday), from - day_wall(day), to - day_wall(day));
    from = to;
  }
}

void week_of(const struct out_content *content, const struct entry *entry, struct arena *arena, struct week_span **out,
             size_t *count) {
  struct hours_place place = {.land = LAND_BW};
  struct hours_interval *intervals;
  struct hours *hours;
  struct err ignored;
  size_t found = 0;
  *out = arena_array(arena, SPANS_MAX, sizeof **out);
  *count = 0;
  if (!entry->opening_hours || !hours_parse(entry->opening_hours, &hours, &ignored)) return;
  if (!land_parse(content->land, &place.land)) place.land = LAND_BW;
  int32_t monday = ordinary_monday(content, place.land);
  if (hours_intervals(hours, &place, day_wall(monday), day_wall(monday + 8), arena, &intervals, &found, &ignored))
    for (size_t i = 0; i < found; i++)
      if (intervals[i].state == HOURS_OPEN) add_interval(*out, count, monday, &intervals[i]);
  hours_destroy(hours);
}

const char *week_words(const struct entry *entry, struct arena *arena) {
  struct hours *hours;
  struct err ignored;
  scoped_buf text;
  buf_init(&text, 4000);
  if (!entry->opening_hours || !hours_parse(entry->opening_hours, &hours, &ignored)) return NULL;
  hours_text(hours, &text);
  hours_destroy(hours);
  return text.len > 0 ? arena_strdup(arena, buf_text(&text)) : NULL;
}
