#include "hub/sources/intake.h"

#include "base/buf.h"
#include "base/str.h"
#include "feed/entry.h"
#include "feed/strict.h"
#include "feed/text.h"
#include "hub/sources/fit.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MENDS_MAX = 12, SUMMARY_CHARACTERS = 300 };

static const char *const topics[] = {
    "nahversorgung", "wohnen", "betreuung", "energie", "mobilitaet", "begegnung", "pflege", "aerztliche-versorgung", "kultur"};

void intake_init(struct intake *intake, const struct intake_rules *rules) {
  *intake = (struct intake){.rules = rules, .index = json_object()};
  intake->notes = arena_array(&intake->arena, INTAKE_NOTES_MAX, sizeof *intake->notes);
}

void intake_fini(struct intake *intake) {
  if (!intake) return;
  json_decref(intake->index);
  free(intake->entries);
  arena_fini(&intake->arena);
  *intake = (struct intake){0};
}

size_t intake_notes_kept(const struct intake *intake) {
  return intake->note_count < INTAKE_NOTES_MAX ? intake->note_count : INTAKE_NOTES_MAX;
}

/* The start and the end of an event have one complaint about their zone. */
static bool is_said(const struct intake *intake, const char *where, const char *text) {
  size_t count = intake_notes_kept(intake);
  return count > 0 && str_equals(intake->notes[count - 1].where, where) && str_equals(intake->notes[count - 1].text, text);
}

PRINTF_LIKE(4, 0)
static void add_note(struct intake *intake, bool wrong, const char *where, const char *format, va_list args) {
  char text[400];
  vsnprintf(text, sizeof text, format, args);
  /* Names of foreign things reach logs and pages: cleaned, and not endless. */
  const char *place = fit_text(&intake->arena, text_clean(&intake->arena, where, strlen(where)), 100);
  const char *said = text_clean(&intake->arena, text, strlen(text));
  if (is_said(intake, place, said)) return;
  intake->wrong_count += wrong;
  if (intake->note_count++ < INTAKE_NOTES_MAX) intake->notes[intake->note_count - 1] = (struct intake_note){place, said, wrong};
}

void intake_note(struct intake *intake, const char *where, const char *format, ...) {
  va_list args;
  va_start(args, format);
  add_note(intake, false, where, format, args);
  va_end(args);
}

void intake_wrong(struct intake *intake, const char *where, const char *format, ...) {
  va_list args;
  va_start(args, format);
  add_note(intake, true, where, format, args);
  va_end(args);
}

struct cut_note {
  struct intake *intake;
  const char *where;
};

static void on_cut(void *user, const char *field, size_t limit) {
  const struct cut_note *note = user;
  intake_note(note->intake, note->where, "field '%s': shortened to %zu", field, limit);
}

/* The field that an error is about ("field 'location.street': …"), and what of its message is behind the name. */
static bool read_field(const struct err *err, char name[64], const char **rest) {
  static const char start[] = "field '";
  if (!str_starts_with(err->msg, start)) return false;
  const char *path = err->msg + sizeof start - 1;
  size_t len = strcspn(path, "'");
  if (len >= 64) return false;
  snprintf(name, 64, "%.*s", (int)len, path);
  *rest = path + len + strspn(path + len, "': ");
  return true;
}

/* False when there is none of that name. */
static bool remove_field(json_t *entry, char *name) {
  char *dot = strchr(name, '.');
  if (dot) *dot = '\0';
  json_t *object = json_object_get(entry, name);
  if (dot && json_is_object(object) && json_object_get(object, dot + 1)) return json_object_del(object, dot + 1) == 0;
  return json_object_del(entry, name) == 0;
}

static void complain(struct intake *intake, const char *where, const char *field, const char *rest, const struct err *err) {
  const char *place = field && intake->place_of ? intake->place_of(intake->place_user, field) : NULL;
  if (place)
    intake_wrong(intake, place, "%s", rest);
  else
    intake_wrong(intake, where, "%s", err->msg);
}

/* Reads the entry, dropping optional fields that are wrong. */
static bool read_mending(struct intake *intake, json_t *entry, const char *where, struct entry *out, struct buf *line,
                         struct arena *arena) {
  struct err err = {0};
  for (int i = 0; i <= MENDS_MAX; i++) {
    char field[64];
    const char *rest = "";
    scoped_buf text;
    buf_init(&text, ENTRY_LINE_MAX);
    if (strict_write(entry, &text, &err) && entry_read(text.data, text.len, arena, out, line, &err)) return true;
    bool has_field = read_field(&err, field, &rest);
    complain(intake, where, has_field ? field : NULL, rest, &err);
    if (!has_field || !remove_field(entry, field)) break;
  }
  return false;
}

