/* Files of the feed into the writer's open transaction. */
#ifndef LITFASS_CLIENT_APPLY_H
#define LITFASS_CLIENT_APPLY_H

#include "cache/writer.h"
#include "feed/manifest.h"

enum { APPLY_ANY_SIZE = -1 };

/* `size`: plain bytes, or APPLY_ANY_SIZE for files of our own (SNAPSHOT_MAX holds then). */
MUST_USE bool apply_snapshot(struct writer *writer, const char *path, int64_t size, struct err *err);
MUST_USE bool apply_delta(struct writer *writer, const char *path, int64_t size, struct err *err);

/* Ends the transaction as version `manifest`. */
MUST_USE bool apply_commit(struct writer *writer, const struct manifest *manifest, const char *etag, int64_t checked_utc,
                           struct err *err);

#endif
