/* DSSE envelopes against an outside signer, and against everything that must not pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "feed/envelope.h"

#include <string.h>

/* Signed by python3-cryptography 48 with the key of RFC 8032, 7.1, test 1, over the PAE that the DSSE v1 protocol gives as its
 * example: "DSSEv1 29 http://example.com/HelloWorld 11 hello world". */
#define VECTOR_KEY "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
#define VECTOR_TYPE "http://example.com/HelloWorld"
#define VECTOR_SIG "4DHX3Zn4qpBKvEj7maE8O9u9bjXEnPLLnyXVUJ2PXJR8DSLcL3QDpFvfJOj3pB/SPHsl6Jg4boxsMb6KvuYABw=="
#define ENVELOPE(type, payload, sig)                                                                                           \
  "{\"payloadType\":\"" type "\",\"payload\":\"" payload "\",\"signatures\":[{\"keyid\":\"x\",\"sig\":\"" sig "\"}]}"

static bool open_with(const char *text, const char *key_hex, const char *type, struct buf *out, struct err *err) {
  unsigned char keys[1][KEY_PUBLIC_BYTES];
  assert_true(key_parse(key_hex, keys[0], err));
  return envelope_open(text, strlen(text), type, (const unsigned char(*)[KEY_PUBLIC_BYTES])keys, 1, out, err);
}

static void the_outside_signature_holds(void **state UNUSED) {
  scoped_buf payload;
  buf_init(&payload, 100);
  struct err err = {0};
  if (!open_with(ENVELOPE(VECTOR_TYPE, "aGVsbG8gd29ybGQ=", VECTOR_SIG), VECTOR_KEY, VECTOR_TYPE, &payload, &err))
    fail_msg("%s", err.msg);
  assert_string_equal(buf_text(&payload), "hello world");
}

static void our_signature_is_the_outside_one(void **state UNUSED) {
  struct key_pair key;
  assert_true(hex_parse("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60" VECTOR_KEY, key.secret_key, 64));
  assert_true(hex_parse(VECTOR_KEY, key.public_key, 32));
  scoped_buf text;
  buf_init(&text, ENVELOPE_MAX);
  struct err err = {0};
  assert_true(envelope_sign(VECTOR_TYPE, "hello world", 11, &key, &text, &err));
  assert_non_null(strstr(buf_text(&text), "\"payload\":\"aGVsbG8gd29ybGQ=\""));
  assert_non_null(strstr(buf_text(&text), "\"sig\":\"" VECTOR_SIG "\""));
  assert_non_null(strstr(buf_text(&text), "\"keyid\":\"" VECTOR_KEY "\""));
}

static const struct hostile {
  const char *text;
  enum err_code code;
} hostile[] = {
    {"", ERR_PARSE},
    {"[]", ERR_PARSE},
    {"{}", ERR_PARSE},
    {"<html>", ERR_PARSE},
    {ENVELOPE(VECTOR_TYPE, "aGVsbG8gd29ybGQ=", VECTOR_SIG) "x", ERR_PARSE},
    {ENVELOPE(VECTOR_TYPE, "aGVsbG8gd29ybGQ*", VECTOR_SIG), ERR_PARSE},
    {ENVELOPE(VECTOR_TYPE, "aGVsbG8g\\nd29ybGQ=", VECTOR_SIG), ERR_PARSE},
    {ENVELOPE(VECTOR_TYPE, "aGVsbG8gd29ybGR=", VECTOR_SIG), ERR_PARSE}, /* trailing bits: not canonical */
    {ENVELOPE(VECTOR_TYPE, "aGVsbG8gV29ybGQ=", VECTOR_SIG), ERR_DENIED},
    {ENVELOPE("http://example.com/HelloWorlD", "aGVsbG8gd29ybGQ=", VECTOR_SIG), ERR_DENIED},
    {ENVELOPE(VECTOR_TYPE, "aGVsbG8gd29ybGQ=", ""), ERR_DENIED},
    {ENVELOPE(VECTOR_TYPE, "aGVsbG8gd29ybGQ=", "AAAA"), ERR_DENIED},
    {"{\"payloadType\":\"" VECTOR_TYPE "\",\"payload\":\"aGVsbG8gd29ybGQ=\",\"signatures\":[]}", ERR_PARSE},
    {"{\"payloadType\":\"" VECTOR_TYPE "\",\"payload\":\"aGVsbG8gd29ybGQ=\",\"signatures\":[7,null,{}]}", ERR_DENIED},
    {"{\"payloadType\":\"" VECTOR_TYPE "\",\"payload\":\"aGVsbG8gd29ybGQ=\",\"signatures\":"
     "[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]}",
     ERR_PARSE},
    {"{\"payloadType\":\"" VECTOR_TYPE "\",\"payload\":7,\"signatures\":[]}", ERR_PARSE},
};