static void *grown(void *items, size_t count, size_t *capacity, size_t size) {
  if (count < *capacity) return items;
  *capacity = *capacity ? *capacity * 2 : 64;
  void *more = realloc(items, *capacity * size);
  ASSERT(more != NULL);
  return more;
}

static bool keep(struct intake *intake, const struct entry *entry, const struct buf *line, const char *where, struct err *err) {
  json_t *place = json_object_get(intake->index, entry->id);
  if (place)
    intake_note(intake, where, "'%s' is there twice, the later one counts", entry->id);
  else if (intake->count >= INTAKE_ENTRIES_MAX)
    return err_set(err, ERR_TOO_BIG, "more than %d entries", INTAKE_ENTRIES_MAX);
  size_t at = place ? (size_t)json_integer_value(place) : intake->count;
  intake->entries = grown(intake->entries, intake->count, &intake->capacity, sizeof *intake->entries);
  intake->entries[at] = (struct intake_entry){
      .id = arena_strdup(&intake->arena, entry->id),
      .line = arena_strndup(&intake->arena, line->data, line->len),
      .len = line->len,
      .asset = entry->image_asset ? arena_strdup(&intake->arena, entry->image_asset) : NULL,
  };
  if (!place) ASSERT(json_object_set_new(intake->index, entry->id, json_integer((json_int_t)intake->count++)) == 0);
  return true;
}

static void add_defaults(struct intake *intake, json_t *entry) {
  if (!json_object_get(entry, "topics"))
    for (size_t i = 0; mapping_default(&intake->rules->topics, i); i++)
      intake_category(intake, entry, mapping_default(&intake->rules->topics, i));
  if (!json_object_get(entry, "location") && str_equals(json_string_value(json_object_get(entry, "kind")), "event"))
    intake_set(entry, "location", mapping_default(&intake->rules->places, 0));
}

bool intake_take(struct intake *intake, json_t *object, const char *where, struct err *err) {
  scoped_json *entry = object;
  scoped_arena arena = {0};
  scoped_buf line;
  struct entry read;
  struct cut_note cut = {intake, where};
  buf_init(&line, ENTRY_LINE_MAX);
  add_defaults(intake, entry);
  fit_entry(entry, &arena, on_cut, &cut);
  if (read_mending(intake, entry, where, &read, &line, &arena)) return keep(intake, &read, &line, where, err);
  intake->left_out++;
  return true;
}

bool intake_take_line(struct intake *intake, const char *text, size_t len, const char *where, struct err *err) {
  scoped_arena arena = {0};
  scoped_buf line;
  struct entry entry;
  struct err wrong = {0};
  buf_init(&line, ENTRY_LINE_MAX);
  if (entry_read(text, len, &arena, &entry, &line, &wrong)) return keep(intake, &entry, &line, where, err);
  intake_wrong(intake, where, "%s", wrong.msg);
  intake->left_out++;
  return true;
}

static void add_once(json_t *entry, const char *field, const char *value) {
  json_t *list = json_object_get(entry, field);
  if (!list) {
    list = json_array();
    json_object_set_new(entry, field, list);
  }
  for (size_t i = 0; i < json_array_size(list); i++)
    if (str_equals(json_string_value(json_array_get(list, i)), value)) return;
  json_array_append_new(list, json_string(value));
}

void intake_category(struct intake *intake, json_t *entry, const char *category) {
  scoped_arena arena = {0};
  const char *word = text_clean(&arena, category, strlen(category));
  const char *slug = fit_slug(&arena, word, ENTRY_ID_MAX);
  const char *topic = mapping_find(&intake->rules->topics, word);
  for (size_t i = 0; !topic && i < COUNT_OF(topics); i++)
    if (str_equals(topics[i], slug)) topic = topics[i];
  for (size_t i = 0; !topic && mapping_default(&intake->rules->topics, i); i++)
    if (str_equals(mapping_default(&intake->rules->topics, i), word)) topic = mapping_default(&intake->rules->topics, i);
  if (topic)
    add_once(entry, "topics", topic);
  else if (*word)
    add_once(entry, "keywords", fit_text(&arena, word, 64));
}

bool intake_place(struct intake *intake, json_t *entry, const char *name) {
  const char *id = mapping_find(&intake->rules->places, name);
  if (!id) return false;
  json_object_set_new(entry, "location", json_string(id));
  return true;
}

void intake_set(json_t *object, const char *field, const char *value) {
  scoped_arena arena = {0};
  if (!value) return;
  const char *clean = text_clean(&arena, value, strlen(value));
  if (*clean) ASSERT(json_object_set_new(object, field, json_string(clean)) == 0);
}

void intake_set_prose(json_t *entry, const char *text) {
  if (str_is_empty(text)) return;
  bool is_short = utf8_length(text) <= SUMMARY_CHARACTERS && !strchr(text, '\n');
  intake_set(entry, is_short ? "summary" : "description", text);
}
