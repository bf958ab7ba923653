/* Events of one UID: when they are, on one wall, and a series cut where it goes on changed. Between the files of ical. */
#ifndef LITFASS_HUB_SOURCES_ICAL_CUTS_H
#define LITFASS_HUB_SOURCES_ICAL_CUTS_H

#include "hub/sources/ical_event.h"

/* The wall time that the moment is in `zone`; `home` is that of floating ones. */
int64_t ical_wall_in(const struct ical_moment *moment, const char *zone, const char *home);

bool ical_repeats(const struct ical_event *event);

/* The zone an entry is told in. One meeting may be told in any, so it is told in that of the place; a series must keep its own,
 * or it moves by an hour in summer. */
const char *ical_zone_of(const struct ical_event *event, const char *home);

/* Of one UID, the series first and its occurrences in their order. Where one is said to change those behind it too, it becomes
 * a series of its own, with the dates that are left out there, and the series before it ends (RFC 5545, 3.2.13). */
void ical_cut_at_changes(struct ical_event *events, size_t count, struct intake *intake);

#endif
