/* What the cache can be rebuilt from without network, in the folder "<cache>.kept": root.json and feed.json as they were
 * received and verified, the snapshot, and the deltas since, as snapshot-<version>.gz and delta-<version>.gz; and a copy of the
 * cache itself, copy-<version>.db, made when the snapshot came.
 *
 * It is written after the commit that it belongs to, so it may lag one version behind the cache after a power cut, never lead.
 */
#ifndef LITFASS_CLIENT_KEPT_H
#define LITFASS_CLIENT_KEPT_H

#include "base/buf.h"
#include "cache/writer.h"
#include "client/trust.h"

struct kept {
  char folder[4096 + 16];
};

MUST_USE bool kept_init(struct kept *kept, const char *cache, struct err *err);

/* Reads the root.json of last time into `trust`, going from the pinned key along the links to it; none, or one that another key
 * signed, changes nothing. */
void kept_load_root(const struct kept *kept, struct trust *trust);
/* `key` is the root key that hands over. */
MUST_USE bool kept_save_link(const struct kept *kept, const unsigned char key[KEY_PUBLIC_BYTES], const struct buf *text,
                             struct err *err);
MUST_USE bool kept_save_root(const struct kept *kept, const struct buf *text, struct err *err);

enum kept_part { KEPT_SNAPSHOT, KEPT_DELTA, KEPT_COPY };
/* Moves a snapshot or delta in. Its place on disk is certain after the next kept_finish. */
MUST_USE bool kept_take(const struct kept *kept, enum kept_part part, int64_t version, const char *path, struct err *err);

/* Stores feed.json, removes what is no longer needed, and where parts are missing or the deltas outweigh the snapshot, writes
 * the snapshot anew from the cache. Copies the cache where no copy is as new as the snapshot. */
MUST_USE bool kept_finish(const struct kept *kept, const struct buf *feed, struct writer *writer, struct err *err);

/* The manifest that was applied last, verified like a download. */
MUST_USE bool kept_load_feed(const struct kept *kept, const struct trust *trust, struct arena *arena, struct manifest *out,
                             struct err *err);

/* Puts the copy in the place of the cache, which is not there and not open; false when none is kept. It is gone from the kept
 * ones by that: a copy that is damaged too is not tried twice. */
MUST_USE bool kept_put_copy(const struct kept *kept, const char *cache);

/* Fills an empty cache, or brings a copy up to date. ERR_NOT_FOUND when nothing is kept; what is kept is verified like a
 * download. */
MUST_USE bool kept_restore(const struct kept *kept, struct trust *trust, struct writer *writer, int64_t now, struct err *err);

#endif
