/* A hub in one file, and back: its database, the published files and pictures, and its keys where they are asked for.
 *
 * The copy is one moment's: writers wait while the database is copied and the files are linked beside it (milliseconds);
 * packing goes on behind that. A backup with keys is as secret as the keys. */
#ifndef LITFASS_HUB_BACKUP_H
#define LITFASS_HUB_BACKUP_H

#include "base/err.h"
#include "hub/hub.h"

#include <stdbool.h>
#include <stddef.h>

struct backup_result {
  size_t files;
  bool has_keys;
};

MUST_USE bool backup_write(struct hub *hub, const char *file, bool with_keys, struct backup_result *out, struct err *err);

/* `dir` must be empty or not be there. Everything is checked before hub.db, the last, gets its name: a folder without it is no
 * hub. ERR_PARSE: no backup; ERR_IO: there is something in the folder already. */
MUST_USE bool backup_restore(const char *file, const char *dir, struct backup_result *out, struct err *err);

#endif
