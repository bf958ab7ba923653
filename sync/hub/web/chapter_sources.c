/* Calendars, news and lists of others: which there are, how they do, what of it waits for somebody to agree. Admins only: an
 * address that the hub fetches is a matter of trust. */
#include "base/str.h"
#include "hub/content/diff.h"
#include "hub/content/form.h"
#include "hub/guard.h"
#include "hub/sources/fit.h"
#include "hub/sources/format.h"
#include "hub/sources/mapping.h"
#include "hub/sources/source.h"
#include "hub/web/chapters.h"
#include "hub/web/entry_page.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

#include <string.h>

enum { PREVIEW_TIMEOUT_S = 20, MINUTES_MAX = SOURCE_INTERVAL_MAX_S / 60 };

static const struct choice formats[] = {
    {"ical", N_("Kalender (iCalendar, .ics)")},
    {"rss", N_("Nachrichten (RSS oder Atom)")},
    {"hsds", N_("Dienste (Open Referral HSDS)")},
    {"geojson", N_("Orte (GeoJSON oder Overpass)")},
    {"csv", N_("Tabelle (CSV)")},
    {"jsonl", N_("Einträge von Litfass (JSON-Zeilen)")},
};

static const struct choice intervals[] = {
    {"15", N_("alle 15 Minuten")},
    {"60", N_("jede Stunde")},
    {"360", N_("alle 6 Stunden")},
    {"1440", N_("einmal am Tag")},
};

static const char *text_of(const json_t *object, const char *name) {
  const char *text = json_string_value(json_object_get(object, name));
  return text ? text : "";
}

/* ---- the list ---- */

static void describe(struct page *page, json_t *row) {
  int64_t succeeded = json_integer_value(json_object_get(row, "succeeded"));
  for (size_t i = 0; i < COUNT_OF(formats); i++)
    if (str_equals(formats[i].value, text_of(row, "format"))) json_object_set_new(row, "kind", json_string(formats[i].label));
  if (succeeded) json_object_set_new(row, "when", json_string(entry_german_moment(page, succeeded)));
}

static bool list_sources(struct page *page, struct err *err) {
  json_t *sources, *row;
  size_t i;
  if (!source_list(page->hub->store, &sources, err)) return false;
  json_array_foreach(sources, i, row) describe(page, row);
  page_set_json(page, "sources", sources);
  return page_show(page, N_("Quellen"), "sources", err);
}

/* ---- one source ---- */

/* As people paste it: "webcal://…" is what calendars offer to be subscribed by, and nobody types "https://". */
static const char *address_of_form(const struct page *page) {
  const char *typed = request_form(page->request, "url");
  typed += strspn(typed, " \t\n");
  typed = arena_strndup(page->arena, typed, strcspn(typed, " \t\n"));
  if (str_starts_with(typed, "webcal://")) return arena_printf(page->arena, "https://%s", typed + strlen("webcal://"));
  return *typed && !strstr(typed, "://") ? arena_printf(page->arena, "https://%s", typed) : typed;
}

/* Of what was typed, else of the address's host. */
static const char *name_of_form(const struct page *page) {
  char slug[ENTRY_ID_MAX + 1];
  const char *typed = request_form(page->request, "name");
  if (str_is_empty(typed)) {
    const char *host = strstr(address_of_form(page), "://");
    typed = host ? host + 3 : "quelle";
    if (str_starts_with(typed, "www.")) typed += 4;
    typed = arena_strndup(page->arena, typed, strcspn(typed, "/:?#"));
  }
  form_slug(typed, slug);
  slug[SOURCE_NAME_MAX - 3] = '\0'; /* room for a number behind it */
  return arena_strdup(page->arena, slug);
}

