/* Period by period: the rule's frequency and interval name days, weeks, months or years; the days of one that pass every BY
 * part, times the times of the day, are its set, in order. BYSETPOS picks from the set, COUNT takes from it, the window cuts
 * it. A set is never written down: its members are numbered, number to wall time is arithmetic, and so finding a moment is a
 * binary search even in a set of 366 days with 86,400 times each. Without COUNT the walk begins at the window.
 *
 * Where RFC 5545 leaves room we do as python-dateutil 2.8.2 does, the most used reading of it:
 * - BYWEEKNO without BYDAY means all days of the week, not DTSTART's weekday;
 * - the set of a YEARLY rule lies in the calendar year, also with BYWEEKNO: December 30th in week 1 is of the old year;
 * - UNTIL as a date for an event with a time is that day's midnight.
 * Where dateutil departs from the RFC we do not follow:
 * - BYDAY=MO,2TU is the union (dateutil: days that are both, so none);
 * - BYSETPOS in a WEEKLY rule counts from the start of the week, also in the week of DTSTART (dateutil: from DTSTART);
 * - the first days of January carry the week number of the year they belong to (dateutil calls 2022-01-01 week 53 of 2021,
 * which has 52), and negative week numbers reach across the turn of the year;
 * - BYSECOND=60 is :59 (3.3.12), BYHOUR and its like are ignored for dates. */
#include "feed/recurrence.h"

#include "base/arena.h"
#include "base/civil.h"
#include "base/zone.h"
#include "feed/rrule.h"

#include <stdlib.h>
#include <string.h>

enum { PERIOD_DAYS_MAX = 366, POSITIONS_MAX = 2 * 366, COUNTED_DAYS_MAX = 300 * 366, FIRST_YEAR = 1, LAST_YEAR = 9999 };

/* Takes occurrences in ascending order, merges RDATE into them, leaves out EXDATE and doubles, and stops at the caller's max.
 */
struct sink {
  int64_t *out;
  size_t max, count;
  bool is_full;
  const int64_t *rdates, *rdates_end, *exdates, *exdates_end; /* sorted, inside the window; the begins move on */
};

static void sink_put(struct sink *sink, int64_t wall) {
  while (sink->exdates < sink->exdates_end && *sink->exdates < wall)
    sink->exdates++;
  if (sink->exdates < sink->exdates_end && *sink->exdates == wall) return;
  if (sink->count > 0 && sink->out[sink->count - 1] == wall) return;
  if (sink->count == sink->max) {
    sink->is_full = true;
    return;
  }
  sink->out[sink->count++] = wall;
}

static void sink_add(struct sink *sink, int64_t wall) {
  while (sink->rdates < sink->rdates_end && *sink->rdates <= wall)
    sink_put(sink, *sink->rdates++);
  sink_put(sink, wall);
}

static void sink_finish(struct sink *sink) {
  while (sink->rdates < sink->rdates_end)
    sink_put(sink, *sink->rdates++);
}

