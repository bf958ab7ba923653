#include "feed/fields.h"

#include "base/civil.h"
#include "base/str.h"
#include "feed/hours.h"
#include "feed/recurrence.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LANGUAGES_MAX = 32 };

bool field_fail(const struct source *source, const char *name, const char *format, ...) {
  char text[200];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  return err_set(source->err, ERR_PARSE, "field '%s%s': %s", source->prefix, name, text);
}

bool fields_read(const struct source *source, const struct field *fields, size_t count, unsigned kind, json_t *object,
                 void *out) {
  for (size_t i = 0; i < count; i++) {
    const struct field *field = &fields[i];
    if (!(field->kinds >> kind & 1)) continue;
    json_t *value = json_object_get(object, field->name);
    if (value) {
      if (!field->read(source, field, value, (char *)out + field->offset)) return false;
    } else if (field->required >> kind & 1) {
      return field_fail(source, field->name, "missing");
    }
  }
  return true;
}

/* The cleaned value, also written back to the JSON. In `one_line` text, line breaks become spaces. */
static const char *clean_string(const struct source *source, json_t *value, bool one_line) {
  const char *raw = json_string_value(value);
  char *clean = text_clean(source->arena, raw, json_string_length(value));
  for (char *c = clean; one_line && *c; c++)
    if (*c == '\n') *c = ' ';
  if (strcmp(raw, clean) != 0) ASSERT(json_string_set(value, clean) == 0);
  return clean;
}

static bool check_length(const struct source *source, const char *name, const char *value, size_t limit) {
  size_t length = utf8_length(value);
  return length <= limit || field_fail(source, name, "%zu characters, at most %zu fit", length, limit);
}

const char *field_line(const struct source *source, const char *name, size_t limit, json_t *value) {
  if (!json_is_string(value)) {
    field_fail(source, name, "must be a string");
    return NULL;
  }
  const char *line = clean_string(source, value, true);
  if (!check_length(source, name, line, limit)) return NULL;
  if (*line) return line;
  field_fail(source, name, "is empty");
  return NULL;
}

static bool read_translation(const struct source *source, const struct field *field, const char *lang, json_t *value,
                             bool one_line, struct text *text, struct text_item *items) {
  char name[80];
  snprintf(name, sizeof name, "%s.%.35s", field->name, lang);
  if (!json_is_string(value)) return field_fail(source, name, "must be a string");
  const char *clean = clean_string(source, value, one_line);
  if (!check_length(source, name, clean, field->limit)) return false;
  if (*clean == '\0') return true; /* an empty translation is none */
  char *tag = arena_strdup(source->arena, lang);
  for (char *c = tag; *c; c++)
    if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
  for (size_t i = 0; i < text->count; i++)
    if (str_equals(items[i].lang, tag)) return field_fail(source, name, "the language is there twice");
  items[text->count++] = (struct text_item){tag, clean};
  return true;
}

static bool read_text_object(const struct source *source, const struct field *field, json_t *value, bool one_line,
                             struct text *text) {
  size_t size = json_object_size(value);
  if (size > LANGUAGES_MAX) return field_fail(source, field->name, "%zu languages, at most %d fit", size, LANGUAGES_MAX);
  struct text_item *items = arena_array(source->arena, size, sizeof *items);
  text->items = items;
  const char *lang;
  json_t *item;
  json_object_foreach(value, lang, item) {
    if (check_language(lang)) return field_fail(source, field->name, "a key %s", check_language(lang));
    if (!read_translation(source, field, lang, item, one_line, text, items)) return false;
  }
  return true;
}

