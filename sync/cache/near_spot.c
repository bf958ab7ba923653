#include "cache/near_spot.h"

#include "cache/sortkey.h"

#include <math.h>
#include <string.h>

static const double metres_in_degree = 111195;

enum { SPOT_BYTES = sizeof(double) + sizeof(int64_t) };

_Static_assert(SPOT_BYTES + SORTKEY_MAX <= sizeof(((struct reader_cursor *)0)->key), "a cursor must hold spot and key");

struct centre centre_at(double latitude, double longitude) {
  return (struct centre){latitude, longitude, cos(latitude * acos(-1) / 180)};
}

double centre_distance(const struct centre *centre, double latitude, double longitude) {
  double north = (latitude - centre->latitude) * metres_in_degree;
  double east = (longitude - centre->longitude) * metres_in_degree * centre->cosine;
  return sqrt(north * north + east * east);
}

int spot_compare(const struct spot *a, const struct spot *b) {
  if (a->distance != b->distance) return a->distance < b->distance ? -1 : 1;
  return (a->number > b->number) - (a->number < b->number);
}

struct reader_cursor spot_cursor_join(const struct spot *spot, const struct reader_cursor *row) {
  struct reader_cursor out = {.key_len = SPOT_BYTES + row->key_len, .row = row->row};
  memcpy(out.key, &spot->distance, sizeof spot->distance);
  memcpy(out.key + sizeof spot->distance, &spot->number, sizeof spot->number);
  memcpy(out.key + SPOT_BYTES, row->key, row->key_len);
  return out;
}

bool spot_cursor_split(const struct reader_cursor *cursor, struct spot *spot, struct reader_cursor *row) {
  if (cursor->key_len < SPOT_BYTES) return false;
  memcpy(&spot->distance, cursor->key, sizeof spot->distance);
  memcpy(&spot->number, cursor->key + sizeof spot->distance, sizeof spot->number);
  *row = (struct reader_cursor){.key_len = cursor->key_len - SPOT_BYTES, .row = cursor->row};
  memcpy(row->key, cursor->key + SPOT_BYTES, row->key_len);
  return true;
}
