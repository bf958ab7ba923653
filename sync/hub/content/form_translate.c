/* An entry's texts in other languages than German, each with the German beside it: plain ones, the parts of an address, the
 * questions of a survey with their answers, the steps of a project. */
#include "base/str.h"
#include "hub/content/form_parts.h"
#include "hub/content/simple.h"

#include <string.h>

/* ---- one line of a part, called by its German words ---- */

static void show_line(const struct form *form, const struct form_line *line, const char *lang, json_t *fields) {
  const char *german = form_text(line->object, line->key, "de");
  const char *name = form_name(form, line->name, lang);
  const char *value = form_text(line->object, line->key, lang);
  if (!*german && !*value) return;
  json_t *control = form_control(form, fields, name, "", NULL);
  json_object_set_new(control, "label", json_pack("{s:s, s:s}", "words", line->label, "german", german));
  form_finish_text(form_add_input(form, control, name, "text", value), line->limit, lang);
  if (str_equals(lang, "de-simple")) form_add_notes(control, simple_hints(form_shown(form, name, value)));
}

void form_take_translations(struct form *form, const struct form_line *line) {
  for (size_t i = 1; i < form_language_count; i++) {
    const char *name = form_name(form, line->name, form_languages[i].tag);
    if (!form_has(form, name)) continue;
    form_check_length(form, name, form_typed(form, name), line->limit);
    form_set_text(line->object, line->key, form_languages[i].tag, form_typed(form, name));
  }
}

/* ---- what a field has in a language ---- */

static void show_text(const struct form *form, const struct form_field *field, const char *lang, json_t *fields) {
  json_t *control = form_show_in(form, field, lang, fields);
  const char *german = form_text(form->entry, field->name, "de");
  if (*german) json_object_set_new(control, "german", json_string(german));
}

static void show_place(const struct form *form, const struct form_field *field, const char *lang, json_t *fields) {
  for (size_t i = 0; i < FORM_PLACE_LINES; i++) {
    struct form_line line;
    if (form_place_line(form, json_object_get(form->entry, field->name), i, &line)) show_line(form, &line, lang, fields);
  }
}

static void show_answers(const struct form *form, size_t row, const json_t *options, const char *lang, json_t *fields) {
  for (size_t i = 0; i < json_array_size(options); i++) {
    json_t *holder = json_pack("{s:O}", "text", json_array_get(options, i));
    const struct form_line line = form_answer_line(form, holder, row, i);
    show_line(form, &line, lang, fields);
    json_decref(holder);
  }
}

static void show_questions(const struct form *form, const struct form_field *field, const char *lang, json_t *fields) {
  json_t *questions = json_object_get(form->entry, field->name);
  for (size_t row = 0; row < json_array_size(questions); row++) {
    json_t *question = json_array_get(questions, row);
    const struct form_line line = form_question_line(form, question, row);
    show_line(form, &line, lang, fields);
    show_answers(form, row, json_object_get(question, "options"), lang, fields);
  }
}

static void show_phases(const struct form *form, const struct form_field *field, const char *lang, json_t *fields) {
  json_t *phases = json_object_get(form->entry, field->name);
  for (size_t row = 0; row < json_array_size(phases); row++) {
    const struct form_line line = form_phase_line(form, json_array_get(phases, row), row);
    show_line(form, &line, lang, fields);
  }
}

void form_show_translation(const struct form *form, const struct form_field *field, const char *lang, json_t *fields) {
  static const struct {
    form_take_field *take;
    void (*show)(const struct form *form, const struct form_field *field, const char *lang, json_t *fields);
  } shows[] = {{form_take_text, show_text},
               {form_take_place, show_place},
               {form_take_questions, show_questions},
               {form_take_phases, show_phases}};
  for (size_t i = 0; i < COUNT_OF(shows); i++)
    if (shows[i].take == field->take) shows[i].show(form, field, lang, fields);
}
