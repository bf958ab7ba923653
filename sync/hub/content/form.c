#include "hub/content/form.h"

#include "base/str.h"
#include "hub/content/form_parts.h"

#include <stdlib.h>
#include <string.h>

const char *form_kind_title(enum entry_kind kind) {
  static const char *const titles[KIND_COUNT] = {
      [KIND_SERVICE] = N_("Hilfe oder Dienst"),
      [KIND_EVENT] = N_("Veranstaltung"),
      [KIND_OFFER] = N_("Angebot zum Teilen"),
      [KIND_NOTICE] = N_("Meldung"),
      [KIND_SURVEY] = N_("Umfrage"),
      [KIND_PROJECT] = N_("Projekt"),
      [KIND_ORGANIZATION] = N_("Einrichtung"),
      [KIND_PLACE] = N_("Ort"),
      [KIND_PAGE] = N_("Seite"),
  };
  return titles[kind];
}

const char *form_kind_plural(enum entry_kind kind) {
  static const char *const titles[KIND_COUNT] = {
      [KIND_SERVICE] = N_("Hilfe und Dienste"),
      [KIND_EVENT] = N_("Veranstaltungen"),
      [KIND_OFFER] = N_("Teilen und Tauschen"),
      [KIND_NOTICE] = N_("Meldungen"),
      [KIND_SURVEY] = N_("Umfragen"),
      [KIND_PROJECT] = N_("Projekte"),
      [KIND_ORGANIZATION] = N_("Einrichtungen"),
      [KIND_PLACE] = N_("Orte"),
      [KIND_PAGE] = N_("Seiten"),
  };
  return titles[kind];
}

enum entry_kind form_kind(const struct form *form) {
  enum entry_kind kind = KIND_PAGE;
  if (!entry_kind_parse(form_string(form->entry, "kind"), &kind)) return KIND_PAGE;
  return kind;
}

bool form_requires(const struct form *form, const struct form_field *field) {
  return (field->required & (1U << form_kind(form))) != 0;
}

/* ---- what was typed ---- */

const char *form_name(const struct form *form, const char *name, const char *suffix) {
  return arena_printf(form->arena, "%s.%s", name, suffix);
}

static const struct param *find(const struct form *form, const char *name) {
  const struct param *param = form->params;
  while (param && (param->file_name || !str_equals(param->name, name)))
    param = param->next;
  return param;
}

bool form_has(const struct form *form, const char *name) { return find(form, name) != NULL; }

const char *form_typed(const struct form *form, const char *name) {
  const struct param *param = find(form, name);
  if (!param) return "";
  char *text = arena_strdup(form->arena, param->value + strspn(param->value, " \t\r\n"));
  size_t len = 0;
  for (const char *c = text; *c; c++)
    if (*c != '\r') text[len++] = *c;
  while (len > 0 && strchr(" \t\n", text[len - 1]))
    len--;
  text[len] = '\0';
  return text;
}

bool form_ticked(const struct form *form, const char *name, const char *value) {
  for (const struct param *param = form->params; param; param = param->next)
    if (!param->file_name && str_equals(param->name, name) && str_equals(param->value, value)) return true;
  return false;
}

const char *form_shown(const struct form *form, const char *name, const char *otherwise) {
  if (form_has(form, name)) return form_typed(form, name);
  return otherwise ? otherwise : "";
}

void form_error_with(struct form *form, const char *id, json_t *message) {
  json_array_append_new(form->errors, json_pack("{s:s, s:o}", "field", id, "message", message));
}

void form_error(struct form *form, const char *id, const char *words) { form_error_with(form, id, json_string(words)); }

/* ---- the entry ---- */

const char *form_string(const json_t *object, const char *key) {
  const char *value = json_string_value(json_object_get(object, key));
  return value ? value : "";
}

void form_set(json_t *object, const char *key, const char *value) {
  if (*value)
    json_object_set_new(object, key, json_string(value));
  else
    json_object_del(object, key);
}

