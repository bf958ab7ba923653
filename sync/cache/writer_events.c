/* Occurrences. The window lies from WRITER_PAST_DAYS before today to WRITER_AHEAD_DAYS behind it and moves once a day. An event
 * with more to come keeps the start of its next occurrence in entry.due, so that a day's top-up touches just the events
 * that gain an occurrence.
 *
 * `span` answers "what runs at this moment?" without a scan: an occurrence that goes on behind its first day has a row for each
 * further bucket that it touches. Buckets are days, blocks of 32 days or of 4096 days, chosen by length, so there are at
 * most about forty rows (or one for each eleven years). */
#include "cache/writer_private.h"

#include "base/civil.h"
#include "cache/span.h"

enum { OCCURRENCE_KEY_MAX = 32 };

static bool write_spans(struct writer *writer, enum statement id, int64_t row, int64_t start, int64_t until, const void *key,
                        size_t key_len, struct err *err) {
  int32_t first = wall_day(start) + 1;
  int32_t last = until > start ? wall_day(until - 1) : wall_day(start);
  if (last < first) return true;
  enum span_level level = span_level_for(first, last);
  for (int64_t block = span_block(level, first); block <= span_block(level, last); block++) {
    sqlite3_stmt *stmt;
    if (!writer_use(writer, id, &stmt, err)) return false;
    sqlite3_bind_int64(stmt, 1, span_bucket(level, block));
    sqlite3_bind_int64(stmt, 2, start);
    sqlite3_bind_blob(stmt, 3, key, (int)key_len, SQLITE_STATIC);
    sqlite3_bind_int64(stmt, 4, row);
    if (id == ST_SPAN_INSERT) sqlite3_bind_int64(stmt, 5, until);
    if (!db_run(stmt, err)) return false;
  }
  return true;
}

