/* Cuts an iCalendar document (RFC 5545) into its events and zones, before libical sees any of it: nesting, sizes and the
 * properties that go through are bounded here. Works on content lines as they stand, folded or not. */
#ifndef LITFASS_HUB_SOURCES_ICAL_PARTS_H
#define LITFASS_HUB_SOURCES_ICAL_PARTS_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum ical_part { ICAL_PART_EVENT, ICAL_PART_ZONE };

/* `text` is one VEVENT or VTIMEZONE, from its BEGIN to its END, with the properties that we look at. false ends the walk. */
typedef bool ical_on_part(void *user, enum ical_part part, const char *text, struct err *err);

/* ERR_PARSE when this is no calendar, or one that ends too early: then nothing of it is to be believed. Parts that are too
 * long are passed over and counted in *skipped. */
MUST_USE bool ical_each_part(const char *text, size_t len, ical_on_part *callback, void *user, size_t *skipped,
                             struct err *err);

#endif
