/* Files that survive a power cut. One helper for the order that matters: write a temporary file, fsync it, rename, fsync the
 * folder. (Measured: rename without fsync came back empty.) */
#ifndef LITFASS_BASE_FS_H
#define LITFASS_BASE_FS_H

#include "base/buf.h"
#include "base/err.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* Reads the whole file; `out` is cleared first and its max is the cap (ERR_TOO_BIG beyond). */
MUST_USE bool fs_read(const char *path, struct buf *out, struct err *err);

/* Replaces path atomically with mode 0644: readers see the old or the new bytes, also after a power cut.
 * What is no file (a device, a pipe) is written into. */
MUST_USE bool fs_write(const char *path, const void *data, size_t len, struct err *err);

/* As fs_write with mode 0600, for keys. */
MUST_USE bool fs_write_secret(const char *path, const void *data, size_t len, struct err *err);

/* Replaces path atomically for readers, but without fsync: for what need not survive a power cut (/run, or what is said again
 * anyway). ERR_NOT_FOUND when the folder is not there. */
MUST_USE bool fs_write_volatile(const char *path, const void *data, size_t len, struct err *err);

/* Makes the folder and its parents; existing ones are fine. */
MUST_USE bool fs_make_dirs(const char *path, struct err *err);

MUST_USE bool fs_sync_dir(const char *path, struct err *err);

bool fs_exists(const char *path);

/* The folder that the file is in: "." for a bare name. False when it is too long. */
MUST_USE bool fs_parent(const char *path, char out[PATH_MAX]);

/* Removes a folder with everything in it. For scratch folders of tests and tools. */
MUST_USE bool fs_remove_tree(const char *path, struct err *err);

#endif
