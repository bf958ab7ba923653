/* Occurrences: those that run past their first day come from the buckets of the day asked for, the others from their start.
 * What started before today and still runs comes first by its start, so the four walks merge into one order. */
#include "cache/reader_private.h"

#include "base/civil.h"
#include "cache/span.h"

static bool start_span(struct reader *reader, const struct agenda_query *query, int64_t group, int source,
                       enum span_level level, struct walk *walk, struct err *err) {
  sqlite3_stmt *stmt;
  if (!reader_use(reader, RS_SPAN + (enum reader_statement)source, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, span_bucket(level, span_block(level, wall_day(query->from))));
  sqlite3_bind_int64(stmt, 2, day_wall(wall_day(query->from)));
  sqlite3_bind_int64(stmt, 3, query->from);
  if (query->now != READER_NO_CLOCK) sqlite3_bind_int64(stmt, 4, query->now);
  sqlite3_bind_int64(stmt, 5, group);
  return walk_add(walk, stmt, err);
}

static bool start_group(struct reader *reader, const struct agenda_query *query, int64_t group, int class, struct walk *walk,
                        struct err *err) {
  sqlite3_stmt *stmt;
  for (enum span_level level = SPAN_DAY; level < SPAN_LEVELS; level++)
    if (!start_span(reader, query, group, class * SPAN_LEVELS + (int)level, level, walk, err)) return false;
  if (!reader_use(reader, RS_STARTS + (enum reader_statement) class, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, day_wall(wall_day(query->from)));
  sqlite3_bind_int64(stmt, 2, query->to);
  sqlite3_bind_int64(stmt, 3, query->from);
  if (query->now != READER_NO_CLOCK) sqlite3_bind_int64(stmt, 4, query->now);
  sqlite3_bind_int64(stmt, 5, group);
  return walk_add(walk, stmt, err);
}

_Static_assert((int)AGENDA_SOURCES == 1 + (int)SPAN_LEVELS, "each class has a walk for starts and one for each level");

/* The groups that a filter lets through; 0 when nothing has its topic. An occurrence is in exactly one of them. */
static bool find_groups(struct reader *reader, const struct agenda_filter *filter, int64_t groups[AGENDA_CLASSES],
                        size_t *count, struct err *err) {
  unsigned wanted = (filter->free_only ? AGENDA_FREE : 0U) | (filter->step_free ? AGENDA_STEP_FREE : 0U);
  int64_t facet;
  *count = 0;
  if (!reader_facet(reader, filter->topic ? FACET_TOPIC : FACET_ALL, filter->topic, false, &facet, err)) return false;
  for (unsigned flags = 0; facet != 0 && flags < AGENDA_CLASSES; flags++)
    if ((flags & wanted) == wanted) groups[(*count)++] = facet * AGENDA_CLASSES + flags;
  return true;
}

static bool start_walk(struct reader *reader, const struct agenda_query *query, struct walk *walk, struct err *err) {
  int64_t groups[AGENDA_CLASSES];
  size_t count;
  if (!find_groups(reader, &query->filter, groups, &count, err)) return false;
  for (size_t i = 0; i < count; i++)
    if (!start_group(reader, query, groups[i], (int)i, walk, err)) return false;
  return true;
}

/* `until` of the table is the end, but for dates the midnight behind the last one. */
static void fill(struct occurrence *out, int64_t start, int64_t until) {
  out->start = start;
  out->date_only = out->entry.start.date_only;
  out->end = out->date_only && until > start ? until - DAY_SECONDS : until;
}

bool reader_agenda(struct reader *reader, const struct agenda_query *query, size_t skip, size_t limit, struct arena *arena,
                   struct occurrence *out, size_t *count, struct err *err) {
  scoped_walk walk = {0};
  size_t found = 0;
  if (!start_walk(reader, query, &walk, err)) return false;
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

bool reader_agenda_count(struct reader *reader, const struct agenda_query *query, size_t most, size_t *out, struct err *err) {
  scoped_walk walk = {0};
  size_t count = 0;
  if (!start_walk(reader, query, &walk, err)) return false;
  while (count < most && walk_peek(&walk)) {
    count++;
    if (!walk_next(&walk, err)) return false;
  }
  *out = count;
  return true;
}

bool reader_occurrences(struct reader *reader, int64_t from, int64_t to, int64_t now, size_t skip, size_t limit,
                        struct arena *arena, struct occurrence *out, size_t *count, struct err *err) {
  struct agenda_query query = {.from = from, .to = to, .now = now};
  return reader_agenda(reader, &query, skip, limit, arena, out, count, err);
}

bool reader_taken_out(struct reader *reader, int64_t from, int64_t to, int64_t now, size_t limit, struct arena *arena,
                      struct occurrence *out, size_t *count, struct err *err) {
  sqlite3_stmt *stmt;
  bool more = true;
  if (!reader_use(reader, RS_TAKEN_OUT, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, day_wall(wall_day(from)));
  sqlite3_bind_int64(stmt, 2, to);
  sqlite3_bind_int64(stmt, 3, from);
  if (now != READER_NO_CLOCK) sqlite3_bind_int64(stmt, 4, now);
  sqlite3_bind_int64(stmt, 5, (int64_t)limit);
  for (*count = 0; *count < limit; ++*count) {
    if (!db_step(stmt, &more, err)) return false;
    if (!more) break;
    if (!reader_load(reader, sqlite3_column_int64(stmt, 0), arena, &out[*count].entry, err)) return false;
    fill(&out[*count], sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2));
  }
  sqlite3_reset(stmt);
  return true;
}

/* Adds up (day, n) of one group: what lies before `day` goes to out[0]. */
static bool read_days(struct reader *reader, enum reader_statement id, int64_t group, int32_t day, size_t days, int64_t *out,
                      struct err *err) {
  sqlite3_stmt *stmt;
  bool row = true;
  if (!reader_use(reader, id, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, day);
  sqlite3_bind_int64(stmt, 2, day + (int64_t)days);
  sqlite3_bind_int64(stmt, 3, group);
  for (;;) {
    if (!db_step(stmt, &row, err)) return false;
    if (!row) return true;
    int64_t at = sqlite3_column_int64(stmt, 0) - day;
    out[at > 0 ? at : 0] += sqlite3_column_int64(stmt, 1);
  }
}

static size_t not_below_zero(int64_t n) { return n > 0 ? (size_t)n : 0; }

enum { DAYS_MAX = 512 };

bool reader_day_totals(struct reader *reader, const struct agenda_filter *filter, int32_t day, size_t days,
                       struct day_total *out, struct err *err) {
  int64_t groups[AGENDA_CLASSES];
  int64_t starting[DAYS_MAX] = {0}, shift[DAYS_MAX] = {0};
  int64_t running = 0;
  size_t count;
  ASSERT(days <= DAYS_MAX);
  if (!find_groups(reader, filter, groups, &count, err)) return false;
  for (size_t i = 0; i < count; i++)
    if (!read_days(reader, RS_DAYS, groups[i], day, days, starting, err) ||
        !read_days(reader, RS_SHIFTS, groups[i], day, days, shift, err))
      return false;
  for (size_t i = 0; i < days; i++) {
    running += shift[i];
    out[i] = (struct day_total){not_below_zero(starting[i]), not_below_zero(running)};
  }
  return true;
}

bool reader_count_days(struct reader *reader, int32_t day, size_t days, size_t *out, struct err *err) {
  struct day_total totals[DAYS_MAX];
  ASSERT(days <= DAYS_MAX);
  if (!reader_day_totals(reader, &(struct agenda_filter){0}, day, days, totals, err)) return false;
  for (size_t i = 0; i < days; i++)
    out[i] = totals[i].starting;
  return true;
}

bool reader_next_day(struct reader *reader, const struct agenda_filter *filter, int32_t day, int32_t *out, bool *found,
                     struct err *err) {
  int64_t groups[AGENDA_CLASSES];
  int64_t first = INT64_MAX;
  size_t count;
  if (!find_groups(reader, filter, groups, &count, err)) return false;
  for (size_t i = 0; i < count; i++) {
    sqlite3_stmt *stmt;
    bool row;
    if (!reader_use(reader, RS_NEXT_DAY, &stmt, err)) return false;
    sqlite3_bind_int64(stmt, 1, groups[i]);
    sqlite3_bind_int64(stmt, 2, day);
    if (!db_step(stmt, &row, err)) return false;
    if (row && sqlite3_column_int64(stmt, 0) < first) first = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
  }
  *found = first != INT64_MAX;
  if (*found) *out = (int32_t)first;
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
