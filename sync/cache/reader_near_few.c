/* Pages by distance where a query leaves few entries of many: all of them are read by name, measured, and put in order. */
#include "cache/reader_private.h"

#include "cache/near_spot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_MAX = 64 };

struct found {
  struct spot spot;
  struct reader_cursor at; /* by name */
  struct entry *entry;
};

static bool measure(struct reader *reader, const struct centre *centre, const struct entry *entry, struct spot *out,
                    struct err *err) {
  char value[FACET_NAME_MAX];
  sqlite3_stmt *stmt;
  bool known;
  enum facet facet = derive_spot(entry, value);
  *out = (struct spot){INFINITY, SPOT_NOWHERE};
  if (facet == FACET_NOWHERE) return true;
  if (!reader_facet(reader, facet, value, false, &out->number, err)) return false;
  if (!reader_use(reader, RS_SPOT, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, out->number);
  if (!db_step(stmt, &known, err)) return false;
  out->distance = SPOT_UNKNOWN_M;
  if (!known) return true;
  out->distance = centre_distance(centre, sqlite3_column_double(stmt, 0), sqlite3_column_double(stmt, 1));
  sqlite3_reset(stmt);
  return true;
}

/* The order of the walk in reader_near.c, so that a cursor of one goes on in the other. */
static int compare_places(const struct spot *spot, const struct reader_cursor *at, const struct found *other) {
  int order = spot_compare(spot, &other->spot);
  if (order) return order;
  size_t shared = at->key_len < other->at.key_len ? at->key_len : other->at.key_len;
  order = memcmp(at->key, other->at.key, shared);
  if (order) return order;
  if (at->key_len != other->at.key_len) return at->key_len < other->at.key_len ? -1 : 1;
  return (at->row > other->at.row) - (at->row < other->at.row);
}

static int compare_found(const void *a, const void *b) {
  const struct found *left = a;
  return compare_places(&left->spot, &left->at, b);
}

/* All that the query leaves, nearest first. */
static bool read_all(struct reader *reader, const struct reader_query *query, struct arena *arena, struct found *out,
                     size_t *count, struct err *err) {
  struct reader_query by_name = *query;
  struct centre centre = centre_at(query->latitude, query->longitude);
  struct entry *entries = arena_array(arena, FEW_MAX, sizeof *entries);
  struct reader_cursor *after = arena_array(arena, FEW_MAX, sizeof *after);
  by_name.order = ORDER_NAME;
  if (!reader_page(reader, &by_name, &(struct reader_cursor){0}, false, FEW_MAX, arena, entries, after, count, err))
    return false;
  for (size_t i = 0; i < *count; i++) {
    out[i] = (struct found){.at = after[i], .entry = &entries[i]};
    if (!measure(reader, &centre, &entries[i], &out[i].spot, err)) return false;
  }
  if (*count > 0) qsort(out, *count, sizeof *out, compare_found);
  return true;
}

/* Only what narrows a topic is worth a count: a topic alone is dense, and the walk finds it at once. */
static bool is_narrowed(const struct reader_query *query) {
  return query->hours || query->language || query->accessibility || query->free_only || query->numbers_only || query->mode ||
         query->place || query->provider;
}

/* What lies behind the cursor, or before it. */
static void give(const struct near_request *request, const struct found *found, size_t all) {
  struct spot spot;
  struct reader_cursor inside;
  bool goes_on = spot_cursor_split(request->cursor, &spot, &inside);
  size_t before = 0, given = 0;
  while (goes_on && before < all && compare_places(&spot, &inside, &found[before]) > 0)
    before++;
  bool stands_on_one = goes_on && before < all && compare_places(&spot, &inside, &found[before]) == 0;
  size_t behind = before + stands_on_one;
  for (; given < request->limit && (request->backward ? given < before : behind + given < all); given++) {
    const struct found *at = &found[request->backward ? before - 1 - given : behind + given];
    request->out[given] = *at->entry;
    if (request->after) request->after[given] = spot_cursor_join(&at->spot, &at->at);
  }
  *request->count = given;
}

bool reader_near_few(struct reader *reader, const struct near_request *request, bool *few, struct err *err) {
  size_t all = 0;
  *few = false;
  if (!is_narrowed(request->query)) return true;
  if (!reader_count(reader, request->query, &all, err)) return false;
  if (all >= FEW_MAX) return true;
  struct found *found = arena_array(request->arena, FEW_MAX, sizeof *found);
  if (!read_all(reader, request->query, request->arena, found, &all, err)) return false;
  give(request, found, all);
  *few = true;
  return true;
}
