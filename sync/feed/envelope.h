/* DSSE envelopes (secure-systems-lab/dsse v1) with Ed25519 signatures: what makes a manifest worth believing.
 *
 * {"payloadType":"…","payload":base64,"signatures":[{"keyid":hex,"sig":base64}]}; the signature covers
 * "DSSEv1" SP len(type) SP type SP len(payload) SP payload (PAE). Keys travel as 64 hex digits; keyid is the public key itself
 * in hex; other implementations may leave it out. Verification is libsodium's strict Ed25519, before anything inside the
 * payload is parsed. */
#ifndef LITFASS_FEED_ENVELOPE_H
#define LITFASS_FEED_ENVELOPE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { KEY_PUBLIC_BYTES = 32, KEY_SECRET_BYTES = 64, KEY_HEX_SIZE = 65 };
enum { ENVELOPE_MAX = 1440 * 1024, ENVELOPE_SIGNATURES_MAX = 16 }; /* a manifest of 1 MiB in base64, with room */

#define FEED_PAYLOAD_TYPE "application/vnd.litfass.feed.v1+json"
#define ROOT_PAYLOAD_TYPE "application/vnd.litfass.root.v1+json"

struct key_pair {
  unsigned char public_key[KEY_PUBLIC_BYTES];
  unsigned char secret_key[KEY_SECRET_BYTES];
};

void key_generate(struct key_pair *out);
MUST_USE bool key_parse(const char *hex, unsigned char public_key[KEY_PUBLIC_BYTES], struct err *err);
/* The public key's hex form is hex_format(public_key, 32, out). */

/* Replaces what `out` holds. */
MUST_USE bool envelope_sign(const char *payload_type, const void *payload, size_t len, const struct key_pair *key,
                            struct buf *out, struct err *err);

/* The same, signed by each of the keys: at least one, at most ENVELOPE_SIGNATURES_MAX. */
MUST_USE bool envelope_sign_all(const char *payload_type, const void *payload, size_t len, const struct key_pair *const *keys,
                                size_t key_count, struct buf *out, struct err *err);

/* Puts the payload into `out` only when at least one signature by one of `keys` (an array of `key_count` public keys) holds for
 * this payload type. ERR_DENIED otherwise, ERR_PARSE when it is no envelope at all.
 * Base64 is read in the standard and the URL-safe alphabet, as DSSE asks. `keyid` is a hint and decides nothing. */
MUST_USE bool envelope_open(const char *text, size_t len, const char *payload_type,
                            const unsigned char (*keys)[KEY_PUBLIC_BYTES], size_t key_count, struct buf *out, struct err *err);

#endif
