#include "hub/sources/ical_cuts.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "hub/sources/ical_series.h"

int64_t ical_wall_in(const struct ical_moment *moment, const char *zone, const char *home) {
  const char *from = moment->zone ? moment->zone : home;
  if (moment->date_only || str_equals(from, zone)) return moment->wall;
  return zone_to_wall(zone, zone_to_utc(from, moment->wall));
}

bool ical_repeats(const struct ical_event *event) { return event->rrule != NULL || event->rdates.count > 0; }

const char *ical_zone_of(const struct ical_event *event, const char *home) {
  bool foreign = event->start.zone && !str_equals(event->start.zone, "UTC");
  return event->start.zone && (foreign || ical_repeats(event)) ? event->start.zone : home;
}

/* A part of the series, and the event that tells it. */
struct part {
  struct ical_event *event;
  struct ical_cut cut;
  struct ical_part_of_series dates;
};

struct cutting {
  struct ical_event *events;
  size_t count;
  struct ical_series series;
  const char *home;
  struct arena *arena;
  struct part *parts; /* the series itself first */
  size_t part_count;
};

/* A date without a time means the occurrence of that day. */
static int64_t occurrence(const struct cutting *cutting, const struct ical_moment *moment) {
  int64_t wall = ical_wall_in(moment, cutting->series.zone, cutting->home);
  return moment->date_only && !cutting->series.date_only ? wall + wall_second(cutting->series.start) : wall;
}

static void find_parts(struct cutting *cutting) {
  cutting->parts = arena_array(cutting->arena, cutting->count, sizeof *cutting->parts);
  cutting->parts[cutting->part_count++] = (struct part){.event = cutting->events, .cut = {INT64_MIN, INT64_MAX, 0}};
  for (size_t i = 1; i < cutting->count; i++) {
    struct ical_event *event = &cutting->events[i];
    struct part *last = &cutting->parts[cutting->part_count - 1];
    bool is_hidden = !event->entry; /* so are those behind it */
    if (!event->and_future || (!is_hidden && event->start.date_only != cutting->series.date_only)) continue;
    int64_t from = occurrence(cutting, &event->recurrence);
    int64_t shift = is_hidden ? 0 : ical_wall_in(&event->start, cutting->series.zone, cutting->home) - from;
    struct part part = {.event = event, .cut = {from, INT64_MAX, shift}};
    if (last->cut.from == from) { /* of doubles the later counts */
      last->event->and_future = false;
      *last = part;
      continue;
    }
    last->cut.to = from;
    cutting->parts[cutting->part_count++] = part;
  }
}

static bool cut_all(struct cutting *cutting) {
  for (size_t i = 0; i < cutting->part_count; i++)
    if (!ical_series_cut(&cutting->series, &cutting->parts[i].cut, ICAL_DATES_MAX, cutting->arena, &cutting->parts[i].dates))
      return false;
  return true;
}

static void add_date(const struct cutting *cutting, struct ical_dates *dates, int64_t wall) {
  if (!dates->items) dates->items = arena_array(cutting->arena, ICAL_DATES_MAX, sizeof *dates->items);
  if (dates->count == ICAL_DATES_MAX) return;
  dates->items[dates->count++] =
      (struct ical_moment){.is_set = true, .date_only = cutting->series.date_only, .wall = wall, .zone = cutting->series.zone};
}

/* Those of `from` that fall into the part, moved along with it; its own first occurrence is none of them. */
static void share(const struct cutting *cutting, const struct part *part, const struct ical_moment *from, size_t count,
                  struct ical_dates *out) {
  for (size_t i = 0; i < count; i++) {
    int64_t wall = occurrence(cutting, &from[i]);
    if (wall > part->cut.from && wall < part->cut.to) add_date(cutting, out, wall + part->cut.shift);
  }
}

static void apply(const struct cutting *cutting, const struct part *part, const struct ical_dates *except,
                  const struct ical_dates *more) {
  struct ical_event *event = part->event;
  event->is_cut = true;
  event->rrule = part->dates.rrule;
  event->exdates = event->rdates = (struct ical_dates){0};
  for (size_t i = 0; i < part->dates.count; i++)
    add_date(cutting, &event->rdates, part->dates.dates[i]);
  share(cutting, part, more->items, more->count, &event->rdates);
  share(cutting, part, except->items, except->count, &event->exdates);
  for (size_t i = 0; i < cutting->count; i++)
    if (cutting->events[i].recurrence.is_set) share(cutting, part, &cutting->events[i].recurrence, 1, &event->exdates);
  if (event == cutting->events) return;
  event->end.wall = ical_wall_in(&event->end, cutting->series.zone, cutting->home);
  event->start.wall = ical_wall_in(&event->start, cutting->series.zone, cutting->home);
  event->start.zone = cutting->series.zone;
  event->end.zone = cutting->series.zone;
}

void ical_cut_at_changes(struct ical_event *events, size_t count, struct intake *intake) {
  size_t series = 0;
  while (series + 1 < count && !events[series + 1].recurrence.is_set)
    series++; /* of several with one UID the last counts */
  struct cutting cutting = {
      .events = events + series, .count = count - series, .home = intake->rules->zone, .arena = &intake->arena};
  const struct ical_event *whole = cutting.events;
  const char *zone = ical_zone_of(whole, cutting.home);
  bool is_series = !whole->recurrence.is_set && whole->rrule;
  cutting.series =
      (struct ical_series){ical_wall_in(&whole->start, zone, cutting.home), whole->start.date_only, zone, whole->rrule};
  if (is_series) find_parts(&cutting);
  bool cut = cutting.part_count > 1 && cut_all(&cutting);
  struct ical_dates except = whole->exdates, more = whole->rdates;
  for (size_t i = 0; cut && i < cutting.part_count; i++)
    apply(&cutting, &cutting.parts[i], &except, &more);
  for (size_t i = 0; i < cutting.count; i++)
    if (cutting.events[i].and_future && !cutting.events[i].is_cut && is_series)
      intake_note(intake, cutting.events[i].where, "THISANDFUTURE: this date is changed, those behind it stay as they were");
}
