/* The body of a message of kind "picture": what a board answers when its hub has asked for a picture of the display.
 *
 *   {"wish":"9f86d081884c7d65","state":"taken","picture":"<base64 of a JPEG>"}
 *
 * A board takes one only while nobody is there (app/screens/app_shot.h). Before that it may say why there is none yet: state
 * "busy" (somebody is at the board) or "dark" (the panel is off), with picture "". Not sealed: what it shows hangs in public.
 */
#ifndef LITFASS_SPOOL_SHOT_H
#define LITFASS_SPOOL_SHOT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum {
  SHOT_BYTES_MAX = 44 * 1024, /* as base64 it fits into a message (message.h) */
  SHOT_SIDE_MAX = 960,        /* pixels */
  SHOT_WISH_SIZE = 17         /* 16 hex digits */
};

enum shot_state { SHOT_TAKEN, SHOT_BUSY, SHOT_DARK, SHOT_STATES };

struct shot {
  const char *wish;
  enum shot_state state;
  const void *picture; /* SHOT_TAKEN: a JPEG; else NULL */
  size_t len;
};

const char *shot_state_name(enum shot_state state);

/* ERR_TOO_BIG beyond SHOT_BYTES_MAX. */
MUST_USE bool shot_body(const struct shot *shot, struct buf *out, struct err *err);

/* `body` as message_open gives it. Strings and bytes live in the arena. ERR_PARSE: a picture where there can be none, or none
 * where there must be one. */
MUST_USE bool shot_parse(const char *body, struct arena *arena, struct shot *out, struct err *err);

#endif
