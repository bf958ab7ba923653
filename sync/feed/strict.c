#include "feed/strict.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* jansson nests by recursion and allocates per container; both are bounded here, on the bytes. Whether brackets match is the
 * parser's business. */
static bool check_shape(const char *text, size_t len, const struct strict_limits *limits, struct err *err) {
  size_t depth = 0;
  size_t containers = 0;
  bool in_string = false;
  for (size_t i = 0; i < len; i++) {
    char c = text[i];
    if (in_string) {
      if (c == '\\')
        i++;
      else if (c == '"')
        in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      containers++;
      if (++depth > limits->depth) return err_set(err, ERR_PARSE, "nested deeper than %zu levels", limits->depth);
      if (containers > limits->containers)
        return err_set(err, ERR_TOO_BIG, "more than %zu objects and lists", limits->containers);
    } else if ((c == '}' || c == ']') && depth > 0) {
      depth--;
    }
  }
  return true;
}

/* The parser quotes its input: control characters must not reach a log or a terminal. */
static void set_json_error(struct err *err, const json_error_t *error) {
  char text[JSON_ERROR_TEXT_LENGTH];
  size_t i = 0;
  for (; error->text[i] && i + 1 < sizeof text; i++)
    text[i] = (unsigned char)error->text[i] < ' ' || error->text[i] == 0x7F ? '?' : error->text[i];
  text[i] = '\0';
  err_set(err, ERR_PARSE, "not valid JSON: %s (byte %d)", text, error->position);
}

json_t *strict_load_document(const char *text, size_t len, const struct strict_limits *limits, struct err *err) {
  if (len > limits->bytes) {
    err_set(err, ERR_TOO_BIG, "%zu bytes, at most %zu are allowed", len, limits->bytes);
    return NULL;
  }
  if (!check_shape(text, len, limits, err)) return NULL;
  json_error_t error;
  json_t *root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
  if (!root) set_json_error(err, &error);
  return root;
}

json_t *strict_load(const char *text, size_t len, size_t max, struct err *err) {
  const struct strict_limits limits = {max, STRICT_DEPTH_MAX, STRICT_CONTAINERS_MAX};
  json_t *root = strict_load_document(text, len, &limits, err);
  if (!root || json_is_object(root)) return root;
  json_decref(root);
  err_set(err, ERR_PARSE, "not a JSON object");
  return NULL;
}

static int add_bytes(const char *data, size_t len, void *out) { return buf_add(out, data, len) ? 0 : -1; }

static void write_scalar(const json_t *value, size_t flags, struct buf *out) {
  if (json_dump_callback(value, add_bytes, out, flags | JSON_ENCODE_ANY | JSON_COMPACT) != 0) out->overflowed = true;
}

/* 48.1 must not become 48.100000000000001. */
static void write_real(const json_t *value, struct buf *out) {
  for (size_t digits = 15; digits <= 17; digits++) {
    size_t start = out->len;
    write_scalar(value, JSON_REAL_PRECISION(digits), out);
    if (out->overflowed) return;
    json_t *again = json_loadb(out->data + start, out->len - start, JSON_DECODE_ANY, NULL);
    double difference = json_number_value(again) - json_real_value(value);
    json_decref(again);
    if (digits == 17 || (difference <= 0 && difference >= 0)) return;
    out->len = start;
  }
}

static int compare_keys(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static void write_value(const json_t *value, struct buf *out);

static void write_object(const json_t *object, struct buf *out) {
  size_t count = json_object_size(object);
  const char **keys = calloc(count + 1, sizeof *keys);
  ASSERT(keys != NULL);
  size_t i = 0;
  const char *key;
  json_t *member;
  json_object_foreach((json_t *)(uintptr_t)object, key, member) keys[i++] = key;
  qsort(keys, count, sizeof *keys, compare_keys);
  buf_addc(out, '{');
  for (i = 0; i < count; i++) {
    if (i > 0) buf_addc(out, ',');
    json_t *name = json_string(keys[i]);
    write_scalar(name, 0, out);
    json_decref(name);
    buf_addc(out, ':');
    write_value(json_object_get(object, keys[i]), out);
  }
  buf_addc(out, '}');
  free(keys);
}

static void write_array(const json_t *array, struct buf *out) {
  buf_addc(out, '[');
  for (size_t i = 0; i < json_array_size(array); i++) {
    if (i > 0) buf_addc(out, ',');
    write_value(json_array_get(array, i), out);
  }
  buf_addc(out, ']');
}

static void write_value(const json_t *value, struct buf *out) {
  if (json_is_object(value))
    write_object(value, out);
  else if (json_is_array(value))
    write_array(value, out);
  else if (json_is_real(value))
    write_real(value, out);
  else
    write_scalar(value, 0, out);
}

bool strict_write(const json_t *value, struct buf *out, struct err *err) {
  write_value(value, out);
  return buf_ok(out, err);
}

bool strict_string(const json_t *object, const char *key, const char **out, struct err *err) {
  const json_t *value = json_object_get(object, key);
  if (!value) return err_set(err, ERR_PARSE, "field '%s': missing", key);
  if (!json_is_string(value)) return err_set(err, ERR_PARSE, "field '%s': must be a string", key);
  *out = json_string_value(value);
  return true;
}

bool strict_integer(const json_t *object, const char *key, json_int_t min, json_int_t max, json_int_t *out, struct err *err) {
  const json_t *value = json_object_get(object, key);
  if (!value) return err_set(err, ERR_PARSE, "field '%s': missing", key);
  if (!json_is_integer(value)) return err_set(err, ERR_PARSE, "field '%s': must be a whole number", key);
  json_int_t number = json_integer_value(value);
  if (number < min || number > max)
    return err_set(err, ERR_PARSE, "field '%s': must be from %" JSON_INTEGER_FORMAT " to %" JSON_INTEGER_FORMAT, key, min, max);
  *out = number;
  return true;
}
