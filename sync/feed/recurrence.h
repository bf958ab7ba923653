/* Recurring events: RFC 5545, 3.3.10 and 3.8.5, expanded on the wall clock.
 *
 * DAILY, WEEKLY, MONTHLY and YEARLY with INTERVAL, COUNT, UNTIL, WKST and every BY part (BYMONTH, BYWEEKNO, BYYEARDAY,
 * BYMONTHDAY, BYDAY with ordinals, BYHOUR, BYMINUTE, BYSECOND, BYSETPOS). SECONDLY, MINUTELY and HOURLY are refused
 * (ERR_PARSE). Work is bounded: a rule that finds nothing ends, a rule with a large COUNT far in the past does not block.
 *
 * Where the RFC leaves room, and why we chose so, stands at the top of recurrence.c. */
#ifndef LITFASS_FEED_RECURRENCE_H
#define LITFASS_FEED_RECURRENCE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct recurrence {
  /* DTSTART as wall time (base/civil.h), years 1 to 9999. Nothing of the rule comes before it. With a rule it is an occurrence,
   * and counted by COUNT, when the rule itself yields it; a DTSTART that does not fit its rule ("undefined" in 3.8.5.3) is
   * not shown, as in python-dateutil: a course "every Saturday" that was entered with Friday's date happens on Saturdays. */
  int64_t start;
  bool date_only;    /* VALUE=DATE: occurrences are at midnight; BYHOUR, BYMINUTE and BYSECOND are ignored (3.3.10) */
  const char *zone;  /* IANA zone of the wall time; needed to read UNTIL=…Z; NULL reads such UNTIL as wall time */
  const char *rrule; /* without "RRULE:"; NULL for a single event */
  const int64_t *rdates;
  size_t rdate_count;
  const int64_t *exdates; /* exact wall times; for date_only events midnights; they win over rdates */
  size_t exdate_count;
};

/* True when the rule can be expanded; else ERR_PARSE naming the part: "BYDAY: '8MO' …". */
MUST_USE bool recurrence_check(const char *rrule, struct err *err);

/* The starts of all occurrences s with from <= s < to, ascending, without doubles, at most `max` of them in out[0..max).
 * ERR_PARSE for a bad rule or an unknown zone (asked only for UNTIL=…Z), ERR_TOO_BIG when there are more than `max` (out then
 * holds the first `max`, *count = max). COUNT beside BYMONTH, BYMONTHDAY, BYYEARDAY, BYWEEKNO or MONTHLY and YEARLY rules must
 * be counted day by day: when that is more than 300 years of days before `from`, ERR_PARSE names COUNT. */
MUST_USE bool recurrence_expand(const struct recurrence *recurrence, int64_t from, int64_t to, int64_t *out, size_t max,
                                size_t *count, struct err *err);

#endif
