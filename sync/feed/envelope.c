#include "feed/envelope.h"

#include "base/str.h"
#include "feed/strict.h"

#include <sodium.h>
#include <string.h>

_Static_assert(KEY_PUBLIC_BYTES == crypto_sign_PUBLICKEYBYTES, "Ed25519");
_Static_assert(KEY_SECRET_BYTES == crypto_sign_SECRETKEYBYTES, "Ed25519");

void key_generate(struct key_pair *out) {
  ASSERT(sodium_init() >= 0);
  crypto_sign_keypair(out->public_key, out->secret_key);
}

bool key_parse(const char *hex, unsigned char public_key[KEY_PUBLIC_BYTES], struct err *err) {
  unsigned char key[KEY_PUBLIC_BYTES];
  if (!hex_parse(hex, key, sizeof key)) return err_set(err, ERR_PARSE, "a key is %d hex digits", 2 * KEY_PUBLIC_BYTES);
  ASSERT(sodium_init() >= 0);
  if (!crypto_core_ed25519_is_valid_point(key)) return err_set(err, ERR_PARSE, "'%.16s…' is no Ed25519 public key", hex);
  memcpy(public_key, key, sizeof key);
  return true;
}

/* Pre-authentication encoding, DSSE v1 protocol: everything before the payload itself. */
static void add_pae_head(struct buf *out, const char *payload_type, size_t payload_len) {
  buf_addf(out, "DSSEv1 %zu %s %zu ", strlen(payload_type), payload_type, payload_len);
}

static void add_base64(struct buf *out, const unsigned char *data, size_t len) {
  char quad[5];
  for (size_t i = 0; i < len; i += 3) {
    size_t part = len - i < 3 ? len - i : 3;
    sodium_bin2base64(quad, sizeof quad, data + i, part, sodium_base64_VARIANT_ORIGINAL);
    buf_adds(out, quad);
  }
}

static void add_signature(struct buf *out, const struct buf *message, const struct key_pair *key) {
  unsigned char signature[crypto_sign_BYTES];
  char key_id[KEY_HEX_SIZE];
  crypto_sign_detached(signature, NULL, (const unsigned char *)message->data, message->len, key->secret_key);
  hex_format(key->public_key, KEY_PUBLIC_BYTES, key_id);
  buf_addf(out, "{\"keyid\":\"%s\",\"sig\":\"", key_id);
  add_base64(out, signature, sizeof signature);
  buf_adds(out, "\"}");
}

bool envelope_sign_all(const char *payload_type, const void *payload, size_t len, const struct key_pair *const *keys,
                       size_t key_count, struct buf *out, struct err *err) {
  ASSERT(sodium_init() >= 0 && key_count >= 1 && key_count <= ENVELOPE_SIGNATURES_MAX);
  scoped_buf message;
  buf_init(&message, ENVELOPE_MAX);
  add_pae_head(&message, payload_type, len);
  buf_add(&message, payload, len);
  if (!buf_ok(&message, err)) return err_prefix(err, "payload");
  buf_clear(out);
  buf_adds(out, "{\"payload\":\"");
  add_base64(out, payload, len);
  buf_addf(out, "\",\"payloadType\":\"%s\",\"signatures\":[", payload_type);
  for (size_t i = 0; i < key_count; i++) {
    if (i > 0) buf_addc(out, ',');
    add_signature(out, &message, keys[i]);
  }
  buf_adds(out, "]}");
  return buf_ok(out, err);
}

bool envelope_sign(const char *payload_type, const void *payload, size_t len, const struct key_pair *key, struct buf *out,
                   struct err *err) {
  return envelope_sign_all(payload_type, payload, len, &key, 1, out, err);
}

