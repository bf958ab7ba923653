/* A repeating event from one of its occurrences on: the rule as iCalendar wants it. */
#ifndef LITFASS_FEED_TAKE_SERIES_H
#define LITFASS_FEED_TAKE_SERIES_H

#include "base/buf.h"
#include "base/compiler.h"
#include "feed/entry.h"

#include <stdbool.h>
#include <stdint.h>

/* Writes the value of the RRULE that gives `start` (wall time of the event's zone) and everything of `event` that its own rule
 * gives behind it: COUNT is what is left, UNTIL is in UTC for a timed event and a date for a day's (RFC 5545, 3.3.10). False
 * when there is no such rule: the event does not repeat, `start` is an exception or moved, or the rule cannot start there. */
MUST_USE bool take_series(const struct entry *event, const char *zone, int64_t start, struct buf *out);

#endif
