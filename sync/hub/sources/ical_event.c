#include "hub/sources/ical_event.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "hub/sources/address.h"
#include "hub/sources/fit.h"
#include "hub/sources/ical_zone.h"
#include "hub/sources/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { ZONES_MAX = 200 };

/* --- zones --- */

static icalproperty *first(icalcomponent *part, icalproperty_kind kind) { return icalcomponent_get_first_property(part, kind); }

static const char *x_property(icalcomponent *part, const char *name) {
  for (icalproperty *p = first(part, ICAL_X_PROPERTY); p; p = icalcomponent_get_next_property(part, ICAL_X_PROPERTY))
    if (icalproperty_get_x_name(p) && strcasecmp(icalproperty_get_x_name(p), name) == 0) return icalproperty_get_x(p);
  return NULL;
}

/* The offset of the part's youngest STANDARD or DAYLIGHT. */
static bool find_offset(icalcomponent *zone, icalcomponent_kind kind, int64_t *out) {
  int youngest = -1;
  for (icalcomponent *part = icalcomponent_get_first_component(zone, kind); part;
       part = icalcomponent_get_next_component(zone, kind)) {
    icalproperty *offset = first(part, ICAL_TZOFFSETTO_PROPERTY);
    icalproperty *start = first(part, ICAL_DTSTART_PROPERTY);
    int year = start ? icalproperty_get_dtstart(start).year : 0;
    if (!offset || year < youngest) continue;
    youngest = year;
    *out = icalproperty_get_tzoffsetto(offset);
  }
  return youngest >= 0;
}

static const char *zone_of_part(icalcomponent *part, const char *tzid, struct intake *intake) {
  const char *location = x_property(part, "X-LIC-LOCATION");
  const char *home = intake->rules->zone;
  const char *zone = ical_zone_by_name(tzid, home, &intake->arena);
  if (!zone && location) zone = ical_zone_by_name(location, home, &intake->arena);
  int64_t winter, summer;
  if (zone || !find_offset(part, ICAL_XSTANDARD_COMPONENT, &winter)) return zone;
  if (!find_offset(part, ICAL_XDAYLIGHT_COMPONENT, &summer)) summer = winter;
  int year, month, day;
  day_to_ymd(intake->rules->today, &year, &month, &day);
  return ical_zone_by_offsets(winter, summer, year, home);
}

void ical_zones_add(struct ical_zones *zones, icalcomponent *part, struct intake *intake) {
  icalproperty *tzid = first(part, ICAL_TZID_PROPERTY);
  if (!tzid || !icalproperty_get_tzid(tzid) || zones->count >= ZONES_MAX) return;
  if (!zones->items) zones->items = arena_array(&intake->arena, ZONES_MAX, sizeof *zones->items);
  const char *name = arena_strdup(&intake->arena, icalproperty_get_tzid(tzid));
  zones->items[zones->count++] = (struct ical_zone_name){name, zone_of_part(part, name, intake)};
}

static const char *find_zone(const struct ical_zones *zones, const char *tzid, struct intake *intake, const char *where) {
  for (size_t i = 0; i < zones->count; i++)
    if (str_equals(zones->items[i].tzid, tzid) && zones->items[i].zone) return zones->items[i].zone;
  const char *zone = ical_zone_by_name(tzid, intake->rules->zone, &intake->arena);
  if (zone) return zone;
  intake_note(intake, where, "time zone '%.60s' is not known, read as %s", tzid, intake->rules->zone);
  return NULL;
}

/* --- moments --- */

struct reading {
  icalcomponent *part;
  const struct ical_zones *zones;
  struct intake *intake;
  const char *where;
};

static struct ical_moment moment_of(const struct reading *reading, icalproperty *property, struct icaltimetype time) {
  struct civil civil = {time.year, time.month, time.day, time.hour, time.minute, time.second};
  struct ical_moment moment = {0};
  if (civil.second == 60) civil.second = 59; /* 3.3.12 allows a leap second */
  if (time.is_date) civil.hour = civil.minute = civil.second = 0;
  if (icaltime_is_null_time(time) || civil.year < 1 || civil.year > 9999 || !civil_is_valid(&civil)) return moment;
  moment = (struct ical_moment){.is_set = true, .date_only = time.is_date != 0, .wall = wall_from_civil(&civil)};
  icalparameter *tzid = icalproperty_get_first_parameter(property, ICAL_TZID_PARAMETER);
  if (moment.date_only) return moment;
  if (icaltime_is_utc(time))
    moment.zone = "UTC";
  else if (tzid && icalparameter_get_tzid(tzid))
    moment.zone = find_zone(reading->zones, icalparameter_get_tzid(tzid), reading->intake, reading->where);
  return moment;
}

static struct ical_moment read_moment(const struct reading *reading, icalproperty_kind kind) {
  icalproperty *property = first(reading->part, kind);
  if (!property || !icalproperty_get_value(property)) return (struct ical_moment){0};
  icalvalue_kind value = icalvalue_isa(icalproperty_get_value(property));
  if (value != ICAL_DATETIME_VALUE && value != ICAL_DATE_VALUE) return (struct ical_moment){0};
  return moment_of(reading, property, icalvalue_get_datetime(icalproperty_get_value(property)));
}

