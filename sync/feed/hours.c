/* The questions of hours.h, asked of one day after the other. */
#include "feed/hours.h"

#include "base/str.h"
#include "feed/hours_rule.h"

#include <stdlib.h>

enum { LOOK_AHEAD_DAYS = 366, QUESTION_DAYS_MAX = 400, INTERVALS_PER_DAY = 20 };

void hours_destroy(struct hours *hours) {
  if (!hours) return;
  struct arena arena = hours->arena;
  arena_fini(&arena);
  free(hours);
}

size_t hours_warning_count(const struct hours *hours) { return hours->warning_count; }

const char *hours_warning(const struct hours *hours, size_t index) {
  const struct hours_warning_text *warning = hours->warnings;
  for (; warning && index > 0; index--)
    warning = warning->next;
  return warning ? warning->text : NULL;
}

static const struct hours_segment *segment_at(const struct hours_day_plan *plan, int minute) {
  const struct hours_segment *segment = plan->segments;
  while (segment->to <= minute)
    segment++;
  return segment;
}

struct hours_status hours_at(const struct hours *hours, const struct hours_place *place, int64_t wall) {
  struct hours_day_plan plan;
  int32_t day = wall_day(wall);
  hours_plan_day(hours, place, day, &plan);
  const struct hours_segment *segment = segment_at(&plan, wall_second(wall) / 60);
  struct hours_status status = {.state = hours_segment_state(segment), .comment = hours_segment_comment(segment)};
  status.open_end = segment->is_open_end && status.state == HOURS_UNKNOWN;
  if (hours->is_constant) return status;

  for (int32_t last = day + LOOK_AHEAD_DAYS;;) {
    for (; segment < plan.segments + plan.count; segment++)
      if (hours_segment_state(segment) != status.state) {
        status.has_next = true;
        status.next_change = day_wall(day) + (int64_t)segment->from * 60;
        status.next_state = hours_segment_state(segment);
        return status;
      }
    if (++day > last) return status;
    hours_plan_day(hours, place, day, &plan);
    segment = plan.segments;
  }
}

struct interval_list {
  struct hours_interval *items;
  size_t count, capacity;
};

static bool is_continued(const struct hours_interval *last, const struct hours_interval *next) {
  return last->to == next->from && last->state == next->state && str_equals(last->comment, next->comment);
}

static bool list_add(struct interval_list *list, const struct hours_interval *interval, struct arena *arena) {
  if (list->count > 0 && is_continued(&list->items[list->count - 1], interval)) {
    list->items[list->count - 1].to = interval->to;
    return true;
  }
  if (list->count == (size_t)QUESTION_DAYS_MAX * INTERVALS_PER_DAY) return false;
  if (list->count == list->capacity) {
    size_t capacity = list->capacity ? list->capacity * 2 : 32;
    struct hours_interval *items = arena_array(arena, capacity, sizeof *items);
    for (size_t i = 0; i < list->count; i++)
      items[i] = list->items[i];
    list->items = items;
    list->capacity = capacity;
  }
  list->items[list->count++] = *interval;
  return true;
}

static bool list_add_day(struct interval_list *list, const struct hours_day_plan *plan, int64_t midnight, int64_t from,
                         int64_t to, struct arena *arena) {
  for (size_t i = 0; i < plan->count; i++) {
    const struct hours_segment *segment = &plan->segments[i];
    struct hours_interval interval = {.from = midnight + (int64_t)segment->from * 60,
                                      .to = midnight + (int64_t)segment->to * 60,
                                      .state = hours_segment_state(segment),
                                      .comment = hours_segment_comment(segment)};
    if (interval.from < from) interval.from = from;
    if (interval.to > to) interval.to = to;
    if (interval.state == HOURS_CLOSED || interval.from >= interval.to) continue;
    if (!list_add(list, &interval, arena)) return false;
  }
  return true;
}

bool hours_intervals(const struct hours *hours, const struct hours_place *place, int64_t from, int64_t to, struct arena *arena,
                     struct hours_interval **out, size_t *count, struct err *err) {
  if (to - from > (int64_t)QUESTION_DAYS_MAX * DAY_SECONDS)
    return err_set(err, ERR_TOO_BIG, "more than %d days asked for", QUESTION_DAYS_MAX);
  struct interval_list list = {0};
  struct hours_day_plan plan;
  for (int32_t day = wall_day(from); day_wall(day) < to; day++) {
    hours_plan_day(hours, place, day, &plan);
    if (!list_add_day(&list, &plan, day_wall(day), from, to, arena))
      return err_set(err, ERR_TOO_BIG, "more than %d intervals", QUESTION_DAYS_MAX * INTERVALS_PER_DAY);
  }
  *out = list.items;
  *count = list.count;
  return true;
}
