/* Texts in several languages, and what comes of one line: numbers, addresses, choices, boxes, dates. */
#include "base/civil.h"
#include "base/str.h"
#include "feed/fields.h"
#include "hub/content/form_parts.h"
#include "hub/content/simple.h"
#include "hub/content/telephone.h"

#include <string.h>

const struct form_language form_languages[] = {
    {"de", N_("Deutsch")},    {"de-simple", N_("Leichte Sprache")},
    {"en", N_("Englisch")},   {"tr", N_("Türkisch")},
    {"uk", N_("Ukrainisch")}, {"ar", N_("Arabisch")},
};
const size_t form_language_count = COUNT_OF(form_languages);

void form_check_length(struct form *form, const char *id, const char *value, size_t limit) {
  size_t length = utf8_length(value);
  if (limit == 0 || length <= limit) return;
  form_error_with(form, id,
                  json_pack("{s:s, s:I, s:I}", "words", N_("Hier passen {limit} Zeichen, es sind {length}."), "limit",
                            (json_int_t)limit, "length", (json_int_t)length));
}

static void check_there(struct form *form, const struct form_field *field, const char *id, const char *value) {
  if (*value == '\0' && form_requires(form, field)) form_error(form, id, N_("Bitte ausfüllen."));
}

/* ---- texts ---- */

static json_t *text_control(const struct form *form, const struct form_field *field, const char *lang, json_t *fields) {
  const char *id = form_name(form, field->name, lang);
  bool is_german = str_equals(lang, "de");
  json_t *control = form_control(form, fields, id, field->label, is_german ? field->hint : NULL);
  json_object_set_new(control, "optional", json_boolean(is_german && !form_requires(form, field)));
  return control;
}

void form_finish_text(json_t *input, size_t limit, const char *lang) {
  form_limit(input, limit);
  json_object_set_new(input, "lang", json_string(str_starts_with(lang, "de") ? "de" : lang));
}

json_t *form_show_in(const struct form *form, const struct form_field *field, const char *lang, json_t *fields) {
  json_t *control = text_control(form, field, lang, fields);
  const char *name = form_name(form, field->name, lang);
  const char *value = form_text(form->entry, field->name, lang);
  bool is_line = field->show == form_show_title;
  json_t *input = is_line ? form_add_input(form, control, name, "text", value)
                          : form_add_area(form, control, name, field->limit > 1000 ? 6 : 2, value);
  form_finish_text(input, field->limit, lang);
  if (str_equals(lang, "de-simple")) form_add_notes(control, simple_hints(form_shown(form, name, value)));
  return control;
}

void form_show_title(const struct form *form, const struct form_field *field, json_t *fields) {
  json_t *control = form_show_in(form, field, "de", fields);
  json_object_set_new(json_object_get(control, "input"), "required", json_boolean(form_requires(form, field)));
}

void form_show_text(const struct form *form, const struct form_field *field, json_t *fields) {
  form_show_in(form, field, "de", fields);
}

void form_take_text(struct form *form, const struct form_field *field) {
  for (size_t i = 0; i < form_language_count; i++) {
    const char *name = form_name(form, field->name, form_languages[i].tag);
    if (!form_has(form, name)) continue;
    const char *value = form_typed(form, name);
    form_check_length(form, name, value, field->limit);
    if (i == 0) check_there(form, field, name, value);
    form_set_text(form->entry, field->name, form_languages[i].tag, value);
  }
}

/* ---- lines ---- */

void form_show_line(const struct form *form, const struct form_field *field, json_t *fields) {
  static const struct {
    form_take_field *take;
    const char *type, *inputmode, *autocomplete;
  } types[] = {{form_take_telephone, "tel", "tel", "off"},
               {form_take_email, "email", "email", "off"},
               {form_take_url, "url", "url", "off"}};
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  json_t *input = form_add_input(form, control, field->name, "text", form_string(form->entry, field->name));
  json_object_set_new(control, "optional", json_boolean(!form_requires(form, field)));
  for (size_t i = 0; i < COUNT_OF(types); i++)
    if (types[i].take == field->take) {
      json_object_set_new(input, "type", json_string(types[i].type));
      json_object_set_new(input, "inputmode", json_string(types[i].inputmode));
      json_object_set_new(input, "autocomplete", json_string(types[i].autocomplete));
    }
}

