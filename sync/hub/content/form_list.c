/* Lists of things with parts of their own: the questions of a survey, the phases of a project. Rows are "q.0.text", "p.0.name";
 * a row without its first part is no row. Other languages of a row are "q.0.text.tr", "q.0.options.2.tr" (form_translate.c). */
#include "base/civil.h"
#include "base/str.h"
#include "hub/content/form_parts.h"

#include <stdio.h>
#include <string.h>

enum {
  FREE_ROWS = 2,
  QUESTIONS_MAX = 50,
  PHASES_MAX = 20,
  OPTIONS_MAX = 20,
  QUESTION_MAX = 300,
  OPTION_MAX = 120,
  PHASE_MAX = 80
};

static const struct form_choice question_types[] = {
    {"single", N_("eine Antwort ankreuzen")},
    {"multiple", N_("mehrere Antworten ankreuzen")},
    {"scale", N_("Note von 1 bis 5")},
    {"text", N_("eigene Worte")},
};
static const struct form_choice phase_states[] = {
    {"done", N_("fertig")}, {"active", N_("läuft gerade")}, {"planned", N_("kommt noch")}};

static const char *row_name(const struct form *form, const char *list, size_t row, const char *part) {
  return arena_printf(form->arena, "%s.%zu.%s", list, row, part);
}

struct form_line form_question_line(const struct form *form, json_t *question, size_t row) {
  return (struct form_line){question, "text", row_name(form, "q", row, "text"), N_("Frage: {german}"), QUESTION_MAX};
}

struct form_line form_answer_line(const struct form *form, json_t *holder, size_t row, size_t index) {
  const char *name = arena_printf(form->arena, "%s.%zu", row_name(form, "q", row, "options"), index);
  return (struct form_line){holder, "text", name, N_("Antwort: {german}"), OPTION_MAX};
}

struct form_line form_phase_line(const struct form *form, json_t *phase, size_t row) {
  return (struct form_line){phase, "name", row_name(form, "p", row, "name"), N_("Schritt: {german}"), PHASE_MAX};
}

static json_t *options_of(const struct form *form, const char *name, const struct form_choice *choices, size_t count,
                          const char *stored) {
  json_t *options = json_array();
  const char *chosen = form_shown(form, name, stored);
  for (size_t i = 0; i < count; i++)
    json_array_append_new(options, form_option(choices[i].value, choices[i].label, str_equals(chosen, choices[i].value)));
  return json_pack("{s:s, s:s, s:o}", "id", name, "name", name, "options", options);
}

static const char *german_of(const json_t *text) {
  return json_is_string(text) ? json_string_value(text) : form_string(text, "de");
}

/* The German lines of a list of texts. */
static const char *option_lines(const struct form *form, const json_t *options) {
  const char *lines = "";
  for (size_t i = 0; i < json_array_size(options); i++) {
    lines = arena_printf(form->arena, "%s%s%s", lines, i ? "\n" : "", german_of(json_array_get(options, i)));
  }
  return lines;
}

void form_show_questions(const struct form *form, const struct form_field *field, json_t *fields) {
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  const json_t *questions = json_object_get(form->entry, field->name);
  json_t *rows = json_array();
  for (size_t i = 0; i < json_array_size(questions) + FREE_ROWS && i < QUESTIONS_MAX; i++) {
    const json_t *question = json_array_get(questions, i);
    const char *type = row_name(form, "q", i, "type");
    json_array_append_new(
        rows,
        json_pack("{s:i, s:s, s:s, s:o, s:o, s:o}", "number", (int)i + 1, "key_name", row_name(form, "q", i, "id"), "key",
                  form_shown(form, row_name(form, "q", i, "id"), form_string(question, "id")), "text",
                  form_cell(form, row_name(form, "q", i, "text"), "text", form_text(question, "text", "de"), N_("Frage")),
                  "type", options_of(form, type, question_types, COUNT_OF(question_types), form_string(question, "type")),
                  "options",
                  form_cell(form, row_name(form, "q", i, "options"), NULL,
                            option_lines(form, json_object_get(question, "options")), N_("Antworten, eine in jeder Zeile"))));
  }
  form_add_special(control, "questions", json_pack("{s:o}", "rows", rows));
}

static const json_t *find_by(const json_t *list, const char *key, const char *value) {
  size_t index;
  json_t *item;
  json_array_foreach(list, index, item) {
    if (*value && str_equals(form_string(item, key), value)) return item;
  }
  return NULL;
}

static json_t *split_lines(const struct form *form, const char *text) {
  json_t *lines = json_array();
  while (*text) {
    size_t len = strcspn(text, "\n");
    if (len > 0) json_array_append_new(lines, json_string(arena_strndup(form->arena, text, len)));
    text += len + (text[len] == '\n');
  }
  return lines;
}

static size_t find_line(const json_t *list, const char *german) {
  size_t i = 0;
  while (i < json_array_size(list) && !str_equals(german_of(json_array_get(list, i)), german))
    i++;
  return i;
}

/* Which of the old answers a line is: the one with the same words, wherever that went; else the one in its place, whose words
 * were mended, while no line was added or taken away. */
static size_t old_place(const json_t *lines, size_t row, const json_t *old) {
  size_t same = find_line(old, german_of(json_array_get(lines, row)));
  if (same < json_array_size(old)) return same;
  bool is_mended = json_array_size(lines) == json_array_size(old) &&
                   find_line(lines, german_of(json_array_get(old, row))) == json_array_size(lines);
  return is_mended ? row : SIZE_MAX;
}

