/* One day at a time: which rules speak, in what order they paint over each other, and the segments that result.
 *
 * The order is that of opening_hours.js: a later rule with date selectors replaces all earlier ones on its days, spill from the
 * evening before included; `off` and additional rules only paint over what they name; a fallback paints where all is closed.
 * The part of a time that runs past midnight belongs to the rule's place in the list, but asks whether yesterday matched. */
#include "feed/hours_rule.h"

#include <string.h>

struct facts {
  const struct hours_place *place;
  int32_t day;
  int year, month, month_day;
};

struct paint {
  int from, to;
  const struct hours_rule *rule;
  bool is_open_end;
};

struct canvas {
  size_t count;
  struct paint paints[HOURS_PAINTS_MAX];
};

static void facts_init(struct facts *facts, const struct hours_place *place, int32_t day) {
  facts->place = place;
  facts->day = day;
  day_to_ymd(day, &facts->year, &facts->month, &facts->month_day);
}

static bool years_match(const struct hours_years *years, const struct facts *facts) {
  for (; years; years = years->next)
    if (facts->year >= years->from && facts->year <= years->to && (facts->year - years->from) % years->step == 0) return true;
  return false;
}

static bool weeks_match(const struct hours_weeks *weeks, const struct facts *facts) {
  int week = day_iso_week(facts->day, NULL);
  for (; weeks; weeks = weeks->next) {
    bool wraps = weeks->to < weeks->from;
    bool is_inside = wraps ? week >= weeks->from || week <= weeks->to : week >= weeks->from && week <= weeks->to;
    int distance = week >= weeks->from ? week - weeks->from : week + 53 - weeks->from;
    if (is_inside && distance % weeks->step == 0) return true;
  }
  return false;
}

static int32_t nth_weekday(int year, int month, enum weekday weekday, int nth) {
  if (nth > 0) {
    int32_t first = day_from_ymd(year, month, 1);
    return first + ((int)weekday - (int)day_weekday(first) + 7) % 7 + (nth - 1) * 7;
  }
  int32_t last = day_from_ymd(year, month, month_days(year, month));
  return last - ((int)day_weekday(last) - (int)weekday + 7) % 7 + (nth + 1) * 7;
}

/* Where an end of a date range lies in a year. 29 February of a common year is the day before (end) or after (start). */
static int32_t date_resolve(const struct hours_date *date, int year, bool is_end) {
  if (date->year) year = date->year;
  if (date->kind == HOURS_DATE_EASTER) return easter_sunday(year) + date->offset_days;
  if (date->kind == HOURS_DATE_NTH) return nth_weekday(year, date->month, date->weekday, date->nth) + date->offset_days;
  int days = month_days(year, date->month);
  if (date->day > days && is_end) return day_from_ymd(year, date->month, days) + date->offset_days;
  return day_from_ymd(year, date->month, 1) + date->day - 1 + date->offset_days;
}

/* A date that the year does not have: 29 February, a fifth Sunday. */
static bool date_exists(const struct hours_date *date, int year) {
  if (date->year) year = date->year;
  if (date->kind == HOURS_DATE_FIXED) return date->day <= month_days(year, date->month);
  if (date->kind == HOURS_DATE_EASTER) return true;
  int found_month;
  int unused;
  day_to_ymd(nth_weekday(year, date->month, date->weekday, date->nth), &unused, &found_month, &unused);
  return found_month == date->month;
}

static bool single_date_matches(const struct hours_dates *dates, const struct facts *facts) {
  int first = dates->from.year ? dates->from.year : facts->year - 1; /* an offset may lead into the next year */
  int last = dates->from.year ? dates->from.year : facts->year + 1;
  if (!dates->from.offset_days && !dates->from.year) first = last = facts->year;
  for (int year = first; year <= last; year++)
    if (date_exists(&dates->from, year) && date_resolve(&dates->from, year, false) == facts->day) return true;
  return false;
}