static struct source source_of_form(const struct page *page, const char *name) {
  int64_t minutes = 60;
  if (!parse_int(request_form(page->request, "interval"), SOURCE_INTERVAL_MIN_S / 60, MINUTES_MAX, &minutes)) minutes = 60;
  return (struct source){.name = name,
                         .url = address_of_form(page),
                         .format = request_form(page->request, "format"),
                         .interval_s = minutes * 60,
                         .topics = request_form(page->request, "topics"),
                         .places = request_form(page->request, "places"),
                         .is_moderated = request_has(page->request, "is_moderated")};
}

static void add_fields(struct page *page, const struct source *source, bool is_new) {
  page_add_field(page, &(struct field){.name = "url",
                                       .label = N_("Adresse"),
                                       .type = "url",
                                       .value = source->url,
                                       .autocomplete = "off",
                                       .hint = N_("Zum Beispiel https://verein.de/termine.ics. Kalender zeigen sie bei "
                                                  "„Abonnieren“ oder „Link teilen“.")});
  page_add_field(page, &(struct field){.name = "format",
                                       .label = N_("Was dort steht"),
                                       .type = "select",
                                       .options = page_options(formats, COUNT_OF(formats), source->format)});
  page_add_field(
      page, &(struct field){.name = "interval",
                            .label = N_("Wie oft nachsehen"),
                            .type = "select",
                            .options = page_options(intervals, COUNT_OF(intervals),
                                                    arena_printf(page->arena, "%lld", (long long)source->interval_s / 60))});
  if (is_new)
    page_add_field(page, &(struct field){.name = "name",
                                         .label = N_("Name der Quelle"),
                                         .type = "text",
                                         .value = request_form(page->request, "name"),
                                         .autocomplete = "off",
                                         .optional = true,
                                         .hint = N_("Zum Beispiel VHS-Kurse. Sonst heißt sie wie ihre Adresse.")});
  page_add_field(page,
                 &(struct field){
                     .name = "topics",
                     .label = N_("Themen zuordnen"),
                     .type = "area",
                     .value = source->topics,
                     .optional = true,
                     .hint = N_("Zum Beispiel: Konzert=kultur, Sprechstunde=pflege. Ein Thema allein gilt für alles Übrige.")});
  page_add_field(page, &(struct field){.name = "places",
                                       .label = N_("Orte zuordnen"),
                                       .type = "area",
                                       .value = source->places,
                                       .optional = true,
                                       .hint = N_("Zum Beispiel: Großer Saal=saal")});
  page_add_field(page, &(struct field){.name = "is_moderated",
                                       .label = N_("Was hereinkommt, wartet auf Zustimmung"),
                                       .type = "checkbox",
                                       .checked = source->is_moderated});
}

static bool show_new(struct page *page, struct err *err) {
  struct source source = source_of_form(page, request_form(page->request, "name"));
  if (page->request->method == METHOD_GET) source.is_moderated = true;
  page_set(page, "action", "/sources/new");
  add_fields(page, &source, true);
  return page_show(page, N_("Neue Quelle"), "source", err);
}

/* What would come in, from the form as it stands. With a connection of its own while the network takes its time. */
struct outlook {
  json_t *changes;
};

static void note_change(void *user, enum merge_change change, const char *id, const char *before, const char *now) {
  static const char *const words[] = {N_("neu"), N_("geändert"), N_("fällt weg")};
  struct outlook *outlook = user;
  json_t *line = json_loads(now ? now : before, 0, NULL);
  json_t *name = json_object_get(line, "name");
  const char *title = json_is_object(name) ? text_of(name, "de") : json_string_value(name);
  json_array_append_new(outlook->changes, json_pack("{s:s,s:s,s:s}", "what", words[change], "title",
                                                    title && *title ? title : id, "start", text_of(line, "start")));
  json_decref(line);
}

static json_t *notes_of(const struct intake *intake) {
  json_t *notes = json_array();
  for (size_t i = 0; i < intake_notes_kept(intake); i++)
    json_array_append_new(notes, json_pack("{s:s,s:s}", "where", intake->notes[i].where, "text", intake->notes[i].text));
  return notes;
}

