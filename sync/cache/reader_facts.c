/* Small tables that the writer keeps in step: hours and how many keep them, topics, occurrences a day. They count entries
 * whether or not they are visible now. */
#include "cache/reader_private.h"

#include <string.h>

bool reader_count_days(struct reader *reader, int32_t day, size_t days, size_t *out, struct err *err) {
  sqlite3_stmt *stmt;
  bool row = true;
  if (!reader_use(reader, RS_DAYS, &stmt, err)) return false;
  memset(out, 0, days * sizeof *out);
  sqlite3_bind_int64(stmt, 1, day);
  sqlite3_bind_int64(stmt, 2, day + (int64_t)days);
  for (;;) {
    if (!db_step(stmt, &row, err)) return false;
    if (!row) return true;
    int64_t n = sqlite3_column_int64(stmt, 1);
    out[sqlite3_column_int64(stmt, 0) - day] = n > 0 ? (size_t)n : 0;
  }
}

/* Rows of (text, number) into two growing arrays of the arena; a fresh array for each doubling, the arena forgets the old. */
struct pairs {
  struct arena *arena;
  const char **texts;
  size_t *numbers;
  size_t count, capacity;
};

static void add_pair(struct pairs *pairs, const char *text, size_t number) {
  if (pairs->count == pairs->capacity) {
    size_t capacity = pairs->capacity ? 2 * pairs->capacity : 32;
    const char **texts = arena_array(pairs->arena, capacity, sizeof *texts);
    size_t *numbers = arena_array(pairs->arena, capacity, sizeof *numbers);
    if (pairs->count > 0) memcpy(texts, pairs->texts, pairs->count * sizeof *texts);
    if (pairs->count > 0) memcpy(numbers, pairs->numbers, pairs->count * sizeof *numbers);
    pairs->texts = texts;
    pairs->numbers = numbers;
    pairs->capacity = capacity;
  }
  pairs->texts[pairs->count] = arena_strdup(pairs->arena, text);
  pairs->numbers[pairs->count++] = number;
}

static bool read_pairs(struct pairs *pairs, sqlite3_stmt *stmt, struct err *err) {
  for (bool row = true;;) {
    if (!db_step(stmt, &row, err)) return false;
    if (!row) return true;
    const char *text = (const char *)sqlite3_column_text(stmt, 0);
    add_pair(pairs, text ? text : "", (size_t)sqlite3_column_int64(stmt, 1));
  }
}

bool reader_hours(struct reader *reader, const char *topic, struct arena *arena, struct hours_use **out, size_t *count,
                  struct err *err) {
  sqlite3_stmt *stmt;
  int64_t facet;
  struct pairs pairs = {.arena = arena};
  if (!reader_facet(reader, topic ? FACET_TOPIC : FACET_ALL, topic, false, &facet, err)) return false;
  if (!reader_use(reader, RS_HOURS, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, facet);
  if (!read_pairs(&pairs, stmt, err)) return false;
  struct hours_use *uses = arena_array(arena, pairs.count, sizeof *uses);
  for (size_t i = 0; i < pairs.count; i++)
    uses[i] = (struct hours_use){pairs.texts[i], pairs.numbers[i]};
  *out = uses;
  *count = pairs.count;
  return true;
}

bool reader_topics(struct reader *reader, struct arena *arena, struct topic_count **out, size_t *count, struct err *err) {
  sqlite3_stmt *stmt;
  struct pairs pairs = {.arena = arena};
  if (!reader_use(reader, RS_TOPICS, &stmt, err)) return false;
  sqlite3_bind_int(stmt, 1, KIND_SERVICE);
  if (!read_pairs(&pairs, stmt, err)) return false;
  struct topic_count *topics = arena_array(arena, pairs.count, sizeof *topics);
  for (size_t i = 0; i < pairs.count; i++)
    topics[i] = (struct topic_count){pairs.texts[i], pairs.numbers[i]};
  *out = topics;
  *count = pairs.count;
  return true;
}