static struct ical_dates read_dates(const struct reading *reading, icalproperty_kind kind) {
  struct ical_dates dates = {0};
  for (icalproperty *p = first(reading->part, kind); p; p = icalcomponent_get_next_property(reading->part, kind)) {
    struct icaltimetype time = icaltime_null_time();
    if (kind == ICAL_EXDATE_PROPERTY) time = icalproperty_get_exdate(p);
    if (kind == ICAL_RDATE_PROPERTY) {
      struct icaldatetimeperiodtype either = icalproperty_get_rdate(p);
      time = icaltime_is_null_time(either.time) ? either.period.start : either.time;
    }
    struct ical_moment moment = moment_of(reading, p, time);
    if (!moment.is_set) continue;
    if (!dates.items) dates.items = arena_array(&reading->intake->arena, ICAL_DATES_MAX, sizeof *dates.items);
    dates.items[dates.count % ICAL_DATES_MAX] = moment; /* beyond that, the later ones matter more */
    dates.count++;
  }
  if (dates.count > ICAL_DATES_MAX) {
    intake_note(reading->intake, reading->where, "%zu exceptions, the last %d count", dates.count, ICAL_DATES_MAX);
    dates.count = ICAL_DATES_MAX;
  }
  return dates;
}

/* DTEND or DTSTART + DURATION; days and weeks count on the wall, hours too (3.3.6 would have them exact: a difference only for
 * events that cross a DST night). */
static struct ical_moment read_end(const struct reading *reading, const struct ical_moment *start) {
  struct ical_moment end = read_moment(reading, ICAL_DTEND_PROPERTY);
  icalproperty *property = first(reading->part, ICAL_DURATION_PROPERTY);
  if (end.is_set || !property) return end;
  struct icaldurationtype d = icalproperty_get_duration(property);
  int64_t seconds =
      ((int64_t)d.weeks * 7 + d.days) * DAY_SECONDS + (int64_t)d.hours * 3600 + (int64_t)d.minutes * 60 + d.seconds;
  if (d.is_neg || seconds <= 0 || seconds > INT64_C(3660) * DAY_SECONDS) return end;
  end = *start;
  end.wall += seconds;
  return end;
}

/* --- words --- */

static const char *text_of(icalcomponent *part, icalproperty_kind kind) {
  icalproperty *property = first(part, kind);
  icalvalue *value = property ? icalproperty_get_value(property) : NULL;
  if (!value) return NULL;
  return icalvalue_isa(value) == ICAL_TEXT_VALUE ? icalvalue_get_text(value) : icalvalue_as_ical_string(value);
}

/* Everything else in the calendar may be seen; what is PRIVATE or CONFIDENTIAL (3.8.1.3), or of a class nobody knows, may not.
 */
static bool is_private(icalcomponent *part) {
  icalproperty *property = first(part, ICAL_CLASS_PROPERTY);
  const char *value = property ? icalproperty_get_value_as_string(property) : "PUBLIC";
  return !value || strcasecmp(value, "PUBLIC") != 0;
}

static void set_status(icalcomponent *part, json_t *entry) {
  icalproperty *property = first(part, ICAL_STATUS_PROPERTY);
  if (property && icalproperty_get_status(property) == ICAL_STATUS_CANCELLED) intake_set(entry, "event_status", "cancelled");
}

/* The words of all CATEGORIES; libical leaves the list in one piece, its escaped commas read already. */
static void set_categories(icalcomponent *part, struct intake *intake, json_t *entry) {
  for (icalproperty *p = first(part, ICAL_CATEGORIES_PROPERTY); p;
       p = icalcomponent_get_next_property(part, ICAL_CATEGORIES_PROPERTY)) {
    if (icalproperty_get_categories(p)) intake_category(intake, entry, icalproperty_get_categories(p));
  }
}

static void set_prose(icalcomponent *part, struct intake *intake, json_t *entry) {
  const char *description = text_of(part, ICAL_DESCRIPTION_PROPERTY);
  const char *html = x_property(part, "X-ALT-DESC");
  const char *text = description ? plain_from_text(&intake->arena, description) : "";
  if (!*text && html) text = plain_from_html(&intake->arena, html, strlen(html));
  intake_set_prose(entry, text);
}

static void set_position(icalcomponent *part, json_t *entry) {
  icalproperty *property = first(part, ICAL_GEO_PROPERTY);
  json_t *location = json_object_get(entry, "location");
  if (!property || json_is_string(location)) return;
  struct icalgeotype geo = icalproperty_get_geo(property);
  if (!(geo.lat >= -90 && geo.lat <= 90 && geo.lon >= -180 && geo.lon <= 180)) return;
  if (!location) {
    location = json_object();
    json_object_set_new(entry, "location", location);
  }
  json_object_set_new(location, "latitude", json_real(geo.lat));
  json_object_set_new(location, "longitude", json_real(geo.lon));
}

