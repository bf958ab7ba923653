#include "feed/manifest.h"

#include "base/str.h"
#include "feed/entry.h"
#include "feed/stamp.h"
#include "feed/strict.h"
#include "feed/text.h"

#include <sodium.h>
#include <string.h>

enum { DELTAS_MAX = 1024, NAME_MAX_CHARACTERS = 60, POLL_DEFAULT_S = 300 };

static const json_int_t version_max = (json_int_t)1 << 53; /* what every JSON reader keeps exact */

/* 32 bytes: a hash or a key. */
static bool read_hex(const json_t *object, const char *key, char out[65], struct err *err) {
  const char *hex;
  if (!strict_string(object, key, &hex, err)) return false;
  if (strlen(hex) != 64 || strspn(hex, "0123456789abcdef") != 64)
    return err_set(err, ERR_PARSE, "field '%s': must be 64 hex digits", key);
  memcpy(out, hex, 65);
  return true;
}

static bool read_file(const json_t *object, struct arena *arena, struct feed_file *out, struct err *err) {
  const char *path;
  json_int_t bytes, size;
  if (!strict_string(object, "path", &path, err) || !read_hex(object, "sha256", out->sha256, err) ||
      !strict_integer(object, "bytes", 1, SNAPSHOT_MAX, &bytes, err) ||
      !strict_integer(object, "size", 0, SNAPSHOT_MAX, &size, err))
    return false;
  if (!feed_path_is_safe(path)) return err_set(err, ERR_PARSE, "field 'path': must be a plain relative path");
  out->path = arena_strdup(arena, path);
  out->bytes = bytes;
  out->size = size;
  return true;
}

static bool read_snapshot(const json_t *object, struct arena *arena, struct manifest *manifest, struct err *err) {
  const json_t *snapshot = json_object_get(object, "snapshot");
  json_int_t version = manifest->version;
  if (!json_is_object(snapshot)) return err_set(err, ERR_PARSE, "field 'snapshot': missing");
  if (json_object_get(snapshot, "version") && !strict_integer(snapshot, "version", 1, manifest->version, &version, err))
    return err_prefix(err, "snapshot");
  manifest->snapshot_version = version;
  return read_file(snapshot, arena, &manifest->snapshot, err) || err_prefix(err, "snapshot");
}

static bool read_deltas(const json_t *list, struct arena *arena, struct manifest *manifest, struct err *err) {
  if (list && !json_is_array(list)) return err_set(err, ERR_PARSE, "field 'deltas': must be a list");
  size_t count = json_array_size(list);
  if (count > DELTAS_MAX) return err_set(err, ERR_TOO_BIG, "field 'deltas': %zu items, at most %d fit", count, DELTAS_MAX);
  struct feed_delta *deltas = arena_array(arena, count, sizeof *deltas);
  for (size_t i = 0; i < count; i++) {
    const json_t *item = json_array_get(list, i);
    json_int_t expected = manifest->version - (json_int_t)(count - 1 - i);
    json_int_t version;
    if (!strict_integer(item, "version", 1, version_max, &version, err) || !read_file(item, arena, &deltas[i].file, err))
      return err_prefix(err, "deltas[%zu]", i);
    if (version != expected) return err_set(err, ERR_PARSE, "deltas[%zu]: the chain does not lead to the version", i);
    deltas[i].version = version;
  }
  manifest->deltas = deltas;
  manifest->delta_count = count;
  return true;
}

/* A client without a cache must be able to get from the snapshot to the version. */
static bool check_reach(const struct manifest *manifest, struct err *err) {
  int64_t first = manifest->delta_count ? manifest->deltas[0].version : manifest->version + 1;
  if (manifest->snapshot_version + 1 >= first) return true;
  return err_set(err, ERR_PARSE, "the deltas do not reach back to the snapshot");
}

static bool read_name(const json_t *object, struct arena *arena, const char **out, struct err *err) {
  const char *raw;
  if (!strict_string(object, "name", &raw, err)) return false;
  const char *name = text_clean(arena, raw, strlen(raw));
  if (*name == '\0' || strchr(name, '\n') || utf8_length(name) > NAME_MAX_CHARACTERS)
    return err_set(err, ERR_PARSE, "field 'name': must be one line of 1 to %d characters", NAME_MAX_CHARACTERS);
  *out = name;
  return true;
}

static bool read_numbers(const json_t *object, struct manifest *manifest, struct err *err) {
  json_int_t version, entries;
  json_int_t poll_s = POLL_DEFAULT_S;
  if (!strict_integer(object, "version", 1, version_max, &version, err)) return false;
  if (!strict_integer(object, "entries", 0, 100000000, &entries, err)) return false;
  if (json_object_get(object, "poll_s") && !strict_integer(object, "poll_s", 1, 86400, &poll_s, err)) return false;
  manifest->version = version;
  manifest->entries = entries;
  manifest->poll_s = poll_s;
  return true;
}

static bool read_manifest(const json_t *object, struct arena *arena, struct manifest *out, struct err *err) {
  const char *format;
  if (!strict_string(object, "format", &format, err)) return false;
  if (!str_equals(format, FEED_FORMAT)) return err_set(err, ERR_PARSE, "format '%.40s' is not known", format);
  return read_name(object, arena, &out->name, err) && read_numbers(object, out, err) &&
         stamp_read(object, "published", false, &out->published, err) &&
         stamp_read(object, "expires", true, &out->expires, err) && read_hex(object, "content", out->content, err) &&
         read_snapshot(object, arena, out, err) && read_deltas(json_object_get(object, "deltas"), arena, out, err) &&
         check_reach(out, err) && (!json_object_get(object, "seal_key") || read_hex(object, "seal_key", out->seal_key, err));
}

