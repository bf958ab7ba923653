/* The boards: how each of them is, pairing a new one, what it shows, taking one away. */
#include "base/str.h"
#include "base/zone.h"
#include "base/civil.h"
#include "feed/hours.h"
#include "feed/stamp.h"
#include "hub/content/form.h"
#include "hub/screens.h"
#include "hub/web/chapters.h"
#include "hub/web/page.h"
#include "hub/web/words.h"
#include "spool/pairing.h"

#include <string.h>

enum { SILENT_AFTER_S = 2 * 3600, HOURS_MAX = 500 /* bytes, as litfass-device takes them */ };

/* ---- how they are ---- */

/* {"words","n"} for {{_n}}: "vor 3 Min.", "vor 2 Std.", "vor 5 Tagen". */
static json_t *age_words(int64_t seconds) {
  if (seconds < 0) seconds = 0;
  if (seconds < 60) return json_string(N_("gerade eben"));
  if (seconds < 3600) return json_pack("{s:s,s:I}", "words", N_("vor {n} Min."), "n", (json_int_t)(seconds / 60));
  if (seconds < 2 * 86400) return json_pack("{s:s,s:I}", "words", N_("vor {n} Std."), "n", (json_int_t)(seconds / 3600));
  return json_pack("{s:s,s:I}", "words", N_("vor {n} Tagen"), "n", (json_int_t)(seconds / 86400));
}

static int64_t stamp_of(const json_t *object, const char *name) {
  struct err ignored;
  int64_t utc;
  if (!json_is_string(json_object_get(object, name))) return 0;
  return stamp_read(object, name, true, &utc, &ignored) ? utc : 0;
}

/* "zeigt Stand 14:30", "zeigt Stand 20.11., 18:05": of what is really on display. */
static void describe_content(const struct page *page, json_t *row, const json_t *beat) {
  char text[40];
  int64_t published = stamp_of(beat, "published");
  json_int_t version = json_integer_value(json_object_get(beat, "shown_version"));
  if (published == 0 || version == 0) return;
  int64_t wall = zone_to_wall(page->hub->clock.zone, published);
  int64_t today = zone_to_wall(page->hub->clock.zone, page_now(page));
  struct civil at = wall_to_civil(wall);
  if (wall / 86400 == today / 86400)
    snprintf(text, sizeof text, "%02d:%02d", at.hour, at.minute);
  else
    snprintf(text, sizeof text, "%02d.%02d., %02d:%02d", at.day, at.month, at.hour, at.minute);
  json_object_set_new(row, "shows", json_string(text));
  json_object_set_new(row, "version", json_integer(version));
}

static const char *hint_for(const json_t *beat, bool is_silent, bool is_behind) {
  const char *error = json_string_value(json_object_get(beat, "last_error"));
  const char *clock = json_string_value(json_object_get(beat, "clock"));
  if (is_silent) return N_("Netz prüfen");
  if (!beat) return N_("hat sich noch nicht gemeldet");
  if (clock && !str_equals(clock, "trusted")) return N_("Uhr ist nicht gestellt");
  if (screen_problem(beat)) return screen_problem(beat);
  if (json_integer_value(json_object_get(beat, "refused")) > 0) return N_("Nachrichten wurden abgelehnt");
  if (error && *error) return error;
  return is_behind ? N_("zeigt noch nicht den neuesten Stand") : NULL;
}

