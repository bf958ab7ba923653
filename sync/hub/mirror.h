/* The feed in an S3-compatible object store, so that any store or CDN serves the boards: the folder D/feed is uploaded file by
 * file, immutable files first, root.json, feed.json last; then goes what the folder no longer has.
 *
 * Settings of the hub: s3_url ("https://s3.example.org/bucket/prefix"), s3_region ("eu-central-1"); keys/s3.secret has the
 * access key and the secret key, parted by a space. Nothing set: nothing is mirrored. Table `mirror` knows what is there. */
#ifndef LITFASS_HUB_MIRROR_H
#define LITFASS_HUB_MIRROR_H

#include "hub/hub.h"

#include <stdbool.h>
#include <stddef.h>

/* Brings the store to what the folder has; *sent and *removed count files. Cheap when nothing changed: no request. Blocks as
 * long as the network does; stops at the first file that fails, and the next call goes on there. */
MUST_USE bool mirror_run(struct hub *hub, size_t *sent, size_t *removed, struct err *err);

#endif
