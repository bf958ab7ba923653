/* Occurrences. The window lies from WRITER_PAST_DAYS before today to WRITER_AHEAD_DAYS behind it and moves once a day. An event
 * with more to come keeps the start of its next occurrence in table `due`, so that a day's top-up touches just the events
 * that gain an occurrence. Each of these gets its occurrences up to four weeks beyond the window, and loses what is over, so
 * that a weekly event is written once in four weeks and not twice a week: cards wear out by pages, and each event has its own.
 *
 * `span` answers "what runs at this moment?" without a scan: an occurrence that goes on behind its first day has a row for each
 * further bucket that it touches. Buckets are days, blocks of 32 days or of 4096 days, chosen by length, so there are at
 * most about forty rows (or one for each eleven years).
 *
 * Everything but table `occurrence` has a row for each group of the event (derive.h), so that the agenda's filters are walks
 * of their own; entry.groups remembers them for the day on which an occurrence is over. */
#include "cache/writer_private.h"

#include "base/civil.h"
#include "cache/span.h"

#include <string.h>

enum { OCCURRENCE_KEY_MAX = 32 };

/* An event that is written has its occurrences up to its next turn at or behind the window's end. */
enum { TURN_DAYS = 28 };

/* The first turns of events that take place on one weekday lie in four weeks, as many in each, so that no midnight has much
 * more to do than another. */
static int64_t first_turn(struct writer *writer, const struct entry *event) {
  enum weekday weekday = day_weekday(wall_day(event->start.wall));
  unsigned week = writer->turns[weekday]++ % (TURN_DAYS / 7);
  return writer->window_to + (int64_t)week * 7 * DAY_SECONDS;
}

/* `due` lies before the window's end. Counted from there, so that turns do not meet after a kiosk was off for weeks. */
static int64_t next_turn(const struct writer *writer, int64_t due) {
  int32_t day = wall_day(due);
  int32_t missing = wall_day(writer->window_to) - day;
  return day_wall(day + (missing + TURN_DAYS - 1) / TURN_DAYS * TURN_DAYS);
}

bool writer_groups(struct writer *writer, const struct derived *derived, struct groups *out, struct err *err) {
  out->items = arena_array(&writer->arena, derived->facet_count, sizeof *out->items);
  out->count = 0;
  for (size_t i = 0; i < derived->facet_count; i++) {
    int64_t facet;
    if (!facet_is_topical(derived->facets[i])) continue;
    if (!writer_facet(writer, derived->facets[i], &facet, err)) return false;
    out->items[out->count++] = facet * AGENDA_CLASSES + derived->agenda_flags;
  }
  return true;
}

/* One occurrence, with all that its rows are made of. */
struct happening {
  int64_t row, start, until;
  const void *key;
  size_t key_len;
  struct groups groups;
};

static bool write_row(struct writer *writer, enum statement id, const struct happening *h, int64_t group, int64_t bucket,
                      struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, id, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, group);
  sqlite3_bind_int64(stmt, 2, h->start);
  sqlite3_bind_blob(stmt, 3, h->key, (int)h->key_len, SQLITE_STATIC);
  sqlite3_bind_int64(stmt, 4, h->row);
  if (id == ST_AGENDA_INSERT || id == ST_SPAN_INSERT) sqlite3_bind_int64(stmt, 5, h->until);
  if (id == ST_SPAN_INSERT || id == ST_SPAN_DELETE) sqlite3_bind_int64(stmt, 6, bucket);
  return db_run(stmt, err);
}

/* The days behind the first on which it still runs; false when there is none. */
static bool later_days(const struct happening *h, int32_t *first, int32_t *last) {
  *first = wall_day(h->start) + 1;
  *last = h->until > h->start ? wall_day(h->until - 1) : wall_day(h->start);
  return *last >= *first;
}

static bool write_group(struct writer *writer, const struct happening *h, int64_t group, int sign, struct err *err) {
  int32_t first, last;
  if (!write_row(writer, sign > 0 ? ST_AGENDA_INSERT : ST_AGENDA_DELETE, h, group, 0, err)) return false;
  tally_add(&writer->tally, TALLY_DAY, group, wall_day(h->start), sign);
  if (!later_days(h, &first, &last)) return true;
  tally_add(&writer->tally, TALLY_SHIFT, group, first, sign);
  tally_add(&writer->tally, TALLY_SHIFT, group, last + 1, -sign);
  enum span_level level = span_level_for(first, last);
  for (int64_t block = span_block(level, first); block <= span_block(level, last); block++)
    if (!write_row(writer, sign > 0 ? ST_SPAN_INSERT : ST_SPAN_DELETE, h, group, span_bucket(level, block), err)) return false;
  return true;
}

