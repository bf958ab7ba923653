/* Schedules of HSDS (RFC 5545's parts, opens_at, closes_at) as opening hours in the syntax of OpenStreetMap. */
#ifndef LITFASS_HUB_SOURCES_HSDS_HOURS_H
#define LITFASS_HUB_SOURCES_HSDS_HOURS_H

#include "base/buf.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Appends the hours that hold on `today`: "Mo-Th 09:00-12:00,15:00-17:00; Fr[1] 10:00-12:00"; of schedules that are only
 * described the description as a comment. Returns how many schedules could not be said (every second week, days of the month).
 * Nothing is appended when none can. */
size_t hsds_hours(const json_t *schedules, int32_t today, struct buf *out);

#endif
