/* The boards that belong to this hub: how they are paired, what they say about themselves, what they are told.
 *
 * A board proves itself by its device key (spool/pairing.h); hub.db keeps its SHA-256. A revoked board is refused and keeps
 * showing what it has; its key never comes back. */
#ifndef LITFASS_HUB_SCREENS_H
#define LITFASS_HUB_SCREENS_H

#include "base/arena.h"
#include "base/err.h"
#include "hub/query.h"

#include <stdbool.h>
#include <stdint.h>

enum {
  PAIRING_S = 30 * 60,    /* how long a code waits for a person */
  PAIRINGS_MAX = 200,     /* codes waiting at once */
  PAIRINGS_PER_PEER = 20, /* of one address */
  HEARTBEAT_MAX = 8 * 1024,
  ASKED_EVERY_S = 300,
};

/* 0: unknown or revoked. */
MUST_USE bool screen_by_key(struct store *store, const char *device_key, int64_t *id, struct err *err);

enum pairing_state { PAIRING_WAITING, PAIRING_DONE, PAIRING_REVOKED };

/* A board asks to be paired, again and again until a person has typed its code. `hash` is of its key. ERR_TOO_BIG: too many
 * wait already. */
MUST_USE bool pairing_ask(struct store *store, const char *hash, const char *peer, int64_t now, enum pairing_state *out,
                          struct err *err);

/* What a person typed. *hash is NULL where no board waits under this code. */
MUST_USE bool pairing_find(struct store *store, const char *code, int64_t now, struct arena *arena, const char **hash,
                           struct err *err);

/* What a person decides for a board. Texts may be "". */
struct screen_plan {
  const char *name;      /* "Gemeindehaus, Foyer" */
  const char *place;     /* id of the place entry where it stands */
  const char *languages; /* "de de-simple tr": which are offered; "": all */
  const char *topics;    /* "pflege energie": which are shown; "": all */
  const char *hours;     /* when the panel is lit, in OpenStreetMap syntax; "": always */
};

/* Ends the waiting of `hash` and makes it one of ours. */
MUST_USE bool screen_add(struct store *store, const char *hash, const struct screen_plan *plan, int64_t now, int64_t *id,
                         struct err *err);
MUST_USE bool screen_save(struct store *store, int64_t id, const struct screen_plan *plan, struct err *err);
MUST_USE bool screen_revoke(struct store *store, int64_t id, int64_t now, struct err *err);

/* Any sign of life; `heartbeat` is its body (JSON) or NULL. A heartbeat that was made before the one we have is left alone. */
MUST_USE bool screen_heard(struct store *store, int64_t id, const char *heartbeat, int64_t made, int64_t now, struct err *err);

/* A board has asked what is wanted of it, as it does after each poll: a sign of life too, noted every five minutes at most,
 * since thousands of boards ask each minute. */
MUST_USE bool screen_asked(struct store *store, int64_t id, int64_t now, struct err *err);

/* What the board is told in answer to that and to a message: {"name","place","languages","topics","hours","picture"}; the last
 * is the word of a wish for a picture (shots.h) or "". */
MUST_USE bool screen_settings(struct store *store, int64_t id, int64_t now, struct arena *arena, const char **json,
                              struct err *err);

#endif
