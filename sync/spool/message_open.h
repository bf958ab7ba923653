/* The hub's end of a message: from the line that a kiosk sent to what it says.
 *
 * Nothing about a line is believed: it is strict JSON with exactly the members of message.h, a known kind, a visitor's words
 * sealed and everything else not, every member of a body there, of its type and within its limit. Texts come back cleaned as
 * entries' texts are (feed/text.h, QUALITY S4), so that they may be shown and published. */
#ifndef LITFASS_SPOOL_MESSAGE_OPEN_H
#define LITFASS_SPOOL_MESSAGE_OPEN_H

#include "base/arena.h"
#include "base/err.h"
#include "spool/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The house's key: X25519. */
struct seal_pair {
  unsigned char public_key[SEAL_KEY_BYTES];
  unsigned char secret_key[SEAL_KEY_BYTES];
};

void seal_pair_generate(struct seal_pair *out);

/* The pair that belongs to a secret key; ERR_DENIED when it is none (all zero). */
MUST_USE bool seal_pair_of(const unsigned char secret_key[SEAL_KEY_BYTES], struct seal_pair *out, struct err *err);

struct message {
  enum message_kind kind;
  char id[MESSAGE_ID_SIZE];
  int64_t made_utc; /* MESSAGE_UNKNOWN_TIME: the kiosk's clock was not trusted */
  const char *body; /* a JSON object as message.h describes it for the kind, keys sorted; in the arena */
};

/* Only the frame, without a key: kind and id, that it is sealed where it must be. For whoever takes messages in.
 * ERR_PARSE, ERR_TOO_BIG. made_utc and body of what is sealed stay unknown (MESSAGE_UNKNOWN_TIME, NULL). */
MUST_USE bool message_look(const char *line, size_t len, struct arena *arena, struct message *out, struct err *err);

/* All of it; a newline at the end may be there. `house` may be NULL for messages that are not sealed.
 * ERR_DENIED: sealed for another key, or damaged; ERR_PARSE, ERR_TOO_BIG: not as message.h says. */
MUST_USE bool message_open(const char *line, size_t len, const struct seal_pair *house, struct arena *arena,
                           struct message *out, struct err *err);

#endif
