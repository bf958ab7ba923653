/* Envelopes from anybody: none opens, for nobody but the test knows the key. And any payload that is signed comes back. */
#include "base/compiler.h"
#include "feed/envelope.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct key_pair key;
  static const unsigned char none[KEY_PUBLIC_BYTES];
  scoped_buf text;
  scoped_buf payload;
  struct err err = {0};
  if (memcmp(key.public_key, none, sizeof none) == 0) key_generate(&key);
  buf_init(&text, ENVELOPE_MAX);
  buf_init(&payload, ENVELOPE_MAX);
  const unsigned char(*keys)[KEY_PUBLIC_BYTES] = (const unsigned char(*)[KEY_PUBLIC_BYTES]) & key.public_key;
  ASSERT(!envelope_open((const char *)data, size, FEED_PAYLOAD_TYPE, keys, 1, &payload, &err));
  ASSERT(payload.len == 0 && err.code != ERR_NONE);
  ASSERT(envelope_sign(FEED_PAYLOAD_TYPE, data, size, &key, &text, &err));
  ASSERT(envelope_open(text.data, text.len, FEED_PAYLOAD_TYPE, keys, 1, &payload, &err));
  ASSERT(payload.len == size && (size == 0 || memcmp(payload.data, data, size) == 0));
  return 0;
}
