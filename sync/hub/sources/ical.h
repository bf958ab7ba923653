/* iCalendar (RFC 5545) as the world writes it: Nextcloud, Google, Outlook, Thunderbird, calendars of towns.
 *
 * libical reads the properties; nothing is expanded: RRULE, EXDATE and RDATE stay rules, checked by feed/recurrence. An event
 * with RECURRENCE-ID becomes an entry of its own, and a date that its series leaves out. STATUS:CANCELLED stays visible,
 * marked. CLASS other than PUBLIC is left out. DTEND of whole days, which is exclusive, becomes the last day. Organizers and
 * guests are people and stay out. */
#ifndef LITFASS_HUB_SOURCES_ICAL_H
#define LITFASS_HUB_SOURCES_ICAL_H

#include "base/err.h"
#include "hub/sources/intake.h"

#include <stdbool.h>
#include <stddef.h>

/* `text` is UTF-8. ERR_PARSE: no calendar, or one that ends too early; ERR_TOO_BIG. */
MUST_USE bool ical_read(const char *text, size_t len, struct intake *intake, struct err *err);

#endif
