#include "spool/message.h"

#include "base/compiler.h"
#include "base/str.h"
#include "feed/stamp.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MADE_SIZE = STAMP_TEXT_SIZE + 2, WORD_MIN = 3, WORD_MAX_CHARACTERS = 40 };

static const struct {
  const char *name;
  bool is_sealed, is_visitors;
} kinds[MESSAGE_KINDS] = {
    [MESSAGE_HEARTBEAT] = {"heartbeat", false, false}, [MESSAGE_PICTURE] = {"picture", false, false},
    [MESSAGE_COUNTS] = {"counts", false, false},       [MESSAGE_SEARCH] = {"search", true, false},
    [MESSAGE_SURVEY] = {"survey", true, true},         [MESSAGE_REPORT] = {"report", true, true},
    [MESSAGE_OFFER] = {"offer", true, true},           [MESSAGE_IDEA] = {"idea", true, true},
};

const char *message_kind_name(enum message_kind kind) { return kinds[kind].name; }

bool message_kind_parse(const char *name, enum message_kind *out) {
  for (int kind = 0; kind < MESSAGE_KINDS; kind++)
    if (str_equals(kinds[kind].name, name)) return *out = (enum message_kind)kind, true;
  return false;
}

bool message_is_sealed(enum message_kind kind) { return kinds[kind].is_sealed; }

bool message_is_visitors(enum message_kind kind) { return kinds[kind].is_visitors; }

/* Letters and their marks of the scripts that are written here. */
static bool is_letter(uint32_t c) {
  static const struct {
    uint32_t first, last;
  } letters[] = {{'A', 'Z'},     {'a', 'z'},     {0xC0, 0xD6},     {0xD8, 0xF6},    {0xF8, 0x24F},
                 {0x300, 0x36F}, {0x370, 0x3FF}, {0x400, 0x52F},   {0x531, 0x587},  {0x5D0, 0x5EA},
                 {0x620, 0x65F}, {0x66E, 0x6D3}, {0x1E00, 0x1EFF}, {0x2019, 0x2019}};
  for (size_t i = 0; i < COUNT_OF(letters); i++)
    if (c >= letters[i].first && c <= letters[i].last) return true;
  return false;
}

bool message_is_word(const char *text) {
  size_t left = strlen(text), count = 0, width;
  uint32_t c = '-';
  for (; left > 0; text += width, left -= width, count++) {
    bool after_hyphen = c == '-';
    width = utf8_decode(text, left, &c);
    if (width == 0 || (c == '-' ? after_hyphen : !is_letter(c))) return false;
  }
  return count >= WORD_MIN && count <= WORD_MAX_CHARACTERS && c != '-';
}

void message_make_id(char out[MESSAGE_ID_SIZE]) {
  unsigned char random[(MESSAGE_ID_SIZE - 1) / 2];
  ASSERT(sodium_init() >= 0);
  randombytes_buf(random, sizeof random);
  hex_format(random, sizeof random, out);
}

/* As JSON. */
static void format_made(int64_t made_utc, char out[MADE_SIZE]) {
  char stamp[STAMP_TEXT_SIZE];
  stamp_format(made_utc, stamp);
  if (made_utc == MESSAGE_UNKNOWN_TIME)
    str_copy(out, MADE_SIZE, "null");
  else
    snprintf(out, MADE_SIZE, "\"%s\"", stamp);
}

static json_t *parse_body(const char *body, struct err *err) {
  json_error_t at;
  json_t *object = json_loads(body, JSON_REJECT_DUPLICATES, &at);
  if (!object) {
    err_set(err, ERR_PARSE, "message: %s", at.text);
  } else if (!json_is_object(object)) {
    json_decref(object);
    object = NULL;
    err_set(err, ERR_PARSE, "message: the body is no JSON object");
  }
  return object;
}

static bool dump(const json_t *object, struct buf *out, struct err *err) {
  char *text = json_dumps(object, JSON_COMPACT);
  ASSERT(text != NULL);
  buf_clear(out);
  bool ok = strlen(text) < MESSAGE_MAX && buf_adds(out, text) && buf_addc(out, '\n');
  free(text);
  return ok || err_set(err, ERR_TOO_BIG, "a message has more than %d bytes", MESSAGE_MAX);
}

static json_t *envelope(enum message_kind kind, const char *id) {
  return json_pack("{s:s,s:s,s:s}", "format", MESSAGE_FORMAT, "id", id, "kind", kinds[kind].name);
}

bool message_plain(enum message_kind kind, const char *id, int64_t made_utc, const char *body, struct buf *out,
                   struct err *err) {
  char made[MADE_SIZE];
  json_t *content = parse_body(body, err);
  if (!content) return false;
  json_t *message = envelope(kind, id);
  format_made(made_utc, made);
  json_object_set_new(message, "made", json_loads(made, JSON_DECODE_ANY, NULL));
  json_object_set_new(message, "body", content);
  bool ok = dump(message, out, err);
  json_decref(message);
  return ok;
}

/* Pads, seals, and writes as base64; NULL when the key is none. Not by way of JSON values or growing buffers: those leave
 * copies of what a visitor wrote in freed memory. */
static char *seal(const char *made, const char *body, const unsigned char key[SEAL_KEY_BYTES]) {
  static const char format[] = "{\"made\":%s,\"body\":%s}";
  size_t len = (size_t)snprintf(NULL, 0, format, made, body);
  size_t room = (len / MESSAGE_PADDING + 1) * MESSAGE_PADDING;
  size_t padded = 0;
  size_t coded = sodium_base64_encoded_len(room + crypto_box_SEALBYTES, sodium_base64_VARIANT_ORIGINAL);
  unsigned char *plain = calloc(1, room);
  unsigned char *box = malloc(room + crypto_box_SEALBYTES);
  char *out = malloc(coded);
  ASSERT(plain && box && out && sodium_init() >= 0);
  snprintf((char *)plain, room, format, made, body);
  ASSERT(sodium_pad(&padded, plain, len, MESSAGE_PADDING, room) == 0 && padded == room);
  bool ok = crypto_box_seal(box, plain, room, key) == 0; /* refuses what is no point of the curve */
  if (ok) sodium_bin2base64(out, coded, box, room + crypto_box_SEALBYTES, sodium_base64_VARIANT_ORIGINAL);
  sodium_memzero(plain, room);
  free(plain);
  free(box);
  if (ok) return out;
  free(out);
  return NULL;
}

bool message_sealed(enum message_kind kind, const char *id, int64_t made_utc, const char *body,
                    const unsigned char key[SEAL_KEY_BYTES], struct buf *out, struct err *err) {
  char made[MADE_SIZE];
  if (strlen(body) > MESSAGE_MAX / 2)
    return err_set(err, ERR_TOO_BIG, "a visitor's message has more than %d bytes", MESSAGE_MAX / 2);
  format_made(made_utc, made);
  char *sealed = seal(made, body, key);
  if (!sealed) return err_set(err, ERR_DENIED, "the key for visitors' messages is no key");
  json_t *message = envelope(kind, id);
  json_object_set_new(message, "sealed", json_string(sealed));
  free(sealed);
  bool ok = dump(message, out, err);
  json_decref(message);
  return ok;
}
