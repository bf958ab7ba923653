/* Opening hours as an ordinary week: what formats without the syntax of OpenStreetMap can carry. */
#ifndef LITFASS_HUB_OUT_WEEK_H
#define LITFASS_HUB_OUT_WEEK_H

#include "base/arena.h"
#include "hub/out/out.h"

#include <stdbool.h>
#include <stddef.h>

/* Open from `opens` to `closes` ("09:00", "24:00"; the next day when it is earlier) on these days, bit 0 is Monday. */
struct week_span {
  unsigned days;
  char opens[6], closes[6];
};

/* The spans of the next week without a public holiday, equal ones of several days together. *count is 0 when the entry has no
 * hours, or none in such a week. In the arena. */
void week_of(const struct out_content *content, const struct entry *entry, struct arena *arena, struct week_span **out,
             size_t *count);

/* "Mo–Fr 9:00–12:00", as on a door; NULL when there are none. */
const char *week_words(const struct entry *entry, struct arena *arena);

#endif
