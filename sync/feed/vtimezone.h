/* A time zone as iCalendar needs it (RFC 5545, 3.6.5), made from what tzdata says: two yearly rules, or none where clocks stay
 * as they are. */
#ifndef LITFASS_FEED_VTIMEZONE_H
#define LITFASS_FEED_VTIMEZONE_H

#include "base/buf.h"
#include "base/compiler.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends the VTIMEZONE of `zone`, right from `year` on. False, and nothing appended, when it would grow `out` beyond `limit`
 * bytes, or when the zone's clocks do not change by one rule from the year before to four years later: Morocco's follow the
 * moon. */
MUST_USE bool vtimezone(const char *zone, int year, size_t limit, struct buf *out);

#endif
