/* Where services are. Counted by spot (the facet that entries at one place share), so that a place that moves takes all its
 * services along at the cost of one row for each of their topics, in whatever order the lines come. */
#include "cache/writer_private.h"

#include "base/str.h"
#include "cache/zorder.h"

enum { NOBODY_KNOWS = -1 };

static bool set_spot(struct writer *writer, int64_t spot, double latitude, double longitude, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, ST_SPOT_SET, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, spot);
  sqlite3_bind_int64(stmt, 2, zorder(latitude, longitude));
  sqlite3_bind_double(stmt, 3, latitude);
  sqlite3_bind_double(stmt, 4, longitude);
  return db_run(stmt, err);
}

static bool move_near(struct writer *writer, int64_t spot, int64_t z, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, ST_NEAR_MOVE, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, spot);
  sqlite3_bind_int64(stmt, 2, z);
  return db_run(stmt, err);
}

/* A place comes with a position, or goes. */
static bool place_changes(struct writer *writer, const struct entry *place, int sign, struct err *err) {
  char name[FACET_NAME_MAX];
  int64_t spot;
  sqlite3_stmt *stmt;
  const struct location *at = &place->location;
  if (!place->has_location || !at->has_position || !facet_name(FACET_PLACE, place->id, false, name)) return true;
  if (!writer_facet(writer, name, &spot, err)) return false;
  if (sign > 0)
    return set_spot(writer, spot, at->latitude, at->longitude, err) &&
           move_near(writer, spot, zorder(at->latitude, at->longitude), err);
  if (!writer_use(writer, ST_SPOT_DELETE, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, spot);
  return db_run(stmt, err) && move_near(writer, spot, NOBODY_KNOWS, err);
}

bool writer_count_spot(struct writer *writer, const struct entry *entry, const struct derived *derived, int sign,
                       struct err *err) {
  int64_t spot, facet;
  double latitude, longitude;
  if (entry->kind == KIND_PLACE) return place_changes(writer, entry, sign, err);
  if (!derived->spot) return true;
  if (!writer_facet(writer, derived->spot, &spot, err)) return false;
  if (sign > 0 && spot_position(derived->spot, &latitude, &longitude) && !set_spot(writer, spot, latitude, longitude, err))
    return false;
  for (size_t i = 0; i < derived->facet_count; i++) {
    if (!facet_is_topical(derived->facets[i])) continue;
    if (!writer_facet(writer, derived->facets[i], &facet, err)) return false;
    tally_add(&writer->tally, TALLY_NEAR, facet, spot, sign);
  }
  return true;
}
