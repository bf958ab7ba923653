#include "cache/zorder.h"

static const double whole_latitude = 180, whole_longitude = 360;

static uint64_t cells_of(double share) {
  const double cells = (double)(INT64_C(1) << ZORDER_LEVELS);
  if (!(share > 0)) return 0;
  return share >= 1 ? (UINT64_C(1) << ZORDER_LEVELS) - 1 : (uint64_t)(share * cells);
}

/* Every bit moves to twice its place. */
static uint64_t spread(uint64_t bits) {
  uint64_t out = 0;
  for (int i = 0; i < ZORDER_LEVELS; i++)
    out |= (bits >> i & 1) << 2 * i;
  return out;
}

static uint64_t gather(uint64_t bits) {
  uint64_t out = 0;
  for (int i = 0; i < ZORDER_LEVELS; i++)
    out |= (bits >> 2 * i & 1) << i;
  return out;
}

int64_t zorder(double latitude, double longitude) {
  uint64_t north = cells_of((latitude + 90) / whole_latitude);
  uint64_t east = cells_of((longitude + 180) / whole_longitude);
  return (int64_t)(spread(north) << 1 | spread(east));
}

struct zcell zcell_around(int64_t a, int64_t b) {
  struct zcell cell = {.first = a, .level = ZORDER_LEVELS};
  while (a != b) {
    a >>= 2;
    b >>= 2;
    cell.level--;
  }
  cell.first = a * zcell_size(cell.level);
  return cell;
}

struct zbounds zcell_bounds(struct zcell cell) {
  const double cells = (double)(INT64_C(1) << ZORDER_LEVELS);
  double size = (double)(INT64_C(1) << (ZORDER_LEVELS - cell.level));
  double south = (double)gather((uint64_t)cell.first >> 1);
  double west = (double)gather((uint64_t)cell.first);
  return (struct zbounds){.south = south / cells * whole_latitude - 90,
                          .west = west / cells * whole_longitude - 180,
                          .north = (south + size) / cells * whole_latitude - 90,
                          .east = (west + size) / cells * whole_longitude - 180};
}