/* The typed line put into the entry; NULL when it was not shown or is empty. */
static const char *take_line(struct form *form, const struct form_field *field) {
  if (!form_has(form, field->name)) return NULL;
  const char *value = form_typed(form, field->name);
  check_there(form, field, field->name, value);
  form_check_length(form, field->name, value, field->limit);
  form_set(form->entry, field->name, value);
  return *value ? value : NULL;
}

void form_take_line(struct form *form, const struct form_field *field) { (void)take_line(form, field); }

void form_take_telephone(struct form *form, const struct form_field *field) {
  char number[TELEPHONE_SIZE];
  const char *was = arena_strdup(form->arena, form_string(form->entry, field->name));
  const char *value = take_line(form, field);
  if (!value || str_equals(value, was)) return;
  if (telephone_normalize(value, number))
    form_set(form->entry, field->name, number);
  else
    form_error(form, field->name, N_("Das ist keine Telefonnummer. Bitte mit Vorwahl, zum Beispiel 0711 123456."));
}

void form_take_email(struct form *form, const struct form_field *field) {
  const char *value = take_line(form, field);
  if (value && check_email(value))
    form_error(form, field->name, N_("Das ist keine E-Mail-Adresse, zum Beispiel name@verein.de."));
}

void form_take_url(struct form *form, const struct form_field *field) {
  const char *value = take_line(form, field);
  if (!value) return;
  if (!strstr(value, "://")) value = arena_printf(form->arena, "https://%s", value);
  if (check_url(value))
    form_error(form, field->name, N_("Das ist keine Internet-Adresse, zum Beispiel https://verein.de."));
  else
    form_set(form->entry, field->name, value);
}

/* ---- lists of words, one a line ---- */

static const char *join_lines(const struct form *form, const json_t *list) {
  const char *lines = "";
  size_t index;
  json_t *item;
  json_array_foreach(list, index, item) {
    if (json_is_string(item)) lines = arena_printf(form->arena, "%s%s%s", lines, *lines ? "\n" : "", json_string_value(item));
  }
  return lines;
}

void form_show_lines(const struct form *form, const struct form_field *field, json_t *fields) {
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  json_object_set_new(control, "optional", json_true());
  form_add_area(form, control, field->name, 2, join_lines(form, json_object_get(form->entry, field->name)));
}

/* The list as it is, or no field for an empty one. Takes the list over. */
static void set_strings(struct form *form, const struct form_field *field, json_t *list) {
  if (json_array_size(list) > field->limit) form_error(form, field->name, N_("Das sind zu viele."));
  if (json_array_size(list) > 0)
    json_object_set(form->entry, field->name, list);
  else
    json_object_del(form->entry, field->name);
  json_decref(list);
}

void form_take_lines(struct form *form, const struct form_field *field) {
  if (!form_has(form, field->name)) return;
  json_t *list = json_array();
  for (const char *line = form_typed(form, field->name); *line;) {
    line += strspn(line, " \n,");
    size_t len = strcspn(line, "\n,");
    size_t end = len;
    while (end > 0 && line[end - 1] == ' ')
      end--;
    if (end > 0) json_array_append_new(list, json_stringn(line, end));
    line += len;
  }
  set_strings(form, field, list);
}

/* ---- choices and boxes ---- */

