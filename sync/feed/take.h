/* What a visitor takes home on the telephone: an entry as text that a QR code holds whole, so that no network is needed.
 *
 * A service, organisation or place becomes a vCard 4.0 (RFC 6350), an event an iCalendar object (RFC 5545), everything else a
 * few plain lines. The text never exceeds `max_bytes`; fields go in by what they are worth to somebody who wants to call, come
 * or write, and the rest stays out. Pure: nothing is asked but the zones of tzdata. */
#ifndef LITFASS_FEED_TAKE_H
#define LITFASS_FEED_TAKE_H

#include "base/buf.h"
#include "base/err.h"
#include "feed/entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The longest name (80 characters) with a number or a time always fits into the least. */
enum { TAKE_LEAST_BYTES = 700, TAKE_MOST_BYTES = 4096 };

/* What keeps the UIDs of two neighbourhoods apart that both have a "wochenmarkt", in somebody's calendar: "<id>-%08x@litfass".
 */
uint32_t take_origin_mark(const char *origin);

enum take_form { TAKE_CARD, TAKE_EVENT, TAKE_NOTE };

struct take {
  const struct entry *entry;
  const struct entry *place;    /* the entry of location.place; NULL for none */
  const struct entry *provider; /* NULL for none */
  const char *lang;             /* the visitor's, BCP 47 */
  const char *zone;             /* IANA; of the kiosk */
  const char *origin;           /* name of the kiosk's content: keeps the UIDs of two neighbourhoods apart */
  int64_t stamp_utc;            /* when the content was published: DTSTAMP */
  /* The occurrence that is meant, in the kiosk's zone, as of cache/reader.h; an event without one becomes a note. */
  bool has_occurrence, date_only;
  int64_t start, end;
};

enum take_form take_form(const struct take *take);

/* ERR_TOO_BIG when not even name and number, or name and time, fit: never with max_bytes >= TAKE_LEAST_BYTES. */
MUST_USE bool take_text(const struct take *take, size_t max_bytes, struct buf *out, struct err *err);

#endif
