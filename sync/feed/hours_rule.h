/* Inside of feed/hours: what an expression looks like once it is read. Only hours*.c include this.
 *
 * An expression is a list of rules. A rule has up to five kinds of date selectors, each a list: a day matches when every
 * list that is not empty has a member that matches it. Lists live in the arena of `struct hours`. */
#ifndef LITFASS_FEED_HOURS_RULE_H
#define LITFASS_FEED_HOURS_RULE_H

#include "base/civil.h"
#include "feed/hours.h"

enum { HOURS_MINUTES = 1440, HOURS_SPANS_MAX = 128, HOURS_RULES_MAX = 128, HOURS_TEXT_MAX = 1000 };

struct hours_years {
  struct hours_years *next;
  int from, to, step;
};

struct hours_weeks {
  struct hours_weeks *next;
  int from, to, step;
};

enum hours_date_kind { HOURS_DATE_FIXED, HOURS_DATE_EASTER, HOURS_DATE_NTH };

struct hours_date {
  enum hours_date_kind kind;
  int year; /* 0: every year */
  int month, day;
  enum weekday weekday; /* HOURS_DATE_NTH: the nth such weekday of the month */
  int nth;              /* 1 to 5 or -5 to -1 */
  int offset_days;
};

struct hours_dates {
  struct hours_dates *next;
  struct hours_date from, to;
  bool is_single;   /* `to` is a copy of `from` */
  bool is_months;   /* whole months: written without days */
  bool is_open_end; /* "Dec 24+" */
  int step;         /* every step-th day of the range */
};

enum hours_day_kind { HOURS_DAY_WEEKDAYS, HOURS_DAY_NTH, HOURS_DAY_PUBLIC, HOURS_DAY_SCHOOL };

struct hours_days {
  struct hours_days *next;
  enum hours_day_kind kind;
  unsigned weekdays;      /* bit 0 is Monday */
  unsigned nth, nth_last; /* HOURS_DAY_NTH: bit n-1 for the n-th, and for the n-th from the end */
  int offset_days;
};

enum hours_clock { HOURS_CLOCK, HOURS_DAWN, HOURS_SUNRISE, HOURS_SUNSET, HOURS_DUSK };

struct hours_point {
  enum hours_clock clock;
  int minutes; /* HOURS_CLOCK: of the day; else the distance from the event */
};

struct hours_times {
  struct hours_times *next;
  struct hours_point from, to;
  bool wraps;       /* `to` is on the next day */
  bool is_open_end; /* `to` is a guess */
};

enum hours_join { HOURS_JOIN_NORMAL, HOURS_JOIN_ADDITIONAL, HOURS_JOIN_FALLBACK };

struct hours_rule {
  struct hours_rule *next;
  enum hours_join join;
  enum hours_state state;
  const char *comment;
  struct hours_years *years;
  struct hours_days *holidays; /* PH or SH in front of weekdays: both must match */
  struct hours_dates *dates;
  struct hours_weeks *weeks;
  struct hours_days *days; /* weekdays, and PH or SH in the same list: either */
  struct hours_times *times;
  bool has_state; /* says open, off, unknown or a comment */
  bool is_always; /* 24/7 */
  bool has_spill; /* some time runs past midnight */
};

struct hours_warning_text {
  struct hours_warning_text *next;
  const char *text;
};

struct hours {
  struct arena arena;
  struct hours_rule *rules;
  size_t rule_count;
  size_t span_count;
  struct hours_warning_text *warnings;
  size_t warning_count;
  bool is_constant; /* no rule asks for a day or a time */
};

static inline bool hours_rule_has_dates(const struct hours_rule *rule) {
  return rule->years || rule->holidays || rule->dates || rule->weeks || rule->days;
}

/* The selectors in the words of the specification, for warnings: "Mo-Fr,PH", "Dec 24-Jan 06", "09:00-12:00". */
void hours_format_days(const struct hours_days *days, struct buf *out);
void hours_format_date(const struct hours_dates *dates, struct buf *out);
void hours_format_span(const struct hours_times *span, struct buf *out);

/* Minutes after midnight, wall time, of dawn, sunrise, sunset or dusk in Germany. */
int hours_sun_minutes(enum hours_clock event, const struct hours_place *place, int32_t day);

/* A stretch of one day in one state. */
struct hours_segment {
  int from, to;                  /* minutes of the day */
  const struct hours_rule *rule; /* NULL: no rule speaks, closed */
  bool is_open_end;
};

/* Every span may paint on its own day and spill into the next, and every rule without times paints a day. */
enum { HOURS_PAINTS_MAX = 2 * HOURS_SPANS_MAX + HOURS_RULES_MAX, HOURS_SEGMENTS_MAX = 2 * HOURS_PAINTS_MAX + 2 };

struct hours_day_plan {
  size_t count;
  struct hours_segment segments[HOURS_SEGMENTS_MAX];
};

/* Cuts one day into segments, ascending and without gaps; neighbours differ. */
void hours_plan_day(const struct hours *hours, const struct hours_place *place, int32_t day, struct hours_day_plan *out);

enum hours_state hours_segment_state(const struct hours_segment *segment);
const char *hours_segment_comment(const struct hours_segment *segment);

#endif
