/* What the files of the reader share. reader.c: life, transactions, single entries. reader_list.c: pages and counts.
 * reader_near.c: pages by distance. reader_events.c: occurrences. reader_facts.c: hours, topics, days. */
#ifndef LITFASS_CACHE_READER_PRIVATE_H
#define LITFASS_CACHE_READER_PRIVATE_H

#include "cache/db.h"
#include "cache/derive.h"
#include "cache/parsed.h"
#include "cache/reader.h"

#include <sys/stat.h>

/* Walks are open side by side, so each source has its own statement: kinds for lists; span levels and starts of each class for
 * occurrences. */
enum { AGENDA_SOURCES = 1 + 3, AGENDA_WALKS = AGENDA_SOURCES * AGENDA_CLASSES };
enum { WALK_MAX = AGENDA_WALKS };

enum reader_statement {
  RS_DATA_VERSION,
  RS_META,
  RS_LINE,
  RS_FIND,
  RS_FACET,
  RS_COUNTER,
  RS_HIDDEN,
  RS_KEPT,
  RS_COUNT,
  RS_FORWARD,
  RS_BACKWARD = RS_FORWARD + WALK_MAX,
  RS_SPAN = RS_BACKWARD + WALK_MAX,
  RS_STARTS = RS_SPAN + WALK_MAX,
  RS_OCCURRENCES_OF = RS_STARTS + AGENDA_CLASSES,
  RS_TAKEN_OUT,
  RS_DAYS,
  RS_SHIFTS,
  RS_NEXT_DAY,
  RS_HOURS,
  RS_TOPICS,
  RS_LANGUAGES,
  RS_NEAR_FIRST,
  RS_NEAR_LAST,
  RS_NEAR,
  RS_SPOT,
  RS_UNKNOWN,
  RS_UNKNOWN_BACK,
  RS_WORD_PAGES,
  RS_LAST_ROW,
  RS_POSTINGS,
  RS_FOUND,
  RS_RUNNING,
  RS_COUNT_ALL
};

struct reader {
  sqlite3 *db;
  sqlite3_stmt *stmts[RS_COUNT_ALL];
  char path[4096];
  struct stat file; /* as it was when opened: the daemon may put another in its place */
  bool immutable;   /* a folder that cannot be written, without a daemon: see connect */
  sqlite3_int64 data_version;
  struct parsed_cache parsed; /* of parsed_version, which each transaction compares with its own */
  sqlite3_int64 parsed_version;
};

/* The SQL of every statement, for the reader and for the test that reads their query plans. `id` + n share a text. */
const char *reader_sql(enum reader_statement id);

MUST_USE bool reader_use(struct reader *reader, enum reader_statement id, sqlite3_stmt **out, struct err *err);

/* reader_open without the demand for content. */
MUST_USE bool reader_connect(const char *path, struct reader **out, struct err *err);

/* One value of table meta into `text` or `number`; left as it is where there is none. */
MUST_USE bool reader_meta(struct reader *reader, const char *key, char *text, size_t size, int64_t *number, struct err *err);

MUST_USE bool reader_find_row(struct reader *reader, const char *id, int64_t *row, struct err *err);

/* The entry of a row; lives as long as the arena. */
MUST_USE bool reader_load(struct reader *reader, int64_t row, struct arena *arena, struct entry *out, struct err *err);

/* The number of a facet; 0 when nothing ever had it. */
MUST_USE bool reader_facet(struct reader *reader, enum facet facet, const char *value, bool newest, int64_t *out,
                           struct err *err);

/* What a query asks for, as facets and flags; and where the walk goes for one kind: along one facet, looking up the others. */
enum { FACETS_MAX = 16, FURTHER_MAX = 4 };
struct condition {
  enum facet facet;
  bool in_flags; /* the flags check it too */
  char value[FACET_NAME_MAX];
};
struct plan {
  struct condition conditions[FACETS_MAX];
  size_t condition_count;
  unsigned mask, want;
};
struct course {
  int64_t facet; /* 0: nothing matches */
  int64_t further[FURTHER_MAX];
  size_t further_count;
};
/* False when some value is so long that no entry can have it. */
bool reader_plan(const struct reader_query *query, struct plan *plan);
void reader_bind(sqlite3_stmt *stmt, const struct plan *plan, const struct course *course, int kind,
                 const struct reader_query *query);
void reader_note_cursor(sqlite3_stmt *at, struct reader_cursor *out);

/* reader_page for ORDER_NEAR. */
MUST_USE bool reader_page_near(struct reader *reader, const struct reader_query *query, const struct reader_cursor *cursor,
                               bool backward, size_t limit, struct arena *arena, struct entry *out, struct reader_cursor *after,
                               size_t *count, struct err *err);

/* The same for a query that leaves few entries of many; *few false, and nothing read, for any other. */
struct near_request {
  const struct reader_query *query;
  const struct reader_cursor *cursor;
  bool backward;
  size_t limit;
  struct arena *arena;
  struct entry *out;           /* `limit` of them */
  struct reader_cursor *after; /* likewise, or NULL */
  size_t *count;
};
MUST_USE bool reader_near_few(struct reader *reader, const struct near_request *request, bool *few, struct err *err);

/* Several ordered statements read as one. Columns: 0 a number, 1 a key, 2 a row. */
struct walk {
  sqlite3_stmt *source[WALK_MAX];
  bool live[WALK_MAX];
  size_t count;
  bool backward;
};
/* Takes a bound statement, standing before its first row. */
MUST_USE bool walk_add(struct walk *walk, sqlite3_stmt *stmt, struct err *err);
/* The source whose row comes next, or NULL at the end. */
sqlite3_stmt *walk_peek(const struct walk *walk);
/* Moves on from what walk_peek gave. */
MUST_USE bool walk_next(struct walk *walk, struct err *err);
void walk_fini(struct walk *walk);

#define scoped_walk CLEANUP(walk_fini) struct walk

#endif
