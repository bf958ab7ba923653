/* The house's key: what visitors write on a screen is sealed for it (spool/message.h), so that neither the kiosk nor the web
 * server that carries the feed can read it.
 *
 *   D/keys/house.secret   X25519 secret key in hex, mode 0600. It may leave the machine; then messages are read where it is
 *   hub.db, "seal_key"    its public half, which every manifest carries */
#ifndef LITFASS_HUB_HOUSE_H
#define LITFASS_HUB_HOUSE_H

#include "base/err.h"
#include "hub/hub.h"
#include "spool/message_open.h"

#include <stdbool.h>

enum { SEAL_KEY_HEX_SIZE = 2 * SEAL_KEY_BYTES + 1 };

/* Makes the key, or takes up the one that a cut-off attempt has left, and gives its public half in hex. */
MUST_USE bool house_make(const char *dir, char public_hex[SEAL_KEY_HEX_SIZE], struct err *err);

/* For hubs from before there was such a key: makes it and notes it in hub.db, within the caller's transaction. *made tells
 * that the manifest does not name it yet. */
MUST_USE bool house_ensure(struct hub *hub, bool *made, struct err *err);

/* ERR_NOT_FOUND: it is kept elsewhere; ERR_CORRUPT: the file is no key. The caller wipes `out` (sodium_memzero). */
MUST_USE bool house_load(const char *dir, struct seal_pair *out, struct err *err);

#endif
