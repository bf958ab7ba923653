/* tzdata is only asked for the offset at a moment: changes are found by halving the days between. */
#include "feed/vtimezone.h"

#include "base/civil.h"
#include "base/zone.h"
#include "feed/content_line.h"

#include <stdlib.h>

enum { YEARS = 6, CHANGES_MAX = 2, STEP_DAYS = 10, WEEK = 7 };

struct change {
  int64_t wall; /* of the clock that is left behind */
  int64_t before, after;
};

static int64_t offset_at(const char *zone, int64_t utc) { return zone_to_wall(zone, utc) - utc; }

static struct change find_change(const char *zone, int64_t from, int64_t to) {
  int64_t before = offset_at(zone, from);
  while (to - from > 1) {
    int64_t middle = from + (to - from) / 2;
    if (offset_at(zone, middle) == before)
      from = middle;
    else
      to = middle;
  }
  return (struct change){to + before, before, offset_at(zone, to)};
}

/* The changes of one UTC year; -1 when there are too many. */
static int find_changes(const char *zone, int year, struct change out[CHANGES_MAX]) {
  int count = 0;
  int64_t end = day_wall(day_from_ymd(year + 1, 1, 1));
  for (int64_t at = day_wall(day_from_ymd(year, 1, 1)); at < end;) {
    int64_t next = at + (int64_t)STEP_DAYS * DAY_SECONDS < end ? at + (int64_t)STEP_DAYS * DAY_SECONDS : end;
    if (offset_at(zone, at) != offset_at(zone, next)) {
      if (count == CHANGES_MAX) return -1;
      out[count++] = find_change(zone, at, next);
    }
    at = next;
  }
  return count;
}

/* "-1SU" or "2SU": which such weekday of its month the change is on, counted from the end where `last`; 0 where it is not. */
static int ordinal(const struct change *change, bool last) {
  struct civil c = wall_to_civil(change->wall);
  if (!last) return (c.day - 1) / WEEK + 1;
  return c.day + WEEK > month_days(c.year, c.month) ? -1 : 0;
}

static bool is_same_rule(const struct change *a, const struct change *b, bool last) {
  return wall_to_civil(a->wall).month == wall_to_civil(b->wall).month && wall_second(a->wall) == wall_second(b->wall) &&
         day_weekday(wall_day(a->wall)) == day_weekday(wall_day(b->wall)) && a->before == b->before && a->after == b->after &&
         ordinal(a, last) != 0 && ordinal(a, last) == ordinal(b, last);
}

static void add_offset(struct buf *out, const char *name, int64_t seconds) {
  int minutes = (int)(llabs(seconds) / 60);
  buf_addf(out, "%s:%c%02d%02d\r\n", name, seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static void add_observance(struct buf *out, const struct change *change, int number) {
  static const char *const weekdays[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
  const char *kind = change->after > change->before ? "DAYLIGHT" : "STANDARD";
  struct civil c = wall_to_civil(change->wall);
  buf_addf(out, "BEGIN:%s\r\nDTSTART:%04d%02d%02dT%02d%02d%02d\r\n", kind, c.year, c.month, c.day, c.hour, c.minute, c.second);
  if (number != 0)
    buf_addf(out, "RRULE:FREQ=YEARLY;BYMONTH=%d;BYDAY=%d%s\r\n", c.month, number,
             weekdays[day_weekday(wall_day(change->wall))]);
  add_offset(out, "TZOFFSETFROM", change->before);
  add_offset(out, "TZOFFSETTO", change->after);
  buf_addf(out, "END:%s\r\n", kind);
}

/* False when the years do not agree on one rule for the change. */
static bool add_rule(struct buf *out, struct change years[YEARS][CHANGES_MAX], int which) {
  for (int last = 1; last >= 0; last--) {
    int year = 1;
    while (year < YEARS && is_same_rule(&years[0][which], &years[year][which], last))
      year++;
    if (year < YEARS) continue;
    add_observance(out, &years[0][which], ordinal(&years[0][which], last));
    return true;
  }
  return false;
}

static bool add_rules(struct buf *out, const char *zone, int first_year) {
  struct change years[YEARS][CHANGES_MAX];
  int count = find_changes(zone, first_year, years[0]);
  for (int year = 1; year < YEARS; year++)
    if (find_changes(zone, first_year + year, years[year]) != count) return false;
  if (count == 0) {
    int64_t offset = offset_at(zone, day_wall(day_from_ymd(first_year, 1, 1)));
    add_observance(out, &(struct change){0, offset, offset}, 0);
    return true;
  }
  return count == CHANGES_MAX && add_rule(out, years, 0) && add_rule(out, years, 1);
}

bool vtimezone(const char *zone, int year, size_t limit, struct buf *out) {
  scoped_buf text;
  buf_init(&text, 4000);
  buf_addf(&text, "BEGIN:VTIMEZONE\r\nTZID:%s\r\n", zone);
  if (!add_rules(&text, zone, year - 1)) return false;
  buf_adds(&text, "END:VTIMEZONE\r\n");
  return !text.overflowed && out->len + text.len <= limit && buf_add(out, buf_text(&text), text.len);
}
