#include "hub/content/repeat.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/rrule.h"

static const char *const weekday_names[] = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};

static bool is_one_bit(unsigned bits) { return bits != 0 && (bits & (bits - 1)) == 0; }

/* Whether only the parts that choices can say are there. */
static bool is_plain(const struct rrule *rule) {
  return rule->months.count == 0 && rule->week_numbers.count == 0 && rule->year_days.count == 0 && rule->hours.count == 0 &&
         rule->minutes.count == 0 && rule->seconds.count == 0;
}

static bool read_nth(const struct rrule *rule, struct repeat *out) {
  const struct numbers *numbers = &rule->positions;
  out->weekdays = rule->weekdays;
  for (int weekday = 0; weekday < 7; weekday++) {
    if (rule->ordinals[weekday].count == 0) continue;
    if (out->weekdays != 0 || rule->positions.count > 0) return false;
    out->weekdays = 1U << weekday;
    numbers = &rule->ordinals[weekday];
  }
  int known = 0;
  for (int n = 1; n <= 5; n++)
    if (numbers_have(numbers, n)) out->nth |= 1U << (n - 1), known++;
  if (numbers_have(numbers, -1)) out->nth |= 1U << REPEAT_LAST, known++;
  return is_one_bit(out->weekdays) && known > 0 && known == numbers->count;
}

static enum repeat_kind read_monthly(const struct rrule *rule, int month_day, struct repeat *out) {
  if (rrule_has_weekdays(rule))
    return rule->month_days.count == 0 && read_nth(rule, out) ? REPEAT_MONTHLY_WEEKDAY : REPEAT_OTHER;
  bool on_first_date =
      rule->month_days.count == 0 || (rule->month_days.count == 1 && numbers_have(&rule->month_days, month_day));
  return on_first_date && rule->positions.count == 0 ? REPEAT_MONTHLY_DAY : REPEAT_OTHER;
}

static enum repeat_kind read_kind(const struct rrule *rule, int64_t start, struct repeat *out) {
  bool has_days = rule->month_days.count > 0 || rule->positions.count > 0;
  if (!is_plain(rule)) return REPEAT_OTHER;
  switch (rule->frequency) {
    case DAILY: return has_days || rrule_has_weekdays(rule) ? REPEAT_OTHER : REPEAT_DAILY;
    case WEEKLY:
      out->weekdays = rule->weekdays ? rule->weekdays : 1U << day_weekday(wall_day(start));
      return has_days || (rule->interval > 1 && rule->week_start != MONDAY) ? REPEAT_OTHER : REPEAT_WEEKLY;
    case MONTHLY: return read_monthly(rule, wall_to_civil(start).day, out);
    case YEARLY: return has_days || rrule_has_weekdays(rule) ? REPEAT_OTHER : REPEAT_YEARLY;
  }
  return REPEAT_OTHER;
}

struct repeat repeat_read(const char *rrule, int64_t start, const char *zone) {
  struct repeat repeat = {.kind = REPEAT_NONE, .interval = 1};
  struct rrule rule;
  struct err err;
  if (str_is_empty(rrule)) return repeat;
  if (!rrule_parse(rrule, &rule, &err)) return repeat.kind = REPEAT_OTHER, repeat;
  repeat.kind = read_kind(&rule, start, &repeat);
  repeat.interval = rule.interval;
  repeat.count = rule.count;
  repeat.has_until = rule.until_kind != UNTIL_NONE;
  int64_t until = rule.until_kind == UNTIL_UTC && zone ? zone_to_wall(zone, rule.until) : rule.until;
  repeat.until = repeat.has_until ? wall_day(until) : 0;
  return repeat;
}

static void write_days(const struct repeat *repeat, struct buf *out) {
  const char *start = ";BYDAY=";
  for (int weekday = 0; weekday < 7; weekday++)
    if (repeat->weekdays & (1U << weekday)) {
      buf_addf(out, "%s%s", start, weekday_names[weekday]);
      start = ",";
    }
}

static void write_nth(const struct repeat *repeat, struct buf *out) {
  const char *start = ";BYDAY=";
  int weekday = 0;
  while (weekday < 6 && !(repeat->weekdays & (1U << weekday)))
    weekday++;
  for (int bit = 0; bit <= REPEAT_LAST; bit++)
    if (repeat->nth & (1U << bit)) {
      buf_addf(out, "%s%d%s", start, bit == REPEAT_LAST ? -1 : bit + 1, weekday_names[weekday]);
      start = ",";
    }
}

void repeat_write(const struct repeat *repeat, bool date_only, struct buf *out) {
  static const char *const frequencies[REPEAT_KIND_COUNT] = {NULL,           "FREQ=DAILY",  "FREQ=WEEKLY", "FREQ=MONTHLY",
                                                             "FREQ=MONTHLY", "FREQ=YEARLY", NULL};
  if (!frequencies[repeat->kind]) return;
  buf_adds(out, frequencies[repeat->kind]);
  if (repeat->interval > 1) buf_addf(out, ";INTERVAL=%lld", (long long)repeat->interval);
  if (repeat->kind == REPEAT_WEEKLY) write_days(repeat, out);
  if (repeat->kind == REPEAT_MONTHLY_WEEKDAY) write_nth(repeat, out);
  if (repeat->has_until) {
    int year;
    int month;
    int day;
    day_to_ymd(repeat->until, &year, &month, &day);
    buf_addf(out, ";UNTIL=%04d%02d%02d%s", year, month, day, date_only ? "" : "T235959");
  } else if (repeat->count > 0) {
    buf_addf(out, ";COUNT=%lld", (long long)repeat->count);
  }
}