static bool read_any_text(const struct source *source, const struct field *field, json_t *value, bool one_line, void *out) {
  struct text text = {0};
  if (json_is_string(value)) {
    struct text_item *item = arena_alloc(source->arena, sizeof *item);
    *item = (struct text_item){"de", clean_string(source, value, one_line)};
    if (!check_length(source, field->name, item->value, field->limit)) return false;
    text = (struct text){item, *item->value != '\0'};
  } else if (!json_is_object(value)) {
    return field_fail(source, field->name, "must be a string, or an object from languages to strings");
  } else if (!read_text_object(source, field, value, one_line, &text)) {
    return false;
  }
  if (text.count == 0 && field->required) return field_fail(source, field->name, "is empty");
  *(struct text *)out = text;
  return true;
}

bool read_text(const struct source *source, const struct field *field, json_t *value, void *out) {
  return read_any_text(source, field, value, false, out);
}

bool read_title(const struct source *source, const struct field *field, json_t *value, void *out) {
  return read_any_text(source, field, value, true, out);
}

/* A function pointer does not fit into `const void *` by the standard; the table points to one instead. */
static const char *check_form(const struct field *field, const char *line) {
  return field->extra ? (*(field_check *const *)field->extra)(line) : NULL;
}

bool read_line(const struct source *source, const struct field *field, json_t *value, void *out) {
  const char *line = field_line(source, field->name, field->limit, value);
  if (!line) return false;
  const char *wrong = check_form(field, line);
  if (wrong) return field_fail(source, field->name, "%s, not '%.60s'", wrong, line);
  *(const char **)out = line;
  return true;
}

/* The length of a list within its bounds, or false. */
static bool check_list(const struct source *source, const struct field *field, const json_t *value, size_t limit) {
  if (!json_is_array(value)) return field_fail(source, field->name, "must be a list");
  if (json_array_size(value) > limit)
    return field_fail(source, field->name, "%zu items, at most %zu fit", json_array_size(value), limit);
  return true;
}

bool read_lines(const struct source *source, const struct field *field, json_t *value, void *out) {
  enum { ITEM_LENGTH = 64 };
  if (!check_list(source, field, value, field->limit)) return false;
  size_t count = json_array_size(value);
  const char **items = arena_array(source->arena, count, sizeof *items);
  for (size_t i = 0; i < count; i++) {
    items[i] = field_line(source, field->name, ITEM_LENGTH, json_array_get(value, i));
    if (!items[i]) return false;
    const char *wrong = check_form(field, items[i]);
    if (wrong) return field_fail(source, field->name, "%s, not '%.60s'", wrong, items[i]);
  }
  *(struct string_list *)out = (struct string_list){items, count};
  return true;
}

bool read_bool(const struct source *source, const struct field *field, json_t *value, void *out) {
  if (!json_is_boolean(value)) return field_fail(source, field->name, "must be true or false");
  *(bool *)out = json_is_true(value);
  return true;
}

/* The index of the value among the names, or -1 with an error that lists them. */
static int find_name(const struct source *source, const struct field *field, json_t *value) {
  const char *const *names = field->extra;
  const char *line = field_line(source, field->name, ENTRY_ID_MAX, value);
  if (!line) return -1;
  char list[160] = "";
  for (int i = 0; names[i]; i++) {
    if (str_equals(names[i], line)) return i;
    size_t used = strlen(list);
    snprintf(list + used, sizeof list - used, "%s%s", i ? ", " : "", names[i]);
  }
  field_fail(source, field->name, "'%.40s' is none of: %s", line, list);
  return -1;
}

bool read_enum(const struct source *source, const struct field *field, json_t *value, void *out) {
  int index = find_name(source, field, value);
  if (index < 0) return false;
  memcpy(out, &index, sizeof index);
  return true;
}

bool read_flags(const struct source *source, const struct field *field, json_t *value, void *out) {
  if (!check_list(source, field, value, field->limit)) return false;
  unsigned flags = 0;
  for (size_t i = 0; i < json_array_size(value); i++) {
    int index = find_name(source, field, json_array_get(value, i));
    if (index < 0) return false;
    flags |= 1U << index;
  }
  *(unsigned *)out = flags;
  return true;
}