static bool look_outside(struct page *page, const struct source *source, struct outlook *outlook, struct err *err) {
  const struct source_way way = {.timeout_s = PREVIEW_TIMEOUT_S};
  struct merge_result merged;
  scoped_intake intake = {0};
  scoped_hub hub = {0};
  web_pause(page);
  bool ok = hub_open(&hub, page->hub->dir, NULL, err) &&
            source_preview(&hub, source, &way, &intake, note_change, outlook, &merged, err);
  web_resume(page);
  page_set_json(page, "notes", notes_of(&intake));
  return ok;
}

/* What a person can do about a look that failed. */
static const char *advice(const struct err *why) {
  switch (why->code) {
    case ERR_DENIED: return N_("Diese Adresse führt in ein privates Netz. Dorthin geht der Hub nicht.");
    case ERR_PARSE: return N_("Dort steht etwas anderes, als Sie gewählt haben, oder es ist unvollständig.");
    case ERR_TOO_BIG: return N_("Das Dokument ist zu groß.");
    default: return N_("Von dort kam keine brauchbare Antwort. Stimmt die Adresse? Öffnen Sie sie einmal im Browser.");
  }
}

static bool show_outlook(struct page *page, const struct source *source, bool is_new, struct err *err) {
  struct outlook outlook = {json_array()};
  struct err why = {0};
  bool seen = look_outside(page, source, &outlook, &why);
  page_set_json(page, "outlook", outlook.changes);
  page_set_bool(page, "has_outlook", seen);
  if (!seen) page_set(page, "outlook_error", why.msg);
  if (!seen) page_set(page, "outlook_advice", advice(&why));
  add_fields(page, source, is_new);
  return page_show(page, is_new ? N_("Neue Quelle") : N_("Quelle"), "source", err);
}

/* Each mistake beside its field, with an example. */
static bool check(struct page *page, const struct source *source) {
  scoped_arena arena = {0};
  struct mapping mapping;
  struct err why;
  if (source_check(source, &why)) return true;
  if (!guard_check_url(source->url, &why))
    page_error(page, "url", N_("Das ist keine Internet-Adresse, zum Beispiel https://verein.de/termine.ics."));
  if (!mapping_parse(source->topics, &arena, &mapping, &why))
    page_error(page, "topics", N_("Bitte so: Konzert=kultur, Vortrag=begegnung. Hinter dem = steht der Name eines Themas."));
  if (!mapping_parse(source->places, &arena, &mapping, &why))
    page_error(page, "places",
               N_("Bitte so: Großer Saal=saal. Hinter dem = steht die Kennung eines Ortes, wie in seiner Adresse hier."));
  if (!page_has_errors(page)) page_error(page, "", why.msg);
  return false;
}

static bool save(struct page *page, const struct source *source, bool is_new, struct err *err) {
  if (!check(page, source)) {
    add_fields(page, source, is_new);
    return page_show(page, N_("Quelle"), "source", err);
  }
  if (request_has(page->request, "preview")) return show_outlook(page, source, is_new, err);
  if (!source_save(page->hub->store, source, err) || !store_begin(page->hub->store, err) ||
      !page_note(page, "source", source->name, NULL, source->url, err) || !store_commit(page->hub->store, err))
    return false;
  page_done(page, "/sources", N_("Gespeichert. In den nächsten Minuten wird dort nachgesehen."));
  return true;
}

/* A new source never takes the place of one that is there. */
static bool free_name(struct page *page, const char **out, struct err *err) {
  const char *name = name_of_form(page);
  bool taken = true;
  *out = name;
  for (int n = 1; taken; n++) {
    struct source there;
    if (n > 1) *out = arena_printf(page->arena, "%s-%d", name, n);
    if (!source_find(page->hub->store, *out, page->arena, &there, &taken, err)) return false;
  }
  return true;
}

