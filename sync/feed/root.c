#include "feed/root.h"

#include "base/str.h"
#include "feed/stamp.h"
#include "feed/strict.h"

#include <stdio.h>
#include <string.h>

static bool read_keys(const json_t *list, struct root *root, struct err *err) {
  if (!json_is_array(list) || json_array_size(list) == 0 || json_array_size(list) > ROOT_KEYS_MAX)
    return err_set(err, ERR_PARSE, "field 'keys': must be a list of 1 to %d keys", ROOT_KEYS_MAX);
  for (; root->key_count < json_array_size(list); root->key_count++) {
    const char *hex = json_string_value(json_array_get(list, root->key_count));
    if (!hex) return err_set(err, ERR_PARSE, "field 'keys': must be strings");
    if (!key_parse(hex, root->keys[root->key_count], err)) return err_prefix(err, "field 'keys'");
  }
  return true;
}

static bool read_root_key(const json_t *object, struct root *root, struct err *err) {
  const char *hex;
  if (!json_object_get(object, "root")) return true;
  if (!strict_string(object, "root", &hex, err)) return false;
  root->has_root_key = true;
  return key_parse(hex, root->root_key, err) || err_prefix(err, "field 'root'");
}

static bool read_restart(const json_t *object, struct root *root, struct err *err) {
  json_int_t restart;
  if (!json_object_get(object, "restart")) return true;
  if (!strict_integer(object, "restart", 0, (json_int_t)1 << 53, &restart, err)) return false;
  root->restart = restart;
  return true;
}

bool root_parse(const char *json, size_t len, struct root *out, struct err *err) {
  scoped_json *object = strict_load(json, len, ROOT_MAX, err);
  const char *format;
  json_int_t version;
  struct root root = {0};
  if (!object || !strict_string(object, "format", &format, err)) return err_prefix(err, "root");
  if (!str_equals(format, ROOT_FORMAT)) return err_set(err, ERR_PARSE, "root: format '%.40s' is not known", format);
  if (!strict_integer(object, "version", 1, (json_int_t)1 << 53, &version, err) ||
      !stamp_read(object, "expires", true, &root.expires, err) || !read_keys(json_object_get(object, "keys"), &root, err) ||
      !read_root_key(object, &root, err) || !read_restart(object, &root, err))
    return err_prefix(err, "root");
  root.version = version;
  *out = root;
  return true;
}

bool root_format(const struct root *root, struct buf *out, struct err *err) {
  scoped_json *object = json_object();
  json_t *keys = json_array();
  for (size_t i = 0; i < root->key_count; i++) {
    char hex[KEY_HEX_SIZE];
    hex_format(root->keys[i], KEY_PUBLIC_BYTES, hex);
    json_array_append_new(keys, json_string(hex));
  }
  json_object_set_new(object, "format", json_string(ROOT_FORMAT));
  json_object_set_new(object, "version", json_integer(root->version));
  json_object_set_new(object, "keys", keys);
  if (root->has_root_key) {
    char hex[KEY_HEX_SIZE];
    hex_format(root->root_key, KEY_PUBLIC_BYTES, hex);
    json_object_set_new(object, "root", json_string(hex));
  }
  if (root->restart > 0) json_object_set_new(object, "restart", json_integer(root->restart));
  if (root->expires != 0) {
    char stamp[STAMP_TEXT_SIZE];
    stamp_format(root->expires, stamp);
    json_object_set_new(object, "expires", json_string(stamp));
  }
  return strict_write(object, out, err);
}

bool root_equals(const struct root *a, const struct root *b) {
  return a->version == b->version && a->expires == b->expires && a->key_count == b->key_count &&
         memcmp(a->keys, b->keys, a->key_count * KEY_PUBLIC_BYTES) == 0 && a->has_root_key == b->has_root_key &&
         memcmp(a->root_key, b->root_key, KEY_PUBLIC_BYTES) == 0 && a->restart == b->restart;
}

void root_link_path(const unsigned char key[KEY_PUBLIC_BYTES], char out[ROOT_LINK_SIZE]) {
  char hex[KEY_HEX_SIZE];
  hex_format(key, KEY_PUBLIC_BYTES, hex);
  snprintf(out, ROOT_LINK_SIZE, "root/%s.json", hex);
}

static bool open_with(const char *text, size_t len, const unsigned char key[KEY_PUBLIC_BYTES], struct buf *payload,
                      struct err *err) {
  unsigned char keys[1][KEY_PUBLIC_BYTES];
  memcpy(keys[0], key, KEY_PUBLIC_BYTES);
  return envelope_open(text, len, ROOT_PAYLOAD_TYPE, (const unsigned char(*)[KEY_PUBLIC_BYTES])keys, 1, payload, err) ||
         err_prefix(err, "root");
}

bool root_open(const char *text, size_t len, const unsigned char pinned[KEY_PUBLIC_BYTES], struct root *out, struct err *err) {
  struct root root;
  scoped_buf payload;
  buf_init(&payload, ROOT_MAX);
  if (!open_with(text, len, pinned, &payload, err) || !root_parse(buf_text(&payload), payload.len, &root, err)) return false;
  bool hands_over = root.has_root_key && memcmp(root.root_key, pinned, KEY_PUBLIC_BYTES) != 0;
  if (hands_over && !open_with(text, len, root.root_key, &payload, err)) return false;
  *out = root;
  return true;
}

bool root_sign(const struct root *root, const struct key_pair *root_key, const struct key_pair *next, struct buf *out,
               struct err *err) {
  scoped_buf payload;
  buf_init(&payload, ROOT_MAX);
  const struct key_pair *keys[] = {root_key, next};
  if (!root_format(root, &payload, err)) return false;
  return envelope_sign_all(ROOT_PAYLOAD_TYPE, payload.data, payload.len, keys, next ? 2 : 1, out, err);
}
