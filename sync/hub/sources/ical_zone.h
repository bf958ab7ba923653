/* Which IANA zone a calendar means by a TZID. tzdata wins over the VTIMEZONE that comes along: those are cut off at some year
 * or wrong more often than tzdata is. */
#ifndef LITFASS_HUB_SOURCES_ICAL_ZONE_H
#define LITFASS_HUB_SOURCES_ICAL_ZONE_H

#include "base/arena.h"

#include <stdint.h>

/* The zone by the name alone: an IANA name, also behind a prefix ("/mozilla.org/20050126_1/Europe/Berlin"), one of Windows
 * ("W. Europe Standard Time", CLDR's windowsZones), or one that lists cities ("(UTC+01:00) Amsterdam, Berlin, Bern": `home`
 * when it is among them), or a bare offset ("UTC+1": `home` when that is its winter time). NULL when it is none of these. In
 * the arena or static. */
const char *ical_zone_by_name(const char *tzid, const char *home, struct arena *arena);

/* A zone whose clocks show `winter` and `summer` (seconds east of UTC; equal where clocks stay) in `year`: `home` when it
 * fits, else a well known one; NULL when none does. */
const char *ical_zone_by_offsets(int64_t winter, int64_t summer, int year, const char *home);

#endif