void form_show_choice(const struct form *form, const struct form_field *field, json_t *fields) {
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  json_t *options = json_array();
  const char *chosen = form_shown(form, field->name, form_string(form->entry, field->name));
  for (size_t i = 0; i < field->choice_count; i++)
    json_array_append_new(
        options, form_option(field->choices[i].value, field->choices[i].label, str_equals(chosen, field->choices[i].value)));
  json_object_set_new(
      control, "select",
      json_pack("{s:s, s:b, s:o}", "name", field->name, "required", form_requires(form, field), "options", options));
}

void form_take_choice(struct form *form, const struct form_field *field) {
  if (!form_has(form, field->name)) return;
  const char *value = form_typed(form, field->name);
  check_there(form, field, field->name, value);
  if (*value == '\0' || form_has_choice(field, value))
    form_set(form->entry, field->name, value);
  else
    form_error(form, field->name, N_("Bitte wählen Sie etwas aus der Liste."));
}

static bool list_has(const json_t *list, const char *value) {
  size_t index;
  json_t *item;
  json_array_foreach(list, index, item) {
    if (str_equals(json_string_value(item), value)) return true;
  }
  return false;
}

static bool is_ticked(const struct form *form, const struct form_field *field, const char *value) {
  if (form_has(form, field->name)) return form_ticked(form, field->name, value);
  return list_has(json_object_get(form->entry, field->name), value);
}

void form_show_boxes(const struct form *form, const struct form_field *field, json_t *fields) {
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  json_t *items = json_array();
  for (size_t i = 0; i < field->choice_count; i++)
    json_array_append_new(
        items, form_option(field->choices[i].value, field->choices[i].label, is_ticked(form, field, field->choices[i].value)));
  form_add_special(control, "checks", json_pack("{s:s, s:n, s:o}", "name", field->name, "own", "items", items));
}

static void append_once(json_t *list, json_t *item) {
  for (size_t i = 0; i < json_array_size(list); i++)
    if (json_equal(json_array_get(list, i), item)) return;
  json_array_append(list, item);
}

void form_set_list(struct form *form, const struct form_field *field, json_t *wanted) {
  json_t *ordered = json_array();
  size_t index;
  json_t *item;
  json_array_foreach(json_object_get(form->entry, field->name), index, item) {
    if (json_is_string(item) && list_has(wanted, json_string_value(item))) append_once(ordered, item);
  }
  json_array_foreach(wanted, index, item) append_once(ordered, item);
  json_decref(wanted);
  set_strings(form, field, ordered);
}

bool form_has_choice(const struct form_field *field, const char *value) {
  for (size_t i = 0; i < field->choice_count; i++)
    if (str_equals(field->choices[i].value, value)) return true;
  return false;
}

json_t *form_ticked_list(const struct form *form, const struct form_field *field) {
  json_t *ticked = json_array();
  for (size_t i = 0; i < field->choice_count; i++)
    if (form_ticked(form, field->name, field->choices[i].value))
      json_array_append_new(ticked, json_string(field->choices[i].value));
  return ticked;
}

/* What the entry had beyond the boxes stays. */
void form_take_boxes(struct form *form, const struct form_field *field) {
  size_t index;
  json_t *item;
  if (!form_has(form, field->name)) return;
  json_t *wanted = form_ticked_list(form, field);
  json_array_foreach(json_object_get(form->entry, field->name), index, item) {
    if (json_is_string(item) && !form_has_choice(field, json_string_value(item))) json_array_append(wanted, item);
  }
  form_set_list(form, field, wanted);
}

void form_show_flag(const struct form *form, const struct form_field *field, json_t *fields) {
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  bool set = form_has(form, field->name) ? form_ticked(form, field->name, "1")
                                         : json_is_true(json_object_get(form->entry, field->name));
  form_add_special(control, "flag", json_pack("{s:s, s:b}", "name", field->name, "checked", set));
}

void form_take_flag(struct form *form, const struct form_field *field) {
  if (!form_has(form, field->name)) return;
  if (form_ticked(form, field->name, "1"))
    json_object_set_new(form->entry, field->name, json_true());
  else
    json_object_del(form->entry, field->name);
}

/* ---- dates ---- */