bool read_number(const struct source *source, const struct field *field, json_t *value, void *out) {
  if (!json_is_number(value)) return field_fail(source, field->name, "must be a number");
  double number = json_number_value(value);
  if (!(fabs(number) <= (double)field->limit))
    return field_fail(source, field->name, "must be from -%zu to %zu", field->limit, field->limit);
  *(double *)out = number;
  return true;
}

/* RFC 5545's basic forms, 20261224 and 20261224T150000, as ISO 8601's extended ones. */
static bool widen(const char *text, char out[WALL_TEXT_SIZE + 4]) {
  size_t len = strlen(text);
  size_t digits = strspn(text, "0123456789");
  if (digits != 8 || (len != 8 && (len != 15 || text[8] != 'T' || strspn(text + 9, "0123456789") != 6))) return false;
  snprintf(out, WALL_TEXT_SIZE + 4, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
  if (len == 15) snprintf(out + 10, WALL_TEXT_SIZE - 6, "T%.2s:%.2s:%.2s", text + 9, text + 11, text + 13);
  return true;
}

static bool when_parse(const char *text, struct when *out) {
  char wide[WALL_TEXT_SIZE + 4];
  if (widen(text, wide)) text = wide;
  int32_t day;
  int64_t wall;
  if (day_parse(text, &day))
    *out = (struct when){.is_set = true, .date_only = true, .wall = day_wall(day)};
  else if (wall_parse(text, &wall))
    *out = (struct when){.is_set = true, .wall = wall};
  else
    return false;
  return true;
}

static void write_back(json_t *value, const struct when *when) {
  char text[WALL_TEXT_SIZE];
  if (when->date_only)
    day_format(wall_day(when->wall), text);
  else
    wall_format(when->wall, text);
  if (!str_equals(json_string_value(value), text)) ASSERT(json_string_set(value, text) == 0);
}

static bool read_one_when(const struct source *source, const char *name, json_t *value, struct when *out) {
  const char *line = field_line(source, name, 40, value);
  if (!line) return false;
  if (!when_parse(line, out))
    return field_fail(source, name, "must be a date (2026-12-24) or a local date and time (2026-12-24T15:00), not '%.40s'",
                      line);
  write_back(value, out);
  return true;
}

bool read_when(const struct source *source, const struct field *field, json_t *value, void *out) {
  return read_one_when(source, field->name, value, out);
}

bool read_day(const struct source *source, const struct field *field, json_t *value, void *out) {
  struct when when = {0};
  if (!read_one_when(source, field->name, value, &when)) return false;
  if (!when.date_only) return field_fail(source, field->name, "must be a date without a time");
  *(struct when *)out = when;
  return true;
}

bool read_whens(const struct source *source, const struct field *field, json_t *value, void *out) {
  if (!check_list(source, field, value, field->limit)) return false;
  size_t count = json_array_size(value);
  struct when *items = arena_array(source->arena, count, sizeof *items);
  for (size_t i = 0; i < count; i++)
    if (!read_one_when(source, field->name, json_array_get(value, i), &items[i])) return false;
  *(struct time_list *)out = (struct time_list){items, count};
  return true;
}

bool read_hours(const struct source *source, const struct field *field, json_t *value, void *out) {
  const char *line = field_line(source, field->name, field->limit, value);
  struct hours *hours;
  if (!line) return false;
  if (!hours_parse(line, &hours, source->err)) return err_prefix(source->err, "field '%s%s'", source->prefix, field->name);
  hours_destroy(hours);
  *(const char **)out = line;
  return true;
}

bool read_rrule(const struct source *source, const struct field *field, json_t *value, void *out) {
  const char *line = field_line(source, field->name, field->limit, value);
  if (!line) return false;
  if (!recurrence_check(line, source->err)) return err_prefix(source->err, "field '%s%s'", source->prefix, field->name);
  *(const char **)out = line;
  return true;
}