static json_t *words_of(icalcomponent *part, struct intake *intake, const char *name) {
  json_t *entry = json_object();
  intake_set(entry, "kind", "event");
  intake_set(entry, "name", name);
  set_prose(part, intake, entry);
  set_categories(part, intake, entry);
  set_status(part, entry);
  const char *url = text_of(part, ICAL_URL_PROPERTY);
  if (url && address_is_web(url)) intake_set(entry, "url", url);
  const char *location = text_of(part, ICAL_LOCATION_PROPERTY);
  if (location) address_set(intake, entry, location);
  set_position(part, entry);
  return entry;
}

/* Outlook's whole days: from midnight to midnight, and a word that says so. */
static void widen_whole_days(struct ical_event *event, icalcomponent *part) {
  const char *mark = x_property(part, "X-MICROSOFT-CDO-ALLDAYEVENT");
  bool midnights = wall_second(event->start.wall) == 0 && (!event->end.is_set || wall_second(event->end.wall) == 0);
  if (!mark || strcasecmp(mark, "TRUE") != 0 || !midnights || event->start.date_only) return;
  event->start.date_only = event->end.date_only = true;
}

static void note_rules(const struct reading *reading, struct ical_event *out) {
  icalproperty *rule = first(reading->part, ICAL_RRULE_PROPERTY);
  if (rule && icalproperty_get_value_as_string(rule))
    out->rrule = arena_strdup(&reading->intake->arena, icalproperty_get_value_as_string(rule));
  if (rule && icalcomponent_get_next_property(reading->part, ICAL_RRULE_PROPERTY))
    intake_note(reading->intake, reading->where, "has more than one RRULE, the first counts");
  if (first(reading->part, ICAL_EXRULE_PROPERTY))
    intake_note(reading->intake, reading->where, "EXRULE is not looked at (RFC 5545 dropped it)");
  for (icalproperty *p = first(reading->part, ICAL_XLICERROR_PROPERTY); p;
       p = icalcomponent_get_next_property(reading->part, ICAL_XLICERROR_PROPERTY))
    if (!str_starts_with(icalproperty_get_xlicerror(p), "No value for"))
      intake_note(reading->intake, reading->where, "%.160s", icalproperty_get_xlicerror(p));
}

static bool is_and_future(icalcomponent *part) {
  icalproperty *recurrence = first(part, ICAL_RECURRENCEID_PROPERTY);
  icalparameter *range = recurrence ? icalproperty_get_first_parameter(recurrence, ICAL_RANGE_PARAMETER) : NULL;
  return range && icalparameter_get_range(range) == ICAL_RANGE_THISANDFUTURE;
}

/* 3.8.4.7 requires a UID; without one, what and when tell events apart. */
static const char *uid_of(icalcomponent *part, const char *name, const struct ical_moment *start, struct arena *arena) {
  char text[WALL_TEXT_SIZE];
  const char *uid = text_of(part, ICAL_UID_PROPERTY);
  if (uid && *uid) return arena_strdup(arena, uid);
  wall_format(start->wall, text);
  return arena_printf(arena, "%s %s", name, text);
}

enum ical_verdict ical_event_read(icalcomponent *part, const struct ical_zones *zones, struct intake *intake,
                                  struct ical_event *out) {
  const char *summary = text_of(part, ICAL_SUMMARY_PROPERTY);
  const char *uid = text_of(part, ICAL_UID_PROPERTY);
  const char *name = plain_line(&intake->arena, plain_from_text(&intake->arena, summary ? summary : ""));
  bool hidden = is_private(part);
  const char *label = hidden ? "" : *name ? name : uid ? uid : "";
  struct reading reading = {part, zones, intake, arena_printf(&intake->arena, "event '%.80s'", label)};
  struct ical_event event = {.where = reading.where, .start = read_moment(&reading, ICAL_DTSTART_PROPERTY)};
  event.recurrence = read_moment(&reading, ICAL_RECURRENCEID_PROPERTY);
  event.and_future = is_and_future(part);
  event.uid = uid_of(part, name, &event.start, &intake->arena);
  *out = event;
  if (hidden) return event.recurrence.is_set ? ICAL_PRIVATE_OCCURRENCE : ICAL_PRIVATE;
  if (!event.start.is_set || (!*name && !event.recurrence.is_set)) {
    intake_wrong(intake, reading.where, event.start.is_set ? "has no SUMMARY" : "has no DTSTART that can be read");
    return ICAL_UNUSABLE;
  }
  event.end = read_end(&reading, &event.start);
  event.exdates = read_dates(&reading, ICAL_EXDATE_PROPERTY);
  event.rdates = read_dates(&reading, ICAL_RDATE_PROPERTY);
  widen_whole_days(&event, part);
  note_rules(&reading, &event);
  icalproperty *sequence = first(part, ICAL_SEQUENCE_PROPERTY);
  event.sequence = sequence ? icalproperty_get_sequence(sequence) : 0;
  event.entry = words_of(part, intake, name);
  *out = event;
  return ICAL_TAKEN;
}
