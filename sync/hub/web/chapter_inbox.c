/* What visitors say: reports that something is wrong, ideas, things to lend and to ask for, words that found nothing. */
#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "hub/content.h"
#include "hub/inbox.h"
#include "hub/web/chapters.h"
#include "hub/web/entry_page.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

#include <string.h>

enum { SHOWN_FROM = 3, WEEKS = 4, OFFER_DAYS = 60, TITLE_MAX = 60 };

static const char *text_of(const json_t *object, const char *name) {
  const char *text = json_string_value(json_object_get(object, name));
  return text ? text : "";
}

static const struct choice fields[] = {
    {"telephone", N_("Telefon stimmt nicht")},   {"hours", N_("Öffnungszeiten stimmen nicht")},
    {"address", N_("Adresse stimmt nicht")},     {"gone", N_("Gibt es nicht mehr")},
    {"other", N_("Etwas anderes stimmt nicht")},
};

static const char *words_for(const struct choice *choices, size_t count, const char *value) {
  for (size_t i = 0; i < count; i++)
    if (str_equals(choices[i].value, value)) return choices[i].label;
  return value;
}

/* Where in the entry's form that field stands. */
static const char *anchor_of(const char *field) {
  static const char *const anchors[][2] = {
      {"telephone", "#f-telephone"}, {"hours", "#f-opening_hours"}, {"address", "#f-location"}};
  for (size_t i = 0; i < COUNT_OF(anchors); i++)
    if (str_equals(anchors[i][0], field)) return anchors[i][1];
  return "";
}

static bool name_entry(struct page *page, json_t *row, const char *id, struct err *err) {
  const char *title = NULL;
  bool found;
  if (!query_find(page->hub->store, "SELECT title FROM entry WHERE id = ?1", WITH(value_text(id)), &found, NULL, page->arena,
                  &title, err))
    return false;
  json_object_set_new(row, "title", json_string(title ? title : id));
  json_object_set_new(row, "is_there", json_boolean(found));
  return true;
}

static void add_when(const struct page *page, json_t *row) {
  int64_t received = json_integer_value(json_object_get(row, "received"));
  json_object_set_new(row, "when", json_string(entry_german_moment(page, received)));
}

/* A report is for those who may change its entry; what is not there any more is the admins' to put away. */
static bool is_for(struct page *page, const json_t *letter, bool *out, struct err *err) {
  const char *line;
  enum content_right right;
  const char *entry = text_of(json_object_get(letter, "body"), "entry");
  if (!store_line(page->hub->store, entry, page->arena, &line, err) ||
      !content_right(page->hub, &page->person, line, &right, err))
    return false;
  *out = right != CONTENT_NOT;
  return true;
}

static bool add_report(struct page *page, json_t *letter, json_t *kept, struct err *err) {
  json_t *body = json_object_get(letter, "body");
  bool is_ours;
  if (!is_for(page, letter, &is_ours, err)) return false;
  if (!is_ours) return true;
  json_object_set_new(letter, "anchor", json_string(anchor_of(text_of(body, "field"))));
  json_object_set_new(letter, "what", json_string(words_for(fields, COUNT_OF(fields), text_of(body, "field"))));
  add_when(page, letter);
  json_array_append(kept, letter);
  return name_entry(page, letter, text_of(body, "entry"), err);
}

bool inbox_set_reports(struct page *page, const char *entry, struct err *err) {
  json_t *letters, *letter, *kept = json_array();
  bool is_locked;
  size_t i;
  if (!inbox_read(page->hub, MESSAGE_REPORT, &letters, &is_locked, err)) return false;
  bool ok = true;
  json_array_foreach(letters, i, letter) {
    if (!entry || str_equals(entry, text_of(json_object_get(letter, "body"), "entry")))
      ok = ok && add_report(page, letter, kept, err);
  }
  json_decref(letters);
  page_set_json(page, "reports", kept);
  page_set_bool(page, "is_locked", is_locked);
  return ok;
}

static bool set_letters(struct page *page, enum message_kind kind, const char *name, struct err *err) {
  json_t *letters, *letter;
  bool is_locked;
  size_t i;
  if (!inbox_read(page->hub, kind, &letters, &is_locked, err)) return false;
  json_array_foreach(letters, i, letter) add_when(page, letter);
  page_set_json(page, name, letters);
  if (is_locked) page_set_bool(page, "is_locked", true);
  return true;
}

/* Of the last four weeks; what fewer than three looked for stays unseen: it might be a name. */
bool inbox_set_searches(struct page *page, struct err *err) {
  json_t *words;
  if (!inbox_count(page->hub, err) ||
      !query_list(page->hub->store,
                  "SELECT word, sum(count) AS n FROM search_word WHERE week > ?1 AND word NOT IN (SELECT word FROM search_seen)"
                  " GROUP BY word HAVING n >= ?2 ORDER BY n DESC, word LIMIT 30",
                  WITH(value_number(page_now(page) / (7 * 86400) - WEEKS), value_number(SHOWN_FROM)), &words, err))
    return false;
  page_set_json(page, "searches", words);
  return true;
}

static bool show_inbox(struct page *page, struct err *err) {
  return inbox_set_reports(page, NULL, err) && set_letters(page, MESSAGE_IDEA, "ideas", err) &&
         set_letters(page, MESSAGE_OFFER, "offers", err) && inbox_set_searches(page, err) &&
         page_show(page, N_("Post von der Tafel"), "inbox", err);
}

