/* Inside of hub/content/form: the table of fields and what the kinds of fields share. */
#ifndef LITFASS_HUB_CONTENT_FORM_PARTS_H
#define LITFASS_HUB_CONTENT_FORM_PARTS_H

#include "hub/content/form.h"
#include "hub/web/words.h"

struct form_choice {
  const char *value, *label;
};

struct form_field;
/* Appends controls for the template to `fields`. */
typedef void form_show(const struct form *form, const struct form_field *field, json_t *fields);
/* Puts what was typed into form->entry. */
typedef void form_take_field(struct form *form, const struct form_field *field);

struct form_field {
  const char *name; /* of the entry's field */
  const char *label, *hint;
  form_show *show;
  form_take_field *take;
  unsigned kinds;    /* bits 1 << enum entry_kind */
  unsigned required; /* those of them that must have it */
  size_t limit;      /* characters; 0: none that people could reach */
  const struct form_choice *choices;
  size_t choice_count;
};

enum form_group { GROUP_MAIN, GROUP_TEXT, GROUP_WHEN, GROUP_WHERE, GROUP_CONTACT, GROUP_PICTURE, GROUP_MORE, GROUP_COUNT };

struct form_row {
  enum form_group group;
  struct form_field field;
};

extern const struct form_row form_rows[];
extern const size_t form_row_count;

struct form_language {
  const char *tag, *name; /* German name */
};
extern const struct form_language form_languages[]; /* German first */
extern const size_t form_language_count;

enum entry_kind form_kind(const struct form *form);
bool form_requires(const struct form *form, const struct form_field *field);

/* ---- what was typed ---- */

/* "a.b" out of pieces, in the arena. */
const char *form_name(const struct form *form, const char *name, const char *suffix);
bool form_has(const struct form *form, const char *name);
/* Trimmed, with \n as line ends; "" where absent. */
const char *form_typed(const struct form *form, const char *name);
/* Whether a box `name` with this value was ticked. */
bool form_ticked(const struct form *form, const char *name, const char *value);
/* What to show: what was typed, or, before anything was, `otherwise` (NULL: ""). */
const char *form_shown(const struct form *form, const char *name, const char *otherwise);

/* `message` is German words, or taken over as an object with values. */
void form_error(struct form *form, const char *id, const char *words);
void form_error_with(struct form *form, const char *id, json_t *message);

/* ---- the entry ---- */

const char *form_string(const json_t *object, const char *key); /* "" where it is none */
/* Sets a string, or removes the member for "". */
void form_set(json_t *object, const char *key, const char *value);
/* The text in this language, "" where there is none. A plain string is German. */
const char *form_text(const json_t *object, const char *key, const char *lang);
/* Keeps the shape: a plain string stays one while it is German alone. */
void form_set_text(json_t *object, const char *key, const char *lang, const char *value);

/* "2026-12-24", "24.12.2026", "24.12.26" */
MUST_USE bool form_day(const char *typed, int32_t *out);
/* The parts of "2026-12-24T15:00:30": "2026-12-24" and "15:00"; "" for what is not there. */
const char *form_date_of(const struct form *form, const char *moment);
const char *form_time_of(const struct form *form, const char *moment);
/* "24.12.2026" */
const char *form_german_day(const struct form *form, int32_t day);

/* Boxes: which values the field offers, which were ticked, and a list put into the entry in the order that it had there; new
 * ones come behind. `wanted` is taken over. */
bool form_has_choice(const struct form_field *field, const char *value);
json_t *form_ticked_list(const struct form *form, const struct form_field *field);
void form_set_list(struct form *form, const struct form_field *field, json_t *wanted);

/* ---- controls for the template; see assets/hub/README.md ---- */

/* With label, hint and error of the field; every key that templates ask for is there. Appended to `fields` and borrowed. */
json_t *form_control(const struct form *form, json_t *fields, const char *id, const char *label, const char *hint);
json_t *form_add_input(const struct form *form, json_t *control, const char *name, const char *type, const char *value);
json_t *form_add_area(const struct form *form, json_t *control, const char *name, int rows, const char *value);
/* An input by itself, for controls that have several: {id, name, type, value, label}. */
json_t *form_cell(const struct form *form, const char *name, const char *type, const char *value, const char *label);
/* A shape of its own in entry-field.html; `value` is taken over. */
void form_add_special(json_t *control, const char *shape, json_t *value);
json_t *form_option(const char *value, const char *label, bool selected);
void form_limit(json_t *input, size_t limit);
/* Appends hints that do not block; `notes` is taken over. */
void form_add_notes(json_t *control, json_t *notes);

/* ---- one out of a list [{value, label}], sorted by label; see form_choose.c ---- */

/* Whether it is too long for a select box. */
bool form_is_long(const json_t *list);
/* The rows become the options: they are not copied. */
json_t *form_list_options(const json_t *list, const char *chosen, const char *none);
/* The line to type in, named "NAME.find", and the browser's suggestions for it: {id, labels}. */
json_t *form_find_cell(const struct form *form, const char *name, const json_t *list, const char *stored);
json_t *form_names(const struct form *form, const char *name, const json_t *list);
/* The id of what was typed into that line; "" for nothing. Says what is wrong for what fits none or several, and gives
 * `stored`. */
const char *form_take_find(struct form *form, const char *name, const json_t *list, const char *stored);

/* ---- kinds of fields ---- */

form_show form_show_title, form_show_text, form_show_line, form_show_lines, form_show_choice, form_show_boxes, form_show_flag,
    form_show_day, form_show_moment, form_show_start, form_show_repeat, form_show_hours, form_show_place, form_show_provider,
    form_show_image, form_show_topics, form_show_questions, form_show_phases;
form_take_field form_take_text, form_take_line, form_take_telephone, form_take_email, form_take_url, form_take_lines,
    form_take_choice, form_take_boxes, form_take_flag, form_take_day, form_take_moment, form_take_start, form_take_repeat,
    form_take_hours, form_take_place, form_take_provider, form_take_image, form_take_topics, form_take_questions,
    form_take_phases;

/* ---- languages ---- */

/* Says that a text is too long; limit 0: none is. */
void form_check_length(struct form *form, const char *id, const char *value, size_t limit);
/* Marks an input with its limit and its language. */
void form_finish_text(json_t *input, size_t limit, const char *lang);
/* A text field in one language; the control, borrowed. */
json_t *form_show_in(const struct form *form, const struct form_field *field, const char *lang, json_t *fields);

/* All that a field has in another language than German, with the German beside it; nothing for fields without words. */
void form_show_translation(const struct form *form, const struct form_field *field, const char *lang, json_t *fields);

/* A text inside of an object: its parameters are "q.0.text.tr" for the name "q.0.text". The object is borrowed. */
struct form_line {
  json_t *object;
  const char *key, *name;
  const char *label; /* German words with {german} in them */
  size_t limit;
};
struct form_line form_question_line(const struct form *form, json_t *question, size_t row);
struct form_line form_phase_line(const struct form *form, json_t *phase, size_t row);
/* The answer is the holder's "text". `index` counts the answers as they were shown. */
struct form_line form_answer_line(const struct form *form, json_t *holder, size_t row, size_t index);
/* Part `index` of an address of one's own; false for parts without languages. */
enum { FORM_PLACE_LINES = 5 };
MUST_USE bool form_place_line(const struct form *form, json_t *location, size_t index, struct form_line *out);

/* Puts what was typed in other languages than German into the line's object. */
void form_take_translations(struct form *form, const struct form_line *line);

#endif
