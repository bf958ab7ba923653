#include "spool/message_open.h"

#include "base/compiler.h"
#include "base/str.h"
#include "feed/stamp.h"
#include "feed/strict.h"
#include "spool/message_body.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { FRAME_MEMBERS_SEALED = 4, FRAME_MEMBERS_PLAIN = 5, CONTENT_MEMBERS = 2 };

/* ---- the house's key ---- */

void seal_pair_generate(struct seal_pair *out) {
  ASSERT(sodium_init() >= 0);
  crypto_box_keypair(out->public_key, out->secret_key);
}

bool seal_pair_of(const unsigned char secret_key[SEAL_KEY_BYTES], struct seal_pair *out, struct err *err) {
  ASSERT(sodium_init() >= 0);
  if (sodium_is_zero(secret_key, SEAL_KEY_BYTES)) return err_set(err, ERR_DENIED, "the house's key is no key");
  memcpy(out->secret_key, secret_key, SEAL_KEY_BYTES);
  return crypto_scalarmult_base(out->public_key, secret_key) == 0 || err_set(err, ERR_DENIED, "the house's key is no key");
}

/* ---- the frame ---- */

static bool read_id(const json_t *object, char out[MESSAGE_ID_SIZE], struct err *err) {
  const char *id;
  if (!strict_string(object, "id", &id, err)) return false;
  if (strlen(id) != MESSAGE_ID_SIZE - 1 || strspn(id, "0123456789abcdef") != MESSAGE_ID_SIZE - 1)
    return err_set(err, ERR_PARSE, "message: the id is none");
  memcpy(out, id, MESSAGE_ID_SIZE);
  return true;
}

/* Format, id and kind; that it is sealed or not as its kind asks; no member too many. */
static bool read_frame(const json_t *object, struct message *out, struct err *err) {
  const char *format;
  const char *kind;
  if (!strict_string(object, "format", &format, err) || !strict_string(object, "kind", &kind, err) ||
      !read_id(object, out->id, err))
    return false;
  if (!str_equals(format, MESSAGE_FORMAT)) return err_set(err, ERR_PARSE, "message: format '%.40s' is not known", format);
  if (!message_kind_parse(kind, &out->kind)) return err_set(err, ERR_PARSE, "message: kind '%.40s' is not known", kind);
  bool is_sealed = json_object_get(object, "sealed") != NULL;
  if (is_sealed != message_is_sealed(out->kind))
    return err_set(err, ERR_PARSE, "message: '%s' must %sbe sealed", kind, is_sealed ? "not " : "");
  size_t members = is_sealed ? FRAME_MEMBERS_SEALED : FRAME_MEMBERS_PLAIN;
  return json_object_size(object) == members || err_set(err, ERR_PARSE, "message: a member too many or too few");
}

/* `made` and `body`, which are in the frame or in the box. */
static bool read_content(const json_t *object, struct arena *arena, struct message *out, struct err *err) {
  json_t *body = json_object_get(object, "body");
  const json_t *made = json_object_get(object, "made");
  scoped_buf text;
  buf_init(&text, MESSAGE_MAX);
  if (!body || !made) return err_set(err, ERR_PARSE, "message: 'made' or 'body' is missing");
  out->made_utc = MESSAGE_UNKNOWN_TIME;
  if (!json_is_null(made) && !stamp_read(object, "made", false, &out->made_utc, err)) return false;
  if (!message_body_check(out->kind, body, arena, err) || !strict_write(body, &text, err)) return false;
  out->body = arena_strdup(arena, buf_text(&text));
  return true;
}

/* ---- the box ---- */

static unsigned char *decode(const char *coded, struct arena *arena, size_t *len) {
  size_t room = strlen(coded) / 4 * 3 + 3;
  unsigned char *box = arena_alloc(arena, room);
  const char *end;
  if (sodium_base642bin(box, room, coded, strlen(coded), NULL, len, &end, sodium_base64_VARIANT_ORIGINAL) != 0 || *end != '\0')
    return NULL;
  return box;
}

static json_t *unseal(const char *coded, const struct seal_pair *house, struct arena *arena, struct err *err) {
  size_t len = 0;
  size_t used = 0;
  unsigned char *box = decode(coded, arena, &len);
  if (!box || len < crypto_box_SEALBYTES + MESSAGE_PADDING) {
    err_set(err, ERR_PARSE, "message: 'sealed' is no sealed box in base64");
    return NULL;
  }
  unsigned char *plain = arena_alloc(arena, len);
  if (crypto_box_seal_open(plain, box, len, house->public_key, house->secret_key) != 0) {
    err_set(err, ERR_DENIED, "message: it was sealed for another key, or is damaged");
    return NULL;
  }
  if (sodium_unpad(&used, plain, len - crypto_box_SEALBYTES, MESSAGE_PADDING) != 0) {
    err_set(err, ERR_PARSE, "message: the padding is none");
    return NULL;
  }
  return strict_load((const char *)plain, used, MESSAGE_MAX, err);
}

static bool open_box(const json_t *object, const struct seal_pair *house, struct arena *arena, struct message *out,
                     struct err *err) {
  const char *coded;
  if (!house) return err_set(err, ERR_DENIED, "message: it is sealed, and the house's key is not here");
  if (!strict_string(object, "sealed", &coded, err)) return false;
  scoped_json *content = unseal(coded, house, arena, err);
  if (!content) return false;
  if (json_object_size(content) != CONTENT_MEMBERS) return err_set(err, ERR_PARSE, "message: a member too many in the box");
  return read_content(content, arena, out, err);
}

/* ---- both ---- */

static json_t *load(const char *line, size_t len, struct err *err) {
  ASSERT(sodium_init() >= 0);
  if (len > 0 && line[len - 1] == '\n') len--;
  return strict_load(line, len, MESSAGE_MAX, err);
}

bool message_look(const char *line, size_t len, struct arena *arena, struct message *out, struct err *err) {
  struct message message = {.made_utc = MESSAGE_UNKNOWN_TIME};
  scoped_json *object = load(line, len, err);
  const char *coded;
  if (!object || !read_frame(object, &message, err)) return false;
  bool ok = message_is_sealed(message.kind) ? strict_string(object, "sealed", &coded, err)
                                            : read_content(object, arena, &message, err);
  if (ok) *out = message;
  return ok;
}

bool message_open(const char *line, size_t len, const struct seal_pair *house, struct arena *arena, struct message *out,
                  struct err *err) {
  struct message message = {0};
  scoped_json *object = load(line, len, err);
  if (!object || !read_frame(object, &message, err)) return false;
  bool ok = message_is_sealed(message.kind) ? open_box(object, house, arena, &message, err)
                                            : read_content(object, arena, &message, err);
  if (ok) *out = message;
  return ok;
}
