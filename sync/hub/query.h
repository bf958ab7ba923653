/* hub.db as SQL, for modules that keep tables of their own (store.c, and those of people, screens, sources, …). The only file
 * of the hub that knows SQLite.
 *
 * Rollback journal, synchronous=FULL: several processes use this file (import, publish, serve), and SQLite before 3.51.3 can
 * damage a WAL that two connections write or checkpoint (ARCHITECTURE, decision 1). Everything that writes stands between
 * store_begin, which waits for other writers, and store_commit; store_rollback after a commit does nothing.
 *
 * SQL is a text that lives as long as the program (a literal): each is compiled once and known again by its address. Values
 * reach it through ?1, ?2, … alone, never by pasting. */
#ifndef LITFASS_HUB_QUERY_H
#define LITFASS_HUB_QUERY_H

#include "base/arena.h"
#include "base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

/* Makes a new file, which must not exist, or opens one. ERR_NOT_FOUND: there is none; ERR_CORRUPT: damaged, not ours, or of a
 * newer program. An older one is brought up to date (store_schema.h). */
MUST_USE bool store_create(const char *path, struct err *err);
MUST_USE bool store_open(const char *path, struct store **out, struct err *err);
void store_close(struct store *store);

MUST_USE bool store_begin(struct store *store, struct err *err);
MUST_USE bool store_commit(struct store *store, struct err *err);
void store_rollback(struct store *store);
bool store_is_writing(const struct store *store); /* between begin and commit */

struct value {
  enum { VALUE_NULL, VALUE_TEXT, VALUE_NUMBER } kind;
  const char *text; /* borrowed for the call */
  size_t len;
  int64_t number;
};

struct value value_text(const char *text); /* NULL becomes SQL's NULL */
struct value value_bytes(const char *text, size_t len);
struct value value_number(int64_t number);

/* query_run(store, "… ?1 … ?2", WITH(value_text(id), value_number(now)), err) */
#define WITH(...) (const struct value[]){__VA_ARGS__}, sizeof((const struct value[]){__VA_ARGS__}) / sizeof(struct value)
#define WITH_NOTHING NULL, 0

/* A statement without rows. */
MUST_USE bool query_run(struct store *store, const char *sql, const struct value *values, size_t count, struct err *err);
int64_t query_changes(const struct store *store); /* rows that the last such statement touched */
int64_t query_last_id(const struct store *store); /* rowid of the last insert */

/* One row of an answer; texts are borrowed until the callback returns. */
struct row;
const char *row_text(const struct row *row, int column); /* NULL for SQL's NULL */
size_t row_length(const struct row *row, int column);    /* bytes of row_text */
int64_t row_number(const struct row *row, int column);

/* Every row. The callback returns false to stop, with the error set. */
typedef bool query_on_row(void *user, const struct row *row, struct err *err);
MUST_USE bool query_each(struct store *store, const char *sql, const struct value *values, size_t count, query_on_row *callback,
                         void *user, struct err *err);

/* Whether there is a row; its first column as a number or as a copy in the arena where asked for (both may be NULL). */
MUST_USE bool query_find(struct store *store, const char *sql, const struct value *values, size_t count, bool *found,
                         int64_t *number, struct arena *arena, const char **text, struct err *err);

/* All rows as a new array of objects, by the columns' names: what a page's template takes. */
MUST_USE bool query_list(struct store *store, const char *sql, const struct value *values, size_t count, json_t **out,
                         struct err *err);

/* The first row as a new object; *out is NULL where there is none. */
MUST_USE bool query_object(struct store *store, const char *sql, const struct value *values, size_t count, json_t **out,
                           struct err *err);

/* Copies the whole database into a new file while others go on (SQLite's backup API). */
MUST_USE bool store_copy(struct store *store, const char *path, struct err *err);

#endif