static void describe(const struct page *page, json_t *row, int64_t newest) {
  const char *text = json_string_value(json_object_get(row, "heartbeat"));
  int64_t seen = json_integer_value(json_object_get(row, "seen"));
  int64_t silent_s = page_now(page) - seen;
  json_t *beat = text ? json_loads(text, 0, NULL) : NULL;
  describe_content(page, row, beat);
  bool is_silent = seen > 0 && silent_s > SILENT_AFTER_S;
  bool is_behind = beat && json_integer_value(json_object_get(beat, "shown_version")) < newest;
  const char *hint = hint_for(beat, is_silent, is_behind);
  if (seen) json_object_set_new(row, "contact", age_words(silent_s));
  json_object_set_new(row, "is_good", json_boolean(beat && !is_silent && !is_behind));
  json_object_set_new(row, "is_silent", json_boolean(is_silent));
  json_object_set_new(row, "hint", hint ? json_string(hint) : json_null());
  const char *clock = json_string_value(json_object_get(beat, "clock"));
  json_object_set_new(row, "clock_words", json_string(str_equals(clock, "trusted") ? N_("gestellt") : N_("nicht gestellt")));
  screen_describe_device(row, beat, hint);
  if (beat) json_object_set_new(row, "beat", beat);
}

static bool list_screens(struct page *page, struct err *err) {
  json_t *screens, *row;
  int64_t newest;
  size_t i;
  if (!store_get_int(page->hub->store, "version", &newest, err) ||
      !query_list(page->hub->store,
                  "SELECT screen.id, name, coalesce(entry.title, place) AS place, seen, heartbeat FROM screen"
                  " LEFT JOIN entry ON entry.id = screen.place WHERE revoked IS NULL ORDER BY sortkey(name)",
                  WITH_NOTHING, &screens, err))
    return false;
  json_array_foreach(screens, i, row) describe(page, row, newest);
  page_set_json(page, "screens", screens);
  return page_show(page, N_("Tafeln"), "screens", err);
}

/* ---- what each of them shows ---- */

static const struct choice languages[] = {
    {"de", "Deutsch"}, {"de-simple", "Leichte Sprache"}, {"en", "English"}, {"tr", "Türkçe"}, {"uk", "Українська"},
    {"ar", "العربية"},
};

/* Takes over `options`, [{value, label}]. */
static json_t *boxes(json_t *options, const char *chosen) {
  json_t *option;
  size_t i;
  json_array_foreach(options, i, option) json_object_set_new(
      option, "is_chosen", json_boolean(str_has_word(chosen, json_string_value(json_object_get(option, "value")))));
  return options;
}

/* Only values that are offered. Takes over `options`. */
static const char *ticked(struct page *page, const char *name, json_t *options) {
  const char *words = "";
  json_t *option;
  size_t i;
  json_array_foreach(options, i, option) {
    const char *value = json_string_value(json_object_get(option, "value"));
    for (const struct param *box = NULL; (box = request_next(page->request->form, name, box));)
      if (str_equals(box->value, value)) words = arena_printf(page->arena, "%s%s%s", words, *words ? " " : "", value);
  }
  json_decref(options);
  return words;
}

static json_t *language_options(void) { return page_options(languages, COUNT_OF(languages), ""); }

static struct screen_plan plan_of_form(struct page *page) {
  return (struct screen_plan){.name = request_form(page->request, "name"),
                              .place = request_form(page->request, "place"),
                              .languages = ticked(page, "language", language_options()),
                              .topics = ticked(page, "topic", form_topics("")),
                              .hours = request_form(page->request, "hours")};
}

static bool are_hours(const char *text) {
  struct hours *hours = NULL;
  struct err why;
  bool good = strlen(text) <= HOURS_MAX && hours_parse(text, &hours, &why);
  hours_destroy(hours);
  return good;
}

static bool check_plan(struct page *page, const struct screen_plan *plan, struct err *err) {
  bool is_place = true;
  if (str_is_empty(plan->name) || utf8_length(plan->name) > 60)
    page_error(page, "name", N_("Bitte geben Sie der Tafel einen Namen (bis 60 Zeichen)."));
  if (*plan->place && !query_find(page->hub->store, "SELECT 1 FROM entry WHERE id = ?1 AND kind = 'place'",
                                  WITH(value_text(plan->place)), &is_place, NULL, NULL, NULL, err))
    return false;
  if (!is_place) page_error(page, "place", N_("Diesen Ort gibt es nicht."));
  if (*plan->hours && !are_hours(plan->hours))
    page_error(page, "hours", N_("Diese Zeiten sind nicht zu verstehen. Beispiel: Mo-Fr 08:00-20:00; Sa 10:00-16:00"));
  return true;
}

