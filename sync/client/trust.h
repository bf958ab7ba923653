/* The chain of trust: a pinned root key, the root.json it signed, the feed.json that a key of root.json signed. Without network
 * and disk. Nothing of a payload is parsed before its signature holds. */
#ifndef LITFASS_CLIENT_TRUST_H
#define LITFASS_CLIENT_TRUST_H

#include "base/arena.h"
#include "base/buf.h"
#include "feed/manifest.h"
#include "feed/root.h"

enum { TRUST_LINKS_MAX = 32 }; /* root keys in a row */

struct trust {
  unsigned char root_key[KEY_PUBLIC_BYTES]; /* in force: the pinned one, or the one that it led to */
  bool has_root;
  struct root root;
};

/* `key`: 64 hex digits. */
MUST_USE bool trust_init(struct trust *trust, const char *key, struct err *err);

/* Takes a root.json, or the link from one root key to the next. ERR_DENIED: signature, or a version below the one held.
 * ERR_NETWORK: no envelope at all. */
MUST_USE bool trust_take_root(struct trust *trust, const struct buf *text, struct err *err);

/* ERR_DENIED when the root has expired at `utc`; pass INT64_MIN without a trusted clock. */
MUST_USE bool trust_check_root(const struct trust *trust, int64_t utc, struct err *err);

/* Opens a feed.json into `arena`. ERR_DENIED: no signature of a key in force. ERR_NETWORK: no envelope at all, as when a
 * network shows its login page. ERR_PARSE: signed, but no manifest that this program reads. */
MUST_USE bool trust_open_feed(const struct trust *trust, const struct buf *text, struct arena *arena, struct manifest *out,
                              struct err *err);

#endif
