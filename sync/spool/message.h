/* What a kiosk tells its hub, as one line of JSON (FEED.md, "Back to the hub"):
 *
 *   {"format":"litfass-message/1","id":"<32 hex digits>","kind":"heartbeat","made":"2026-11-21T13:32:00Z","body":{…}}
 *
 * `made` is null while the clock is not trusted. What a visitor wrote travels as {"format","id","kind","sealed":base64}: body
 * and time are inside a libsodium sealed box (X25519, XSalsa20-Poly1305) for the house's key (the manifest's seal_key), padded
 * so that its length tells little; from then on neither the kiosk nor a thief can read it. message_open.h is the other end.
 *
 * The bodies. Texts are as typed, in any language, UTF-8; "" where a visitor wrote nothing; a limit counts characters.
 *
 *   counts  plain   {"day":"2026-11-21","visits":37,"taps":412,"topics":{"pflege":12},"kinds":{"service":20}}
 *                   what was touched on that day of the kiosk's place, and nothing about who. Each is a number of times: a
 *                   visit begins after two minutes without touch, taps hit a button, kinds are those of entries that were
 *                   opened, topics those of entries and of lists. One message a day, made when the day is over (counts.h);
 *                   should there be several for a day, they add up
 *   search  sealed  {"word":"demnez"}: 3 to 40 letters and hyphens; a search that ended without a result
 *   report  sealed  {"entry":"pflegestuetzpunkt","field":"telephone","text":"…"}: what is wrong with an entry; field is one of
 *                   telephone hours address gone other; text up to 1,000
 *   survey  sealed  {"survey":"umfrage-mein-quartier","answers":{"fehlt":[1],"aussehen":4,"wunsch":"…"}}: by question; the
 *                   numbers of chosen options, from 0, ascending (single: one of them, multiple: one or more); a step of the
 *                   scale, from 1 (as many as there are options, else 5); a text up to 1,000. Skipped questions are not there,
 *                   but at least one answer is
 *   idea    sealed  {"text":"…","contact":"…"}: up to 1,000 and 200
 *   offer   sealed  {"name":"…","description":"…","mode":"lend","side":"offer","contact":"…"}: mode and side as in an entry;
 *                   up to 80, 1,000 and 200; name and contact are never empty. The contact is for the caretaker: the visitor
 *                   was promised that it is not published
 *   picture plain   {"wish":"9f86d081884c7d65","state":"taken","picture":"…"}: of the resting display, because the hub asked
 * (shot.h) heartbeat plain what litfass-sync says about itself (client/mail.c) */
#ifndef LITFASS_SPOOL_MESSAGE_H
#define LITFASS_SPOOL_MESSAGE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum message_kind {
  MESSAGE_HEARTBEAT,
  MESSAGE_PICTURE,
  MESSAGE_COUNTS,
  MESSAGE_SEARCH,
  MESSAGE_SURVEY,
  MESSAGE_REPORT,
  MESSAGE_OFFER,
  MESSAGE_IDEA,
  MESSAGE_KINDS
};

#define MESSAGE_FORMAT "litfass-message/1"

enum {
  MESSAGE_ID_SIZE = 33,
  MESSAGE_MAX = 64 * 1024,
  MESSAGE_PADDING = 512, /* sealed texts differ in steps of this many bytes (sodium_pad) */
  MESSAGE_UNKNOWN_TIME = 0,
  SEAL_KEY_BYTES = 32
};

const char *message_kind_name(enum message_kind kind);
MUST_USE bool message_kind_parse(const char *name, enum message_kind *out);

/* Whether it holds words that a visitor typed: such messages are sealed, always. */
bool message_is_sealed(enum message_kind kind);
/* Whether a visitor sent it and was told that it will arrive: sealed, and never given up when the spool is full. */
bool message_is_visitors(enum message_kind kind);

/* One word as people look for it: 3 to 40 letters of any alphabet, hyphens between them; no digits, no signs, so that neither a
 * telephone number nor an address is one. */
bool message_is_word(const char *text);

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