static bool place_options(struct page *page, const char *chosen, json_t **out, struct err *err) {
  json_t *places;
  if (!query_list(page->hub->store,
                  "SELECT id AS value, title AS label, id = ?1 AS selected FROM entry WHERE kind = 'place' ORDER BY sort",
                  WITH(value_text(chosen)), &places, err))
    return false;
  json_array_insert_new(places, 0,
                        json_pack("{s:s,s:s,s:b}", "value", "", "label", N_("kein Ort"), "selected", *chosen == '\0'));
  *out = places;
  return true;
}

static bool add_plan_fields(struct page *page, const struct screen_plan *plan, struct err *err) {
  json_t *places;
  if (!place_options(page, plan->place, &places, err)) return false;
  page_add_field(page, &(struct field){.name = "name",
                                       .label = N_("Name der Tafel"),
                                       .type = "text",
                                       .value = plan->name,
                                       .hint = N_("Zum Beispiel: Gemeindehaus, Foyer"),
                                       .autocomplete = "off"});
  page_add_field(page, &(struct field){.name = "place", .label = N_("Wo sie steht"), .type = "select", .options = places});
  page_add_field(page, &(struct field){.name = "hours",
                                       .label = N_("Wann der Bildschirm an ist"),
                                       .type = "text",
                                       .value = plan->hours,
                                       .optional = true,
                                       .autocomplete = "off",
                                       .hint = N_("Leer: immer. Sonst zum Beispiel: Mo-Fr 08:00-20:00; Sa 10:00-16:00")});
  page_set_json(page, "language_boxes", boxes(language_options(), plan->languages));
  page_set_json(page, "topic_boxes", boxes(form_topics(""), plan->topics));
  return true;
}

/* ---- pairing ---- */

static bool show_pair(struct page *page, struct err *err) {
  const struct screen_plan plan = plan_of_form(page);
  page_add_field(page, &(struct field){.name = "code",
                                       .label = N_("Code auf der Tafel"),
                                       .type = "text",
                                       .value = request_form(page->request, "code"),
                                       .autocomplete = "off",
                                       .hint = N_("Acht Zeichen. Groß oder klein, mit oder ohne Leerzeichen.")});
  return add_plan_fields(page, &plan, err) && page_show(page, N_("Neue Tafel verbinden"), "screen-pair", err);
}

static bool pair(struct page *page, struct err *err) {
  struct store *store = page->hub->store;
  const struct screen_plan plan = plan_of_form(page);
  const char *hash = NULL;
  char code[PAIRING_CODE_SIZE];
  int64_t id;
  if (!pairing_code_read(request_form(page->request, "code"), code))
    page_error(page, "code", N_("Der Code hat acht Zeichen, Buchstaben und Ziffern."));
  else if (!pairing_find(store, code, page_now(page), page->arena, &hash, err))
    return false;
  else if (!hash)
    page_error(page, "code", N_("Keine Tafel wartet unter diesem Code. Steht er noch auf dem Bildschirm?"));
  if (!check_plan(page, &plan, err)) return false;
  if (page_has_errors(page)) return show_pair(page, err);
  if (!store_begin(store, err) || !screen_add(store, hash, &plan, page_now(page), &id, err) ||
      !page_note(page, "pair", arena_printf(page->arena, "screen %lld", (long long)id), NULL, plan.name, err) ||
      !store_commit(store, err))
    return false;
  page_done(page, "/screens", N_("Die Tafel ist verbunden. Sie zeigt in etwa einer Minute Ihre Inhalte."));
  return true;
}

