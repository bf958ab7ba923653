#include "hub/sources/json_document.h"

#include "feed/strict.h"
#include "feed/text.h"
#include "hub/sources/intake.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

json_t *json_document_load(const char *text, size_t len, struct err *err) {
  static const struct strict_limits limits = {(size_t)3 * INTAKE_BYTES_MAX, 32, 1000000};
  return strict_load_document(text, len, &limits, err);
}

const char *json_document_text(const json_t *object, const char *key, struct arena *arena) {
  const json_t *value = json_object_get(object, key);
  if (json_is_integer(value)) return arena_printf(arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
  if (json_is_real(value)) return arena_printf(arena, "%.10g", json_real_value(value));
  if (!json_is_string(value)) return NULL;
  const char *text = text_clean(arena, json_string_value(value), json_string_length(value));
  return *text ? text : NULL;
}

const char *json_document_first(const json_t *object, const char *const *keys, struct arena *arena) {
  const char *text = NULL;
  for (; !text && *keys; keys++)
    text = json_document_text(object, *keys, arena);
  return text;
}

bool json_document_number(const json_t *object, const char *key, double *out) {
  const json_t *value = json_object_get(object, key);
  char *end = NULL;
  double number;
  if (json_is_number(value)) {
    number = json_number_value(value);
  } else if (json_is_string(value)) {
    number = strtod(json_string_value(value), &end);
    if (end == json_string_value(value) || *end) return false;
  } else {
    return false;
  }
  if (!isfinite(number)) return false;
  *out = number;
  return true;
}

json_t *json_document_head(const json_t *object, const char *key) {
  json_t *first = json_array_get(json_object_get(object, key), 0);
  return json_is_object(first) ? first : NULL;
}
