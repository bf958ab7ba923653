/* The code by which a person connects a new board with its hub.
 *
 * The board makes a device key (256 random bits in hex) and shows eight letters of that key's SHA-256; the hub is told the hash
 * alone and shows a person's eight letters to belong to it. So nobody between the two can put a key of his own in the board's
 * place without showing another code. Letters: Crockford's base 32, without I, L, O and U. */
#ifndef LITFASS_SPOOL_PAIRING_H
#define LITFASS_SPOOL_PAIRING_H

#include "base/compiler.h"

#include <stdbool.h>

enum { DEVICE_KEY_SIZE = 65, PAIRING_CODE_SIZE = 9 };

/* 256 random bits in hex; only the board has them. */
void device_key_make(char out[DEVICE_KEY_SIZE]);

/* SHA-256 of the key's text in hex: what the hub keeps. */
void device_key_hash(const char *key, char out[DEVICE_KEY_SIZE]);

/* Eight letters without a space; `hash` is 64 hex digits. */
void pairing_code(const char *hash, char out[PAIRING_CODE_SIZE]);

/* As a person types it: spaces, hyphens and lower case, O for 0, I and L for 1. False where eight letters do not come out. */
MUST_USE bool pairing_code_read(const char *text, char out[PAIRING_CODE_SIZE]);

#endif