bool feed_path_is_safe(const char *path) {
  if (*path == '\0' || strlen(path) > 200) return false;
  bool at_start = true;
  for (const char *c = path; *c; c++) {
    if (at_start && (*c == '.' || *c == '/')) return false;
    if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-/", *c)) return false;
    at_start = *c == '/';
  }
  return !at_start;
}

bool manifest_parse(const char *json, size_t len, struct arena *arena, struct manifest *out, struct err *err) {
  scoped_json *object = strict_load(json, len, MANIFEST_MAX, err);
  struct manifest manifest = {0};
  if (!object || !read_manifest(object, arena, &manifest, err)) return err_prefix(err, "manifest");
  *out = manifest;
  return true;
}

static json_t *file_object(int64_t version, const struct feed_file *file) {
  json_t *object = json_object();
  json_object_set_new(object, "version", json_integer(version));
  json_object_set_new(object, "path", json_string(file->path));
  json_object_set_new(object, "sha256", json_string(file->sha256));
  json_object_set_new(object, "bytes", json_integer(file->bytes));
  json_object_set_new(object, "size", json_integer(file->size));
  return object;
}

static void set_stamp(json_t *object, const char *key, int64_t utc) {
  char stamp[STAMP_TEXT_SIZE];
  stamp_format(utc, stamp);
  json_object_set_new(object, key, json_string(stamp));
}

/* What was written must be readable: the result is parsed again, so that a wrong manifest never leaves the house. */
bool manifest_format(const struct manifest *manifest, struct buf *out, struct err *err) {
  scoped_json *object = json_object();
  json_object_set_new(object, "format", json_string(FEED_FORMAT));
  json_object_set_new(object, "name", json_string(manifest->name));
  json_object_set_new(object, "version", json_integer(manifest->version));
  set_stamp(object, "published", manifest->published);
  if (manifest->expires != 0) set_stamp(object, "expires", manifest->expires);
  json_object_set_new(object, "entries", json_integer(manifest->entries));
  json_object_set_new(object, "content", json_string(manifest->content));
  json_object_set_new(object, "snapshot", file_object(manifest->snapshot_version, &manifest->snapshot));
  json_t *deltas = json_array();
  for (size_t i = 0; i < manifest->delta_count; i++)
    json_array_append_new(deltas, file_object(manifest->deltas[i].version, &manifest->deltas[i].file));
  json_object_set_new(object, "deltas", deltas);
  json_object_set_new(object, "poll_s", json_integer(manifest->poll_s));
  if (manifest->seal_key[0] != '\0') json_object_set_new(object, "seal_key", json_string(manifest->seal_key));
  scoped_buf text;
  buf_init(&text, MANIFEST_MAX);
  scoped_arena arena = {0};
  struct manifest again;
  if (!strict_write(object, &text, err) || !manifest_parse(text.data, text.len, &arena, &again, err)) return false;
  buf_add(out, text.data, text.len);
  return buf_ok(out, err);
}

static void hash_line(const char *line, size_t len, unsigned char out[32]) {
  crypto_hash_sha256(out, (const unsigned char *)line, len);
}

void content_sum_add(struct content_sum *sum, const char *line, size_t len) {
  unsigned char hash[32];
  hash_line(line, len, hash);
  unsigned carry = 0;
  for (size_t i = 32; i-- > 0; carry >>= 8) {
    carry += (unsigned)sum->bytes[i] + hash[i];
    sum->bytes[i] = (unsigned char)(carry & 0xFF);
  }
}

/* Adds the two's complement. */
void content_sum_drop(struct content_sum *sum, const char *line, size_t len) {
  unsigned char hash[32];
  hash_line(line, len, hash);
  unsigned carry = 1;
  for (size_t i = 32; i-- > 0; carry >>= 8) {
    carry += (unsigned)sum->bytes[i] + (unsigned char)~hash[i];
    sum->bytes[i] = (unsigned char)(carry & 0xFF);
  }
}

void content_sum_format(const struct content_sum *sum, char out[65]) { hex_format(sum->bytes, sizeof sum->bytes, out); }

bool content_sum_parse(const char *hex, struct content_sum *out) { return hex_parse(hex, out->bytes, sizeof out->bytes); }

/* The frame is what the hub writes, byte for byte: no JSON parser is needed to find the entry in it. */
bool delta_line_parse(const char *line, size_t len, struct delta_line *out, struct err *err) {
  static const char put[] = "{\"put\":{";
  static const char drop[] = "{\"drop\":\"";
  const size_t put_len = sizeof put - 1;
  const size_t drop_len = sizeof drop - 1;
  if (len > ENTRY_LINE_MAX + put_len) return err_set(err, ERR_TOO_BIG, "delta line of %zu bytes", len);
  if (len > put_len + 1 && memcmp(line, put, put_len) == 0 && memcmp(line + len - 2, "}}", 2) == 0) {
    *out = (struct delta_line){.put = line + put_len - 1, .put_len = len - put_len};
    return true;
  }
  if (len < drop_len + 3 || len > drop_len + 2 + ENTRY_ID_MAX || memcmp(line, drop, drop_len) != 0 ||
      memcmp(line + len - 2, "\"}", 2) != 0)
    return err_set(err, ERR_PARSE, "neither {\"put\":{…}} nor {\"drop\":\"id\"}");
  struct delta_line result = {0};
  memcpy(result.drop, line + drop_len, len - drop_len - 2);
  if (!entry_id_is_valid(result.drop)) return err_set(err, ERR_PARSE, "field 'drop': not an id");
  *out = result;
  return true;
}
