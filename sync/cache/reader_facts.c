/* Small tables that the writer keeps in step: hours and how many keep them, topics, languages. They count entries
 * whether or not they are visible now. */
#include "cache/reader_private.h"

#include <string.h>

/* Rows of (text, count, number) into growing arrays of the arena; a fresh array for each doubling, the arena forgets the old.
 */
struct facts {
  struct arena *arena;
  const char **texts;
  size_t *counts;
  int64_t *numbers;
  size_t count, capacity;
};

static void add_fact(struct facts *facts, const char *text, size_t n, int64_t number) {
  if (facts->count == facts->capacity) {
    size_t capacity = facts->capacity ? 2 * facts->capacity : 32;
    const char **texts = arena_array(facts->arena, capacity, sizeof *texts);
    size_t *counts = arena_array(facts->arena, capacity, sizeof *counts);
    int64_t *numbers = arena_array(facts->arena, capacity, sizeof *numbers);
    if (facts->count > 0) memcpy(texts, facts->texts, facts->count * sizeof *texts);
    if (facts->count > 0) memcpy(counts, facts->counts, facts->count * sizeof *counts);
    if (facts->count > 0) memcpy(numbers, facts->numbers, facts->count * sizeof *numbers);
    facts->texts = texts;
    facts->counts = counts;
    facts->numbers = numbers;
    facts->capacity = capacity;
  }
  facts->texts[facts->count] = arena_strdup(facts->arena, text);
  facts->counts[facts->count] = n;
  facts->numbers[facts->count++] = number;
}

static bool read_facts(struct facts *facts, sqlite3_stmt *stmt, struct err *err) {
  for (bool row = true;;) {
    if (!db_step(stmt, &row, err)) return false;
    if (!row) return true;
    const char *text = (const char *)sqlite3_column_text(stmt, 0);
    add_fact(facts, text ? text : "", (size_t)sqlite3_column_int64(stmt, 1), sqlite3_column_int64(stmt, 2));
  }
}

bool reader_hours(struct reader *reader, const char *topic, struct arena *arena, struct hours_use **out, size_t *count,
                  struct err *err) {
  sqlite3_stmt *stmt;
  int64_t facet;
  struct facts facts = {.arena = arena};
  if (!reader_facet(reader, topic ? FACET_TOPIC : FACET_ALL, topic, false, &facet, err)) return false;
  if (!reader_use(reader, RS_HOURS, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, facet);
  if (!read_facts(&facts, stmt, err)) return false;
  struct hours_use *uses = arena_array(arena, facts.count, sizeof *uses);
  for (size_t i = 0; i < facts.count; i++)
    uses[i] = (struct hours_use){facts.texts[i], facts.counts[i], facts.numbers[i]};
  *out = uses;
  *count = facts.count;
  return true;
}

/* (text, count) of a kind: the rows of both statements look alike. */
static bool read_counts(struct reader *reader, enum reader_statement id, enum entry_kind kind, struct facts *facts,
                        struct err *err) {
  sqlite3_stmt *stmt;
  if (!reader_use(reader, id, &stmt, err)) return false;
  sqlite3_bind_int(stmt, 1, (int)kind);
  return read_facts(facts, stmt, err);
}

bool reader_topics(struct reader *reader, struct arena *arena, struct topic_count **out, size_t *count, struct err *err) {
  return reader_topics_of(reader, KIND_SERVICE, arena, out, count, err);
}

bool reader_topics_of(struct reader *reader, enum entry_kind kind, struct arena *arena, struct topic_count **out, size_t *count,
                      struct err *err) {
  struct facts facts = {.arena = arena};
  if (!read_counts(reader, RS_TOPICS, kind, &facts, err)) return false;
  struct topic_count *topics = arena_array(arena, facts.count, sizeof *topics);
  for (size_t i = 0; i < facts.count; i++)
    topics[i] = (struct topic_count){facts.texts[i], facts.counts[i]};
  *out = topics;
  *count = facts.count;
  return true;
}

bool reader_languages(struct reader *reader, enum entry_kind kind, struct arena *arena, struct language_count **out,
                      size_t *count, struct err *err) {
  struct facts facts = {.arena = arena};
  if (!read_counts(reader, RS_LANGUAGES, kind, &facts, err)) return false;
  struct language_count *languages = arena_array(arena, facts.count, sizeof *languages);
  for (size_t i = 0; i < facts.count; i++)
    languages[i] = (struct language_count){facts.texts[i], facts.counts[i]};
  *out = languages;
  *count = facts.count;
  return true;
}