static void what_is_not_signed_is_not_opened(void **state UNUSED) {
  for (size_t i = 0; i < COUNT_OF(hostile); i++) {
    scoped_buf payload;
    buf_init(&payload, 100);
    buf_adds(&payload, "before");
    struct err err = {0};
    if (open_with(hostile[i].text, VECTOR_KEY, VECTOR_TYPE, &payload, &err)) fail_msg("opened: %s", hostile[i].text);
    if (err.code != hostile[i].code) fail_msg("%s\n gives %d: %s", hostile[i].text, (int)err.code, err.msg);
    assert_string_equal(buf_text(&payload), "before");
  }
}

static void another_key_or_type_is_denied(void **state UNUSED) {
  static const char text[] = ENVELOPE(VECTOR_TYPE, "aGVsbG8gd29ybGQ=", VECTOR_SIG);
  static const char other[] = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"; /* RFC 8032, test 2 */
  scoped_buf payload;
  buf_init(&payload, 100);
  struct err err = {0};
  assert_false(open_with(text, other, VECTOR_TYPE, &payload, &err));
  assert_int_equal(err.code, ERR_DENIED);
  assert_false(open_with(text, VECTOR_KEY, FEED_PAYLOAD_TYPE, &payload, &err));
  assert_int_equal(err.code, ERR_DENIED);
}

static void one_good_signature_among_bad_ones_is_enough(void **state UNUSED) {
  scoped_buf payload;
  buf_init(&payload, 100);
  struct err err = {0};
  assert_true(open_with("{\"payloadType\":\"" VECTOR_TYPE
                        "\",\"payload\":\"aGVsbG8gd29ybGQ\",\"signatures\":[7,{\"sig\":\"AA\"},"
                        "{\"sig\":\"" VECTOR_SIG "\"}]}",
                        VECTOR_KEY, VECTOR_TYPE, &payload, &err));
}

/* Bytes whose base64 holds '+' and '/', rewritten with '-' and '_'. */
static void url_safe_base64_is_read(void **state UNUSED) {
  struct key_pair key;
  key_generate(&key);
  unsigned char bytes[256];
  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (unsigned char)(255 - i);
  scoped_buf text;
  scoped_buf payload;
  buf_init(&text, ENVELOPE_MAX);
  buf_init(&payload, 256);
  struct err err = {0};
  assert_true(envelope_sign("t", bytes, sizeof bytes, &key, &text, &err)); /* the type has neither '+' nor '/' */
  assert_non_null(strchr(text.data, '+'));
  for (char *c = text.data; *c; c++)
    *c = *c == '+' ? '-' : *c == '/' ? '_' : *c;
  char hex[KEY_HEX_SIZE];
  hex_format(key.public_key, KEY_PUBLIC_BYTES, hex);
  if (!open_with(text.data, hex, "t", &payload, &err)) fail_msg("%s", err.msg);
  assert_int_equal(payload.len, sizeof bytes);
  assert_memory_equal(payload.data, bytes, sizeof bytes);
}

static void a_payload_beyond_the_callers_cap_is_too_big(void **state UNUSED) {
  scoped_buf payload;
  buf_init(&payload, 10);
  struct err err = {0};
  assert_false(open_with(ENVELOPE(VECTOR_TYPE, "aGVsbG8gd29ybGQ=", VECTOR_SIG), VECTOR_KEY, VECTOR_TYPE, &payload, &err));
  assert_int_equal(err.code, ERR_TOO_BIG);
}

static void keys_must_be_points_of_the_curve(void **state UNUSED) {
  static const char *const bad[] = {"",
                                    "00",
                                    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511",
                                    (VECTOR_KEY "00"),
                                    "0000000000000000000000000000000000000000000000000000000000000000",
                                    "0100000000000000000000000000000000000000000000000000000000000000"};
  unsigned char key[KEY_PUBLIC_BYTES];
  struct err err;
  for (size_t i = 0; i < COUNT_OF(bad); i++)
    if (key_parse(bad[i], key, &err)) fail_msg("accepted '%s'", bad[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_outside_signature_holds),
      cmocka_unit_test(our_signature_is_the_outside_one),
      cmocka_unit_test(what_is_not_signed_is_not_opened),
      cmocka_unit_test(another_key_or_type_is_denied),
      cmocka_unit_test(one_good_signature_among_bad_ones_is_enough),
      cmocka_unit_test(url_safe_base64_is_read),
      cmocka_unit_test(a_payload_beyond_the_callers_cap_is_too_big),
      cmocka_unit_test(keys_must_be_points_of_the_curve),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
