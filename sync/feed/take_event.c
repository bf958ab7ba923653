/* iCalendar (RFC 5545). One meeting stands in UTC, which needs no zone. A series needs the wall clock, or it would move by an
 * hour in summer: TZID with its VTIMEZONE, where both fit; else the one meeting that was asked for. */
#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/content_line.h"
#include "feed/take_parts.h"
#include "feed/take_series.h"
#include "feed/vtimezone.h"

enum { SHORT_PARTS = 2 }; /* of the description: a number and the name of a person */

static const char ending[] = "END:VEVENT\r\nEND:VCALENDAR\r\n";

/* When, in the event's own zone. */
struct times {
  const char *zone;
  int64_t start, end;
  bool date_only;
};

static struct times times_of(const struct take *take) {
  struct times t = {take->zone, take->start, take->end, take->date_only};
  const char *zone = take->entry->timezone;
  if (t.date_only || !zone || str_equals(zone, take->zone) || !zone_is_known(zone)) return t;
  t.zone = zone;
  t.start = zone_to_wall(zone, zone_to_utc(take->zone, take->start));
  t.end = zone_to_wall(zone, zone_to_utc(take->zone, take->end));
  return t;
}

/* A series needs the wall clock; one meeting stands in UTC. */
static void add_moment(struct buf *out, const char *name, const struct times *t, bool series, int64_t wall) {
  if (series || t->date_only)
    content_moment(out, name, t->zone, t->date_only, wall);
  else
    content_moment(out, name, NULL, false, zone_to_utc(t->zone, wall));
}

static void add_exceptions(struct buf *out, const char *name, const struct times *t, const struct time_list *list,
                           const struct when *start) {
  for (size_t i = 0; i < list->count; i++) {
    int64_t wall = list->items[i].wall;
    if (t->date_only) wall = day_wall(wall_day(wall));
    if (!t->date_only && list->items[i].date_only) wall += wall_second(start->wall); /* that day's occurrence */
    if (wall >= t->start) add_moment(out, name, t, true, wall);
  }
}

static bool add_uid(const struct take *take, const struct times *t, bool series, size_t limit, struct buf *out) {
  scoped_buf uid;
  buf_init(&uid, 200);
  buf_addf(&uid, "%s-", take->entry->id);
  if (!series) {
    struct civil c = wall_to_civil(t->start);
    buf_addf(&uid, "%04d%02d%02d-", c.year, c.month, c.day);
  }
  buf_addf(&uid, "%08x@litfass", (unsigned)take_origin_mark(take->origin));
  return content_line(out, limit, "UID", buf_text(&uid));
}

static void add_description(const struct take *take, size_t limit, struct buf *out) {
  const struct entry *entry = take->entry;
  scoped_buf number;
  buf_init(&number, 100);
  take_telephone(entry, &number);
  const char *const parts[] = {buf_text(&number), entry->contact_name, take_words(take, &entry->booking),
                               take_words(take, &entry->price), take_words(take, &entry->summary)};
  for (size_t count = COUNT_OF(parts); count > 0; count--) {
    scoped_buf text;
    buf_init(&text, 8000);
    for (size_t i = 0; i < count; i++)
      take_join(&text, "\n", parts[i]);
    if (content_text(out, count <= SHORT_PARTS ? limit : take_prose_limit(limit), "DESCRIPTION", buf_text(&text))) return;
  }
}

static bool add_status(enum event_status status, size_t limit, struct buf *out) {
  if (status == EVENT_SCHEDULED) return true;
  return content_line(out, limit, "STATUS", status == EVENT_CANCELLED ? "CANCELLED" : "TENTATIVE");
}

/* What must be there: 3.6.1. `rule` makes it a series. */
static bool add_core(const struct take *take, const struct times *t, const char *rule, size_t limit, struct buf *out) {
  buf_adds(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Litfass//DE\r\n");
  if (rule && !t->date_only && !vtimezone(t->zone, wall_to_civil(t->start).year, limit, out)) return false;
  buf_adds(out, "BEGIN:VEVENT\r\n");
  if (!add_uid(take, t, rule != NULL, limit, out)) return false;
  content_moment(out, "DTSTAMP", NULL, false, take->stamp_utc);
  add_moment(out, "DTSTART", t, rule != NULL, t->start);
  if (t->end > t->start) add_moment(out, "DTEND", t, rule != NULL, t->end);
  if (rule) {
    if (!content_line(out, limit, "RRULE", rule)) return false;
    add_exceptions(out, "EXDATE", t, &take->entry->exdate, &take->entry->start);
    add_exceptions(out, "RDATE", t, &take->entry->rdate, &take->entry->start);
  }
  return content_text(out, limit, "SUMMARY", take_name(take, &take->entry->name)) &&
         add_status(take->entry->event_status, limit, out) && out->len <= limit && !out->overflowed;
}

static bool add_place(const struct take *take, size_t limit, struct buf *out) {
  const struct take_address address = take_address(take);
  scoped_buf where;
  buf_init(&where, 4000);
  take_address_line(&address, &where);
  return content_text(out, limit, "LOCATION", buf_text(&where));
}

bool take_event(const struct take *take, size_t limit, struct buf *out) {
  if (limit < sizeof ending) return false;
  limit -= sizeof ending - 1;
  const struct times times = times_of(take);
  scoped_buf rule;
  buf_init(&rule, 2000);
  bool series = take->entry->event_status == EVENT_SCHEDULED && take_series(take->entry, times.zone, times.start, &rule);
  /* A calendar that knows every Saturday, but not where, is of less use than one Saturday with its place. */
  bool fits = series && add_core(take, &times, buf_text(&rule), limit, out) && add_place(take, limit, out);
  if (!fits) {
    buf_clear(out);
    if (!add_core(take, &times, NULL, limit, out)) return false;
    add_place(take, limit, out);
  }
  add_description(take, limit, out);
  buf_adds(out, ending);
  return true;
}
