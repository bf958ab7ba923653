/* Controls as the templates want them. A name that a template asks for and that is not there would be looked for further out,
 * so every control has every key. */
#include "base/str.h"
#include "hub/content/form_parts.h"

static json_t *error_of(const struct form *form, const char *id) {
  size_t index;
  json_t *error;
  json_array_foreach(form->errors, index, error) {
    if (str_equals(form_string(error, "field"), id)) return json_incref(json_object_get(error, "message"));
  }
  return json_null();
}

json_t *form_control(const struct form *form, json_t *fields, const char *id, const char *label, const char *hint) {
  static const char *const shapes[] = {"lang_name", "optional",  "notes",  "input",  "area",        "select", "single_check",
                                       "flag",      "special",   "checks", "when",   "week",        "repeat", "place",
                                       "image",     "questions", "phases", "german", "verified_on", "names"};
  json_t *control = json_pack("{s:s, s:s, s:s?, s:o}", "id", id, "label", label, "hint", hint, "error", error_of(form, id));
  for (size_t i = 0; i < COUNT_OF(shapes); i++)
    json_object_set_new(control, shapes[i], json_null());
  json_array_append_new(fields, control);
  return control;
}

json_t *form_cell(const struct form *form, const char *name, const char *type, const char *value, const char *label) {
  static const char *const keys[] = {"max", "required", "lang", "autocomplete", "inputmode", "list", "accept", "rows"};
  json_t *cell = json_pack("{s:s, s:s, s:s?, s:s, s:s?}", "id", name, "name", name, "type", type, "value",
                           form_shown(form, name, value), "label", label);
  for (size_t i = 0; i < COUNT_OF(keys); i++)
    json_object_set_new(cell, keys[i], json_null());
  return cell;
}

json_t *form_add_input(const struct form *form, json_t *control, const char *name, const char *type, const char *value) {
  json_t *input = form_cell(form, name, type, value, NULL);
  json_object_set(input, "id", json_object_get(control, "id"));
  json_object_set_new(control, "input", input);
  return input;
}

json_t *form_add_area(const struct form *form, json_t *control, const char *name, int rows, const char *value) {
  json_t *area = form_cell(form, name, NULL, value, NULL);
  json_object_set(area, "id", json_object_get(control, "id"));
  json_object_set_new(area, "rows", json_integer(rows));
  json_object_set_new(control, "area", area);
  return area;
}

void form_limit(json_t *input, size_t limit) { json_object_set_new(input, "max", json_integer((json_int_t)limit)); }

void form_add_special(json_t *control, const char *shape, json_t *value) {
  json_object_set_new(control, shape, value);
  json_object_set_new(control, "special", json_true());
}

json_t *form_option(const char *value, const char *label, bool selected) {
  return json_pack("{s:s, s:s, s:b}", "value", value, "label", label, "selected", selected);
}

void form_add_notes(json_t *control, json_t *notes) {
  json_t *there = json_object_get(control, "notes");
  if (json_array_size(notes) == 0) {
    json_decref(notes);
  } else if (json_is_array(there)) {
    json_array_extend(there, notes);
    json_decref(notes);
  } else {
    json_object_set_new(control, "notes", notes);
  }
}
