/* What reader and writer share of talking to SQLite: errors in our words, and statements that are prepared once. */
#ifndef LITFASS_CACHE_DB_H
#define LITFASS_CACHE_DB_H

#include "base/compiler.h"
#include "base/err.h"

#include <sqlite3.h>
#include <stdbool.h>

/* Turns what SQLite said last into an err: ERR_CORRUPT for damage and for tables that are not ours, else ERR_IO. Returns false.
 */
bool db_fail(sqlite3 *db, struct err *err);

MUST_USE bool db_exec(sqlite3 *db, const char *sql, struct err *err);

/* Prepares into *slot unless that is done already; resets and clears it otherwise. Statements live as long as the connection.
 */
MUST_USE bool db_prepare(sqlite3 *db, sqlite3_stmt **slot, const char *sql, struct err *err);

/* One step: *row tells whether there is one. Resets the statement when there is none or when it fails. */
MUST_USE bool db_step(sqlite3_stmt *stmt, bool *row, struct err *err);

/* For statements without rows: steps to the end and resets. */
MUST_USE bool db_run(sqlite3_stmt *stmt, struct err *err);

/* First column of the first row of a statement without parameters. */
MUST_USE bool db_number(sqlite3 *db, const char *sql, sqlite3_int64 *out, struct err *err);

/* Ends every statement that is still in the middle. */
void db_reset_all(sqlite3 *db);

/* Finalizes every statement and closes. NULL is fine. */
void db_close(sqlite3 *db);

#endif
