/* IANA time zones: between UTC and the clock on the wall. The rules come from the system's tzdata through the C library.
 *
 * RFC 5545, 3.3.5: a wall time that a DST night skips is read with the offset before the gap (02:30 becomes 03:30); one that
 * happens twice means the first. Threads take turns, since the C library keeps one
 * zone at a time; nothing else in a program with threads may call setenv or getenv meanwhile. */
#ifndef LITFASS_BASE_ZONE_H
#define LITFASS_BASE_ZONE_H

#include "base/compiler.h"

#include <stdbool.h>
#include <stdint.h>

/* "Europe/Berlin"; false for names that tzdata does not have, and for anything with "..", a leading '/' or odd characters. */
bool zone_is_known(const char *zone);

/* An unknown zone is a bug of the caller: check outside names with zone_is_known first. */
int64_t zone_to_wall(const char *zone, int64_t utc);
int64_t zone_to_utc(const char *zone, int64_t wall);

#endif