static bool write_groups(struct writer *writer, const struct happening *h, int sign, struct err *err) {
  for (size_t i = 0; i < h->groups.count; i++)
    if (!write_group(writer, h, h->groups.items[i], sign, err)) return false;
  return true;
}

static bool add_one(struct writer *writer, const struct happening *h, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, ST_OCCURRENCE_INSERT, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, h->row);
  sqlite3_bind_int64(stmt, 2, h->start);
  sqlite3_bind_int64(stmt, 3, h->until);
  sqlite3_bind_blob(stmt, 4, h->key, (int)h->key_len, SQLITE_STATIC);
  if (!db_run(stmt, err)) return false;
  if (sqlite3_changes(writer->db) == 0) return true; /* two starts that a zone's gap made one */
  return write_groups(writer, h, +1, err);
}

static bool add_range(struct writer *writer, int64_t row, const struct entry *event, const struct derived *derived,
                      const struct groups *groups, int64_t from, int64_t to, struct err *err) {
  struct expansion *found = writer->expansion;
  size_t key_len = derived->key_len < OCCURRENCE_KEY_MAX ? derived->key_len : OCCURRENCE_KEY_MAX;
  expand(event, writer->zone, from, to, found);
  for (size_t i = 0; i < found->count; i++) {
    struct happening h = {row, found->start[i], found->until[i], derived->key, key_len, *groups};
    bool past = h.until <= writer->window_from && h.start < writer->window_from;
    if (!past && !add_one(writer, &h, err)) return false;
  }
  return true;
}

static bool add_taken_out(struct writer *writer, int64_t row, const struct entry *event, struct err *err) {
  struct expansion *found = writer->expansion;
  if (event->exdate.count == 0) return true;
  expand_taken_out(event, writer->zone, writer->window_from, found);
  for (size_t i = 0; i < found->count; i++) {
    sqlite3_stmt *stmt;
    if (!writer_use(writer, ST_OUT_INSERT, &stmt, err)) return false;
    sqlite3_bind_int64(stmt, 1, found->start[i]);
    sqlite3_bind_int64(stmt, 2, row);
    sqlite3_bind_int64(stmt, 3, found->until[i]);
    if (!db_run(stmt, err)) return false;
  }
  return true;
}

/* A statement about a row, or about what is before a time. */
static bool run_one(struct writer *writer, enum statement id, int64_t what, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, id, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, what);
  return db_run(stmt, err);
}

static bool set_due(struct writer *writer, int64_t row, int64_t due, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, ST_DUE_SET, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, row);
  sqlite3_bind_int64(stmt, 2, due);
  return db_run(stmt, err);
}

bool writer_add_occurrences(struct writer *writer, int64_t row, const struct entry *event, const struct derived *derived,
                            const struct groups *groups, bool *has_due, int64_t *due, struct err *err) {
  *has_due = false;
  if (!event->start.is_set) return true;
  int64_t from = writer->window_from - expand_duration(event) - DAY_SECONDS;
  if (!add_taken_out(writer, row, event, err) ||
      !add_range(writer, row, event, derived, groups, from, first_turn(writer, event), err))
    return false;
  *has_due = writer->expansion->has_due;
  *due = writer->expansion->due;
  return !*has_due || set_due(writer, row, *due, err);
}

/* Columns: row, start, until, key, groups. The copy lives in the arena. */
static struct happening read_happening(sqlite3_stmt *stmt, struct arena *arena) {
  struct happening h = {
      sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2), NULL, 0, {0}};
  h.key_len = (size_t)sqlite3_column_bytes(stmt, 3);
  size_t bytes = (size_t)sqlite3_column_bytes(stmt, 4);
  char *key = arena_alloc(arena, h.key_len + 1);
  h.groups.count = bytes / sizeof *h.groups.items;
  h.groups.items = arena_array(arena, h.groups.count + 1, sizeof *h.groups.items);
  if (h.key_len > 0) memcpy(key, sqlite3_column_blob(stmt, 3), h.key_len);
  if (bytes > 0) memcpy(h.groups.items, sqlite3_column_blob(stmt, 4), bytes);
  h.key = key;
  return h;
}