const char *form_text(const json_t *object, const char *key, const char *lang) {
  const json_t *text = json_object_get(object, key);
  if (json_is_string(text)) return str_equals(lang, "de") ? json_string_value(text) : "";
  return form_string(text, lang);
}

void form_set_text(json_t *object, const char *key, const char *lang, const char *value) {
  json_t *text = json_object_get(object, key);
  if (str_equals(form_text(object, key, lang), value)) return;
  if (str_equals(lang, "de") && !json_is_object(text)) {
    form_set(object, key, value);
    return;
  }
  if (!json_is_object(text)) {
    json_t *texts = json_is_string(text) ? json_pack("{s:O}", "de", text) : json_object();
    json_object_set_new(object, key, texts);
    text = texts;
  }
  form_set(text, lang, value);
  if (json_object_size(text) == 0) json_object_del(object, key);
}

const char *form_title(const json_t *entry) {
  const char *german = form_text(entry, "name", "de");
  if (*german) return german;
  const char *lang;
  json_t *value;
  json_object_foreach(json_object_get(entry, "name"), lang, value) {
    if (json_is_string(value)) return json_string_value(value);
  }
  return "";
}

/* What a letter becomes in an id; NULL: a hyphen. */
static const char *slug_letter(uint32_t c) {
  static const struct {
    uint32_t letter;
    const char *plain;
  } letters[] = {{0xE4, "ae"}, {0xF6, "oe"}, {0xFC, "ue"}, {0xC4, "ae"}, {0xD6, "oe"}, {0xDC, "ue"}, {0xDF, "ss"},
                 {0xE9, "e"},  {0xE8, "e"},  {0xEA, "e"},  {0xE0, "a"},  {0xE1, "a"},  {0xE7, "c"},  {0xC9, "e"}};
  for (size_t i = 0; i < COUNT_OF(letters); i++)
    if (letters[i].letter == c) return letters[i].plain;
  return NULL;
}

void form_slug(const char *title, char out[ENTRY_ID_MAX + 1]) {
  enum { SLUG_MAX = 48 };
  size_t used = 0;
  size_t len = strlen(title);
  while (len > 0 && used < SLUG_MAX - 1) {
    uint32_t c;
    size_t bytes = utf8_decode(title, len, &c);
    if (bytes == 0) break;
    title += bytes;
    len -= bytes;
    const char *plain = slug_letter(c);
    if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      out[used++] = (char)c;
    else if (plain)
      for (; *plain; plain++)
        out[used++] = *plain;
    else if (used > 0 && out[used - 1] != '-')
      out[used++] = '-';
  }
  while (used > 0 && out[used - 1] == '-')
    used--;
  out[used] = '\0';
  if (used == 0) str_copy(out, ENTRY_ID_MAX + 1, "eintrag");
}

/* ---- the whole form ---- */

void form_take(struct form *form) {
  unsigned bit = 1U << form_kind(form);
  for (size_t i = 0; i < form_row_count; i++)
    if (form_rows[i].field.kinds & bit) form_rows[i].field.take(form, &form_rows[i].field);
}

/* The feed's own complaint, for what the form did not foresee: "field 'x': …". */
static void add_complaint(struct form *form, const char *complaint) {
  char name[40] = "";
  const char *from = strchr(complaint, '\'');
  if (str_starts_with(complaint, "field '") && from) {
    size_t len = strcspn(from + 1, "'.[");
    str_copy(name, len + 1 < sizeof name ? len + 1 : sizeof name, from + 1);
  }
  form_error_with(form, name,
                  json_pack("{s:s, s:s}", "words", N_("Das passt hier noch nicht ({reason})."), "reason", complaint));
}

bool form_check(struct form *form, struct buf *line) {
  struct entry entry;
  struct err err = {0};
  if (json_array_size(form->errors) > 0) return false;
  char *text = json_dumps(form->entry, JSON_COMPACT);
  bool good = entry_read(text, strlen(text), form->arena, &entry, line, &err);
  if (!good) add_complaint(form, err.msg);
  free(text);
  return good;
}

/* ---- for the template ---- */