/* The letter of one of these kinds that waits, a new reference; NULL: none does. */
static bool find_letter(struct page *page, const enum message_kind *kinds, size_t count, enum message_kind *kind, json_t **out,
                        struct err *err) {
  *out = NULL;
  for (size_t i = 0; i < count && !*out; i++) {
    *kind = kinds[i];
    if (!inbox_find(page->hub, kinds[i], page->segments[0], out, err)) return false;
  }
  return *out || err_set(err, ERR_NOT_FOUND, "this message was settled meanwhile");
}

static bool settle(struct page *page, struct err *err) {
  static const enum message_kind kinds[] = {MESSAGE_REPORT, MESSAGE_OFFER, MESSAGE_IDEA};
  struct store *store = page->hub->store;
  enum message_kind kind;
  json_t *letter;
  bool is_ours = true;
  if (!find_letter(page, kinds, COUNT_OF(kinds), &kind, &letter, err)) return false;
  bool ok = kind != MESSAGE_REPORT || is_for(page, letter, &is_ours, err);
  json_decref(letter);
  if (!ok) return false;
  if (!is_ours)
    return page_fail(page, 403, N_("Das dürfen Sie nicht"), N_("Dieser Eintrag gehört zu einer anderen Einrichtung."), err);
  if (!store_begin(store, err) || !inbox_settle(page->hub, page->segments[0], err) ||
      !page_note(page, "settle", arena_printf(page->arena, "message %s", page->segments[0]), NULL, NULL, err) ||
      !store_commit(store, err))
    return false;
  page_done(page, "/inbox", N_("Erledigt."));
  return true;
}

static bool hide_word(struct page *page, struct err *err) {
  if (!query_run(page->hub->store, "INSERT OR IGNORE INTO search_seen (word) VALUES (?1)",
                 WITH(value_text(request_form(page->request, "word"))), err))
    return false;
  page_done(page, "/inbox", N_("Das Wort wird nicht mehr gezeigt."));
  return true;
}

/* ---- a letter becomes an entry ---- */

/* Without the contact: the screen promises that only the house reads it (app/screens/form.c). So the letter stays, too, until
 * somebody puts it away. */

static const char *make_id(struct page *page, const char *kind, const char *message) {
  return arena_printf(page->arena, "%s-%.12s", kind, message);
}

static void set_day(const struct page *page, json_t *entry, const char *name, int64_t days) {
  char text[WALL_TEXT_SIZE];
  wall_format(zone_to_wall(page->hub->clock.zone, page_now(page) + days * 86400), text);
  text[10] = '\0';
  json_object_set_new(entry, name, json_string(text));
}

static json_t *offer_entry(const struct page *page, const json_t *body, const char *id) {
  json_t *entry = json_pack("{s:s,s:s,s:s,s:s,s:s}", "id", id, "kind", "offer", "name", text_of(body, "name"), "mode",
                            text_of(body, "mode"), "side", text_of(body, "side"));
  const char *description = text_of(body, "description");
  if (*description) json_object_set_new(entry, "description", json_string(description));
  set_day(page, entry, "visible_until", OFFER_DAYS);
  return entry;
}

/* The beginning of a text as a title: its first sentence, or as many words as fit. */
static const char *first_words(struct arena *arena, const char *text) {
  char *title = arena_strndup(arena, text, strcspn(text, "\n.!?"));
  while (utf8_length(title) > TITLE_MAX && strrchr(title, ' '))
    *strrchr(title, ' ') = '\0';
  return utf8_length(title) > TITLE_MAX || !*title ? "Idee" : title;
}

static json_t *idea_entry(struct page *page, const json_t *body, const char *id) {
  const char *text = text_of(body, "text");
  return json_pack("{s:s,s:s,s:s,s:s,s:[{s:s,s:s}]}", "id", id, "kind", "project", "name", first_words(page->arena, text),
                   "description", text, "phases", "name", "Idee", "state", "active");
}

static bool make_draft(struct page *page, json_t *entry, const char *id, struct err *err) {
  char *line = json_dumps(entry, JSON_COMPACT);
  json_decref(entry);
  ASSERT(line != NULL);
  const struct content_change change = {&page->person, page->person.name, id, line, ""};
  bool ok = content_draft(page->hub, &change, err);
  free(line);
  return ok;
}

static bool turn_into_entry(struct page *page, struct err *err) {
  static const enum message_kind kinds[] = {MESSAGE_OFFER, MESSAGE_IDEA};
  enum message_kind kind;
  json_t *letter;
  if (!find_letter(page, kinds, COUNT_OF(kinds), &kind, &letter, err)) return false;
  json_t *body = json_object_get(letter, "body");
  const char *id = make_id(page, message_kind_name(kind), page->segments[0]);
  json_t *entry = kind == MESSAGE_OFFER ? offer_entry(page, body, id) : idea_entry(page, body, id);
  json_decref(letter);
  if (!make_draft(page, entry, id, err)) return false;
  page_done(
      page, arena_printf(page->arena, "/entries/%s", id),
      N_("Als Entwurf angelegt. Bitte prüfen und veröffentlichen. Der Kontakt bleibt in der Post, bis Sie ihn weglegen."));
  return true;
}

const struct route chapter_inbox[] = {
    {METHOD_GET, "/inbox", ROLE_EDITOR, 0, show_inbox},
    {METHOD_POST, "/inbox/words", ROLE_EDITOR, 0, hide_word},
    {METHOD_POST, "/inbox/{}/settle", ROLE_EDITOR, 0, settle},
    {METHOD_POST, "/inbox/{}/entry", ROLE_EDITOR, 0, turn_into_entry},
    {0},
};
