#include "hub/out/out.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/content_line.h"
#include "feed/recurrence.h"
#include "feed/take_parts.h"
#include "feed/take_series.h"
#include "feed/vtimezone.h"

#include <stdlib.h>

enum { ZONES_MAX = 40, YEARS_BACK = 2, FIRST_WITHIN_DAYS = 3660 };

/* The zones that the events name, each written once, at the top. */
struct zones {
  struct {
    const char *name;
    int year; /* of its earliest event */
    bool is_regular;
  } items[ZONES_MAX];
  size_t count;
};

static const char *zone_of(const struct out_content *content, const struct entry *event) {
  return event->timezone ? event->timezone : content->zone;
}

/* When the first occurrence is: DTSTART is one by definition (RFC 5545, 3.8.2.4), our `start` need not be. */
static bool find_first(const struct entry *event, const char *zone, int64_t *out) {
  struct recurrence rule = {
      .start = event->start.wall, .date_only = event->start.date_only, .zone = zone, .rrule = event->rrule};
  struct err ignored;
  size_t count = 0;
  *out = event->start.wall;
  if (!event->rrule) return true;
  int64_t limit = event->start.wall + (int64_t)FIRST_WITHIN_DAYS * DAY_SECONDS;
  bool all = recurrence_expand(&rule, event->start.wall, limit, out, 1, &count, &ignored); /* false: there are more */
  return (all || ignored.code == ERR_TOO_BIG) && count > 0;
}

static void note_zone(struct zones *zones, const char *name, int year) {
  for (size_t i = 0; i < zones->count; i++) {
    if (!str_equals(zones->items[i].name, name)) continue;
    if (year < zones->items[i].year) zones->items[i].year = year;
    return;
  }
  if (zones->count == ZONES_MAX) return;
  zones->items[zones->count].name = name;
  zones->items[zones->count++].year = year;
}

/* Every year the rules may differ from those of today; what began long ago is not asked for any more. */
static void write_zones(const struct out_content *content, struct zones *zones, struct buf *out) {
  int this_year = wall_to_civil(content->now_wall).year;
  note_zone(zones, content->zone, this_year); /* 3.4: a calendar holds at least one component */
  for (size_t i = 0; i < zones->count; i++) {
    int year = zones->items[i].year < this_year - YEARS_BACK ? this_year - YEARS_BACK : zones->items[i].year;
    zones->items[i].is_regular = vtimezone(zones->items[i].name, year, OUT_BYTES_MAX, out);
  }
}

static bool is_regular(const struct zones *zones, const char *name) {
  for (size_t i = 0; i < zones->count; i++)
    if (str_equals(zones->items[i].name, name)) return zones->items[i].is_regular;
  return false;
}

static void write_moment(struct buf *out, const char *name, const char *zone, bool regular, bool days, int64_t wall) {
  if (days || regular)
    content_moment(out, name, zone, days, wall);
  else
    content_moment(out, name, NULL, false, zone_to_utc(zone, wall));
}

static void write_list(struct buf *out, const char *name, const char *zone, const struct entry *event,
                       const struct time_list *list) {
  bool days = event->start.date_only;
  for (size_t i = 0; i < list->count; i++)
    content_moment(out, name, zone, days, days ? day_wall(wall_day(list->items[i].wall)) : list->items[i].wall);
}

static void write_times(const struct entry *event, const char *zone, bool regular, int64_t first, const char *rule,
                        struct buf *out) {
  bool days = event->start.date_only;
  int64_t end = first + (event->end.is_set ? event->end.wall - event->start.wall : 0) + (days ? DAY_SECONDS : 0);
  write_moment(out, "DTSTART", zone, regular, days, first);
  if (end > first) write_moment(out, "DTEND", zone, regular, days, end); /* of days: exclusive, 3.6.1 */
  if (*rule) content_line(out, OUT_BYTES_MAX, "RRULE", rule);
  if (!*rule && event->rdate.count == 0) return;
  write_list(out, "EXDATE", zone, event, &event->exdate);
  write_list(out, "RDATE", zone, event, &event->rdate);
}

/* What to know beside name, time and place; who reads it on a telephone has no other page. */
static void write_prose(const struct take *take, struct buf *out) {
  scoped_arena arena = {0};
  scoped_buf text, number;
  buf_init(&text, 64 * 1024);
  buf_init(&number, 100);
  take_telephone(take->entry, &number);
  take_join(&text, "\n\n", out_prose(take->entry, &arena));
  take_join(&text, "\n\n", out_text(&take->entry->booking));
  take_join(&text, "\n\n", take->entry->free ? "Eintritt frei" : out_text(&take->entry->price));
  take_join(&text, "\n\n", take->entry->contact_name);
  take_join(&text, "\n", buf_text(&number));
  content_text(out, OUT_BYTES_MAX, "DESCRIPTION", buf_text(&text));
}