static int compare_walls(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a;
  int64_t right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

/* What of `walls` lies in the window, sorted. */
static size_t sort_window(struct arena *arena, const int64_t *walls, size_t count, int64_t from, int64_t to,
                          const int64_t **out) {
  *out = NULL;
  if (count == 0) return 0;
  int64_t *sorted = arena_array(arena, count, sizeof *sorted);
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (walls[i] >= from && walls[i] < to) sorted[kept++] = walls[i];
  qsort(sorted, kept, sizeof *sorted, compare_walls);
  *out = sorted;
  return kept;
}

/* The times of a day: every hour with every minute with every second, numbered in order. */
struct times {
  int hours[24], minutes[60], seconds[60];
  int hour_count, minute_count, second_count;
};

static int list_numbers(const struct numbers *numbers, int last, int *out) {
  int count = 0;
  for (int n = 0; n <= last; n++)
    if (numbers_have(numbers, n)) out[count++] = n;
  return count;
}

static void times_init(struct times *times, const struct rrule *rule) {
  times->hour_count = list_numbers(&rule->hours, 23, times->hours);
  times->minute_count = list_numbers(&rule->minutes, 59, times->minutes);
  times->second_count = list_numbers(&rule->seconds, 59, times->seconds);
}

static int64_t times_count(const struct times *times) {
  return (int64_t)times->hour_count * times->minute_count * times->second_count;
}

static int times_get(const struct times *times, int64_t index) {
  int64_t minutes = index / times->second_count;
  return times->hours[minutes / times->minute_count] * 3600 + times->minutes[minutes % times->minute_count] * 60 +
         times->seconds[index % times->second_count];
}

struct calendar_day {
  int32_t day;
  int year, month, month_day;
};

/* ISO 8601 week numbers with a free first day of the week: week 1 has at least four days of the year. */
static int32_t first_week(int year, enum weekday week_start) {
  int32_t fourth = day_from_ymd(year, 1, 4);
  return fourth - ((int32_t)day_weekday(fourth) - (int32_t)week_start + 7) % 7;
}

static bool week_allowed(const struct rrule *rule, int32_t day) {
  int32_t middle = day - ((int32_t)day_weekday(day) - (int32_t)rule->week_start + 7) % 7 + 3;
  int year, month, month_day;
  day_to_ymd(middle, &year, &month, &month_day);
  int32_t first = first_week(year, rule->week_start);
  return numbers_allow(&rule->week_numbers, (day - first) / 7 + 1, (first_week(year + 1, rule->week_start) - first) / 7);
}

/* `index` of `size` days from 0; the n-th Monday from either end is told by it. */
static bool ordinal_allowed(const struct numbers *ordinals, int index, int size) {
  return numbers_have(ordinals, index / 7 + 1) || numbers_have(ordinals, -((size - 1 - index) / 7 + 1));
}

static bool weekday_allowed(const struct rrule *rule, const struct calendar_day *date) {
  if (!rrule_has_weekdays(rule)) return true;
  enum weekday weekday = day_weekday(date->day);
  if (rule->weekdays & 1U << weekday) return true;
  if (rule->ordinals[weekday].count == 0) return false;
  if (rule->frequency == MONTHLY || rule->months.count > 0)
    return ordinal_allowed(&rule->ordinals[weekday], date->month_day - 1, month_days(date->year, date->month));
  return ordinal_allowed(&rule->ordinals[weekday], date->day - day_from_ymd(date->year, 1, 1),
                         year_is_leap(date->year) ? 366 : 365);
}

static bool date_allowed(const struct rrule *rule, const struct calendar_day *date) {
  if (!numbers_allow(&rule->months, date->month, 12)) return false;
  if (rule->month_days.count > 0 && !numbers_allow(&rule->month_days, date->month_day, month_days(date->year, date->month)))
    return false;
  if (!weekday_allowed(rule, date)) return false;
  if (rule->year_days.count > 0 &&
      !numbers_allow(&rule->year_days, date->day - day_from_ymd(date->year, 1, 1) + 1, year_is_leap(date->year) ? 366 : 365))
    return false;
  return rule->week_numbers.count == 0 || week_allowed(rule, date->day);
}

/* A rule on its way through the calendar. Periods are numbered on one line of integers: days, weeks, months since year 0,
 * years. */
struct walk {
  struct rrule rule; /* with what DTSTART adds to it */
  struct times times;
  int64_t start, begin, end; /* DTSTART; the window, cut to DTSTART and UNTIL */
  const char *zone;
  int32_t days[PERIOD_DAYS_MAX];
  int day_count;
  int fronts[PERIOD_DAYS_MAX], backs[PERIOD_DAYS_MAX]; /* BYSETPOS: 1, 2, … and …, -2, -1 without the sign */
  int front_count, back_count;
  int64_t positions[POSITIONS_MAX]; /* what BYSETPOS picks from a set of positions_of members */
  int64_t position_count, positions_of;
  int64_t left; /* of COUNT */
};

static int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static int64_t period_of(const struct rrule *rule, int64_t wall) {
  int year, month, month_day;
  int32_t day = wall_day(wall);
  switch (rule->frequency) {
    case DAILY: return day;
    case WEEKLY: return floor_divide((int64_t)day + 3 - (int64_t)rule->week_start, 7); /* 1970-01-01 was a Thursday */
    case MONTHLY: day_to_ymd(day, &year, &month, &month_day); return (int64_t)year * 12 + month - 1;
    case YEARLY: break;
  }
  day_to_ymd(day, &year, &month, &month_day);
  return year;
}

static void collect_run(struct walk *walk, int32_t first, int count) {
  const struct rrule *rule = &walk->rule;
  for (int32_t day = first; day < first + count; day++) {
    struct calendar_day date = {.day = day};
    if (rule->months.count > 0 || rule->month_days.count > 0) day_to_ymd(day, &date.year, &date.month, &date.month_day);
    if (date_allowed(rule, &date)) walk->days[walk->day_count++] = day;
  }
}

static void collect_month(struct walk *walk, int year, int month) {
  if (!numbers_allow(&walk->rule.months, month, 12)) return;
  struct calendar_day date = {day_from_ymd(year, month, 1), year, month, 1};
  for (int last = month_days(year, month); date.month_day <= last; date.month_day++, date.day++)
    if (date_allowed(&walk->rule, &date)) walk->days[walk->day_count++] = date.day;
}

static void collect_days(struct walk *walk, int64_t period) {
  walk->day_count = 0;
  switch (walk->rule.frequency) {
    case DAILY: collect_run(walk, (int32_t)period, 1); break;
    case WEEKLY: collect_run(walk, (int32_t)(period * 7 - 3 + (int64_t)walk->rule.week_start), 7); break;
    case MONTHLY: collect_month(walk, (int)(period / 12), (int)(period % 12) + 1); break;
    case YEARLY:
      for (int month = 1; month <= 12; month++)
        collect_month(walk, (int)period, month);
      break;
  }
}

static void list_positions(struct walk *walk) {
  for (int n = 1; n <= PERIOD_DAYS_MAX && walk->rule.positions.count > 0; n++)
    if (numbers_have(&walk->rule.positions, n)) walk->fronts[walk->front_count++] = n;
  for (int n = PERIOD_DAYS_MAX; n >= 1 && walk->rule.positions.count > 0; n--)
    if (numbers_have(&walk->rule.positions, -n)) walk->backs[walk->back_count++] = n;
}

/* The members that BYSETPOS names, ascending, each once: from the front and from the back, merged. */
static void pick_positions(struct walk *walk, int64_t size) {
  if (walk->positions_of == size) return;
  int64_t count = 0;
  for (int front = 0, back = 0; front < walk->front_count || back < walk->back_count;) {
    int64_t at_front = front < walk->front_count ? walk->fronts[front] - 1 : INT64_MAX;
    int64_t at_back = back < walk->back_count ? size - walk->backs[back] : INT64_MAX;
    int64_t at = at_front < at_back ? at_front : at_back;
    front += at_front == at;
    back += at_back == at;
    if (at >= 0 && at < size) walk->positions[count++] = at;
  }
  walk->position_count = count;
  walk->positions_of = size;
}

static int64_t set_size(struct walk *walk) {
  int64_t size = walk->day_count * times_count(&walk->times);
  if (walk->rule.positions.count == 0) return size;
  pick_positions(walk, size);
  return walk->position_count;
}

static int64_t set_get(const struct walk *walk, int64_t index) {
  int64_t member = walk->rule.positions.count == 0 ? index : walk->positions[index];
  int64_t per_day = times_count(&walk->times);
  return day_wall(walk->days[member / per_day]) + times_get(&walk->times, member % per_day);
}

/* The first member at or after `wall`; `size` when there is none. */
static int64_t set_find(const struct walk *walk, int64_t size, int64_t wall) {
  int64_t low = 0;
  while (low < size) {
    int64_t middle = low + (size - low) / 2;
    if (set_get(walk, middle) < wall)
      low = middle + 1;
    else
      size = middle;
  }
  return low;
}

/* UNTIL=…Z is compared in UTC, so that the doubled hour of an autumn night is told apart; only near it, because it costs. */
static bool is_after_until(const struct walk *walk, int64_t wall) {
  if (walk->rule.until_kind != UNTIL_UTC || wall < walk->end - 2 * DAY_SECONDS) return false;
  return zone_to_utc(walk->zone, wall) > walk->rule.until;
}

/* Emits what the window wants of the period's set; false when the walk is over. */
static bool emit_period(struct walk *walk, struct sink *sink) {
  int64_t size = set_size(walk);
  int64_t first = set_find(walk, size, walk->start);
  if (walk->rule.count > 0) {
    if (size - first > walk->left) size = first + walk->left;
    walk->left -= size - first;
  }
  for (int64_t i = set_find(walk, size, walk->begin); i < size && !sink->is_full; i++) {
    int64_t wall = set_get(walk, i);
    if (wall >= walk->end) return false;
    if (!is_after_until(walk, wall)) sink_add(sink, wall);
  }
  return !sink->is_full && (walk->rule.count == 0 || walk->left > 0);
}

/* 3.3.10: what the rule does not say is taken from DTSTART. */
static void complete_rule(struct rrule *rule, const struct recurrence *recurrence) {
  struct civil start = wall_to_civil(recurrence->start);
  bool is_free = rule->week_numbers.count + rule->year_days.count + rule->month_days.count == 0 && !rrule_has_weekdays(rule);
  if (is_free && rule->frequency == YEARLY && rule->months.count == 0) numbers_add(&rule->months, start.month);
  if (is_free && rule->frequency >= MONTHLY) numbers_add(&rule->month_days, start.day);
  if (is_free && rule->frequency == WEEKLY) rule->weekdays = 1U << day_weekday(wall_day(recurrence->start));
  if (recurrence->date_only) rule->hours = rule->minutes = rule->seconds = (struct numbers){.count = 0};
  if (rule->hours.count == 0) numbers_add(&rule->hours, start.hour);
  if (rule->minutes.count == 0) numbers_add(&rule->minutes, start.minute);
  if (rule->seconds.count == 0) numbers_add(&rule->seconds, start.second);
  if (numbers_have(&rule->seconds, 60)) numbers_add(&rule->seconds, 59);
}

static bool bound_by_until(struct walk *walk, struct err *err) {
  int64_t until = walk->rule.until;
  if (walk->rule.until_kind == UNTIL_NONE) return true;
  if (walk->rule.until_kind == UNTIL_UTC && walk->zone) {
    if (!zone_is_known(walk->zone)) return err_set(err, ERR_PARSE, "UNTIL: the zone '%.64s' is not known", walk->zone);
    until = zone_to_wall(walk->zone, until) + DAY_SECONDS; /* is_after_until decides what is near */
  } else {
    walk->rule.until_kind = UNTIL_WALL;
  }
  if (until < walk->end) walk->end = until + 1;
  return true;
}

/* Every full period of such a rule has a set of the same size, so COUNT can be taken from many at once. */
static bool is_uniform(const struct rrule *rule) {
  return rule->frequency == WEEKLY
             ? rule->months.count == 0
             : rule->frequency == DAILY && rule->months.count + rule->month_days.count == 0 && !rrule_has_weekdays(rule);
}

/* With COUNT, everything before the window is walked over too, in one step where it is uniform. Returns the first period that
 * the window may show; `left` is what COUNT leaves for it. */
static bool count_to(struct walk *walk, int64_t *period, int64_t target, struct err *err) {
  static const int period_days[] = {[DAILY] = 1, [WEEKLY] = 7, [MONTHLY] = 31, [YEARLY] = 366};
  int64_t days = 0;
  for (; *period < target && walk->left > 0; *period += walk->rule.interval) {
    if (days > COUNTED_DAYS_MAX) return err_set(err, ERR_PARSE, "COUNT: the start is too long ago to count from");
    days += period_days[walk->rule.frequency];
    collect_days(walk, *period);
    int64_t size = set_size(walk);
    int64_t taken = size - set_find(walk, size, walk->start);
    int64_t steps = 1;
    if (taken == size && is_uniform(&walk->rule)) steps = (target - *period + walk->rule.interval - 1) / walk->rule.interval;
    if (size > 0 && steps > walk->left / size + 1) steps = walk->left / size + 1;
    walk->left -= taken * steps < walk->left ? taken * steps : walk->left;
    *period += (steps - 1) * walk->rule.interval;
  }
  return true;
}

static bool walk_rule(struct walk *walk, struct sink *sink, struct err *err) {
  int64_t interval = walk->rule.interval;
  int64_t period = period_of(&walk->rule, walk->start);
  int64_t target = period_of(&walk->rule, walk->begin);
  int64_t last = period_of(&walk->rule, walk->end - 1);
  if (walk->rule.count == 0)
    period += (target - period) / interval * interval;
  else if (!count_to(walk, &period, target, err))
    return false;
  if (walk->rule.count > 0 && walk->left == 0) return true;
  for (; period <= last; period += interval) {
    collect_days(walk, period);
    if (walk->day_count > 0 && !emit_period(walk, sink)) break;
  }
  return true;
}

static bool expand_rule(const struct recurrence *recurrence, int64_t from, int64_t to, struct sink *sink, struct err *err) {
  struct walk walk = {.start = recurrence->start, .zone = recurrence->zone, .positions_of = -1};
  int64_t calendar_end = day_wall(day_from_ymd(LAST_YEAR + 1, 1, 1));
  if (!rrule_parse(recurrence->rrule, &walk.rule, err)) return false;
  if (walk.start < day_wall(day_from_ymd(FIRST_YEAR, 1, 1)) || walk.start >= calendar_end)
    return err_set(err, ERR_PARSE, "the start is not in the years 1 to 9999");
  walk.begin = from > walk.start ? from : walk.start;
  walk.end = to < calendar_end ? to : calendar_end;
  walk.left = walk.rule.count;
  if (!bound_by_until(&walk, err)) return false;
  complete_rule(&walk.rule, recurrence);
  times_init(&walk.times, &walk.rule);
  list_positions(&walk);
  if (walk.begin >= walk.end) return true;
  return walk_rule(&walk, sink, err);
}

bool recurrence_check(const char *rrule, struct err *err) {
  struct rrule rule;
  return rrule_parse(rrule, &rule, err);
}

bool recurrence_expand(const struct recurrence *recurrence, int64_t from, int64_t to, int64_t *out, size_t max, size_t *count,
                       struct err *err) {
  scoped_arena arena = {0};
  struct sink sink = {.out = out, .max = max};
  size_t rdates = sort_window(&arena, recurrence->rdates, recurrence->rdate_count, from, to, &sink.rdates);
  size_t exdates = sort_window(&arena, recurrence->exdates, recurrence->exdate_count, from, to, &sink.exdates);
  sink.rdates_end = rdates ? sink.rdates + rdates : sink.rdates;
  sink.exdates_end = exdates ? sink.exdates + exdates : sink.exdates;
  if (recurrence->rrule) {
    if (!expand_rule(recurrence, from, to, &sink, err)) return false;
  } else if (recurrence->start >= from && recurrence->start < to) {
    sink_add(&sink, recurrence->start);
  }
  sink_finish(&sink);
  *count = sink.count;
  return !sink.is_full || err_set(err, ERR_TOO_BIG, "more than %zu occurrences", max);
}
