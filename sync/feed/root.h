/* root.json: which publishing keys are in force (FEED.md). The trust chain of a feed:
 *
 *   root public key (64 hex digits: what `litfass-hub init` prints, what a kiosk pins as `--key`)
 *     signs root.json  (DSSE, ROOT_PAYLOAD_TYPE):
 *       {"format":"litfass-root/1","version":1,"expires":"…Z","keys":["hex",…],"root":"hex","restart":2}
 *       whose keys sign feed.json (DSSE, FEED_PAYLOAD_TYPE)
 *
 * The root secret is needed only to change this file, so it can leave the hub. `version` only rises: a client keeps the highest
 * it has seen and refuses a lower one. An absent `expires` never expires.
 *
 * `root` names the root key in force from here on. Where that is another than before, both have signed (The Update Framework,
 * 5.3, has it so too), and the file also lies at "root/<the key before>.json" for as long as the feed: a kiosk that was off
 * meanwhile goes from key to key. Absent: no change.
 *
 * `restart` counts how often versions of the feed began anew: after a publishing key was stolen, a thief may have published
 * version 9,007,199,254,740,991, and nothing honest would ever be newer. A kiosk that sees the number rise forgets which
 * version it has seen. Absent: 0. */
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
  bool has_root_key;
  unsigned char root_key[KEY_PUBLIC_BYTES];
  int64_t restart;
};

/* The payload inside the envelope. */
MUST_USE bool root_parse(const char *json, size_t len, struct root *out, struct err *err);
MUST_USE bool root_format(const struct root *root, struct buf *out, struct err *err);

bool root_equals(const struct root *a, const struct root *b);

enum { ROOT_LINK_SIZE = 5 + KEY_HEX_SIZE + 5 };
/* "root/<hex>.json": where a root key hands over to the next. */
void root_link_path(const unsigned char key[KEY_PUBLIC_BYTES], char out[ROOT_LINK_SIZE]);

/* Envelope and payload in one step: what a client does with the bytes of root.json and the root key that it believes. Signed by
 * that key, and by the one that is named as the next. */
MUST_USE bool root_open(const char *text, size_t len, const unsigned char pinned[KEY_PUBLIC_BYTES], struct root *out,
                        struct err *err);
/* `next` NULL: the root key stays. */
MUST_USE bool root_sign(const struct root *root, const struct key_pair *root_key, const struct key_pair *next, struct buf *out,
                        struct err *err);

#endif