static void write_place(const struct take *take, struct buf *out) {
  const struct take_address address = take_address(take);
  scoped_buf where;
  buf_init(&where, 4000);
  take_address_line(&address, &where);
  content_text(out, OUT_BYTES_MAX, "LOCATION", buf_text(&where));
  if (address.has_position) buf_addf(out, "GEO:%.6f;%.6f\r\n", address.latitude, address.longitude);
}

static void write_categories(const struct entry *event, struct buf *out) {
  scoped_buf list;
  buf_init(&list, 4000);
  for (size_t i = 0; i < event->topics.count; i++)
    take_join(&list, ",", event->topics.items[i]);
  if (list.len > 0) content_line(out, OUT_BYTES_MAX, "CATEGORIES", buf_text(&list));
}

static void write_words(const struct out_content *content, const struct entry *event, struct buf *out) {
  static const char *const states[] = {
      [EVENT_SCHEDULED] = "CONFIRMED", [EVENT_CANCELLED] = "CANCELLED", [EVENT_POSTPONED] = "TENTATIVE"};
  scoped_arena arena = {0};
  const struct take take = {.entry = event,
                            .place = out_find(content, event->location.place),
                            .provider = out_find(content, event->provider),
                            .lang = "de",
                            .zone = content->zone};
  const char *url = out_url(content, event, &arena);
  content_text(out, OUT_BYTES_MAX, "SUMMARY", out_text(&event->name));
  write_prose(&take, out);
  write_place(&take, out);
  write_categories(event, out);
  buf_addf(out, "STATUS:%s\r\n", states[event->event_status]);
  if (url) content_line(out, OUT_BYTES_MAX, "URL", url);
}

/* The rule as RFC 5545 wants it behind that DTSTART; NULL: there is none that says the same. */
static const char *rule_of(const struct entry *event, const char *zone, int64_t first, struct buf *rule) {
  if (!event->rrule) return "";
  return take_series(event, zone, first, rule) ? buf_text(rule) : NULL;
}

static void write_event(const struct out_content *content, const struct entry *event, const struct zones *zones,
                        struct buf *out) {
  const char *zone = zone_of(content, event);
  bool regular = is_regular(zones, zone);
  int64_t first;
  scoped_buf rule;
  buf_init(&rule, 4000);
  bool repeats = event->rrule || event->rdate.count > 0;
  if ((repeats && !regular && !event->start.date_only) || !find_first(event, zone, &first)) return;
  const char *text = rule_of(event, zone, first, &rule);
  if (!text) return;
  buf_adds(out, "BEGIN:VEVENT\r\n");
  buf_addf(out, "UID:%s-%08x@litfass\r\n", event->id, (unsigned)take_origin_mark(content->name));
  content_moment(out, "DTSTAMP", NULL, false, content->stamp_utc);
  write_times(event, zone, regular, first, text, out);
  write_words(content, event, out);
  buf_adds(out, "END:VEVENT\r\n");
}

static void write_head(const struct out_content *content, const struct out_question *question, struct buf *out) {
  scoped_buf name;
  buf_init(&name, 1000);
  const struct entry *place = question ? out_find(content, question->place) : NULL;
  take_join(&name, "", content->name);
  take_join(&name, ", ", place ? out_text(&place->name) : NULL);
  take_join(&name, ", ", question ? question->topic : NULL);
  buf_adds(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Litfass//DE\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n");
  content_text(out, OUT_BYTES_MAX, "X-WR-CALNAME", buf_text(&name));
  buf_addf(out, "X-WR-TIMEZONE:%s\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n", content->zone);
}

bool out_ical(const struct out_content *content, const struct out_question *question, struct buf *out, struct err *err) {
  struct zones zones = {0};
  write_head(content, question, out);
  for (size_t i = 0; i < content->count; i++) {
    const struct entry *event = &content->entries[i];
    if (event->kind != KIND_EVENT || event->start.date_only || !out_fits(content, event, question)) continue;
    note_zone(&zones, zone_of(content, event), wall_to_civil(event->start.wall).year);
  }
  write_zones(content, &zones, out);
  for (size_t i = 0; i < content->count; i++)
    if (content->entries[i].kind == KIND_EVENT && out_fits(content, &content->entries[i], question))
      write_event(content, &content->entries[i], &zones, out);
  buf_adds(out, "END:VCALENDAR\r\n");
  return buf_ok(out, err);
}
