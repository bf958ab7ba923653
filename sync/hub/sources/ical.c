/* Two walks over the document: zones may stand behind the events that name them. Events are then sorted by UID, so that a
 * series and its single occurrences stand together. */
#include "hub/sources/ical.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "hub/sources/fit.h"
#include "hub/sources/ical_cuts.h"
#include "hub/sources/ical_event.h"
#include "hub/sources/ical_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct calendar {
  struct intake *intake;
  struct ical_zones zones;
  struct ical_event *events;
  size_t count, capacity;
  size_t private_count;
};

static icalcomponent *parse_part(const char *text) {
  icalerror_set_errors_are_fatal(false);
  return icalparser_parse_string(text);
}

static bool on_zone(void *user, enum ical_part part, const char *text, struct err *err UNUSED) {
  struct calendar *calendar = user;
  if (part != ICAL_PART_ZONE) return true;
  icalcomponent *zone = parse_part(text);
  if (!zone) return true;
  ical_zones_add(&calendar->zones, zone, calendar->intake);
  icalcomponent_free(zone);
  return true;
}

static void keep_event(struct calendar *calendar, const struct ical_event *event) {
  if (calendar->count == calendar->capacity) {
    calendar->capacity = calendar->capacity ? calendar->capacity * 2 : 64;
    calendar->events = realloc(calendar->events, calendar->capacity * sizeof *calendar->events);
    ASSERT(calendar->events != NULL);
  }
  calendar->events[calendar->count] = *event;
  calendar->events[calendar->count].order = calendar->count;
  calendar->count++;
}

static bool on_event(void *user, enum ical_part part, const char *text, struct err *err) {
  struct calendar *calendar = user;
  struct ical_event event;
  if (part != ICAL_PART_EVENT) return true;
  if (calendar->count >= 2 * INTAKE_ENTRIES_MAX)
    return err_set(err, ERR_TOO_BIG, "more than %d events", 2 * INTAKE_ENTRIES_MAX);
  icalcomponent *component = parse_part(text);
  enum ical_verdict verdict = ICAL_UNUSABLE;
  if (component) verdict = ical_event_read(component, &calendar->zones, calendar->intake, &event);
  if (component) icalcomponent_free(component);
  if (verdict == ICAL_TAKEN || verdict == ICAL_PRIVATE_OCCURRENCE) keep_event(calendar, &event);
  if (verdict == ICAL_PRIVATE || verdict == ICAL_PRIVATE_OCCURRENCE) calendar->private_count++;
  if (verdict == ICAL_UNUSABLE) calendar->intake->left_out++;
  return true;
}

static json_t *moment_json(int64_t wall, bool date_only) {
  char text[WALL_TEXT_SIZE];
  if (date_only)
    day_format(wall_day(wall), text);
  else
    wall_format(wall, text);
  return json_string(text);
}

static void set_start_and_end(struct calendar *calendar, struct ical_event *event, const char *zone) {
  const char *home = calendar->intake->rules->zone;
  bool days = event->start.date_only;
  int64_t start = ical_wall_in(&event->start, zone, home);
  int64_t end = ical_wall_in(&event->end, zone, home);
  json_object_set_new(event->entry, "start", moment_json(start, days));
  if (!days && !str_equals(zone, home)) intake_set(event->entry, "timezone", zone);
  if (!event->end.is_set) return;
  if (event->end.date_only != days) {
    intake_note(calendar->intake, event->where, "DTEND and DTSTART are not of one type, the end is left out");
    return;
  }
  if (days) end -= DAY_SECONDS; /* 3.6.1: exclusive; ours is the last day */
  if (end > start) json_object_set_new(event->entry, "end", moment_json(end, days));
}

static void add_dates(json_t *entry, const char *field, const struct ical_dates *dates, bool days, const char *zone,
                      const char *home) {
  json_t *list = json_object_get(entry, field);
  if (dates->count == 0) return;
  if (!list) {
    list = json_array();
    json_object_set_new(entry, field, list);
  }
  for (size_t i = 0; i < dates->count && json_array_size(list) < ICAL_DATES_MAX; i++) {
    const struct ical_moment *date = &dates->items[i];
    int64_t wall = ical_wall_in(date, zone, home);
    json_array_append_new(list, moment_json(wall, days || date->date_only));
  }
}

/* "3F2A…@nextcloud" for the event; with the day behind it for one occurrence that is told apart. */
static void set_id(struct calendar *calendar, struct ical_event *event) {
  char wall[WALL_TEXT_SIZE];
  struct arena *arena = &calendar->intake->arena;
  const char *foreign = event->uid;
  if (event->recurrence.is_set) {
    wall_format(event->recurrence.wall, wall);
    foreign = arena_printf(arena, "%s %s", event->uid, wall);
  }
  intake_set(event->entry, "id", fit_id(arena, calendar->intake->rules->source, foreign));
}

