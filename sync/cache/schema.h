/* The tables of cache.db, and how an older file becomes a newer one. PRAGMA application_id says that a file is ours,
 * user_version how far it has migrated. See README.md for what each table is for. */
#ifndef LITFASS_CACHE_SCHEMA_H
#define LITFASS_CACHE_SCHEMA_H

#include "base/compiler.h"
#include "base/err.h"

#include <sqlite3.h>
#include <stdbool.h>

enum { CACHE_APPLICATION_ID = 0x4C667363 }; /* "Lfsc" */

/* The version that this program reads and writes. */
int schema_version(void);

/* Reads the header: *version is 0 for an empty file. ERR_CORRUPT for foreign, damaged and newer files. */
MUST_USE bool schema_check(sqlite3 *db, int *version, struct err *err);

/* Brings an empty or older file to schema_version in one transaction. The writer only. */
MUST_USE bool schema_migrate(sqlite3 *db, struct err *err);

#endif
