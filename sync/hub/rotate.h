/* New keys for a hub, without a visit to any screen (feed/root.h tells how screens follow).
 *
 * Each step can be cut off by a power failure and is taken up again by the same command: the new key is on disk before anything
 * names it, and root.json names it before it signs. */
#ifndef LITFASS_HUB_ROTATE_H
#define LITFASS_HUB_ROTATE_H

#include "base/err.h"
#include "hub/hub.h"

#include <stdbool.h>
#include <stdint.h>

struct rotation {
  int64_t root_version;
  char key[KEY_HEX_SIZE]; /* the new one */
};

/* A new key signs feed.json from now on. The key before stays valid until the next rotation, for screens and caches in between;
 * with `stolen` it is withdrawn at once and screens forget which version they have seen. ERR_NOT_FOUND: the root's secret is
 * not in keys/, where it must be for this. */
MUST_USE bool rotate_publishing(struct hub *hub, bool stolen, struct rotation *out, struct err *err);

/* The root hands over to a new root key: screens that pinned the old one follow, new ones pin the new one. */
MUST_USE bool rotate_root(struct hub *hub, struct rotation *out, struct err *err);

#endif