static const char *const group_titles[GROUP_COUNT] = {
    [GROUP_MAIN] = N_("Inhalt"),     [GROUP_TEXT] = N_("Text"),    [GROUP_WHEN] = N_("Wann"), [GROUP_WHERE] = N_("Wo und wer"),
    [GROUP_CONTACT] = N_("Kontakt"), [GROUP_PICTURE] = N_("Bild"), [GROUP_MORE] = N_("Mehr"),
};

static json_t *show_group(const struct form *form, enum form_group group) {
  json_t *fields = json_array();
  unsigned bit = 1U << form_kind(form);
  for (size_t i = 0; i < form_row_count; i++)
    if (form_rows[i].group == group && (form_rows[i].field.kinds & bit))
      form_rows[i].field.show(form, &form_rows[i].field, fields);
  return fields;
}

/* What a visitor asks first comes first: of an event the day, of a service whom to call. */
static const enum form_group *group_order(enum entry_kind kind) {
  static const enum form_group event[] = {GROUP_MAIN,    GROUP_WHEN,    GROUP_WHERE, GROUP_TEXT,
                                          GROUP_CONTACT, GROUP_PICTURE, GROUP_MORE,  GROUP_COUNT};
  static const enum form_group help[] = {GROUP_MAIN, GROUP_CONTACT, GROUP_WHEN, GROUP_WHERE,
                                         GROUP_TEXT, GROUP_PICTURE, GROUP_MORE, GROUP_COUNT};
  static const enum form_group other[] = {GROUP_MAIN,    GROUP_TEXT,    GROUP_WHEN, GROUP_WHERE,
                                          GROUP_CONTACT, GROUP_PICTURE, GROUP_MORE, GROUP_COUNT};
  if (kind == KIND_EVENT) return event;
  return kind == KIND_SERVICE || kind == KIND_ORGANIZATION || kind == KIND_PLACE ? help : other;
}

static size_t count_written(const json_t *fields) {
  size_t count = 0;
  for (size_t i = 0; i < json_array_size(fields); i++) {
    const json_t *field = json_array_get(fields, i);
    count += *form_string(json_object_get(field, "input"), "value") || *form_string(json_object_get(field, "area"), "value");
  }
  return count;
}

static json_t *show_language(const struct form *form, const struct form_language *language, size_t *written) {
  json_t *fields = json_array();
  unsigned bit = 1U << form_kind(form);
  *written = 0;
  for (size_t i = 0; i < form_row_count; i++) {
    const struct form_field *field = &form_rows[i].field;
    if (field->kinds & bit) form_show_translation(form, field, language->tag, fields);
  }
  *written = count_written(fields);
  return fields;
}

static bool has_errors(const json_t *fields) {
  size_t index;
  json_t *field;
  json_array_foreach(fields, index, field) {
    if (!json_is_null(json_object_get(field, "error"))) return true;
  }
  return false;
}

/* Picture and rarely used things fold away, and other languages than German; Leichte Sprache while there is none. */
static json_t *folded(bool is_open, size_t written) {
  return json_pack("{s:i, s:b}", "written", (int)written, "is_open", is_open);
}

static void add_section(json_t *sections, const char *title, json_t *fold, json_t *fields) {
  json_array_append_new(sections, json_pack("{s:s, s:o, s:o}", "title", title, "folded", fold, "fields", fields));
}

json_t *form_sections(const struct form *form) {
  json_t *sections = json_array();
  for (const enum form_group *group = group_order(form_kind(form)); *group != GROUP_COUNT; group++) {
    json_t *fields = show_group(form, *group);
    bool folds = *group == GROUP_MORE || (*group == GROUP_PICTURE && !json_object_get(form->entry, "image"));
    if (json_array_size(fields) > 0)
      add_section(sections, group_titles[*group], folds ? folded(has_errors(fields), 0) : json_null(), fields);
    else
      json_decref(fields);
  }
  for (size_t i = 1; i < form_language_count; i++) {
    size_t written;
    json_t *fields = show_language(form, &form_languages[i], &written);
    add_section(sections, form_languages[i].name, folded(has_errors(fields) || (i == 1 && written > 0), written), fields);
  }
  return sections;
}