static bool forget_one(struct writer *writer, const struct happening *h, struct err *err) {
  sqlite3_stmt *stmt;
  if (!write_groups(writer, h, -1, err)) return false;
  if (!writer_use(writer, ST_OCCURRENCE_DELETE, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, h->row);
  sqlite3_bind_int64(stmt, 2, h->start);
  return db_run(stmt, err);
}

/* A few at a time: what is being read is not what is being deleted. */
enum { FORGET_BATCH = 256 };

static bool forget_all(struct writer *writer, enum statement list, int64_t first, int64_t second, struct err *err) {
  for (size_t count = FORGET_BATCH; count == FORGET_BATCH;) {
    scoped_arena arena = {0};
    struct happening *batch = arena_array(&arena, FORGET_BATCH, sizeof *batch);
    sqlite3_stmt *stmt;
    bool row = true;
    if (!writer_use(writer, list, &stmt, err)) return false;
    sqlite3_bind_int64(stmt, 1, first);
    if (sqlite3_bind_parameter_count(stmt) > 1) sqlite3_bind_int64(stmt, 2, second);
    for (count = 0; count < FORGET_BATCH; count++) {
      if (!db_step(stmt, &row, err)) return false;
      if (!row) break;
      batch[count] = read_happening(stmt, &arena);
    }
    sqlite3_reset(stmt);
    for (size_t i = 0; i < count; i++)
      if (!forget_one(writer, &batch[i], err)) return false;
  }
  return true;
}

bool writer_drop_occurrences(struct writer *writer, int64_t row, struct err *err) {
  return forget_all(writer, ST_OCCURRENCE_OF, row, 0, err) && run_one(writer, ST_OUT_DELETE, row, err) &&
         run_one(writer, ST_DUE_DELETE, row, err);
}

/* What is over, from the groups of everything. Events with more to come lose it at their turn (extend_next), so that here the
 * rest is met: what has come to its end, or seldom recurs. */
static bool forget_past(struct writer *writer, struct err *err) {
  int64_t all;
  int64_t before = writer->window_from - (TURN_DAYS + 7) * (int64_t)DAY_SECONDS;
  if (!writer_facet(writer, "", &all, err)) return false;
  for (int flags = 0; flags < AGENDA_CLASSES; flags++)
    if (!forget_all(writer, ST_OCCURRENCE_PAST, before, all * AGENDA_CLASSES + flags, err)) return false;
  return run_one(writer, ST_OUT_PAST, writer->window_from, err);
}

static int64_t wanted_from(int64_t now) { return day_wall(wall_day(now) - WRITER_PAST_DAYS); }
static int64_t wanted_to(int64_t now) { return day_wall(wall_day(now) + WRITER_AHEAD_DAYS); }

bool writer_window_is_current(const struct writer *writer, int64_t now) {
  return !writer->stale && writer->window_from == wanted_from(now) && writer->window_to == wanted_to(now);
}

/* The next event behind `*row` whose due lies before the window's end gets its new occurrences; *row 0: there is none left. */
static bool extend_next(struct writer *writer, int64_t *row, struct err *err) {
  sqlite3_stmt *stmt;
  bool found;
  if (!writer_use(writer, ST_DUE_NEXT, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, *row);
  sqlite3_bind_int64(stmt, 2, writer->window_to);
  if (!db_step(stmt, &found, err)) return false;
  *row = found ? sqlite3_column_int64(stmt, 0) : 0;
  if (!found) return true;
  int64_t due = sqlite3_column_int64(stmt, 1);
  struct entry event;
  struct derived derived;
  struct groups groups;
  struct err parse;
  arena_reset(&writer->arena);
  bool is_event =
      entry_parse(sqlite3_column_blob(stmt, 2), (size_t)sqlite3_column_bytes(stmt, 2), &writer->arena, &event, &parse);
  sqlite3_reset(stmt);
  if (!is_event) return err_set(err, ERR_CORRUPT, "cache: row %lld is no event: %.100s", (long long)*row, parse.msg);
  derive(&event, writer->zone, &writer->arena, &derived);
  int64_t reach = writer->window_from - expand_duration(&event) - DAY_SECONDS;
  if (!writer_groups(writer, &derived, &groups, err) ||
      !forget_all(writer, ST_OCCURRENCE_OF_PAST, *row, writer->window_from, err) ||
      !add_range(writer, *row, &event, &derived, &groups, due > reach ? due : reach, next_turn(writer, due), err))
    return false;
  if (writer->expansion->has_due) return set_due(writer, *row, writer->expansion->due, err);
  return run_one(writer, ST_DUE_DELETE, *row, err) && run_one(writer, ST_ENTRY_ENDS, *row, err);
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
    if (!forget_past(writer, err)) return false;
    int64_t row = 0;
    do
      if (!extend_next(writer, &row, err)) return false;
    while (row != 0);
  }
  return writer_set_number(writer, "window_from", writer->window_from, err) &&
         writer_set_number(writer, "window_to", writer->window_to, err) && writer_set_text(writer, "zone", writer->zone, err) &&
         writer_set_text(writer, "program", WRITER_PROGRAM, err);
}
