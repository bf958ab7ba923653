/* Where and who: a place or organisation out of the house's lists, an address of one's own, topics, the picture. */
#include "base/str.h"
#include "hub/content/form_parts.h"

#include <stdlib.h>
#include <string.h>

/* Parts of an address that people type. */
static const struct {
  const char *name, *label;
  size_t limit;
  bool is_text; /* in several languages; the form shows the German */
} address_parts[] = {
    {"name", N_("Name des Ortes"), 80, true},
    {"street", N_("Straße und Hausnummer"), 120, false},
    {"postal_code", N_("Postleitzahl"), 16, false},
    {"locality", N_("Ort"), 80, false},
    {"note", N_("Hinweis (zum Beispiel: Eingang im Hof)"), 300, true},
};
static const char own_address[] = "own";

static const char *coordinates(const struct form *form, const json_t *location) {
  const json_t *latitude = json_object_get(location, "latitude");
  const json_t *longitude = json_object_get(location, "longitude");
  if (!json_is_number(latitude) || !json_is_number(longitude)) return "";
  return arena_printf(form->arena, "%.6f, %.6f", json_number_value(latitude), json_number_value(longitude));
}

bool form_place_line(const struct form *form, json_t *location, size_t index, struct form_line *out) {
  _Static_assert(COUNT_OF(address_parts) == FORM_PLACE_LINES, "see form_parts.h");
  const char *name = address_parts[index].name;
  if (!address_parts[index].is_text || !json_is_object(location)) return false;
  *out = (struct form_line){.object = location,
                            .key = name,
                            .name = form_name(form, "location", name),
                            .label = index == 0 ? N_("Name des Ortes: {german}") : N_("Hinweis zum Ort: {german}"),
                            .limit = address_parts[index].limit};
  return true;
}

static json_t *address_cells(const struct form *form, const char *name) {
  const json_t *location = json_object_get(form->entry, name);
  json_t *cells = json_array();
  for (size_t i = 0; i < COUNT_OF(address_parts); i++) {
    const char *value = address_parts[i].is_text ? form_text(location, address_parts[i].name, "de")
                                                 : form_string(location, address_parts[i].name);
    if (form_kind(form) == KIND_PLACE && i == 0) continue; /* its title is its name */
    json_array_append_new(cells,
                          form_cell(form, form_name(form, name, address_parts[i].name), "text", value, address_parts[i].label));
  }
  json_array_append_new(cells, form_cell(form, "location.position", "text", coordinates(form, location),
                                         N_("Lage auf der Karte (Breite, Länge; freiwillig)")));
  return cells;
}

static json_t *place_options(const struct form *form, const char *chosen) {
  bool is_own = str_equals(chosen, own_address);
  json_t *options = form_list_options(form->places, is_own ? "" : chosen, N_("– kein Ort –"));
  if (is_own) json_object_set_new(json_array_get(options, 0), "selected", json_false());
  json_array_append_new(options, form_option(own_address, N_("eigene Adresse (unten)"), is_own));
  return options;
}

/* A place has an address of its own and nothing else. */
void form_show_place(const struct form *form, const struct form_field *field, json_t *fields) {
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  const json_t *location = json_object_get(form->entry, field->name);
  const char *stored = json_is_string(location) ? json_string_value(location) : json_is_object(location) ? own_address : "";
  bool is_place = form_kind(form) == KIND_PLACE;
  const char *chosen = form_shown(form, "location.place", is_place ? own_address : stored);
  bool is_own = str_equals(chosen, own_address);
  json_t *options = NULL;
  json_t *find = NULL;
  if (!is_place && form_is_long(form->places))
    find = form_find_cell(form, field->name, form->places, is_own ? "" : chosen);
  else if (!is_place)
    options = place_options(form, chosen);
  if (find) json_object_set_new(control, "names", form_names(form, field->name, form->places));
  form_add_special(control, "place",
                   json_pack("{s:o?, s:o?, s:b, s:o}", "options", options, "find", find, "is_own", is_own, "cells",
                             address_cells(form, field->name)));
}

/* "48.77, 9.18"; empty takes it away. */
static void take_position(struct form *form, json_t *location) {
  const char *typed = form_typed(form, "location.position");
  char *end = NULL;
  if (str_equals(typed, coordinates(form, location))) return;
  json_object_del(location, "latitude");
  json_object_del(location, "longitude");
  if (!*typed) return;
  double latitude = strtod(typed, &end);
  const char *second = end + strspn(end, " ,;");
  double longitude = strtod(second, &end);
  bool good = end != second && *end == '\0' && latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180;
  if (!good) {
    form_error(form, "location", N_("Die Lage sind zwei Zahlen, zum Beispiel 48.7758, 9.1829."));
    return;
  }
  json_object_set_new(location, "latitude", json_real(latitude));
  json_object_set_new(location, "longitude", json_real(longitude));
}

static void take_address(struct form *form, const struct form_field *field) {
  json_t *location = json_object_get(form->entry, field->name);
  if (!json_is_object(location)) {
    location = json_object();
    json_object_set_new(form->entry, field->name, location);
  }
  for (size_t i = 0; i < COUNT_OF(address_parts); i++) {
    const char *name = form_name(form, field->name, address_parts[i].name);
    if (!form_has(form, name)) continue;
    const char *value = form_typed(form, name);
    if (utf8_length(value) > address_parts[i].limit) form_error(form, field->name, N_("Ein Teil der Adresse ist zu lang."));
    struct form_line line;
    if (form_place_line(form, location, i, &line)) {
      form_set_text(location, address_parts[i].name, "de", value);
      form_take_translations(form, &line);
    } else {
      form_set(location, address_parts[i].name, value);
    }
  }
  take_position(form, location);
  if (json_object_size(location) == 0) json_object_del(form->entry, field->name);
}

