/* A rule may start later than it did, as long as it is asked where it stands: COUNT has been used up in part, and what a rule
 * leaves open is taken from DTSTART. Whether the new one says the same is not argued but tried, occurrence by occurrence. */
#include "feed/take_series.h"

#include "base/civil.h"
#include "base/zone.h"
#include "feed/recurrence.h"
#include "feed/rrule.h"

#include <string.h>

enum { EARLIER_MAX = 1000, TRIED = 24, TRIED_DAYS = 4 * 366 };

static struct recurrence plain_rule(const struct entry *event, const char *zone, int64_t start, const char *rrule) {
  return (struct recurrence){.start = start, .date_only = event->start.date_only, .zone = zone, .rrule = rrule};
}

static void add_until(const struct entry *event, const struct rrule *rule, const char *zone, struct buf *out) {
  bool whole_day = event->start.date_only;
  int64_t until = rule->until;
  if (whole_day && rule->until_kind == UNTIL_UTC) until = zone_to_wall(zone, until);
  if (!whole_day && rule->until_kind == UNTIL_WALL) until = zone_to_utc(zone, until);
  struct civil c = wall_to_civil(until);
  buf_addf(out, ";UNTIL=%04d%02d%02d", c.year, c.month, c.day);
  if (!whole_day) buf_addf(out, "T%02d%02d%02dZ", c.hour, c.minute, c.second);
}

/* How many occurrences come before `start`, which must be one itself. */
static bool count_earlier(const struct entry *event, const char *zone, int64_t start, size_t *out) {
  struct recurrence rule = plain_rule(event, zone, event->start.wall, event->rrule);
  int64_t earlier[EARLIER_MAX], here;
  size_t count;
  struct err err;
  if (!recurrence_expand(&rule, start, start + 1, &here, 1, &count, &err) || count != 1) return false;
  *out = 0;
  struct rrule parsed;
  if (!rrule_parse(event->rrule, &parsed, &err)) return false;
  return parsed.count == 0 || recurrence_expand(&rule, rule.start, start, earlier, EARLIER_MAX, out, &err);
}

static bool says_the_same(const struct entry *event, const char *zone, int64_t start, const char *rrule) {
  struct recurrence old = plain_rule(event, zone, event->start.wall, event->rrule);
  struct recurrence new = plain_rule(event, zone, start, rrule);
  int64_t a[TRIED] = {0}, b[TRIED] = {0};
  size_t a_count, b_count;
  struct err err = {0};
  int64_t end = start + (int64_t)TRIED_DAYS * DAY_SECONDS;
  if (!recurrence_expand(&old, start, end, a, TRIED, &a_count, &err) && err.code != ERR_TOO_BIG) return false;
  if (!recurrence_expand(&new, start, end, b, TRIED, &b_count, &err) && err.code != ERR_TOO_BIG) return false;
  return a_count == b_count && memcmp(a, b, sizeof a) == 0;
}

bool take_series(const struct entry *event, const char *zone, int64_t start, struct buf *out) {
  struct rrule rule;
  struct err err;
  size_t earlier;
  if (!event->rrule || !rrule_parse(event->rrule, &rule, &err)) return false;
  if (!count_earlier(event, zone, start, &earlier)) return false;
  scoped_buf text;
  buf_init(&text, 4000);
  rrule_copy_endless(event->rrule, &text);
  if (rule.count > 0) buf_addf(&text, ";COUNT=%lld", (long long)rule.count - (long long)earlier);
  if (rule.until_kind != UNTIL_NONE) add_until(event, &rule, zone, &text);
  if (text.overflowed || !says_the_same(event, zone, start, buf_text(&text))) return false;
  return buf_add(out, buf_text(&text), text.len);
}
