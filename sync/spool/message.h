/* What a kiosk tells its hub, as one line of JSON (FEED.md, "Back to the hub"):
 *
 *   {"format":"litfass-message/1","id":"<32 hex digits>","kind":"heartbeat","made":"2026-11-21T13:32:00Z","body":{…}}
 *
 * `made` is null while the clock is not trusted. What a visitor wrote travels as {"format","id","kind","sealed":base64}: body
 * and time are inside a libsodium sealed box (X25519, XSalsa20-Poly1305) for the house's key, padded so that its length tells
 * little; from then on neither the kiosk nor a thief can read it. */
#ifndef LITFASS_SPOOL_MESSAGE_H
#define LITFASS_SPOOL_MESSAGE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum message_kind {
  MESSAGE_HEARTBEAT,
  MESSAGE_COUNTS,
  MESSAGE_SURVEY,
  MESSAGE_REPORT,
  MESSAGE_OFFER,
  MESSAGE_IDEA,
  MESSAGE_KINDS
};

enum { MESSAGE_ID_SIZE = 33, MESSAGE_MAX = 64 * 1024, SEAL_KEY_BYTES = 32, MESSAGE_UNKNOWN_TIME = 0 };

const char *message_kind_name(enum message_kind kind);
MUST_USE bool message_kind_parse(const char *name, enum message_kind *out);

/* Whether a visitor wrote it: such messages are sealed, and the last to go when the spool is full. */
bool message_is_visitors(enum message_kind kind);

/* 128 random bits: the Idempotency-Key under which a message is sent, however often. */
void message_make_id(char out[MESSAGE_ID_SIZE]);

/* `body` is a JSON object as text. Replaces what `out` holds. ERR_PARSE when it is none, ERR_TOO_BIG beyond MESSAGE_MAX. */
MUST_USE bool message_plain(enum message_kind kind, const char *id, int64_t made_utc, const char *body, struct buf *out,
                            struct err *err);
/* `body` is the program's own JSON, up to half of MESSAGE_MAX, and not looked at: what was typed stays in the caller's memory
 * alone. ERR_DENIED when `key` is no public key. */
MUST_USE bool message_sealed(enum message_kind kind, const char *id, int64_t made_utc, const char *body,
                             const unsigned char key[SEAL_KEY_BYTES], struct buf *out, struct err *err);

#endif
