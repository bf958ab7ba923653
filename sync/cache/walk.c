/* Merging a handful of ordered statements: each is stepped only when its row is taken, so a page reads little more than it
 * shows. */
#include "cache/reader_private.h"

#include <string.h>

static int compare_keys(sqlite3_stmt *a, sqlite3_stmt *b) {
  int a_len = sqlite3_column_bytes(a, 1);
  int b_len = sqlite3_column_bytes(b, 1);
  int shared = a_len < b_len ? a_len : b_len;
  int order = shared > 0 ? memcmp(sqlite3_column_blob(a, 1), sqlite3_column_blob(b, 1), (size_t)shared) : 0;
  return order ? order : (a_len > b_len) - (a_len < b_len);
}

static int compare(sqlite3_stmt *a, sqlite3_stmt *b) {
  sqlite3_int64 a_number = sqlite3_column_int64(a, 0);
  sqlite3_int64 b_number = sqlite3_column_int64(b, 0);
  if (a_number != b_number) return a_number < b_number ? -1 : 1;
  int order = compare_keys(a, b);
  if (order) return order;
  sqlite3_int64 a_row = sqlite3_column_int64(a, 2);
  sqlite3_int64 b_row = sqlite3_column_int64(b, 2);
  return (a_row > b_row) - (a_row < b_row);
}

bool walk_add(struct walk *walk, sqlite3_stmt *stmt, struct err *err) {
  ASSERT(walk->count < WALK_MAX);
  size_t at = walk->count++;
  walk->source[at] = stmt;
  return db_step(stmt, &walk->live[at], err);
}

static size_t pick(const struct walk *walk) {
  size_t best = WALK_MAX;
  for (size_t i = 0; i < walk->count; i++) {
    if (!walk->live[i]) continue;
    int order = best == WALK_MAX ? -1 : compare(walk->source[i], walk->source[best]);
    if (best == WALK_MAX || (walk->backward ? order > 0 : order < 0)) best = i;
  }
  return best;
}

sqlite3_stmt *walk_peek(const struct walk *walk) {
  size_t best = pick(walk);
  return best == WALK_MAX ? NULL : walk->source[best];
}

bool walk_next(struct walk *walk, struct err *err) {
  size_t best = pick(walk);
  ASSERT(best != WALK_MAX);
  return db_step(walk->source[best], &walk->live[best], err);
}

void walk_fini(struct walk *walk) {
  for (size_t i = 0; i < walk->count; i++)
    sqlite3_reset(walk->source[i]);
}
