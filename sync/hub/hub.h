/* One hub's folder, opened: its database, its clock, its keys.
 *
 *   D/hub.db          the content and its settings (store.h)
 *   D/keys/NAME.secret Ed25519 secret keys in hex, mode 0600: root (signs root.json) and publishing (signs feed.json)
 *   D/keys/house.secret opens what visitors wrote (house.h)
 *   D/feed/           what any static web server can serve (FEED.md)
 */
#ifndef LITFASS_HUB_HUB_H
#define LITFASS_HUB_HUB_H

#include "base/clock.h"
#include "base/err.h"
#include "feed/envelope.h"
#include "hub/store.h"

#include <limits.h>

struct hub {
  const char *dir; /* borrowed */
  struct store *store;
  struct clock clock; /* in the hub's zone */
};

/* `clock_text` is the value of --clock or NULL. ERR_NOT_FOUND: the folder holds no hub. */
MUST_USE bool hub_open(struct hub *hub, const char *dir, const char *clock_text, struct err *err);
void hub_close(struct hub *hub);

#define scoped_hub CLEANUP(hub_close) struct hub

/* "D/<name>"; ERR_TOO_BIG when the path does not fit. */
MUST_USE bool hub_path(const char *dir, const char *name, char out[PATH_MAX], struct err *err);

/* `name` is "root" or "publishing". */
MUST_USE bool hub_save_key(const char *dir, const char *name, const struct key_pair *key, struct err *err);
MUST_USE bool hub_load_key(const char *dir, const char *name, struct key_pair *out, struct err *err);

#endif