/* ---- one board ---- */

static bool find_screen(struct page *page, json_t **out, struct err *err) {
  int64_t id;
  if (!parse_int(page->segments[0], 1, INT64_MAX, &id)) return err_set(err, ERR_NOT_FOUND, "no such screen");
  if (!query_object(page->hub->store,
                    "SELECT id, name, place, languages, topics, hours, seen, heartbeat, wish, wish_at, wish_told, wish_state, "
                    "picture_made"
                    " FROM screen WHERE id = ?1 AND revoked IS NULL",
                    WITH(value_number(id)), out, err))
    return false;
  return *out || err_set(err, ERR_NOT_FOUND, "no such screen");
}

static const char *text_of(const json_t *object, const char *name) {
  const char *text = json_string_value(json_object_get(object, name));
  return text ? text : "";
}

static bool show_screen(struct page *page, struct err *err) {
  json_t *screen;
  int64_t newest;
  if (!find_screen(page, &screen, err)) return false;
  page_set_json(page, "screen", screen);
  if (!store_get_int(page->hub->store, "version", &newest, err)) return false;
  describe(page, screen, newest);
  shots_describe(page, screen);
  if (!screen_set_counts(page, json_integer_value(json_object_get(screen, "id")), err)) return false;
  const struct screen_plan saved = {text_of(screen, "name"), text_of(screen, "place"), text_of(screen, "languages"),
                                    text_of(screen, "topics"), text_of(screen, "hours")};
  const struct screen_plan typed = plan_of_form(page);
  return add_plan_fields(page, page_has_errors(page) ? &typed : &saved, err) && page_show(page, N_("Tafel"), "screen", err);
}

static bool save_screen(struct page *page, struct err *err) {
  struct store *store = page->hub->store;
  const struct screen_plan plan = plan_of_form(page);
  json_t *before;
  if (!check_plan(page, &plan, err)) return false;
  if (page_has_errors(page)) return show_screen(page, err);
  if (!store_begin(store, err) || !find_screen(page, &before, err)) return false;
  int64_t id = json_integer_value(json_object_get(before, "id"));
  const char *old_name = arena_strdup(page->arena, text_of(before, "name"));
  json_decref(before);
  if (!screen_save(store, id, &plan, err) ||
      !page_note(page, "screen", arena_printf(page->arena, "screen %lld", (long long)id), old_name, plan.name, err) ||
      !store_commit(store, err))
    return false;
  page_done(page, "/screens", N_("Gespeichert."));
  return true;
}

static bool revoke_screen(struct page *page, struct err *err) {
  struct store *store = page->hub->store;
  json_t *screen;
  if (!store_begin(store, err) || !find_screen(page, &screen, err)) return false;
  int64_t id = json_integer_value(json_object_get(screen, "id"));
  const char *name = arena_strdup(page->arena, text_of(screen, "name"));
  json_decref(screen);
  if (!screen_revoke(store, id, page_now(page), err) ||
      !page_note(page, "revoke", arena_printf(page->arena, "screen %lld", (long long)id), name, NULL, err) ||
      !store_commit(store, err))
    return false;
  page_done(page, "/screens", N_("Die Tafel ist getrennt. Ihr Schlüssel gilt nicht mehr."));
  return true;
}

const struct route chapter_screens[] = {
    {METHOD_GET, "/screens", ROLE_VIEWER, 0, list_screens},
    {METHOD_GET, "/screens/pair", ROLE_ADMIN, 0, show_pair},
    {METHOD_POST, "/screens/pair", ROLE_ADMIN, 0, pair},
    {METHOD_GET, "/screens/{}", ROLE_ADMIN, 0, show_screen},
    {METHOD_POST, "/screens/{}", ROLE_ADMIN, 0, save_screen},
    {METHOD_POST, "/screens/{}/revoke", ROLE_ADMIN, 0, revoke_screen},
    {0},
};
