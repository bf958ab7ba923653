/* One out of a list of the house's places or organisations. A short list is a select box. A long one is a line to type in, with
 * the browser's own suggestions: part of the name will do, the server finds it, and asks when several fit. No script is needed.
 */
#include "base/str.h"
#include "cache/sortkey.h"
#include "hub/content/form_parts.h"

#include <string.h>

enum { LONG_LIST = 20, NAMED_MAX = 6 };

bool form_is_long(const json_t *list) { return json_array_size(list) > LONG_LIST; }

static const char *title_at(const json_t *list, size_t i) { return form_string(json_array_get(list, i), "label"); }
static const char *id_at(const json_t *list, size_t i) { return form_string(json_array_get(list, i), "value"); }

/* The list is sorted, so twins are neighbours: they are told apart by their ids. */
static const char *label_at(const struct form *form, const json_t *list, size_t i) {
  const char *title = title_at(list, i);
  bool is_twin = (i > 0 && str_equals(title_at(list, i - 1), title)) ||
                 (i + 1 < json_array_size(list) && str_equals(title_at(list, i + 1), title));
  return is_twin || !*title ? arena_printf(form->arena, "%s (%s)", title, id_at(list, i)) : title;
}

static const char *label_of(const struct form *form, const json_t *list, const char *id) {
  for (size_t i = 0; i < json_array_size(list); i++)
    if (str_equals(id_at(list, i), id)) return label_at(form, list, i);
  return id; /* something that is not there (yet) stays chosen */
}

json_t *form_list_options(const json_t *list, const char *chosen, const char *none) {
  json_t *options = json_array();
  size_t index;
  json_t *item;
  bool found = *chosen == '\0';
  json_array_append_new(options, form_option("", none, found));
  json_array_foreach(list, index, item) {
    bool selected = str_equals(form_string(item, "value"), chosen);
    found = found || selected;
    json_object_set_new(item, "selected", json_boolean(selected));
    json_array_append(options, item);
  }
  if (!found) json_array_append_new(options, form_option(chosen, chosen, true));
  return options;
}

json_t *form_find_cell(const struct form *form, const char *name, const json_t *list, const char *stored) {
  json_t *cell = form_cell(form, form_name(form, name, "find"), "text", label_of(form, list, stored), NULL);
  json_object_set_new(cell, "list", json_string(form_name(form, "names", name)));
  return cell;
}

json_t *form_names(const struct form *form, const char *name, const json_t *list) {
  json_t *labels = json_array();
  for (size_t i = 0; i < json_array_size(list); i++)
    json_array_append_new(labels, json_string(label_at(form, list, i)));
  return json_pack("{s:s, s:o}", "id", form_name(form, "names", name), "labels", labels);
}

/* ---- what was typed ---- */

const char *form_letters(struct arena *arena, const char *text) {
  unsigned char key[SORTKEY_MAX];
  size_t all = sortkey_make(text, key);
  size_t len = 0;
  while (len < all && key[len] >= ' ')
    len++;
  return arena_strndup(arena, (const char *)key, len);
}

/* Which of the list have these letters: their count, the last one, and the first few by name. */
struct finds {
  size_t count, last;
  const char *names;
};

static struct finds find_letters(const struct form *form, const json_t *list, const char *typed) {
  struct finds finds = {.names = ""};
  const char *letters = form_letters(form->arena, typed);
  for (size_t i = 0; *letters && i < json_array_size(list); i++) {
    if (!strstr(form_letters(form->arena, title_at(list, i)), letters)) continue;
    if (finds.count < NAMED_MAX)
      finds.names = arena_printf(form->arena, "%s%s„%s“", finds.names, finds.count ? ", " : "", label_at(form, list, i));
    finds.last = i;
    finds.count++;
  }
  if (finds.count > NAMED_MAX) finds.names = arena_printf(form->arena, "%s …", finds.names);
  return finds;
}

static void say_which(struct form *form, const char *id, const char *typed, const struct finds *finds) {
  const char *words = finds->count == 0
                          ? N_("„{typed}“ steht nicht in der Liste. Schreiben Sie einen Teil des Namens, oder legen Sie es "
                               "zuerst als eigenen Eintrag an.")
                          : N_("Zu „{typed}“ passt mehr als eines: {names}. Bitte schreiben Sie den ganzen Namen.");
  form_error_with(form, id, json_pack("{s:s, s:s, s:s}", "words", words, "typed", typed, "names", finds->names));
}

const char *form_take_find(struct form *form, const char *name, const json_t *list, const char *stored) {
  const char *typed = form_typed(form, form_name(form, name, "find"));
  if (!*typed || str_equals(typed, label_of(form, list, stored))) return *typed ? stored : "";
  for (size_t i = 0; i < json_array_size(list); i++)
    if (str_equals(typed, label_at(form, list, i)) || str_equals(typed, id_at(list, i))) return id_at(list, i);
  struct finds finds = find_letters(form, list, typed);
  if (finds.count == 1) return id_at(list, finds.last);
  say_which(form, name, typed, &finds);
  return stored;
}
