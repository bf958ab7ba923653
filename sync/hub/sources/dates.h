/* Dates as others write them. Pure; whole text must match, surrounding white space aside. */
#ifndef LITFASS_HUB_SOURCES_DATES_H
#define LITFASS_HUB_SOURCES_DATES_H

#include "base/compiler.h"

#include <stdbool.h>
#include <stdint.h>

/* A moment of a feed on the wall of `zone`: RFC 822 as RSS wants it ("Sat, 21 Nov 2026 10:00:00 +0100", zone names of that RFC)
 * or RFC 3339 / ISO 8601 as Atom and Dublin Core do ("2026-11-21T10:00:00+01:00", "2026-11-21"); or what German programs make
 * of these ("Sa, 21. Nov. 2026 10:00:00 +0100", "21.11.2026 10:00"). Without a zone it is that of `zone`, and a day alone its
 * midnight. */
MUST_USE bool dates_parse_stamp(const char *text, const char *zone, int64_t *wall);

/* A day of a spreadsheet: "24.12.2026", "24.12.26", "24. Dezember 2026", "2026-12-24", "2026/12/24"; a weekday may stand before
 * it ("Do, 24.12.2026"). */
MUST_USE bool dates_parse_day(const char *text, int32_t *out);

/* A time of day in seconds: "15:00", "15.00 Uhr", "15 Uhr", "9:30:00". */
MUST_USE bool dates_parse_time(const char *text, int32_t *out);

/* "15:00-17:00", "15 bis 17 Uhr", or one time: *to is -1 then. */
MUST_USE bool dates_parse_span(const char *text, int32_t *from, int32_t *to);

/* A day, with or without a time behind it: "24.12.2026 15:00", "2026-12-24T15:00". *date_only tells. */
MUST_USE bool dates_parse_moment(const char *text, int64_t *wall, bool *date_only);

#endif