/* Ended before what the rules call old. A series is never called that: when it ends only its expansion could tell. */
static bool is_over(const struct calendar *calendar, const struct ical_event *event) {
  int64_t last = event->end.is_set && event->end.wall > event->start.wall ? event->end.wall : event->start.wall;
  return !ical_repeats(event) && wall_day(last) < calendar->intake->rules->oldest;
}

static bool take_event(struct calendar *calendar, struct ical_event *event, const struct ical_dates *moved, struct err *err) {
  const char *home = calendar->intake->rules->zone;
  const char *zone = ical_zone_of(event, home);
  if (!event->entry) return true;
  if (is_over(calendar, event)) {
    calendar->intake->left_out++;
    return true;
  }
  set_id(calendar, event);
  set_start_and_end(calendar, event, zone);
  if (!event->recurrence.is_set || event->is_cut) {
    if (event->rrule) intake_set(event->entry, "rrule", event->rrule);
    add_dates(event->entry, "rdate", &event->rdates, event->start.date_only, zone, home);
    if (ical_repeats(event)) add_dates(event->entry, "exdate", &event->exdates, event->start.date_only, zone, home);
    if (ical_repeats(event) && !event->is_cut) add_dates(event->entry, "exdate", moved, event->start.date_only, zone, home);
  }
  return intake_take(calendar->intake, TAKE(event->entry), event->where, err);
}

/* UID; the series before its occurrences; of two that mean the same the one that counts (3.8.7.4) last. */
static int compare_events(const void *a, const void *b) {
  const struct ical_event *one = a;
  const struct ical_event *other = b;
  int order = strcmp(one->uid, other->uid);
  if (order == 0) order = (int)one->recurrence.is_set - (int)other->recurrence.is_set;
  if (order == 0) order = (one->recurrence.wall > other->recurrence.wall) - (one->recurrence.wall < other->recurrence.wall);
  if (order == 0) order = (one->sequence > other->sequence) - (one->sequence < other->sequence);
  return order ? order : one->order < other->order ? -1 : 1;
}

/* What a form of an occurrence does not say is as in the series. Without one, and without a name, it is nothing to show. */
static void give_names(struct ical_event *events, size_t count) {
  json_t *name = events[0].recurrence.is_set ? NULL : json_object_get(events[0].entry, "name");
  for (size_t i = 0; i < count; i++)
    if (name && events[i].entry && !json_object_get(events[i].entry, "name")) json_object_set(events[i].entry, "name", name);
}

static bool take_all(struct calendar *calendar, struct err *err) {
  if (calendar->count > 0) qsort(calendar->events, calendar->count, sizeof *calendar->events, compare_events);
  for (size_t i = 0; i < calendar->count;) {
    size_t next = i;
    scoped_arena arena = {0};
    struct ical_dates moved = {0};
    while (next < calendar->count && str_equals(calendar->events[next].uid, calendar->events[i].uid))
      next++;
    moved.items = arena_array(&arena, next - i, sizeof *moved.items);
    for (size_t k = i; k < next; k++)
      if (calendar->events[k].recurrence.is_set) moved.items[moved.count++] = calendar->events[k].recurrence;
    give_names(calendar->events + i, next - i);
    ical_cut_at_changes(calendar->events + i, next - i, calendar->intake);
    for (size_t k = i; k < next; k++)
      if (!take_event(calendar, &calendar->events[k], &moved, err)) return false;
    i = next;
  }
  return true;
}

static void note_counts(struct calendar *calendar, size_t skipped) {
  if (calendar->private_count > 0)
    intake_note(calendar->intake, "calendar", "%zu private events left out", calendar->private_count);
  if (skipped > 0) intake_note(calendar->intake, "calendar", "%zu events are too long, left out", skipped);
  calendar->intake->left_out += calendar->private_count + skipped;
}

bool ical_read(const char *text, size_t len, struct intake *intake, struct err *err) {
  struct calendar calendar = {.intake = intake};
  size_t skipped = 0;
  bool done = ical_each_part(text, len, on_zone, &calendar, &skipped, err);
  skipped = 0;
  done = done && ical_each_part(text, len, on_event, &calendar, &skipped, err) && take_all(&calendar, err);
  for (size_t i = 0; i < calendar.count; i++)
    json_decref(calendar.events[i].entry);
  free(calendar.events);
  if (done) note_counts(&calendar, skipped);
  return done;
}
