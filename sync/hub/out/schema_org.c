#include "hub/out/schema_org.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/rrule.h"
#include "feed/strict.h"
#include "feed/take_parts.h"
#include "hub/out/week.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const types[KIND_COUNT] = {
    [KIND_SERVICE] = "Service",           [KIND_EVENT] = "Event",    [KIND_OFFER] = "Offer",
    [KIND_NOTICE] = "NewsArticle",        [KIND_SURVEY] = "WebPage", [KIND_PROJECT] = "Project",
    [KIND_ORGANIZATION] = "Organization", [KIND_PLACE] = "Place",    [KIND_PAGE] = "WebPage",
};
static const char *const weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

struct writer {
  const struct out_content *content;
  const struct entry *entry;
  const struct entry *place, *provider; /* NULL for none */
  const char *zone;
  struct arena *arena;
};

static void set(json_t *object, const char *key, const char *text) {
  if (!str_is_empty(text)) json_object_set_new(object, key, json_string(text));
}

static json_t *typed(const char *type) { return json_pack("{ss}", "@type", type); }

/* ISO 8601 with the offset of that day: "2026-12-05T19:00:00+01:00"; a date alone for a whole day. */
static const char *moment(const struct writer *writer, int64_t wall, bool date_only) {
  char text[WALL_TEXT_SIZE];
  if (date_only) {
    day_format(wall_day(wall), text);
    return arena_strdup(writer->arena, text);
  }
  struct civil c = wall_to_civil(wall);
  int minutes = (int)((wall - zone_to_utc(writer->zone, wall)) / 60);
  return arena_printf(writer->arena, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", c.year, c.month, c.day, c.hour, c.minute,
                      c.second, minutes < 0 ? '-' : '+', abs(minutes) / 60, abs(minutes) % 60);
}

static json_t *place_json(const struct writer *writer) {
  const struct take take = {.entry = writer->entry, .place = writer->place, .lang = "de"};
  const struct take_address address = take_address(&take);
  json_t *place = typed("Place");
  set(place, "name", address.name ? address.name : address.note);
  if (address.street || address.locality) {
    json_t *postal = typed("PostalAddress");
    set(postal, "streetAddress", address.street);
    set(postal, "postalCode", address.postal_code);
    set(postal, "addressLocality", address.locality);
    set(postal, "addressCountry", "DE");
    json_object_set_new(place, "address", postal);
  }
  if (address.has_position)
    json_object_set_new(
        place, "geo",
        json_pack("{ss,sf,sf}", "@type", "GeoCoordinates", "latitude", address.latitude, "longitude", address.longitude));
  return place;
}

static json_t *provider_json(const struct writer *writer) {
  json_t *organization = typed("Organization");
  set(organization, "name", out_text(&writer->provider->name));
  set(organization, "url", out_uri(writer->provider->url, writer->arena));
  return organization;
}

/* OpeningHoursSpecification, a span each. */
static json_t *hours_json(const struct writer *writer) {
  struct week_span *spans;
  size_t count;
  week_of(writer->content, writer->entry, writer->arena, &spans, &count);
  json_t *list = json_array();
  for (size_t i = 0; i < count; i++) {
    json_t *days = json_array();
    for (int day = 0; day < 7; day++)
      if (spans[i].days >> day & 1) json_array_append_new(days, json_string(weekdays[day]));
    const char *closes = str_equals(spans[i].closes, "24:00") ? "23:59" : spans[i].closes;
    json_array_append_new(list, json_pack("{ss,so,ss,ss}", "@type", "OpeningHoursSpecification", "dayOfWeek", days, "opens",
                                          spans[i].opens, "closes", closes));
  }
  return list;
}

static void set_list(json_t *object, const char *key, json_t *list) {
  if (json_array_size(list) > 0)
    json_object_set_new(object, key, list);
  else
    json_decref(list);
}

static void set_byday(const struct rrule *rule, json_t *schedule) {
  json_t *days = json_array();
  for (int day = 0; day < 7; day++)
    if (rule->weekdays >> day & 1) json_array_append_new(days, json_string(weekdays[day]));
  set_list(schedule, "byDay", days);
}

/* Schedule: how often in ISO 8601's durations, where a rule is as simple as that. */
static void set_schedule(const struct writer *writer, json_t *object) {
  static const char units[] = {[DAILY] = 'D', [WEEKLY] = 'W', [MONTHLY] = 'M', [YEARLY] = 'Y'};
  const struct entry *entry = writer->entry;
  struct rrule rule;
  struct err ignored;
  char text[WALL_TEXT_SIZE];
  if (!entry->rrule || !rrule_parse(entry->rrule, &rule, &ignored) || rule.has_ordinals) return;
  json_t *schedule = typed("Schedule");
  set(schedule, "repeatFrequency", arena_printf(writer->arena, "P%lld%c", (long long)rule.interval, units[rule.frequency]));
  set(schedule, "scheduleTimezone", writer->zone);
  day_format(wall_day(entry->start.wall), text);
  set(schedule, "startDate", text);
  if (!entry->start.date_only) {
    set(schedule, "startTime", moment(writer, entry->start.wall, false) + sizeof "2026-12-05T" - 1);
    if (entry->end.is_set) set(schedule, "endTime", moment(writer, entry->end.wall, false) + sizeof "2026-12-05T" - 1);
  }
  if (rule.until_kind != UNTIL_NONE) {
    day_format(wall_day(rule.until), text);
    set(schedule, "endDate", text);
  }
  if (rule.count > 0) json_object_set_new(schedule, "repeatCount", json_integer(rule.count));
  set_byday(&rule, schedule);
  json_t *except = json_array();
  for (size_t i = 0; i < entry->exdate.count; i++)
    json_array_append_new(except, json_string(moment(writer, entry->exdate.items[i].wall, entry->start.date_only)));
  set_list(schedule, "exceptDate", except);
  json_object_set_new(object, "eventSchedule", schedule);
}