bool form_day(const char *typed, int32_t *out) {
  int64_t parts[3];
  char text[12];
  if (day_parse(typed, out)) return true;
  if (!str_copy(text, sizeof text, typed)) return false;
  char *month = strchr(text, '.');
  char *year = month ? strchr(month + 1, '.') : NULL;
  if (!year) return false;
  *month++ = '\0';
  *year++ = '\0';
  if (!parse_int(text, 1, 31, &parts[0]) || !parse_int(month, 1, 12, &parts[1]) || !parse_int(year, 0, 9999, &parts[2]))
    return false;
  if (strlen(year) == 2) parts[2] += 2000;
  struct civil civil = {.year = (int)parts[2], .month = (int)parts[1], .day = (int)parts[0]};
  if (civil.year < 1 || !civil_is_valid(&civil)) return false;
  *out = day_from_ymd(civil.year, civil.month, civil.day);
  return true;
}

const char *form_german_day(const struct form *form, int32_t day) {
  int year;
  int month;
  int month_day;
  day_to_ymd(day, &year, &month, &month_day);
  return arena_printf(form->arena, "%d.%d.%d", month_day, month, year);
}

void form_show_day(const struct form *form, const struct form_field *field, json_t *fields) {
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  json_object_set_new(control, "optional", json_boolean(!form_requires(form, field)));
  form_add_input(form, control, field->name, "date", form_string(form->entry, field->name));
}

/* A date keeps the time that the entry has beside it: only the day is shown. */
void form_take_day(struct form *form, const struct form_field *field) {
  int32_t day;
  char text[DAY_TEXT_SIZE];
  if (!form_has(form, field->name)) return;
  const char *typed = form_typed(form, field->name);
  if (*typed == '\0') {
    json_object_del(form->entry, field->name);
  } else if (form_day(typed, &day)) {
    day_format(day, text);
    form_set(form->entry, field->name, text);
  } else {
    form_error(form, field->name, N_("Das ist kein Datum, zum Beispiel 24.12.2026."));
  }
}

const char *form_date_of(const struct form *form, const char *moment) {
  return arena_strndup(form->arena, moment, strnlen(moment, 10));
}

const char *form_time_of(const struct form *form, const char *moment) {
  return strlen(moment) > 11 ? arena_strndup(form->arena, moment + 11, strnlen(moment + 11, 5)) : "";
}

/* A date and, if wanted, a time. */
void form_show_moment(const struct form *form, const struct form_field *field, json_t *fields) {
  const char *value = form_string(form->entry, field->name);
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  json_t *cells = json_array();
  json_array_append_new(cells,
                        form_cell(form, form_name(form, field->name, "date"), "date", form_date_of(form, value), N_("Tag")));
  json_array_append_new(cells, form_cell(form, form_name(form, field->name, "time"), "time", form_time_of(form, value),
                                         N_("Uhrzeit (freiwillig)")));
  form_add_special(control, "when", json_pack("{s:o}", "cells", cells));
}

void form_take_moment(struct form *form, const struct form_field *field) {
  const char *date_name = form_name(form, field->name, "date");
  const char *typed = form_typed(form, date_name);
  const char *time = form_typed(form, form_name(form, field->name, "time"));
  char text[DAY_TEXT_SIZE];
  int32_t day;
  int64_t wall;
  if (!form_has(form, date_name)) return;
  if (*typed == '\0') {
    json_object_del(form->entry, field->name);
    return;
  }
  if (!form_day(typed, &day)) {
    form_error(form, field->name, N_("Das ist kein Datum, zum Beispiel 24.12.2026."));
    return;
  }
  day_format(day, text);
  const char *moment = *time ? arena_printf(form->arena, "%sT%s", text, time) : text;
  if (*time && !wall_parse(moment, &wall))
    form_error(form, field->name, N_("Das ist keine Uhrzeit, zum Beispiel 16:00."));
  else
    form_set(form->entry, field->name, moment);
}
