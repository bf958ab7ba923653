/* The last step of a publication: feed.json comes to what hub.db says, then goes what no client can be reading any more. */
#ifndef LITFASS_HUB_RELEASE_H
#define LITFASS_HUB_RELEASE_H

#include "base/err.h"
#include "hub/hub.h"

#include <stdbool.h>

/* In a transaction of its own, so that of two publishers at once the later version stays. `clean` removes old snapshots, deltas
 * and pictures, and what a cut-off publisher left behind. */
MUST_USE bool release(struct hub *hub, bool clean, struct err *err);

#endif
