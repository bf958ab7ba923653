#include "hub/content/diff.h"

#include "base/buf.h"
#include "base/str.h"
#include "hub/content/form_parts.h"

#include <stdlib.h>

enum { SHOWN_MAX = 20000 };

static const char *label_of(const char *key) {
  for (size_t i = 0; i < form_row_count; i++)
    if (str_equals(form_rows[i].field.name, key)) return form_rows[i].field.label;
  static const struct form_choice others[] = {{"rrule", N_("Wiederholung")},
                                              {"exdate", N_("Fällt aus am")},
                                              {"rdate", N_("Zusätzlich am")},
                                              {"end", N_("Ende")},
                                              {"kind", N_("Art")}};
  for (size_t i = 0; i < COUNT_OF(others); i++)
    if (str_equals(others[i].value, key)) return others[i].label;
  return key;
}

static void write_value(const json_t *value, struct buf *out) {
  const char *key;
  size_t index;
  json_t *item;
  if (json_is_string(value)) {
    buf_adds(out, json_string_value(value));
  } else if (json_is_array(value)) {
    json_array_foreach(value, index, item) {
      if (index > 0) buf_adds(out, json_is_object(item) ? "\n" : ", ");
      write_value(item, out);
    }
  } else if (json_is_object(value)) {
    json_object_foreach((json_t *)value, key, item) {
      if (item != json_object_iter_value(json_object_iter((json_t *)value))) buf_adds(out, "\n");
      buf_addf(out, "%s: ", key);
      write_value(item, out);
    }
  } else if (value) {
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    buf_adds(out, text);
    free(text);
  }
}

static void add(json_t *rows, const char *key, const json_t *before, const json_t *after) {
  scoped_buf old, new;
  buf_init(&old, SHOWN_MAX);
  buf_init(&new, SHOWN_MAX);
  if (json_equal((json_t *)before, (json_t *)after)) return;
  write_value(before, &old);
  write_value(after, &new);
  json_array_append_new(
      rows, json_pack("{s:s, s:s, s:s}", "label", label_of(key), "before", buf_text(&old), "after", buf_text(&new)));
}

json_t *entry_diff(const json_t *before, const json_t *after) {
  json_t *rows = json_array();
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)after, key, value) add(rows, key, json_object_get(before, key), value);
  json_object_foreach((json_t *)before, key, value) {
    if (!json_object_get(after, key)) add(rows, key, value, NULL);
  }
  return rows;
}
