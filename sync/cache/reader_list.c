/* Pages and counts. A query restricts by facets (topic, place, …) and flags; the walk goes along the facet with the fewest rows
 * and checks the others on the way. The rows of `list` hold all that a filter looks at, so a row that does not match costs a
 * comparison and no look at the entry. */
#include "cache/reader_private.h"

#include "base/str.h"

#include <stdio.h>
#include <string.h>

static bool add_condition(struct plan *plan, enum facet facet, bool in_flags, const char *value) {
  struct condition *condition = &plan->conditions[plan->condition_count];
  condition->facet = facet;
  condition->in_flags = in_flags;
  plan->condition_count++;
  return str_copy(condition->value, sizeof condition->value, value);
}

bool reader_plan(const struct reader_query *query, struct plan *plan) {
  char number[16];
  bool ok = true;
  *plan = (struct plan){0};
  if (query->topic) ok &= add_condition(plan, FACET_TOPIC, false, query->topic);
  if (query->place) ok &= add_condition(plan, FACET_PLACE, false, query->place);
  if (query->provider) ok &= add_condition(plan, FACET_PROVIDER, false, query->provider);
  if (query->language) ok &= add_condition(plan, FACET_LANGUAGE, false, query->language);
  if (query->numbers_only) ok &= add_condition(plan, FACET_NUMBERS, true, "");
  if (query->free_only) ok &= add_condition(plan, FACET_FREE, true, "");
  if (query->mode) {
    snprintf(number, sizeof number, "%d", query->mode);
    ok &= add_condition(plan, FACET_MODE, true, number);
  }
  for (unsigned bit = 0; bit < 7; bit++) {
    snprintf(number, sizeof number, "%u", bit);
    if (query->accessibility & 1U << bit) ok &= add_condition(plan, FACET_ACCESS, true, number);
  }
  plan->want = (query->accessibility & 0x7FU) | (query->numbers_only ? FLAG_NUMBERS : 0U) | (query->free_only ? FLAG_FREE : 0U);
  plan->mask = plan->want;
  if (query->mode) {
    plan->mask |= FLAG_MODE_MASK;
    plan->want |= (unsigned)query->mode << FLAG_MODE_SHIFT & FLAG_MODE_MASK;
  }
  return ok;
}

