/* What boards send: taken in once, kept as it came. Visitors' words stay sealed in hub.db; who reads them needs the house's key
 * (house.h, spool/message_open.h). */
#ifndef LITFASS_HUB_INBOX_H
#define LITFASS_HUB_INBOX_H

#include "base/arena.h"
#include "base/err.h"
#include "hub/query.h"

#include <stdbool.h>
#include <stdint.h>

struct letter {
  int64_t screen;   /* whose */
  const char *line; /* as it came; message.h */
  size_t len;
  const char *key; /* its Idempotency-Key: must be the message's id; "" where none came */
};

/* Within a transaction. *is_new is false for one that came before: it is taken all the same, nothing is done twice.
 * ERR_PARSE, ERR_TOO_BIG: it will never be taken. */
MUST_USE bool inbox_take(struct store *store, const struct letter *letter, int64_t now, bool *is_new, struct err *err);

#endif
