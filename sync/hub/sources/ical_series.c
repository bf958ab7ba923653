/* Moved by an hour, most rules stay as they are; moved by days, weekdays in them move along. Whether the new rule says the same
 * as the old one is not argued but tried, occurrence by occurrence. */
#include "hub/sources/ical_series.h"

#include "base/buf.h"
#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/recurrence.h"
#include "feed/rrule.h"

#include <string.h>

enum { OCCURRENCES_MAX = 1000, RULE_MAX = 4000 };
#define HORIZON_S (INT64_C(4) * 366 * DAY_SECONDS)

struct occurrences {
  int64_t *items;
  size_t count;
  bool more; /* than fit */
};

static struct recurrence plain_rule(const struct ical_series *series, int64_t start, const char *rrule) {
  return (struct recurrence){.start = start, .date_only = series->date_only, .zone = series->zone, .rrule = rrule};
}

static bool expand(const struct recurrence *rule, int64_t from, int64_t to, struct arena *arena, struct occurrences *out) {
  struct err err = {0};
  *out = (struct occurrences){.items = arena_array(arena, OCCURRENCES_MAX, sizeof *out->items)};
  bool whole = recurrence_expand(rule, from, to, out->items, OCCURRENCES_MAX, &out->count, &err);
  out->more = err.code == ERR_TOO_BIG;
  return whole || out->more;
}

static bool is_occurrence(const struct ical_series *series, int64_t wall) {
  struct recurrence rule = plain_rule(series, series->start, series->rrule);
  int64_t here;
  size_t count;
  struct err err;
  return recurrence_expand(&rule, wall, wall + 1, &here, 1, &count, &err) && count == 1;
}

/* "MO,WE" some days later; false for "2MO". */
static bool shift_weekdays(const char *days, size_t len, int64_t by, struct buf *out) {
  static const char names[] = "MOTUWETHFRSASU";
  for (size_t i = 0; i < len; i += 3) {
    size_t day = 0;
    while (day < 7 && (len - i < 2 || memcmp(names + 2 * day, days + i, 2) != 0))
      day++;
    if (day == 7 || (len - i > 2 && days[i + 2] != ',')) return false;
    buf_addf(out, "%s%.2s", i > 0 ? "," : "", names + 2 * (((int64_t)day + by % 7 + 7) % 7));
  }
  return true;
}

static bool shift_rule(const char *rule, int64_t days, struct buf *out) {
  for (const char *part = rule; *part;) {
    size_t len = strcspn(part, ";");
    if (out->len > 0) buf_addc(out, ';');
    if (!str_starts_with(part, "BYDAY=")) {
      buf_add(out, part, len);
    } else {
      buf_adds(out, "BYDAY=");
      if (!shift_weekdays(part + 6, len - 6, days, out)) return false;
    }
    part += len + (part[len] == ';');
  }
  return true;
}

/* The rule gives the wanted occurrences, each so much later, and nothing else. */
static bool says(const struct ical_series *series, const struct ical_cut *cut, const char *rrule,
                 const struct occurrences *wanted) {
  scoped_arena arena = {0};
  struct occurrences given;
  int64_t start = cut->from + cut->shift;
  struct recurrence rule = plain_rule(series, start, rrule);
  if (!expand(&rule, start, start + HORIZON_S, &arena, &given)) return false;
  if (given.count != wanted->count || given.more != wanted->more) return false;
  for (size_t i = 0; i < given.count; i++)
    if (given.items[i] != wanted->items[i] + cut->shift) return false;
  return true;
}

static void add_until(const struct ical_series *series, int64_t wall, struct buf *rule) {
  struct civil c = wall_to_civil(wall);
  buf_addf(rule, ";UNTIL=%04d%02d%02d", c.year, c.month, c.day);
  if (!series->date_only) buf_addf(rule, "T%02d%02d%02d", c.hour, c.minute, c.second);
}

/* False: more of them came before than can be counted. */
static bool add_count(const struct ical_series *series, const struct rrule *parsed, int64_t from, struct buf *rule) {
  scoped_arena arena = {0};
  struct occurrences earlier;
  struct recurrence whole = plain_rule(series, series->start, series->rrule);
  if (!expand(&whole, series->start, from, &arena, &earlier) || earlier.more) return false;
  buf_addf(rule, ";COUNT=%lld", (long long)parsed->count - (long long)earlier.count);
  return true;
}

/* Where the part ends, as the rule itself or the next change says. */
static bool add_end(const struct ical_series *series, const struct ical_cut *cut, const struct rrule *parsed,
                    struct buf *rule) {
  int64_t until = parsed->until_kind == UNTIL_UTC ? zone_to_wall(series->zone, parsed->until) : parsed->until;
  if (cut->to != INT64_MAX)
    add_until(series, cut->to - (series->date_only ? DAY_SECONDS : 1) + cut->shift, rule);
  else if (parsed->until_kind != UNTIL_NONE)
    add_until(series, until + cut->shift, rule);
  else if (parsed->count > 0)
    return add_count(series, parsed, cut->from, rule);
  return true;
}

static const char *rule_from(const struct ical_series *series, const struct ical_cut *cut, const struct rrule *parsed,
                             const struct occurrences *wanted, struct arena *arena) {
  scoped_buf plain, moved, end;
  buf_init(&plain, RULE_MAX);
  buf_init(&moved, RULE_MAX);
  buf_init(&end, 100);
  rrule_copy_endless(series->rrule, &plain);
  if (!add_end(series, cut, parsed, &end)) return NULL;
  const char *same = arena_printf(arena, "%s%s", buf_text(&plain), buf_text(&end));
  if (says(series, cut, same, wanted)) return same;
  if (!shift_rule(buf_text(&plain), wall_day(cut->from + cut->shift) - wall_day(cut->from), &moved)) return NULL;
  const char *shifted = arena_printf(arena, "%s%s", buf_text(&moved), buf_text(&end));
  return says(series, cut, shifted, wanted) ? shifted : NULL;
}

static const char *rule_until(const struct ical_series *series, const struct ical_cut *cut, struct arena *arena) {
  scoped_buf rule;
  buf_init(&rule, RULE_MAX);
  rrule_copy_endless(series->rrule, &rule);
  add_until(series, cut->to - (series->date_only ? DAY_SECONDS : 1), &rule);
  return arena_strdup(arena, buf_text(&rule));
}

bool ical_series_cut(const struct ical_series *series, const struct ical_cut *cut, size_t limit, struct arena *arena,
                     struct ical_part_of_series *out) {
  struct rrule parsed;
  struct err err;
  struct occurrences wanted;
  *out = (struct ical_part_of_series){0};
  if (!rrule_parse(series->rrule, &parsed, &err) || (cut->to != INT64_MAX && !is_occurrence(series, cut->to))) return false;
  if (cut->from == INT64_MIN) return out->rrule = rule_until(series, cut, arena), true;
  if (!is_occurrence(series, cut->from)) return false;
  struct recurrence rule = plain_rule(series, series->start, series->rrule);
  int64_t horizon = cut->from + HORIZON_S;
  if (!expand(&rule, cut->from, cut->to < horizon ? cut->to : horizon, arena, &wanted)) return false;
  out->rrule = rule_from(series, cut, &parsed, &wanted, arena);
  if (out->rrule) return true;
  out->dates = arena_array(arena, wanted.count, sizeof *out->dates);
  for (size_t i = 1; i < wanted.count && out->count < limit; i++)
    out->dates[out->count++] = wanted.items[i] + cut->shift;
  return true;
}