static bool save_new(struct page *page, struct err *err) {
  const char *name;
  if (!free_name(page, &name, err)) return false;
  const struct source source = source_of_form(page, name);
  page_set(page, "action", "/sources/new");
  return save(page, &source, true, err);
}

static bool find(struct page *page, struct source *out, struct err *err) {
  bool found;
  if (!source_find(page->hub->store, page->segments[0], page->arena, out, &found, err)) return false;
  page_set(page, "name", page->segments[0]);
  page_set(page, "action", arena_printf(page->arena, "/sources/%s", page->segments[0]));
  return found || err_set(err, ERR_NOT_FOUND, "there is no source '%.60s'", page->segments[0]);
}

/* What waits for somebody to agree. */
static bool set_waiting(struct page *page, struct err *err) {
  json_t *rows, *row;
  size_t i;
  if (!source_waiting(page->hub->store, page->segments[0], &rows, err)) return false;
  json_array_foreach(rows, i, row) {
    json_t *before = json_loads(text_of(row, "before"), 0, NULL), *now = json_loads(text_of(row, "line"), 0, NULL);
    json_t *name = json_object_get(now ? now : before, "name");
    const char *title = json_is_object(name) ? text_of(name, "de") : json_string_value(name);
    json_object_set_new(row, "title", json_string(title ? title : text_of(row, "id")));
    json_object_set_new(row, "rows", entry_diff(before, now));
    json_object_set_new(row, "goes", json_boolean(!now));
    json_decref(before);
    json_decref(now);
  }
  page_set_json(page, "waits", rows);
  return true;
}

static bool show_source(struct page *page, struct err *err) {
  struct source source;
  if (!find(page, &source, err) || !set_waiting(page, err)) return false;
  add_fields(page, &source, false);
  return page_show(page, N_("Quelle"), "source", err);
}

static bool save_source(struct page *page, struct err *err) {
  struct source old;
  if (!find(page, &old, err)) return false;
  const struct source source = source_of_form(page, old.name);
  return save(page, &source, false, err);
}

static bool remove_source(struct page *page, struct err *err) {
  size_t dropped;
  if (!source_remove(page->hub->store, page->segments[0], &dropped, err) || !store_begin(page->hub->store, err) ||
      !page_note(page, "source-gone", page->segments[0], NULL, NULL, err) || !store_commit(page->hub->store, err))
    return false;
  page_done(page, "/sources", N_("Die Quelle ist weg, und was sie gebracht hatte."));
  return true;
}

/* One button a change, or all that are shown. */
static bool decide(struct page *page, struct err *err) {
  struct store *store = page->hub->store;
  bool agreed = request_has(page->request, "agree");
  bool done = store_begin(store, err);
  for (const struct param *id = NULL; done && (id = request_next(page->request->form, "id", id));)
    done =
        merge_decide(store, id->value, agreed, err) && page_note(page, agreed ? "agree" : "refuse", id->value, NULL, NULL, err);
  if (!done || !store_set_int(store, "publish_wanted", 1, err) || !store_commit(store, err)) return false;
  page_done(page, arena_printf(page->arena, "/sources/%s", page->segments[0]), agreed ? N_("Übernommen.") : N_("Abgelehnt."));
  return true;
}

const struct route chapter_sources[] = {
    {METHOD_GET, "/sources", ROLE_ADMIN, 0, list_sources},
    {METHOD_GET, "/sources/new", ROLE_ADMIN, 0, show_new},
    {METHOD_POST, "/sources/new", ROLE_ADMIN, ROUTE_SLOW, save_new},
    {METHOD_GET, "/sources/{}", ROLE_ADMIN, 0, show_source},
    {METHOD_POST, "/sources/{}", ROLE_ADMIN, ROUTE_SLOW, save_source},
    {METHOD_POST, "/sources/{}/remove", ROLE_ADMIN, 0, remove_source},
    {METHOD_POST, "/sources/{}/decide", ROLE_ADMIN, 0, decide},
    {0},
};
