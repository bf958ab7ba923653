/* An event in another zone is expanded on its own wall clock and converted afterwards, so the window is widened by a day and a
 * bit (zones differ by at most 26 hours) and cut again behind the conversion. */
#include "cache/expand.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/recurrence.h"

#include <stdlib.h>

enum { ZONE_SLACK = 27 * 3600, LIST_MAX = 512 };

/* How far ahead the next occurrence is looked for: a 29 February may be eight years away. */
static const int64_t look_ahead = (int64_t)10 * 366 * DAY_SECONDS;

int64_t expand_duration(const struct entry *event) {
  int64_t until = event->start.wall;
  if (event->end.is_set)
    until = event->end.wall + (event->end.date_only ? DAY_SECONDS : 0);
  else if (event->start.date_only)
    until += DAY_SECONDS;
  return until > event->start.wall ? until - event->start.wall : 0;
}

static bool is_foreign(const struct entry *event, const char *zone) {
  return event->timezone && !event->start.date_only && !str_equals(event->timezone, zone);
}

/* A date among the exceptions of a timed event means that day's occurrence. */
static size_t copy_times(const struct entry *event, const struct time_list *list, int64_t *out) {
  size_t count = list->count < LIST_MAX ? list->count : LIST_MAX;
  for (size_t i = 0; i < count; i++) {
    out[i] = list->items[i].wall;
    if (list->items[i].date_only && !event->start.date_only) out[i] += wall_second(event->start.wall);
    if (!list->items[i].date_only && event->start.date_only) out[i] = day_wall(wall_day(out[i]));
  }
  return count;
}

/* The event's rule with its extra dates, which lie in `rdates`; nothing is taken out. */
static struct recurrence rule_of(const struct entry *event, int64_t rdates[LIST_MAX]) {
  return (struct recurrence){.start = event->start.wall,
                             .date_only = event->start.date_only,
                             .zone = event->timezone,
                             .rrule = event->rrule,
                             .rdates = rdates,
                             .rdate_count = copy_times(event, &event->rdate, rdates)};
}

/* Starts on the event's own clock; false when there are more than `max`. */
static bool own_starts(const struct entry *event, int64_t from, int64_t to, int64_t *out, size_t max, size_t *count) {
  int64_t rdates[LIST_MAX];
  int64_t exdates[LIST_MAX];
  struct recurrence rule = rule_of(event, rdates);
  rule.exdates = exdates;
  rule.exdate_count = copy_times(event, &event->exdate, exdates);
  *count = 0;
  if (rule.rrule || rule.rdate_count > 0 || rule.exdate_count > 0) {
    struct err err;
    if (recurrence_expand(&rule, from, to, out, max, count, &err)) return true;
    if (err.code == ERR_TOO_BIG) return false;
    *count = 0; /* entry_parse has checked the rule; what is left is shown once rather than never */
  }
  if (rule.start >= from && rule.start < to) out[(*count)++] = rule.start;
  return true;
}

static int compare_walls(const void *a, const void *b) {
  const int64_t *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

static void convert(const struct entry *event, const char *zone, int64_t *walls, size_t count) {
  if (!is_foreign(event, zone)) return;
  for (size_t i = 0; i < count; i++)
    walls[i] = zone_to_utc(event->timezone, walls[i]);
  for (size_t i = 0; i < count; i++)
    walls[i] = zone_to_wall(zone, walls[i]);
}

static void find_due(const struct entry *event, const char *zone, int64_t from, struct expansion *out) {
  int64_t starts[8];
  size_t count;
  int64_t slack = is_foreign(event, zone) ? ZONE_SLACK : 0;
  bool all = own_starts(event, from - slack, from + look_ahead, starts, COUNT_OF(starts), &count);
  convert(event, zone, starts, count);
  for (size_t i = 0; i < count && !out->has_due; i++)
    if (starts[i] >= from) out->has_due = true, out->due = starts[i];
  if (out->has_due || (all && !event->rrule)) return;
  out->has_due = true;
  out->due = all ? from + look_ahead : from;
}

/* out->start holds `count` starts on the event's own clock; those that lie between `from` and `to` on ours stay, with their
 * ends. */
static void take_starts(const struct entry *event, const char *zone, size_t count, int64_t from, int64_t to,
                        struct expansion *out) {
  int64_t duration = expand_duration(event);
  for (size_t i = 0; i < count; i++)
    out->until[i] = out->start[i] + duration;
  convert(event, zone, out->start, count);
  convert(event, zone, out->until, count);
  out->count = 0;
  out->has_due = false;
  for (size_t i = 0; i < count; i++) {
    if (out->start[i] < from || out->start[i] >= to) continue;
    out->start[out->count] = out->start[i];
    out->until[out->count++] = out->until[i] > out->start[i] ? out->until[i] : out->start[i];
  }
}

void expand(const struct entry *event, const char *zone, int64_t from, int64_t to, struct expansion *out) {
  int64_t slack = is_foreign(event, zone) ? ZONE_SLACK : 0;
  size_t count;
  bool all = own_starts(event, from - slack, to + slack, out->start, EXPAND_MAX, &count);
  take_starts(event, zone, count, from, to, out);
  if (!all) { /* no calendar that people keep gets here: the rest of this window is left out, tomorrow's is looked at again */
    out->has_due = true;
    out->due = to;
    return;
  }
  find_due(event, zone, to, out);
}

void expand_taken_out(const struct entry *event, const char *zone, int64_t from, struct expansion *out) {
  int64_t slack = is_foreign(event, zone) ? ZONE_SLACK : 0;
  int64_t rdates[LIST_MAX];
  int64_t exdates[LIST_MAX];
  struct recurrence rule = rule_of(event, rdates);
  size_t exdate_count = event->event_status == EVENT_CANCELLED ? 0 : copy_times(event, &event->exdate, exdates);
  size_t count = 0;
  qsort(exdates, exdate_count, sizeof *exdates, compare_walls);
  for (size_t i = 0; i < exdate_count && count < EXPAND_OUT_MAX; i++) {
    size_t here;
    int64_t start;
    struct err err;
    if (exdates[i] < from - slack || (i > 0 && exdates[i] == exdates[i - 1])) continue;
    if (recurrence_expand(&rule, exdates[i], exdates[i] + 1, &start, 1, &here, &err) && here == 1) out->start[count++] = start;
  }
  take_starts(event, zone, count, from, INT64_MAX, out);
}
