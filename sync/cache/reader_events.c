/* Occurrences: those that run past their first day come from the buckets of the day asked for, the others from their start.
 * What started before today and still runs comes first by its start, so the four walks merge into one order. */
#include "cache/reader_private.h"

#include "base/civil.h"
#include "cache/span.h"

static void bind_now(sqlite3_stmt *stmt, int64_t now) {
  if (now != READER_NO_CLOCK) sqlite3_bind_int64(stmt, 4, now);
}

static bool start_walk(struct reader *reader, int64_t from, int64_t to, int64_t now, struct walk *walk, struct err *err) {
  sqlite3_stmt *stmt;
  int64_t midnight = day_wall(wall_day(from));
  for (enum span_level level = SPAN_DAY; level < SPAN_LEVELS; level++) {
    if (!reader_use(reader, RS_SPAN + (enum reader_statement)level, &stmt, err)) return false;
    sqlite3_bind_int64(stmt, 1, span_bucket(level, span_block(level, wall_day(from))));
    sqlite3_bind_int64(stmt, 2, midnight);
    sqlite3_bind_int64(stmt, 3, from);
    bind_now(stmt, now);
    if (!walk_add(walk, stmt, err)) return false;
  }
  if (!reader_use(reader, RS_STARTS, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, midnight);
  sqlite3_bind_int64(stmt, 2, to);
  sqlite3_bind_int64(stmt, 3, from);
  bind_now(stmt, now);
  return walk_add(walk, stmt, err);
}

/* `until` of the table is the end, but for dates the midnight behind the last one. */
static void fill(struct occurrence *out, int64_t start, int64_t until) {
  out->start = start;
  out->date_only = out->entry.start.date_only;
  out->end = out->date_only && until > start ? until - DAY_SECONDS : until;
}

bool reader_occurrences(struct reader *reader, int64_t from, int64_t to, int64_t now, size_t skip, size_t limit,
                        struct arena *arena, struct occurrence *out, size_t *count, struct err *err) {
  scoped_walk walk = {0};
  size_t found = 0;
  if (!start_walk(reader, from, to, now, &walk, err)) return false;
  for (sqlite3_stmt *at; found < limit && (at = walk_peek(&walk)) != NULL;) {
    if (skip > 0) {
      skip--;
    } else {
      if (!reader_load(reader, sqlite3_column_int64(at, 2), arena, &out[found].entry, err)) return false;
      fill(&out[found], sqlite3_column_int64(at, 0), sqlite3_column_int64(at, 3));
      found++;
    }
    if (found < limit && !walk_next(&walk, err)) return false;
  }
  *count = found;
  return true;
}

bool reader_occurrences_of(struct reader *reader, const char *id, int64_t from, size_t limit, struct arena *arena,
                           struct occurrence *out, size_t *count, struct err *err) {
  sqlite3_stmt *stmt;
  struct entry entry;
  int64_t row;
  bool more = true;
  size_t found = 0;
  if (!reader_find_row(reader, id, &row, err) || !reader_load(reader, row, arena, &entry, err)) return false;
  if (!reader_use(reader, RS_OCCURRENCES_OF, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, row);
  sqlite3_bind_int64(stmt, 2, from);
  sqlite3_bind_int64(stmt, 3, (int64_t)limit);
  while (found < limit) {
    if (!db_step(stmt, &more, err)) return false;
    if (!more) break;
    out[found].entry = entry;
    fill(&out[found++], sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1));
  }
  sqlite3_reset(stmt);
  *count = found;
  return true;
}