/* Out of a long list: an empty line means the address below it, if there is one. */
static void take_found_place(struct form *form, const struct form_field *field) {
  const json_t *location = json_object_get(form->entry, field->name);
  const char *stored = json_is_string(location) ? arena_strdup(form->arena, json_string_value(location)) : "";
  const char *found = form_take_find(form, field->name, form->places, stored);
  if (*found)
    form_set(form->entry, field->name, found);
  else
    take_address(form, field);
}

void form_take_place(struct form *form, const struct form_field *field) {
  if (form_has(form, "location.find")) take_found_place(form, field);
  if (!form_has(form, "location.place")) return;
  const char *chosen = form_typed(form, "location.place");
  if (str_equals(chosen, own_address))
    take_address(form, field);
  else
    form_set(form->entry, field->name, chosen);
}

void form_show_provider(const struct form *form, const struct form_field *field, json_t *fields) {
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  const char *chosen = form_shown(form, field->name, form_string(form->entry, field->name));
  if (form_is_long(form->organizations)) {
    json_t *cell = form_find_cell(form, field->name, form->organizations, chosen);
    json_object_set_new(cell, "id", json_string(field->name));
    json_object_set_new(control, "input", cell);
    json_object_set_new(control, "names", form_names(form, field->name, form->organizations));
    return;
  }
  json_object_set_new(control, "select",
                      json_pack("{s:s, s:b, s:o}", "name", field->name, "required", 0, "options",
                                form_list_options(form->organizations, chosen, N_("– keine Angabe –"))));
}

void form_take_provider(struct form *form, const struct form_field *field) {
  const char *stored = arena_strdup(form->arena, form_string(form->entry, field->name));
  if (form_has(form, "provider.find"))
    form_set(form->entry, field->name, form_take_find(form, field->name, form->organizations, stored));
  form_take_line(form, field);
}

/* ---- topics: boxes for those that every house has, a line for others ---- */

static const char *own_topics(const struct form *form, const struct form_field *field) {
  const char *line = "";
  size_t index;
  json_t *topic;
  json_array_foreach(json_object_get(form->entry, field->name), index, topic) {
    const char *name = json_string_value(topic);
    if (name && !form_has_choice(field, name)) line = arena_printf(form->arena, "%s%s%s", line, *line ? ", " : "", name);
  }
  return line;
}

void form_show_topics(const struct form *form, const struct form_field *field, json_t *fields) {
  form_show_boxes(form, field, fields);
  json_t *control = json_array_get(fields, json_array_size(fields) - 1);
  json_object_set_new(
      json_object_get(control, "checks"), "own",
      form_cell(form, "topics.own", "text", own_topics(form, field), N_("Andere Themen, durch Kommas getrennt (freiwillig)")));
}

void form_take_topics(struct form *form, const struct form_field *field) {
  if (!form_has(form, field->name)) return;
  json_t *wanted = form_ticked_list(form, field);
  for (const char *line = form_typed(form, "topics.own"); *line;) {
    char slug[ENTRY_ID_MAX + 1];
    line += strspn(line, " ,\n");
    size_t len = strcspn(line, ",\n");
    if (len > 0) {
      form_slug(arena_strndup(form->arena, line, len), slug);
      json_array_append_new(wanted, json_string(slug));
    }
    line += len;
  }
  form_set_list(form, field, wanted);
}

/* ---- the picture: what it shows in words; the bytes are the handler's business ---- */

void form_show_image(const struct form *form, const struct form_field *field, json_t *fields) {
  json_t *control = form_control(form, fields, field->name, field->label, field->hint);
  const json_t *image = json_object_get(form->entry, field->name);
  const char *asset = form_string(image, "asset");
  json_t *cells = json_array();
  json_t *german = NULL;
  for (size_t i = 0; i < form_language_count; i++) {
    const char *name = arena_printf(form->arena, "image.alt.%s", form_languages[i].tag);
    json_t *cell = form_cell(form, name, "text", form_text(image, "alt", form_languages[i].tag), form_languages[i].name);
    form_limit(cell, field->limit);
    if (i == 0)
      german = cell;
    else
      json_array_append_new(cells, cell);
  }
  form_add_special(control, "image",
                   json_pack("{s:s, s:s, s:o, s:o}", "asset", asset, "asset_path",
                             *asset ? arena_printf(form->arena, "/feed/asset/%s", asset) : "", "german", german, "cells",
                             cells));
}

/* "image.asset" is set by the handler once a new picture was taken in. */
void form_take_image(struct form *form, const struct form_field *field) {
  const char *asset = form_typed(form, "image.asset");
  if (!form_has(form, "image.alt.de")) return;
  if (form_ticked(form, "image.remove", "1")) {
    json_object_del(form->entry, field->name);
    return;
  }
  json_t *image = json_object_get(form->entry, field->name);
  if (!*asset && !json_is_object(image)) return;
  if (!json_is_object(image)) {
    image = json_object();
    json_object_set_new(form->entry, field->name, image);
  }
  if (*asset) form_set(image, "asset", asset);
  for (size_t i = 0; i < form_language_count; i++) {
    const char *name = arena_printf(form->arena, "image.alt.%s", form_languages[i].tag);
    if (form_has(form, name)) form_set_text(image, "alt", form_languages[i].tag, form_typed(form, name));
    if (utf8_length(form_typed(form, name)) > field->limit)
      form_error(form, field->name, N_("Die Beschreibung des Bildes ist zu lang."));
  }
  if (*form_text(image, "alt", "de") == '\0')
    form_error(form, field->name,
               N_("Bitte sagen Sie in einem Satz, was auf dem Bild zu sehen ist. Wer es nicht sieht, hört diesen Satz."));
}
