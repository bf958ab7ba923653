/* Opening hours in the OpenStreetMap opening_hours syntax (wiki: Key:opening_hours/specification), evaluated on the wall clock
 * of the place. Covers weekdays, nth weekdays, dates, months, years, weeks, PH, SH, easter, offsets, times past midnight, open
 * end, sunrise and sunset, off/closed/unknown, comments, and the rule separators `;` `,` `||`.
 *
 * Tolerant of how Germans write hours ("Mo-Fr 9-12 Uhr", "Montag bis Freitag 9.00 – 12.00"): such input parses with warnings
 * that say what was understood. */
#ifndef LITFASS_FEED_HOURS_H
#define LITFASS_FEED_HOURS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "feed/holidays.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum hours_state { HOURS_CLOSED, HOURS_OPEN, HOURS_UNKNOWN };

/* Where the hours are kept: decides holidays and the sun. */
struct hours_place {
  enum land land;
  unsigned local_holidays;    /* enum local_holiday bits */
  double latitude, longitude; /* 0, 0 means the middle of the Land */
};

struct hours; /* a parsed expression; immutable, may be shared between threads */

/* ERR_PARSE: "column 7: …" (columns count characters from 1). */
MUST_USE bool hours_parse(const char *expression, struct hours **out, struct err *err);
void hours_destroy(struct hours *hours);

/* What the tolerant reader assumed, in German, one sentence each. Borrowed from `hours`. */
size_t hours_warning_count(const struct hours *hours);
const char *hours_warning(const struct hours *hours, size_t index);

struct hours_status {
  enum hours_state state;
  const char *comment; /* borrowed from `hours`, or NULL */
  bool open_end;       /* "open end": the end is a guess */
  bool has_next;       /* false: nothing changes within the next 366 days (open 24/7, closed for good) */
  int64_t next_change; /* wall time of the next change of state */
  enum hours_state next_state;
};

/* The state at `wall`. Cost is bounded and independent of how far away the next change is (at most 366 days are looked at). */
struct hours_status hours_at(const struct hours *hours, const struct hours_place *place, int64_t wall);

struct hours_interval {
  int64_t from, to;       /* half-open, wall time, clipped to the question */
  enum hours_state state; /* HOURS_OPEN or HOURS_UNKNOWN; closed time is what is left out */
  const char *comment;    /* borrowed, or NULL */
};

/* All open and unknown intervals in [from, to), ascending, merged where state and comment are the same.
 * The array lives in the arena. ERR_TOO_BIG beyond 400 days times 20. */
MUST_USE bool hours_intervals(const struct hours *hours, const struct hours_place *place, int64_t from, int64_t to,
                              struct arena *arena, struct hours_interval **out, size_t *count, struct err *err);

/* The expression in plain German, as a person would write it on a door. */
void hours_text(const struct hours *hours, struct buf *out);

/* The same in `lang` (a BCP 47 tag: de, de-simple, en, tr, uk, ar). Holidays and the usual comments ("nach Vereinbarung") are
 * translated, what else a caretaker wrote stays as it is; in Arabic it stands between U+2068 and U+2069. False, with `out` as
 * before, for other languages and for what the language has no phrase for: show hours_text then. */
bool hours_describe(const struct hours *hours, const char *lang, struct buf *out);

/* A comment of hours_at or hours_intervals in `lang`: translated when it is one of the usual ones, else as it is. Borrowed from
 * the comment or static. */
const char *hours_comment(const char *lang, const char *comment);

/* The coming seven days from `day` as a table for the door, in `lang` as in hours_describe (German for other languages): days
 * with equal times share a line.
 * label "Mo, Di, Do", times "8:00–12:00, 14:00–16:00" or "geschlossen"; covers_today marks the line with `day` in it;
 * note is a comment or the name of the holiday, or NULL. Lives in the arena. */
struct hours_line {
  unsigned weekdays; /* bit 0 is Monday */
  const char *times;
  const char *note;
  bool covers_today;
};
void hours_week(const struct hours *hours, const struct hours_place *place, int32_t day, const char *lang, struct arena *arena,
                struct hours_line **out, size_t *count);

#endif