static bool range_matches(const struct hours_dates *dates, const struct facts *facts) {
  int32_t from = date_resolve(&dates->from, facts->year, false);
  if (dates->is_open_end) return facts->day >= from;
  int32_t to = date_resolve(&dates->to, facts->year, true);
  bool wraps = to < from && !dates->from.year;
  bool is_inside = wraps ? facts->day >= from || facts->day <= to : facts->day >= from && facts->day <= to;
  if (!is_inside || dates->step == 1) return is_inside;
  if (facts->day < from) from = date_resolve(&dates->from, facts->year - 1, false);
  return (facts->day - from) % dates->step == 0;
}

static bool dates_match(const struct hours_dates *dates, const struct facts *facts) {
  for (; dates; dates = dates->next)
    if (dates->is_single && !dates->is_open_end ? single_date_matches(dates, facts) : range_matches(dates, facts)) return true;
  return false;
}

static bool nth_matches(const struct hours_days *days, int32_t day) {
  day -= days->offset_days;
  if (!(days->weekdays & 1U << day_weekday(day))) return false;
  int year;
  int month;
  int month_day;
  day_to_ymd(day, &year, &month, &month_day);
  return (days->nth & 1U << (month_day - 1) / 7) || (days->nth_last & 1U << (month_days(year, month) - month_day) / 7);
}

static bool day_matches(const struct hours_days *days, const struct facts *facts) {
  bool known;
  switch (days->kind) {
    case HOURS_DAY_WEEKDAYS: return days->weekdays & 1U << day_weekday(facts->day);
    case HOURS_DAY_NTH: return nth_matches(days, facts->day);
    case HOURS_DAY_PUBLIC:
      return holiday_find(facts->place->land, facts->place->local_holidays, facts->day - days->offset_days) != NULL;
    case HOURS_DAY_SCHOOL: return school_holiday_is(facts->place->land, facts->day - days->offset_days, &known);
  }
  return false;
}

static bool days_match(const struct hours_days *days, const struct facts *facts) {
  for (; days; days = days->next)
    if (day_matches(days, facts)) return true;
  return false;
}

static bool rule_matches(const struct hours_rule *rule, const struct facts *facts) {
  return (!rule->years || years_match(rule->years, facts)) && (!rule->days || days_match(rule->days, facts)) &&
         (!rule->dates || dates_match(rule->dates, facts)) && (!rule->weeks || weeks_match(rule->weeks, facts)) &&
         (!rule->holidays || days_match(rule->holidays, facts));
}

static int point_minutes(const struct hours_point *point, const struct hours_place *place, int32_t day) {
  if (point->clock == HOURS_CLOCK) return point->minutes;
  int minutes = hours_sun_minutes(point->clock, place, day) + point->minutes;
  return minutes < 0 ? 0 : minutes;
}

/* The span as minutes of its own day; the end may lie beyond midnight. */
static void span_resolve(const struct hours_times *span, const struct facts *facts, int *from, int *to) {
  *from = point_minutes(&span->from, facts->place, facts->day);
  if (span->to.clock == HOURS_CLOCK) {
    *to = span->to.minutes;
  } else {
    *to = point_minutes(&span->to, facts->place, facts->day + span->wraps);
    if (span->wraps) *to += HOURS_MINUTES;
  }
  if (span->is_open_end && span->next) { /* "7:00+,12:00-16:00": the guess ends where the next time begins */
    int next = point_minutes(&span->next->from, facts->place, facts->day);
    if (next > *from && next < *to) *to = next;
  }
}

static void canvas_add(struct canvas *canvas, int from, int to, const struct hours_rule *rule, bool is_open_end) {
  if (from >= to || canvas->count == HOURS_PAINTS_MAX) return;
  canvas->paints[canvas->count++] = (struct paint){from, to, rule, is_open_end};
}

