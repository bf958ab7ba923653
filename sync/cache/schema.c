/* Lists are rows of `list`, a covering index in table form: one row for each facet ("all", topic, place, …) that an entry falls
 * under, so that every question of the reader is a walk from some key onwards. Counters are kept by the writer. */
#include "cache/schema.h"

#include "base/compiler.h"
#include "cache/db.h"

#include <stdio.h>

/* migrations[n] leads from user_version n to n + 1. Never change one that has shipped: add one. */
static const char *const migrations[] = {
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;"
    /* kind is -1 for lines that this program does not understand: kept for the content sum, shown by nobody. */
    "CREATE TABLE entry("
    "  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL,"
    "  visible_from INTEGER, visible_until INTEGER, due INTEGER, line BLOB NOT NULL) STRICT;"
    "CREATE INDEX entry_due ON entry(due) WHERE due IS NOT NULL;"
    "CREATE TABLE facet(facet INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE list("
    "  facet INTEGER NOT NULL, kind INTEGER NOT NULL, key BLOB NOT NULL, row INTEGER NOT NULL,"
    "  flags INTEGER NOT NULL, visible_from INTEGER, visible_until INTEGER,"
    "  PRIMARY KEY(facet, kind, key, row)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX list_from ON list(facet, kind, visible_from) WHERE visible_from IS NOT NULL;"
    "CREATE INDEX list_until ON list(facet, kind, visible_until) WHERE visible_until IS NOT NULL;"
    "CREATE TABLE counter("
    "  facet INTEGER NOT NULL, kind INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(facet, kind)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE hours(hours INTEGER PRIMARY KEY, expression TEXT NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE hours_use("
    "  facet INTEGER NOT NULL, hours INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(facet, hours)) STRICT, WITHOUT ROWID;"
    /* `until` is when it stops being current: the end, or the midnight behind a date. */
    "CREATE TABLE occurrence("
    "  row INTEGER NOT NULL, start INTEGER NOT NULL, until INTEGER NOT NULL, key BLOB NOT NULL,"
    "  PRIMARY KEY(row, start)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX occurrence_start ON occurrence(start, key, row, until);"
    /* Occurrences that run past their first day, once for each bucket of later days that they touch. */
    "CREATE TABLE span("
    "  bucket INTEGER NOT NULL, start INTEGER NOT NULL, key BLOB NOT NULL, row INTEGER NOT NULL, until INTEGER NOT NULL,"
    "  PRIMARY KEY(bucket, start, key, row)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE day_count(day INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;",

    /* 2: filters of the agenda, and lists by distance. A group (`grp`) is a facet times the flags that the agenda filters by
     * (derive.h), so each filter is a few walks that meet nothing else. The writer derives all these rows anew. */
    "ALTER TABLE entry ADD COLUMN groups BLOB;" /* of an event: what its occurrences are under, int64 in the machine's order */
    "DROP INDEX occurrence_start; DROP TABLE span; DROP TABLE day_count; DELETE FROM occurrence;"
    "CREATE TABLE agenda("
    "  grp INTEGER NOT NULL, start INTEGER NOT NULL, key BLOB NOT NULL, row INTEGER NOT NULL, until INTEGER NOT NULL,"
    "  PRIMARY KEY(grp, start, key, row)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE span("
    "  grp INTEGER NOT NULL, bucket INTEGER NOT NULL, start INTEGER NOT NULL, key BLOB NOT NULL, row INTEGER NOT NULL,"
    "  until INTEGER NOT NULL, PRIMARY KEY(grp, bucket, start, key, row)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE day_count("
    "  grp INTEGER NOT NULL, day INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(grp, day)) STRICT, WITHOUT ROWID;"
    /* How many more occurrences of earlier days run on this day than on the day before. */
    "CREATE TABLE day_shift("
    "  grp INTEGER NOT NULL, day INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(grp, day)) STRICT, WITHOUT ROWID;"
    /* A spot is the facet that all entries at one place have; z interleaves its latitude and longitude (zorder.h). */
    "CREATE TABLE spot("
    "  spot INTEGER PRIMARY KEY, z INTEGER NOT NULL, latitude REAL NOT NULL, longitude REAL NOT NULL) STRICT;"
    /* z is -1 while nobody knows where the spot is. */
    "CREATE TABLE near("
    "  facet INTEGER NOT NULL, z INTEGER NOT NULL, spot INTEGER NOT NULL, n INTEGER NOT NULL,"
    "  PRIMARY KEY(facet, z, spot)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX near_spot ON near(spot);",
    /* The index of the search, see vocabulary.h and postings.h. */
    "CREATE TABLE word(name TEXT PRIMARY KEY, word INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE word_page(page INTEGER PRIMARY KEY, words BLOB NOT NULL) STRICT;"
    "CREATE TABLE posting(key INTEGER PRIMARY KEY, rows BLOB NOT NULL) STRICT;",
    /* Dates that a series leaves out, however far ahead. */
    "CREATE TABLE taken_out("
    "  start INTEGER NOT NULL, row INTEGER NOT NULL, until INTEGER NOT NULL, PRIMARY KEY(start, row)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX taken_out_of ON taken_out(row);",
    /* From when on an event needs occurrences. In a table of its own because it changes every few weeks: beside the lines each
     * change would be a page. What is left of entry.due says that there is more to come. */
    "CREATE TABLE due(row INTEGER PRIMARY KEY, due INTEGER NOT NULL) STRICT;"
    "INSERT INTO due(row, due) SELECT row, due FROM entry WHERE due IS NOT NULL;"
    "DROP INDEX entry_due;",
};

int schema_version(void) { return (int)COUNT_OF(migrations); }

bool schema_check(sqlite3 *db, int *version, struct err *err) {
  sqlite3_int64 application, user, tables;
  if (!db_number(db, "PRAGMA application_id", &application, err) || !db_number(db, "PRAGMA user_version", &user, err) ||
      !db_number(db, "SELECT count(*) FROM sqlite_schema", &tables, err))
    return false;
  if (tables == 0 && user == 0) return *version = 0, true;
  if (application != CACHE_APPLICATION_ID) return err_set(err, ERR_CORRUPT, "cache: this SQLite file is not a Litfass cache");
  if (user > schema_version())
    return err_set(err, ERR_CORRUPT, "cache: written by a newer program (schema %lld, this program knows %d)", user,
                   schema_version());
  if (user < 1) return err_set(err, ERR_CORRUPT, "cache: schema version %lld is none of ours", user);
  *version = (int)user;
  return true;
}

static bool apply(sqlite3 *db, int version, struct err *err) {
  for (; version < schema_version(); version++)
    if (!db_exec(db, migrations[version], err)) return false;
  char sql[96];
  snprintf(sql, sizeof sql, "PRAGMA application_id = %d; PRAGMA user_version = %d", CACHE_APPLICATION_ID, version);
  return db_exec(db, sql, err);
}

bool schema_migrate(sqlite3 *db, struct err *err) {
  int version;
  if (!schema_check(db, &version, err)) return false;
  if (version == schema_version()) return true;
  if (!db_exec(db, "BEGIN IMMEDIATE", err)) return false;
  if (apply(db, version, err) && db_exec(db, "COMMIT", err)) return true;
  sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
  return false;
}