/* Either alphabet, with or without padding; nothing else, no line breaks. */
static bool decode_base64(const char *text, size_t text_len, unsigned char *out, size_t size, size_t *len) {
  static const int variants[] = {sodium_base64_VARIANT_ORIGINAL, sodium_base64_VARIANT_URLSAFE,
                                 sodium_base64_VARIANT_ORIGINAL_NO_PADDING, sodium_base64_VARIANT_URLSAFE_NO_PADDING};
  for (size_t i = 0; i < COUNT_OF(variants); i++) {
    const char *end;
    if (sodium_base642bin(out, size, text, text_len, NULL, len, &end, variants[i]) == 0 && end == text + text_len) return true;
  }
  return false;
}

static bool decode_payload(const json_t *envelope, struct buf *out, struct err *err) {
  const char *text;
  if (!strict_string(envelope, "payload", &text, err)) return false;
  size_t text_len = strlen(text);
  scoped_buf bytes;
  buf_init(&bytes, ENVELOPE_MAX);
  if (!buf_add(&bytes, text, text_len)) return buf_ok(&bytes, err); /* the decoded payload is shorter than its text */
  size_t len = 0;
  if (text_len > 0 && !decode_base64(text, text_len, (unsigned char *)bytes.data, text_len, &len))
    return err_set(err, ERR_PARSE, "field 'payload': not base64");
  buf_clear(out);
  if (!buf_add(out, buf_text(&bytes), len))
    return err_set(err, ERR_TOO_BIG, "payload of %zu bytes, at most %zu", len, out->max);
  return true;
}

/* True when the signature is one of these keys'; false also when it has no usable form. */
static bool signature_holds(const json_t *signature, const struct buf *message, const unsigned char (*keys)[KEY_PUBLIC_BYTES],
                            size_t key_count) {
  const json_t *text = json_object_get(signature, "sig");
  unsigned char bytes[crypto_sign_BYTES];
  size_t len;
  if (!json_is_string(text)) return false;
  if (!decode_base64(json_string_value(text), json_string_length(text), bytes, sizeof bytes, &len) || len != sizeof bytes)
    return false;
  for (size_t i = 0; i < key_count; i++)
    if (crypto_sign_verify_detached(bytes, (const unsigned char *)message->data, message->len, keys[i]) == 0) return true;
  return false;
}

static bool any_signature_holds(const json_t *signatures, const char *payload_type, const struct buf *payload,
                                const unsigned char (*keys)[KEY_PUBLIC_BYTES], size_t key_count) {
  scoped_buf message;
  buf_init(&message, ENVELOPE_MAX);
  add_pae_head(&message, payload_type, payload->len);
  buf_add(&message, buf_text(payload), payload->len);
  if (message.overflowed) return false;
  for (size_t i = 0; i < json_array_size(signatures); i++)
    if (signature_holds(json_array_get(signatures, i), &message, keys, key_count)) return true;
  return false;
}

bool envelope_open(const char *text, size_t len, const char *payload_type, const unsigned char (*keys)[KEY_PUBLIC_BYTES],
                   size_t key_count, struct buf *out, struct err *err) {
  ASSERT(sodium_init() >= 0);
  scoped_json *envelope = strict_load(text, len, ENVELOPE_MAX, err);
  const char *type;
  scoped_buf payload;
  buf_init(&payload, out->max);
  if (!envelope || !strict_string(envelope, "payloadType", &type, err) || !decode_payload(envelope, &payload, err))
    return err_prefix(err, "envelope");
  const json_t *signatures = json_object_get(envelope, "signatures");
  if (!json_is_array(signatures) || json_array_size(signatures) == 0 || json_array_size(signatures) > ENVELOPE_SIGNATURES_MAX)
    return err_set(err, ERR_PARSE, "envelope: needs a list of 1 to %d signatures", ENVELOPE_SIGNATURES_MAX);
  if (!str_equals(type, payload_type)) return err_set(err, ERR_DENIED, "envelope: payload type '%.80s' is not expected", type);
  if (!any_signature_holds(signatures, payload_type, &payload, keys, key_count))
    return err_set(err, ERR_DENIED, "envelope: no signature by a trusted key");
  buf_clear(out);
  buf_add(out, buf_text(&payload), payload.len);
  return buf_ok(out, err);
}
