/* Pictures of the displays, which a person asks for and a board makes when nobody is there (spool/shot.h). One wish at a time
 * for each board, with a word of its own: an answer to any other is left alone, so a board cannot send what nobody asked for.
 */
#ifndef LITFASS_HUB_SHOTS_H
#define LITFASS_HUB_SHOTS_H

#include "base/arena.h"
#include "base/err.h"
#include "hub/query.h"

#include <stdbool.h>
#include <stdint.h>

enum { SHOT_WISH_S = 86400 }; /* then nobody waits for it any more */

/* Within a transaction. */
MUST_USE bool shot_ask(struct store *store, int64_t screen, int64_t now, struct err *err);

MUST_USE bool shot_is_wanted(struct store *store, int64_t screen, const char *wish, int64_t now, bool *out, struct err *err);

/* Why there is none yet: "busy", "dark". */
MUST_USE bool shot_note(struct store *store, int64_t screen, const char *state, struct err *err);
/* What came was no picture: the wish is over. */
MUST_USE bool shot_refuse(struct store *store, int64_t screen, struct err *err);
/* A picture that picture_clean has written; `made` is when the board took it, or when it came. */
MUST_USE bool shot_keep(struct store *store, int64_t screen, const void *data, size_t len, int64_t made, struct err *err);

/* The last picture; *data is NULL where there is none. In the arena. */
MUST_USE bool shot_load(struct store *store, int64_t screen, struct arena *arena, const void **data, size_t *len,
                        struct err *err);

#endif