static void set_event(const struct writer *writer, json_t *object) {
  static const char *const states[] = {
      [EVENT_SCHEDULED] = "EventScheduled", [EVENT_CANCELLED] = "EventCancelled", [EVENT_POSTPONED] = "EventPostponed"};
  const struct entry *entry = writer->entry;
  set(object, "startDate", moment(writer, entry->start.wall, entry->start.date_only));
  if (entry->end.is_set) set(object, "endDate", moment(writer, entry->end.wall, entry->start.date_only));
  set(object, "eventStatus", arena_printf(writer->arena, "https://schema.org/%s", states[entry->event_status]));
  if (entry->has_location) set(object, "eventAttendanceMode", "https://schema.org/OfflineEventAttendanceMode");
  if (entry->free) json_object_set_new(object, "isAccessibleForFree", json_true()); /* else nobody said so */
  if (writer->provider) json_object_set_new(object, "organizer", provider_json(writer));
  if (entry->has_location) json_object_set_new(object, "location", place_json(writer));
  set_schedule(writer, object);
}

static void set_service(const struct writer *writer, json_t *object) {
  const struct entry *entry = writer->entry;
  if (writer->provider) json_object_set_new(object, "provider", provider_json(writer));
  json_t *channel = typed("ServiceChannel");
  if (entry->telephone) {
    json_t *contact = typed("ContactPoint");
    set(contact, "telephone", entry->telephone);
    set(contact, "email", entry->email);
    json_object_set_new(channel, "servicePhone", contact);
  }
  if (entry->has_location) json_object_set_new(channel, "serviceLocation", place_json(writer));
  json_object_set_new(object, "availableChannel", channel);
  set_list(object, "hoursAvailable", hours_json(writer));
}

/* An organization or a place: its number, where it is, when it is open. */
static void set_thing(const struct writer *writer, json_t *object) {
  const struct entry *entry = writer->entry;
  set(object, "telephone", entry->telephone);
  if (entry->kind == KIND_ORGANIZATION) set(object, "email", entry->email);
  if (entry->has_location) {
    json_t *place = place_json(writer);
    json_object_set(object, "address", json_object_get(place, "address"));
    if (entry->kind == KIND_PLACE) json_object_set(object, "geo", json_object_get(place, "geo"));
    json_decref(place);
  }
  if (entry->kind == KIND_PLACE) set_list(object, "openingHoursSpecification", hours_json(writer));
}

static void set_news(const struct writer *writer, json_t *object) {
  set(object, "headline", out_text(&writer->entry->name));
  set(object, "articleBody", out_prose(writer->entry, writer->arena));
  if (writer->entry->visible_from.is_set)
    set(object, "datePublished", moment(writer, writer->entry->visible_from.wall, writer->entry->visible_from.date_only));
  if (writer->provider) json_object_set_new(object, "publisher", provider_json(writer));
}

static void set_offer(const struct writer *writer, json_t *object) {
  bool is_demand = writer->entry->side == SIDE_REQUEST; /* has no price of its own */
  if (is_demand) set(object, "@type", "Demand");
  if (is_demand || !writer->entry->free) return;
  set(object, "price", "0");
  set(object, "priceCurrency", "EUR");
}

static void set_common(const struct writer *writer, json_t *object) {
  const struct entry *entry = writer->entry;
  set(object, "@context", "https://schema.org");
  set(object, "identifier", entry->id);
  set(object, "name", out_text(&entry->name));
  set(object, "description", out_prose(entry, writer->arena));
  set(object, "url", out_url(writer->content, entry, writer->arena));
  if (entry->image_asset && writer->content->public_url[0])
    set(object, "image", arena_printf(writer->arena, "%s/feed/asset/%s", writer->content->public_url, entry->image_asset));
}

/* "<" as \u003c: a text must not end the element that the object stands in. */
static bool add_safely(const struct buf *json, struct buf *out, struct err *err) {
  for (size_t i = 0; i < json->len; i++) {
    if (json->data[i] == '<')
      buf_adds(out, "\\u003c");
    else
      buf_addc(out, json->data[i]);
  }
  return buf_ok(out, err);
}

bool schema_org_write(const struct out_content *content, const struct entry *entry, struct buf *out, struct err *err) {
  static void (*const setters[KIND_COUNT])(const struct writer *, json_t *) = {
      [KIND_SERVICE] = set_service, [KIND_EVENT] = set_event,        [KIND_OFFER] = set_offer,
      [KIND_NOTICE] = set_news,     [KIND_ORGANIZATION] = set_thing, [KIND_PLACE] = set_thing};
  scoped_arena arena = {0};
  scoped_buf text;
  const struct writer writer = {content,
                                entry,
                                out_find(content, entry->location.place),
                                out_find(content, entry->provider),
                                entry->timezone ? entry->timezone : content->zone,
                                &arena};
  scoped_json *object = typed(types[entry->kind]);
  buf_init(&text, (size_t)4 * ENTRY_LINE_MAX);
  set_common(&writer, object);
  if (setters[entry->kind]) setters[entry->kind](&writer, object);
  return strict_write(object, &text, err) && add_safely(&text, out, err);
}
