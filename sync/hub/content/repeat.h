/* How an event repeats, as a caretaker chooses it: every so many weeks on these days, on the first and third Saturday of a
 * month, until a date or so many times. Reads and writes RRULE (feed/rrule.h). Pure. */
#ifndef LITFASS_HUB_CONTENT_REPEAT_H
#define LITFASS_HUB_CONTENT_REPEAT_H

#include "base/buf.h"
#include "base/compiler.h"

#include <stdbool.h>
#include <stdint.h>

enum repeat_kind {
  REPEAT_NONE,
  REPEAT_DAILY,
  REPEAT_WEEKLY,
  REPEAT_MONTHLY_WEEKDAY, /* on the nth weekdays */
  REPEAT_MONTHLY_DAY,     /* on the day of the month that the first date has */
  REPEAT_YEARLY,
  REPEAT_OTHER, /* only as a rule in its own syntax */
  REPEAT_KIND_COUNT
};

enum { REPEAT_LAST = 5 }; /* bit of `nth` for the last one; bits 0 to 4 are the first to the fifth */

struct repeat {
  enum repeat_kind kind;
  int64_t interval;  /* at least 1 */
  unsigned weekdays; /* bit 0 is Monday; WEEKLY any, MONTHLY_WEEKDAY exactly one */
  unsigned nth;      /* MONTHLY_WEEKDAY */
  bool has_until;
  int32_t until; /* day, included */
  int64_t count; /* 0: without */
};

/* `rrule` may be NULL or "". `start` is the event's wall time, `zone` its IANA zone, which is known, or NULL
 * (UNTIL in UTC is then read as wall time). REPEAT_OTHER for
 * what these choices cannot say, and for a broken rule. */
struct repeat repeat_read(const char *rrule, int64_t start, const char *zone);

/* Adds the rule; nothing for NONE and OTHER. `date_only` as the event. */
void repeat_write(const struct repeat *repeat, bool date_only, struct buf *out);

#endif
