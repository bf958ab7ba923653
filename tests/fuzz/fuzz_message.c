/* Messages from kiosks: the input once as a line, once as what is in a box sealed for us. What is opened opens again equal. */
#include "base/compiler.h"
#include "spool/message_open.h"

#include <sodium.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const unsigned char secret[SEAL_KEY_BYTES] = {1, 2, 3};

static void check(const struct message *message) {
  scoped_arena arena = {0};
  scoped_buf line;
  struct seal_pair house;
  struct message again;
  struct err err;
  buf_init(&line, MESSAGE_MAX);
  ASSERT(seal_pair_of(secret, &house, &err) && message->body[0] == '{');
  bool made = message_is_sealed(message->kind)
                  ? message_sealed(message->kind, message->id, message->made_utc, message->body, house.public_key, &line, &err)
                  : message_plain(message->kind, message->id, message->made_utc, message->body, &line, &err);
  if (!made && err.code == ERR_TOO_BIG) return;
  ASSERT(made && message_open(line.data, line.len, &house, &arena, &again, &err));
  ASSERT(strcmp(again.body, message->body) == 0 && again.kind == message->kind);
}

static void try_line(const char *text, size_t len, const struct seal_pair *house) {
  scoped_arena arena = {0};
  struct message message;
  struct err err;
  if (message_open(text, len, house, &arena, &message, &err)) check(&message);
}

/* The input as the content of a box, under each kind that is sealed. */
static void try_boxes(const uint8_t *data, size_t size, const struct seal_pair *house) {
  static unsigned char plain[MESSAGE_MAX], box[MESSAGE_MAX + crypto_box_SEALBYTES];
  static char coded[2 * MESSAGE_MAX], line[2 * MESSAGE_MAX + 256];
  size_t padded;
  if (size + MESSAGE_PADDING > MESSAGE_MAX / 2) return;
  memcpy(plain, data, size);
  ASSERT(sodium_pad(&padded, plain, size, MESSAGE_PADDING, sizeof plain) == 0);
  ASSERT(crypto_box_seal(box, plain, padded, house->public_key) == 0);
  sodium_bin2base64(coded, sizeof coded, box, padded + crypto_box_SEALBYTES, sodium_base64_VARIANT_ORIGINAL);
  for (int kind = MESSAGE_SEARCH; kind < MESSAGE_KINDS; kind++) {
    int len = snprintf(line, sizeof line, "{\"format\":\"%s\",\"id\":\"%032d\",\"kind\":\"%s\",\"sealed\":\"%s\"}",
                       MESSAGE_FORMAT, 0, message_kind_name((enum message_kind)kind), coded);
    try_line(line, (size_t)len, house);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct seal_pair house;
  struct err err;
  ASSERT(seal_pair_of(secret, &house, &err));
  try_line((const char *)data, size, &house);
  try_boxes(data, size, &house);
  return 0;
}