static bool add_one(struct writer *writer, int64_t row, int64_t start, int64_t until, const struct derived *derived,
                    struct err *err) {
  sqlite3_stmt *stmt;
  size_t key_len = derived->key_len < OCCURRENCE_KEY_MAX ? derived->key_len : OCCURRENCE_KEY_MAX;
  if (!writer_use(writer, ST_OCCURRENCE_INSERT, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, row);
  sqlite3_bind_int64(stmt, 2, start);
  sqlite3_bind_int64(stmt, 3, until);
  sqlite3_bind_blob(stmt, 4, derived->key, (int)key_len, SQLITE_STATIC);
  if (!db_run(stmt, err)) return false;
  if (sqlite3_changes(writer->db) == 0) return true; /* two starts that a zone's gap made one */
  tally_add(&writer->tally, TALLY_DAY, wall_day(start), 0, 1);
  return write_spans(writer, ST_SPAN_INSERT, row, start, until, derived->key, key_len, err);
}

static bool add_range(struct writer *writer, int64_t row, const struct entry *event, const struct derived *derived,
                      int64_t from, struct err *err) {
  struct expansion *found = writer->expansion;
  expand(event, writer->zone, from, writer->window_to, found);
  for (size_t i = 0; i < found->count; i++) {
    bool past = found->until[i] <= writer->window_from && found->start[i] < writer->window_from;
    if (!past && !add_one(writer, row, found->start[i], found->until[i], derived, err)) return false;
  }
  return true;
}

bool writer_add_occurrences(struct writer *writer, int64_t row, const struct entry *event, const struct derived *derived,
                            bool *has_due, int64_t *due, struct err *err) {
  *has_due = false;
  if (!event->start.is_set) return true;
  int64_t from = writer->window_from - expand_duration(event) - DAY_SECONDS;
  if (!add_range(writer, row, event, derived, from, err)) return false;
  *has_due = writer->expansion->has_due;
  *due = writer->expansion->due;
  return true;
}

/* Takes the occurrence that `read` stands on out of the counters and spans; columns: row, start, until, key. */
static bool forget_one(struct writer *writer, sqlite3_stmt *read, struct err *err) {
  int64_t row = sqlite3_column_int64(read, 0);
  int64_t start = sqlite3_column_int64(read, 1);
  tally_add(&writer->tally, TALLY_DAY, wall_day(start), 0, -1);
  return write_spans(writer, ST_SPAN_DELETE, row, start, sqlite3_column_int64(read, 2), sqlite3_column_blob(read, 3),
                     (size_t)sqlite3_column_bytes(read, 3), err);
}

static bool forget_all(struct writer *writer, enum statement list, enum statement drop, int64_t value, struct err *err) {
  sqlite3_stmt *stmt;
  bool row = true;
  if (!writer_use(writer, list, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, value);
  for (;;) {
    if (!db_step(stmt, &row, err)) return false;
    if (!row) break;
    if (!forget_one(writer, stmt, err)) return false;
  }
  if (!writer_use(writer, drop, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, value);
  return db_run(stmt, err);
}

bool writer_drop_occurrences(struct writer *writer, int64_t row, struct err *err) {
  return forget_all(writer, ST_OCCURRENCE_OF, ST_OCCURRENCE_DELETE, row, err);
}

static int64_t wanted_from(int64_t now) { return day_wall(wall_day(now) - WRITER_PAST_DAYS); }
static int64_t wanted_to(int64_t now) { return day_wall(wall_day(now) + WRITER_AHEAD_DAYS); }

bool writer_window_is_current(const struct writer *writer, int64_t now) {
  return !writer->stale && writer->window_from == wanted_from(now) && writer->window_to == wanted_to(now);
}

/* The next event whose due lies before the window's end gets its new occurrences. *done: there is none left. */
static bool extend_one(struct writer *writer, bool *done, struct err *err) {
  sqlite3_stmt *stmt;
  bool found;
  if (!writer_use(writer, ST_DUE_NEXT, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, writer->window_to);
  if (!db_step(stmt, &found, err)) return false;
  *done = !found;
  if (!found) return true;
  int64_t row = sqlite3_column_int64(stmt, 0);
  int64_t due = sqlite3_column_int64(stmt, 1);
  struct entry event;
  struct derived derived;
  struct err parse;
  arena_reset(&writer->arena);
  bool is_event =
      entry_parse(sqlite3_column_blob(stmt, 2), (size_t)sqlite3_column_bytes(stmt, 2), &writer->arena, &event, &parse);
  sqlite3_reset(stmt);
  if (!is_event) return err_set(err, ERR_CORRUPT, "cache: row %lld is no event: %.100s", (long long)row, parse.msg);
  derive(&event, writer->zone, &writer->arena, &derived);
  int64_t reach = writer->window_from - expand_duration(&event) - DAY_SECONDS;
  if (!add_range(writer, row, &event, &derived, due > reach ? due : reach, err)) return false;
  if (!writer_use(writer, ST_ENTRY_SET, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, row);
  if (writer->expansion->has_due) sqlite3_bind_int64(stmt, 2, writer->expansion->due);
  return db_run(stmt, err);
}

/* A clock that went back, or far ahead, asks for occurrences that were never made or are gone: then all are made anew. */
static bool window_jumps(const struct writer *writer, int64_t now) {
  return wanted_from(now) < writer->window_from || wanted_from(now) > writer->window_to;
}

bool writer_move_window(struct writer *writer, int64_t now, struct err *err) {
  if (writer_window_is_current(writer, now)) return true;
  bool anew = writer->stale || window_jumps(writer, now);
  writer->window_from = wanted_from(now);
  writer->window_to = wanted_to(now);
  if (anew) {
    if (!writer_rederive(writer, err)) return false;
  } else {
    if (!forget_all(writer, ST_OCCURRENCE_PAST, ST_OCCURRENCE_DROP, writer->window_from, err)) return false;
    for (bool done = false; !done;)
      if (!extend_one(writer, &done, err)) return false;
  }
  return writer_set_number(writer, "window_from", writer->window_from, err) &&
         writer_set_number(writer, "window_to", writer->window_to, err) && writer_set_text(writer, "zone", writer->zone, err) &&
         writer_set_text(writer, "program", WRITER_PROGRAM, err);
}
