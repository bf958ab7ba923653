/* root.json: which publishing keys are in force (FEED.md). The trust chain of a feed:
 *
 *   root public key (64 hex digits: what `litfass-hub init` prints, what a kiosk pins as `--key`)
 *     signs root.json  (DSSE, ROOT_PAYLOAD_TYPE): {"format":"litfass-root/1","version":1,"expires":"…Z","keys":["hex",…]}
 *       whose keys sign feed.json (DSSE, FEED_PAYLOAD_TYPE)
 *
 * The root secret is needed only to change the list of keys, so it can leave the hub. `version` only rises: a client keeps the
 * highest it has seen and refuses a lower one. An absent `expires` never expires. */
#ifndef LITFASS_FEED_ROOT_H
#define LITFASS_FEED_ROOT_H

#include "base/buf.h"
#include "base/err.h"
#include "feed/envelope.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ROOT_MAX = 16 * 1024, ROOT_KEYS_MAX = 16 };

#define ROOT_FORMAT "litfass-root/1"

struct root {
  int64_t version; /* from 1 */
  int64_t expires; /* UTC seconds; 0 where absent */
  unsigned char keys[ROOT_KEYS_MAX][KEY_PUBLIC_BYTES];
  size_t key_count; /* at least 1 */
};

/* The payload inside the envelope. */
MUST_USE bool root_parse(const char *json, size_t len, struct root *out, struct err *err);
MUST_USE bool root_format(const struct root *root, struct buf *out, struct err *err);

/* Envelope and payload in one step: what a client does with the bytes of root.json and its pinned key. */
MUST_USE bool root_open(const char *text, size_t len, const unsigned char pinned[KEY_PUBLIC_BYTES], struct root *out,
                        struct err *err);
MUST_USE bool root_sign(const struct root *root, const struct key_pair *root_key, struct buf *out, struct err *err);

#endif
