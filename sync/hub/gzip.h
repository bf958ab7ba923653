/* Files of JSON lines as the feed wants them: compressed, hashed, and the same bytes for the same content (RFC 1952 header with
 * MTIME 0, no name). */
#ifndef LITFASS_HUB_GZIP_H
#define LITFASS_HUB_GZIP_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gzip;

/* Packs into `out`, which must outlive it. */
struct gzip *gzip_create(struct buf *out);
void gzip_destroy(struct gzip *gzip);

void gzip_add(struct gzip *gzip, const void *data, size_t len);

/* Ends the file. ERR_TOO_BIG when more than SNAPSHOT_MAX plain bytes were added, or `out` overflowed. */
MUST_USE bool gzip_finish(struct gzip *gzip, int64_t *plain_size, struct err *err);

#endif
