/* Archives of files: tar in POSIX's ustar form (IEEE 1003.1, pax, "ustar Interchange Format"), gzipped. Regular files alone;
 * names of at most 100 bytes. Written in one pass and synced; read in one pass, every check sum looked at. */
#ifndef LITFASS_HUB_TAR_H
#define LITFASS_HUB_TAR_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tar_writer;

/* Writes beside `path`; tar_finish puts it there. */
MUST_USE bool tar_create(const char *path, struct tar_writer **out, struct err *err);
/* Adds the file `from` under `name`. */
MUST_USE bool tar_add(struct tar_writer *writer, const char *name, const char *from, bool is_secret, struct err *err);
/* Ends the archive, and the writer. On failure nothing is left. */
MUST_USE bool tar_finish(struct tar_writer *writer, struct err *err);
/* Ends the writer without an archive. NULL is fine. */
void tar_abandon(struct tar_writer *writer);

/* Called for each file of an archive: says where it goes, or fails. */
typedef bool tar_on_file(void *user, const char *name, char path[4096], bool *is_secret, struct err *err);

/* Unpacks. Each file is synced; folders must be there. ERR_PARSE: no such archive, or one that ends too early. */
MUST_USE bool tar_extract(const char *path, tar_on_file *callback, void *user, struct err *err);

#endif
