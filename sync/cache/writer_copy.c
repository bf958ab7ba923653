/* A copy of the whole cache, page by page, by SQLite's own backup: it holds what is committed, log included, and no reader
 * notices. */
#include "cache/writer_private.h"

#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool copy_pages(sqlite3 *from, const char *to, struct err *err) {
  /* The file counts only once it has its name, so it needs no journal of its own. */
  static const char pragmas[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -500";
  sqlite3 *db = NULL;
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  bool ok = sqlite3_open_v2(to, &db, flags, NULL) == SQLITE_OK || err_set(err, ERR_IO, "cannot create '%.200s'", to);
  if (ok) ok = db_exec(db, pragmas, err);
  if (ok) {
    sqlite3_backup *backup = sqlite3_backup_init(db, "main", from, "main");
    if (backup) sqlite3_backup_step(backup, -1);
    ok = backup && sqlite3_backup_finish(backup) == SQLITE_OK;
    if (!ok) db_fail(db, err);
  }
  sqlite3_close(db);
  return ok;
}

static bool sync_file(const char *path, struct err *err) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  bool ok = fd >= 0 && fsync(fd) == 0;
  if (!ok) err_set_errno(err, "cannot write '%.200s'", path);
  if (fd >= 0) close(fd);
  return ok;
}

bool writer_copy(struct writer *writer, const char *path, struct err *err) {
  char temporary[sizeof writer->path + 64];
  ASSERT(!writer->active);
  if (snprintf(temporary, sizeof temporary, "%s.tmp", path) >= (int)sizeof temporary)
    return err_set(err, ERR_IO, "path too long: '%.80s…'", path);
  unlink(temporary);
  bool ok = copy_pages(writer->db, temporary, err) && sync_file(temporary, err) &&
            (rename(temporary, path) == 0 || err_set_errno(err, "cannot rename to '%.200s'", path));
  if (!ok) unlink(temporary);
  return ok;
}
