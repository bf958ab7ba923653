/* What boards send: taken in once, kept as it came. Visitors' words stay sealed in hub.db; they are opened with the house's key
 * (house.h) when somebody reads them, and counted where a count is all that matters. */
#ifndef LITFASS_HUB_INBOX_H
#define LITFASS_HUB_INBOX_H

#include "base/arena.h"
#include "base/err.h"
#include "hub/hub.h"
#include "spool/message.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct letter {
  int64_t screen;   /* whose */
  const char *line; /* as it came; message.h */
  size_t len;
  const char *key; /* its Idempotency-Key: must be the message's id; "" where none came */
};

/* MESSAGE_KINDS for what is no message at all. */
enum message_kind inbox_kind(const struct letter *letter);

/* Within a transaction; not for pictures (shots.h). *is_new is false for one that came before: it is taken all the same,
 * nothing is done twice. ERR_PARSE, ERR_TOO_BIG: it will never be taken. */
MUST_USE bool inbox_take(struct store *store, const struct letter *letter, int64_t now, bool *is_new, struct err *err);

enum { INBOX_PORTION = 200, INBOX_KEEP_S = 400 * 86400 };

/* The oldest letters of a kind that nobody has settled yet, at most INBOX_PORTION: [{id, received, screen, body}], `screen` the
 * board's name, `body` as in message.h. *is_locked: there are some, but the house's key is kept elsewhere. Letters that no key
 * opens are settled and noted in the log. */
MUST_USE bool inbox_read(struct hub *hub, enum message_kind kind, json_t **out, bool *is_locked, struct err *err);

/* One of them; *out is NULL where there is none. */
MUST_USE bool inbox_find(struct hub *hub, enum message_kind kind, const char *id, json_t **out, struct err *err);

/* Somebody has seen to it: the words go, the id stays so that it is not taken again. */
MUST_USE bool inbox_settle(struct hub *hub, const char *id, struct err *err);

/* Counts searches without a result into table search_word, and answers to surveys into survey_answer; what has been counted is
 * settled (survey answers in words are kept, still sealed). Cheap when nothing new came; in transactions of its own. */
MUST_USE bool inbox_count(struct hub *hub, struct err *err);

/* Answers to surveys in words that were counted, newest first, at most `limit`: as inbox_read gives them; none without the
 * house's key. */
MUST_USE bool inbox_read_texts(struct hub *hub, int64_t limit, json_t **out, struct err *err);

/* Forgets the ids of what was settled long ago. */
MUST_USE bool inbox_sweep(struct hub *hub, struct err *err);

#endif
