#include "cache/db.h"

static enum err_code code_of(int result) {
  switch (result & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR: /* "no such table": not our file, or half of it */
    case SQLITE_MISMATCH: return ERR_CORRUPT;
    case SQLITE_NOMEM:
    case SQLITE_MISUSE:
    case SQLITE_INTERNAL: return ERR_INTERNAL;
    default: return ERR_IO;
  }
}

bool db_fail(sqlite3 *db, struct err *err) {
  int result = sqlite3_extended_errcode(db);
  return err_set(err, code_of(result), "cache: %s", sqlite3_errmsg(db));
}

bool db_exec(sqlite3 *db, const char *sql, struct err *err) {
  return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK || db_fail(db, err);
}

bool db_prepare(sqlite3 *db, sqlite3_stmt **slot, const char *sql, struct err *err) {
  if (*slot) {
    sqlite3_reset(*slot);
    sqlite3_clear_bindings(*slot);
    return true;
  }
  return sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, slot, NULL) == SQLITE_OK || db_fail(db, err);
}

bool db_step(sqlite3_stmt *stmt, bool *row, struct err *err) {
  int result = sqlite3_step(stmt);
  if (result == SQLITE_ROW) return *row = true, true;
  if (result != SQLITE_DONE) {
    db_fail(sqlite3_db_handle(stmt), err);
    sqlite3_reset(stmt);
    return false;
  }
  sqlite3_reset(stmt);
  *row = false;
  return true;
}

bool db_run(sqlite3_stmt *stmt, struct err *err) {
  bool row = true;
  while (row)
    if (!db_step(stmt, &row, err)) return false;
  return true;
}

bool db_number(sqlite3 *db, const char *sql, sqlite3_int64 *out, struct err *err) {
  sqlite3_stmt *stmt = NULL;
  bool row = false;
  if (!db_prepare(db, &stmt, sql, err)) return false;
  bool ok = db_step(stmt, &row, err);
  if (ok && row) *out = sqlite3_column_int64(stmt, 0);
  sqlite3_finalize(stmt);
  if (ok && !row) return err_set(err, ERR_CORRUPT, "cache: '%.60s' has no answer", sql);
  return ok;
}

void db_reset_all(sqlite3 *db) {
  for (sqlite3_stmt *stmt = sqlite3_next_stmt(db, NULL); stmt; stmt = sqlite3_next_stmt(db, stmt))
    sqlite3_reset(stmt);
}

void db_close(sqlite3 *db) {
  if (!db) return;
  for (sqlite3_stmt *stmt; (stmt = sqlite3_next_stmt(db, NULL)) != NULL;)
    sqlite3_finalize(stmt);
  sqlite3_close(db);
}
