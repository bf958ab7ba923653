/* What each kind of body must be; the table behind message_open. Internal to sync/spool. */
#ifndef LITFASS_SPOOL_MESSAGE_BODY_H
#define LITFASS_SPOOL_MESSAGE_BODY_H

#include "base/arena.h"
#include "base/err.h"
#include "spool/message.h"

#include <jansson.h>
#include <stdbool.h>

/* Checks the body and cleans its texts in place. ERR_PARSE or ERR_TOO_BIG naming the member. */
MUST_USE bool message_body_check(enum message_kind kind, json_t *body, struct arena *arena, struct err *err);

#endif