static bool read_counter(struct reader *reader, int64_t facet, int kind, int64_t *out, struct err *err) {
  sqlite3_stmt *stmt;
  bool row;
  *out = 0;
  if (!reader_use(reader, RS_COUNTER, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, facet);
  sqlite3_bind_int(stmt, 2, kind);
  if (!db_step(stmt, &row, err)) return false;
  if (!row) return true;
  *out = sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  return true;
}

static bool read_hidden(struct reader *reader, int64_t facet, int kind, int64_t now, int64_t *out, struct err *err) {
  sqlite3_stmt *stmt;
  bool row;
  if (!reader_use(reader, RS_HIDDEN, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, facet);
  sqlite3_bind_int(stmt, 2, kind);
  sqlite3_bind_int64(stmt, 3, now);
  if (!db_step(stmt, &row, err)) return false;
  *out = sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  return true;
}

/* Two numbers for each condition: its counters are under the list in name order, its rows under the order asked for. */
static bool find_numbers(struct reader *reader, const struct plan *plan, bool newest, int64_t *counted, int64_t *walked,
                         struct err *err) {
  for (size_t i = 0; i < plan->condition_count; i++) {
    const struct condition *condition = &plan->conditions[i];
    if (!reader_facet(reader, condition->facet, condition->value, false, &counted[i], err)) return false;
    walked[i] = counted[i];
    if (newest && !reader_facet(reader, condition->facet, condition->value, true, &walked[i], err)) return false;
  }
  return true;
}

static bool make_course(struct reader *reader, const struct plan *plan, int kind, bool newest, struct course *out,
                        struct err *err) {
  int64_t counted[FACETS_MAX];
  int64_t walked[FACETS_MAX];
  *out = (struct course){0};
  if (plan->condition_count == 0) return reader_facet(reader, FACET_ALL, NULL, newest, &out->facet, err);
  if (!find_numbers(reader, plan, newest, counted, walked, err)) return false;
  size_t best = 0;
  int64_t fewest = INT64_MAX;
  for (size_t i = 0; i < plan->condition_count; i++) {
    int64_t n = 0;
    if (walked[i] == 0) return true;
    if (plan->condition_count > 1 && !read_counter(reader, counted[i], kind, &n, err)) return false;
    if (n >= fewest) continue;
    fewest = n;
    best = i;
  }
  out->facet = walked[best];
  for (size_t i = 0; i < plan->condition_count; i++)
    if (i != best && !plan->conditions[i].in_flags) out->further[out->further_count++] = walked[i];
  return true;
}

void reader_bind(sqlite3_stmt *stmt, const struct plan *plan, const struct course *course, int kind,
                 const struct reader_query *query) {
  static const int place_of_further[FURTHER_MAX] = {8, 9, 10, 12};
  sqlite3_bind_int64(stmt, 1, course->facet);
  sqlite3_bind_int(stmt, 2, kind);
  sqlite3_bind_int64(stmt, 5, plan->mask);
  sqlite3_bind_int64(stmt, 6, plan->want);
  if (query->now != READER_NO_CLOCK) sqlite3_bind_int64(stmt, 7, query->now);
  if (query->hours) sqlite3_bind_blob(stmt, 11, query->hours->wanted, (int)query->hours->count, SQLITE_STATIC);
  for (size_t i = 0; i < course->further_count; i++)
    sqlite3_bind_int64(stmt, place_of_further[i], course->further[i]);
}

static bool count_by_walk(struct reader *reader, const struct plan *plan, int kind, const struct reader_query *query,
                          int64_t *out, struct err *err) {
  struct course course;
  sqlite3_stmt *stmt;
  bool row;
  *out = 0;
  if (!make_course(reader, plan, kind, false, &course, err)) return false;
  if (course.facet == 0) return true;
  if (!reader_use(reader, RS_COUNT, &stmt, err)) return false;
  reader_bind(stmt, plan, &course, kind, query);
  if (!db_step(stmt, &row, err)) return false;
  *out = sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  return true;
}

/* Of the list that one condition names, or none; 0: nothing is in it. */
static bool only_facet(struct reader *reader, const struct plan *plan, int64_t *out, struct err *err) {
  const struct condition *only = plan->condition_count ? &plan->conditions[0] : NULL;
  return reader_facet(reader, only ? only->facet : FACET_ALL, only ? only->value : NULL, false, out, err);
}

/* One condition or none: the counter, less what is hidden now. */
static bool count_by_counter(struct reader *reader, const struct plan *plan, int kind, int64_t now, int64_t *out,
                             struct err *err) {
  int64_t facet;
  int64_t hidden = 0;
  *out = 0;
  if (!only_facet(reader, plan, &facet, err)) return false;
  if (facet == 0) return true;
  if (!read_counter(reader, facet, kind, out, err)) return false;
  if (now != READER_NO_CLOCK && !read_hidden(reader, facet, kind, now, &hidden, err)) return false;
  *out -= hidden;
  return true;
}

/* Services of a topic or of all, by their opening hours: those are counted for each expression. */
static bool has_hours_counters(const struct plan *plan, int kind, const struct hours_set *hours) {
  const bool is_topical =
      plan->condition_count == 0 || (plan->condition_count == 1 && plan->conditions[0].facet == FACET_TOPIC);
  return hours && kind == KIND_SERVICE && is_topical && (hours->count == 0 || !hours->wanted[0]);
}

static bool count_by_hours(struct reader *reader, const struct plan *plan, const struct reader_query *query, int64_t *out,
                           struct err *err) {
  int64_t facet;
  sqlite3_stmt *stmt;
  bool row;
  *out = 0;
  if (!only_facet(reader, plan, &facet, err)) return false;
  if (facet == 0) return true;
  if (!reader_use(reader, RS_KEPT, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, facet);
  sqlite3_bind_int(stmt, 2, KIND_SERVICE);
  if (query->now != READER_NO_CLOCK) sqlite3_bind_int64(stmt, 3, query->now);
  sqlite3_bind_blob(stmt, 4, query->hours->wanted, (int)query->hours->count, SQLITE_STATIC);
  if (!db_step(stmt, &row, err)) return false;
  *out = sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  return true;
}

bool reader_count(struct reader *reader, const struct reader_query *query, size_t *out, struct err *err) {
  struct plan plan;
  int64_t total = 0;
  bool possible = reader_plan(query, &plan);
  for (int kind = 0; possible && kind < KIND_COUNT; kind++) {
    int64_t n;
    if (!(query->kinds & 1U << kind)) continue;
    bool ok = has_hours_counters(&plan, kind, query->hours) ? count_by_hours(reader, &plan, query, &n, err)
              : plan.condition_count <= 1 && !query->hours  ? count_by_counter(reader, &plan, kind, query->now, &n, err)
                                                            : count_by_walk(reader, &plan, kind, query, &n, err);
    if (!ok) return false;
    total += n;
  }
  *out = total > 0 ? (size_t)total : 0;
  return true;
}

static bool start_kind(struct reader *reader, const struct reader_query *query, const struct plan *plan, int kind,
                       const struct reader_cursor *cursor, struct walk *walk, struct err *err) {
  struct course course;
  sqlite3_stmt *stmt;
  bool newest = query->order == ORDER_NEWEST && derive_has_newest((enum entry_kind)kind);
  if (!make_course(reader, plan, kind, newest, &course, err)) return false;
  if (course.facet == 0) return true;
  enum reader_statement base = walk->backward ? RS_BACKWARD : RS_FORWARD;
  if (!reader_use(reader, base + (enum reader_statement)kind, &stmt, err)) return false;
  reader_bind(stmt, plan, &course, kind, query);
  sqlite3_bind_blob(stmt, 3, cursor->key, (int)cursor->key_len, SQLITE_STATIC);
  sqlite3_bind_int64(stmt, 4, cursor->row);
  return walk_add(walk, stmt, err);
}

void reader_note_cursor(sqlite3_stmt *at, struct reader_cursor *out) {
  size_t len = (size_t)sqlite3_column_bytes(at, 1);
  ASSERT(len <= sizeof out->key);
  *out = (struct reader_cursor){.key_len = len, .row = sqlite3_column_int64(at, 2)};
  if (len > 0) memcpy(out->key, sqlite3_column_blob(at, 1), len);
}

bool reader_page(struct reader *reader, const struct reader_query *query, const struct reader_cursor *cursor, bool backward,
                 size_t limit, struct arena *arena, struct entry *out, struct reader_cursor *after, size_t *count,
                 struct err *err) {
  struct plan plan;
  scoped_walk walk = {.backward = backward};
  size_t found = 0;
  if (query->order == ORDER_NEAR)
    return reader_page_near(reader, query, cursor, backward, limit, arena, out, after, count, err);
  bool possible = reader_plan(query, &plan);
  for (int kind = 0; possible && kind < KIND_COUNT; kind++)
    if (query->kinds & 1U << kind && !start_kind(reader, query, &plan, kind, cursor, &walk, err)) return false;
  for (sqlite3_stmt *at; found < limit && (at = walk_peek(&walk)) != NULL; found++) {
    if (!reader_load(reader, sqlite3_column_int64(at, 2), arena, &out[found], err)) return false;
    if (after) reader_note_cursor(at, &after[found]);
    if (found + 1 < limit && !walk_next(&walk, err)) return false;
  }
  *count = found;
  return true;
}

/* Row -1 with the letter's own key lies before every row with that letter, and is not the beginning, which is row 0. */
bool reader_seek_letter(struct reader *reader UNUSED, const struct reader_query *query UNUSED, const char *letter,
                        struct reader_cursor *out, struct err *err UNUSED) {
  unsigned char key[SORTKEY_MAX];
  *out = (struct reader_cursor){.row = -1};
  out->key_len = sortkey_make(letter, key);
  memcpy(out->key, key, out->key_len);
  return true;
}
