/* Places as numbers, so that what is near each other on the ground is mostly near each other in an index: the bits of latitude
 * and longitude interleaved (a Z-order curve). Numbers with the same leading bits lie in the same rectangle, and quartering
 * a rectangle is two bits more: an index of such numbers is a quadtree. Pure. */
#ifndef LITFASS_CACHE_ZORDER_H
#define LITFASS_CACHE_ZORDER_H

#include <stdint.h>

enum { ZORDER_LEVELS = 26 }; /* quarterings from the whole earth to a cell of 0.3 by 0.6 m */

/* WGS 84 in degrees, clipped to the earth; 0 to 4^ZORDER_LEVELS - 1. */
int64_t zorder(double latitude, double longitude);

struct zcell {
  int64_t first;
  int level; /* 0: the whole earth; ZORDER_LEVELS: one number */
};

static inline int64_t zcell_size(int level) { return INT64_C(1) << 2 * (ZORDER_LEVELS - level); }

/* The smallest cell with both numbers in it. */
struct zcell zcell_around(int64_t a, int64_t b);

struct zbounds {
  double south, west, north, east;
};
struct zbounds zcell_bounds(struct zcell cell);

#endif
