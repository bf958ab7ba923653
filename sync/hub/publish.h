/* Turns what changed into the next version of the feed's files.
 *
 * Cost follows the change: the content sum is kept, not computed; a delta holds only what differs; the snapshot, which costs in
 * proportion to everything, is written anew only when it is small or the deltas since have become many (publish.c, "policy").
 * Files with hashed names come first, feed.json last, each by fs_write. The signed manifest stands in hub.db before it stands
 * in the folder: after a crash between the two the next publish (or serve) puts it there. */
#ifndef LITFASS_HUB_PUBLISH_H
#define LITFASS_HUB_PUBLISH_H

#include "base/err.h"
#include "hub/hub.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct publication {
  int64_t version;
  int64_t entries;
  size_t put, dropped;
  bool changed; /* there is a new version */
  bool renewed; /* the same version, signed again with later dates */
};

/* Nothing changed: keeps the version; signs it again when it is more than a day old, so that it does not expire. */
MUST_USE bool publish(struct hub *hub, struct publication *out, struct err *err);

/* Only the renewal and the repair; never a new version. For `serve`. *version is 0 when nothing was published yet. */
MUST_USE bool publish_renew(struct hub *hub, int64_t *version, struct err *err);

/* Signs the present version anew, whatever its age: with another key. */
MUST_USE bool publish_again(struct hub *hub, int64_t *version, struct err *err);

#endif
