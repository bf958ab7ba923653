/* One VEVENT as libical reads it, in the words of an entry. Between the files of ical. */
#ifndef LITFASS_HUB_SOURCES_ICAL_EVENT_H
#define LITFASS_HUB_SOURCES_ICAL_EVENT_H

#include "base/arena.h"
#include "hub/sources/intake.h"

#include <jansson.h>
#include <libical/ical.h>
#include <stdbool.h>
#include <stdint.h>

enum { ICAL_DATES_MAX = 1000 };

/* RFC 5545, 3.3.4 and 3.3.5. */
struct ical_moment {
  bool is_set, date_only;
  int64_t wall;     /* in `zone` */
  const char *zone; /* IANA; NULL: floating, the place's own */
};

struct ical_dates {
  struct ical_moment *items;
  size_t count;
};

struct ical_event {
  const char *uid;
  const char *where; /* names it in notes */
  struct ical_moment start, end;
  struct ical_moment recurrence; /* of which occurrence this is another form: RECURRENCE-ID */
  bool and_future;               /* and of all behind it: RANGE=THISANDFUTURE */
  bool is_cut;                   /* its rule and dates are those of a part of the series (ical_cuts.h) */
  const char *rrule;
  struct ical_dates exdates, rdates;
  int sequence;
  size_t order;  /* in the document */
  json_t *entry; /* what does not depend on dates; owned; NULL: an occurrence that nobody may see */
};

/* What the TZIDs of the document mean: those that the name alone does not tell. */
struct ical_zones {
  struct ical_zone_name {
    const char *tzid, *zone;
  } * items;
  size_t count, capacity;
};

/* Remembers a VTIMEZONE. */
void ical_zones_add(struct ical_zones *zones, icalcomponent *part, struct intake *intake);

enum ical_verdict { ICAL_TAKEN, ICAL_PRIVATE, ICAL_PRIVATE_OCCURRENCE, ICAL_UNUSABLE };

/* Strings live in the intake's arena; ICAL_UNUSABLE has been noted. Nothing is kept of what is private but which occurrence of
 * which series it is (ICAL_PRIVATE_OCCURRENCE). An occurrence may come without a name: it has that of its series. */
enum ical_verdict ical_event_read(icalcomponent *part, const struct ical_zones *zones, struct intake *intake,
                                  struct ical_event *out);

#endif
