/* What both ways to a page by distance share: how far a spot is, which comes first, and the cursors. Pure.
 *
 * Distances are as on a map around the kiosk: good to a per mille within a city, and the same for the same place every time. */
#ifndef LITFASS_CACHE_NEAR_SPOT_H
#define LITFASS_CACHE_NEAR_SPOT_H

#include "cache/reader.h"

#include <stdbool.h>
#include <stdint.h>

/* Behind everything that has a distance: spots of which nobody knows where they are, then no spot at all (INFINITY). */
#define SPOT_UNKNOWN_M 1e300
enum { SPOT_NOWHERE = 0 };

struct spot {
  double distance; /* metres */
  int64_t number;  /* of its facet */
};

struct centre {
  double latitude, longitude, cosine;
};
struct centre centre_at(double latitude, double longitude);
double centre_distance(const struct centre *centre, double latitude, double longitude);

int spot_compare(const struct spot *a, const struct spot *b);

/* A cursor is that of the row, with its spot in front. */
struct reader_cursor spot_cursor_join(const struct spot *spot, const struct reader_cursor *row);
/* False: the beginning. */
bool spot_cursor_split(const struct reader_cursor *cursor, struct spot *spot, struct reader_cursor *row);

#endif
