/* Recurring events: RFC 5545, 3.3.10 and 3.8.5, expanded on the wall clock.
 *
 * DAILY, WEEKLY, MONTHLY and YEARLY with INTERVAL, COUNT, UNTIL, WKST and every BY part (BYMONTH, BYWEEKNO, BYYEARDAY,
 * BYMONTHDAY, BYDAY with ordinals, BYHOUR, BYMINUTE, BYSECOND, BYSETPOS). SECONDLY, MINUTELY and HOURLY are refused
 * (ERR_PARSE). Work is bounded: a rule that finds nothing ends, a rule with a large COUNT far in the past does not block. */
#ifndef LITFASS_FEED_RECURRENCE_H
#define LITFASS_FEED_RECURRENCE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct recurrence {
  int64_t start;     /* DTSTART as wall time (base/civil.h); is the first occurrence, counted by COUNT */
  bool date_only;    /* VALUE=DATE: occurrences are at midnight */
  const char *zone;  /* IANA zone of the wall time; needed to read UNTIL=…Z; NULL reads such UNTIL as wall time */
  const char *rrule; /* without "RRULE:"; NULL for a single event */
  const int64_t *rdates;
  size_t rdate_count;
  const int64_t *exdates; /* exact wall times; for date_only events midnights */
  size_t exdate_count;
};

/* True when the rule can be expanded; else ERR_PARSE naming the part: "BYDAY: '8MO' …". */
MUST_USE bool recurrence_check(const char *rrule, struct err *err);

/* The starts of all occurrences s with from <= s < to, ascending, without doubles, at most `max` of them in out[0..max).
 * ERR_PARSE for a bad rule, ERR_TOO_BIG when there are more than `max` (out then holds the first `max`, *count = max). */
MUST_USE bool recurrence_expand(const struct recurrence *recurrence, int64_t from, int64_t to, int64_t *out, size_t max,
                                size_t *count, struct err *err);

#endif