/* Lines to texts with their translations. */
static json_t *take_options(struct form *form, size_t question, const json_t *old) {
  json_t *lines = split_lines(form, form_typed(form, row_name(form, "q", question, "options")));
  json_t *options = json_array();
  for (size_t row = 0; row < json_array_size(lines); row++) {
    size_t place = old_place(lines, row, old);
    json_t *before = json_array_get(old, place);
    json_t *holder = before ? json_pack("{s:o}", "text", json_deep_copy(before)) : json_object();
    const struct form_line line = form_answer_line(form, holder, question, place);
    form_set_text(holder, "text", "de", german_of(json_array_get(lines, row)));
    if (before) form_take_translations(form, &line);
    json_array_append(options, json_object_get(holder, "text"));
    json_decref(holder);
  }
  json_decref(lines);
  return options;
}

static const char *new_key(const struct form *form, const json_t *list) {
  for (size_t n = json_array_size(list) + 1;; n++) {
    const char *key = arena_printf(form->arena, "f%zu", n);
    if (!find_by(list, "id", key)) return key;
  }
}

static void take_question(struct form *form, size_t row, const json_t *old, json_t *list) {
  const char *text = form_typed(form, row_name(form, "q", row, "text"));
  const char *type = form_typed(form, row_name(form, "q", row, "type"));
  const char *key = form_typed(form, row_name(form, "q", row, "id"));
  const json_t *before = find_by(old, "id", key);
  if (*text == '\0') return;
  json_t *question = before ? json_deep_copy(before) : json_object();
  const struct form_line line = form_question_line(form, question, row);
  form_set(question, "id", before ? key : new_key(form, list));
  form_set_text(question, "text", "de", text);
  if (before) form_take_translations(form, &line);
  form_set(question, "type", type);
  bool chooses = str_equals(type, "single") || str_equals(type, "multiple");
  json_t *options = take_options(form, row, json_object_get(before, "options"));
  if (utf8_length(text) > QUESTION_MAX || json_array_size(options) > OPTIONS_MAX)
    form_error(form, "questions", N_("Eine Frage oder ihre Antworten sind zu lang."));
  if (chooses && json_array_size(options) < 2)
    form_error_with(
        form, "questions",
        json_pack("{s:s, s:i}", "words", N_("Frage {number} braucht mindestens zwei Antworten."), "number", (int)row + 1));
  if (json_array_size(options) > 0)
    json_object_set(question, "options", options);
  else
    json_object_del(question, "options");
  json_decref(options);
  json_array_append_new(list, question);
}

void form_take_questions(struct form *form, const struct form_field *field) {
  if (!form_has(form, "q.0.text")) return;
  json_t *list = json_array();
  for (size_t row = 0; row < QUESTIONS_MAX; row++)
    take_question(form, row, json_object_get(form->entry, field->name), list);
  if (json_array_size(list) == 0) form_error(form, field->name, N_("Eine Umfrage braucht mindestens eine Frage."));
  json_object_set_new(form->entry, field->name, list);
}

/* ---- phases ---- */

void form_show_phases(const struct form *form, const struct form_field *field, json_t *fields) {
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  const json_t *phases = json_object_get(form->entry, field->name);
  json_t *rows = json_array();
  for (size_t i = 0; i < json_array_size(phases) + FREE_ROWS && i < PHASES_MAX; i++) {
    const json_t *phase = json_array_get(phases, i);
    json_array_append_new(
        rows,
        json_pack("{s:i, s:o, s:o, s:o, s:o}", "number", (int)i + 1, "title",
                  form_cell(form, row_name(form, "p", i, "name"), "text", form_text(phase, "name", "de"), N_("Schritt")),
                  "state",
                  options_of(form, row_name(form, "p", i, "state"), phase_states, COUNT_OF(phase_states),
                             form_string(phase, "state")),
                  "from", form_cell(form, row_name(form, "p", i, "from"), "date", form_string(phase, "from"), N_("von")),
                  "until", form_cell(form, row_name(form, "p", i, "until"), "date", form_string(phase, "until"), N_("bis"))));
  }
  form_add_special(control, "phases", json_pack("{s:o}", "rows", rows));
}

static void take_phase_day(struct form *form, const char *name, const char *key, json_t *phase) {
  const char *typed = form_typed(form, name);
  char text[DAY_TEXT_SIZE] = "";
  int32_t day;
  if (*typed && !form_day(typed, &day)) {
    form_error(form, "phases", N_("Das ist kein Datum, zum Beispiel 24.12.2026."));
    return;
  }
  if (*typed) day_format(day, text);
  form_set(phase, key, text);
}

void form_take_phases(struct form *form, const struct form_field *field) {
  if (!form_has(form, "p.0.name")) return;
  const json_t *old = json_object_get(form->entry, field->name);
  json_t *list = json_array();
  for (size_t row = 0; row < PHASES_MAX; row++) {
    const char *name = form_typed(form, row_name(form, "p", row, "name"));
    if (*name == '\0') continue;
    if (utf8_length(name) > PHASE_MAX)
      form_error(form, field->name, N_("Der Name eines Schrittes ist zu lang (bis 80 Zeichen)."));
    const json_t *before = json_array_get(old, row);
    json_t *phase = before ? json_deep_copy(before) : json_object();
    const struct form_line line = form_phase_line(form, phase, row);
    form_set_text(phase, "name", "de", name);
    if (before) form_take_translations(form, &line);
    form_set(phase, "state", form_typed(form, row_name(form, "p", row, "state")));
    take_phase_day(form, row_name(form, "p", row, "from"), "from", phase);
    take_phase_day(form, row_name(form, "p", row, "until"), "until", phase);
    json_array_append_new(list, phase);
  }
  if (json_array_size(list) > 0)
    json_object_set(form->entry, field->name, list);
  else
    json_object_del(form->entry, field->name);
  json_decref(list);
}