/* Paints what the rule says of the day that starts `shift` minutes after the day of `facts`. */
static void rule_paint(struct canvas *canvas, const struct hours_rule *rule, const struct facts *facts, int shift) {
  if (!rule->times && shift == 0) canvas_add(canvas, 0, HOURS_MINUTES, rule, false);
  for (const struct hours_times *span = rule->times; span; span = span->next) {
    int from;
    int to;
    span_resolve(span, facts, &from, &to);
    from -= shift;
    to -= shift;
    canvas_add(canvas, from < 0 ? 0 : from, to > HOURS_MINUTES ? HOURS_MINUTES : to, rule, span->is_open_end);
  }
}

/* Whether a rule that matches today silences all rules before it. */
static bool rule_replaces(const struct hours_rule *rule, const struct hours_rule *before) {
  if (rule->join != HOURS_JOIN_NORMAL || rule->state == HOURS_CLOSED) return false;
  if (hours_rule_has_dates(rule)) return true;
  return before && rule->state == HOURS_OPEN && !hours_rule_has_dates(before);
}

static void paint_day(const struct hours *hours, const struct hours_place *place, int32_t day, struct canvas *canvas) {
  struct facts today;
  struct facts yesterday;
  facts_init(&today, place, day);
  facts_init(&yesterday, place, day - 1);
  const struct hours_rule *before = NULL;
  for (const struct hours_rule *rule = hours->rules; rule; before = rule, rule = rule->next) {
    if (rule_matches(rule, &today)) {
      if (rule_replaces(rule, before)) canvas->count = 0;
      rule_paint(canvas, rule, &today, 0);
    }
    if (rule->has_spill && rule_matches(rule, &yesterday)) rule_paint(canvas, rule, &yesterday, HOURS_MINUTES);
  }
}

enum hours_state hours_segment_state(const struct hours_segment *segment) {
  if (!segment->rule) return HOURS_CLOSED;
  return segment->is_open_end && segment->rule->state != HOURS_CLOSED ? HOURS_UNKNOWN : segment->rule->state;
}

const char *hours_segment_comment(const struct hours_segment *segment) {
  if (!segment->rule) return NULL;
  if (segment->rule->comment) return segment->rule->comment;
  return segment->is_open_end && segment->rule->state != HOURS_CLOSED ? "Ende offen" : NULL;
}

/* What the minute shows once all paint is dry. */
static struct hours_segment look_at(const struct canvas *canvas, int minute) {
  struct hours_segment seen = {.from = minute};
  for (size_t i = 0; i < canvas->count; i++) {
    const struct paint *paint = &canvas->paints[i];
    if (minute < paint->from || minute >= paint->to) continue;
    if (paint->rule->join == HOURS_JOIN_FALLBACK && hours_segment_state(&seen) != HOURS_CLOSED) continue;
    seen.rule = paint->rule;
    seen.is_open_end = paint->is_open_end;
  }
  return seen;
}

static int next_edge(const struct canvas *canvas, int minute) {
  int edge = HOURS_MINUTES;
  for (size_t i = 0; i < canvas->count; i++) {
    const struct paint *paint = &canvas->paints[i];
    if (paint->from > minute && paint->from < edge) edge = paint->from;
    if (paint->to > minute && paint->to < edge) edge = paint->to;
  }
  return edge;
}

void hours_plan_day(const struct hours *hours, const struct hours_place *place, int32_t day, struct hours_day_plan *out) {
  struct canvas canvas;
  canvas.count = 0;
  paint_day(hours, place, day, &canvas);
  out->count = 0;
  for (int minute = 0; minute < HOURS_MINUTES; minute = out->segments[out->count - 1].to) {
    struct hours_segment seen = look_at(&canvas, minute);
    seen.to = next_edge(&canvas, minute);
    struct hours_segment *last = out->count ? &out->segments[out->count - 1] : NULL;
    if (last && last->rule == seen.rule && last->is_open_end == seen.is_open_end)
      last->to = seen.to;
    else
      out->segments[out->count++] = seen;
  }
}
