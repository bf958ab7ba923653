/* The list of entries: find, filter, page by page, and change several at once. A page of ten thousand costs a walk of an index;
 * lines are only read for the filters that ask for what stands in them. */
#include "base/civil.h"
#include "base/clock.h"
#include "base/str.h"
#include "hub/content.h"
#include "hub/content/form.h"
#include "hub/web/chapters.h"
#include "hub/web/entry_page.h"
#include "hub/web/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_ROWS = 50 };

/* ?1 kind, ?2 pattern of the title, ?3 topic in quotes, as it stands in the JSON of `topics`, ?4 state, ?5 day before which a
 * check is too old, ?6 now; NULL: all. ?7 the letters of ?2 as they stand in `sort`: "arzte" finds "Ärztehaus". */
#define FILTER                                                                                                                 \
  " FROM entry INDEXED BY entry_title WHERE (?1 IS NULL OR kind = ?1)"                                                         \
  " AND (?2 IS NULL OR title LIKE ?2 ESCAPE '\\' OR instr(sort, ?7) > 0)"                                                      \
  " AND (?3 IS NULL OR instr(topics, ?3) > 0) AND (?4 IS NOT 'gone' OR visible_until < ?6)"                                    \
  " AND (?4 IS NOT 'later' OR visible_from > ?6)"                                                                              \
  " AND (?4 IS NOT 'check' OR (kind IN ('service', 'organization', 'place') AND coalesce(verified, '') < ?5))"                 \
  " AND (?4 IS NOT 'draft' OR id IN (SELECT entry FROM draft))"

static const struct choice states[] = {
    {"", N_("alle")},
    {"check", N_("bitte prüfen")},
    {"draft", N_("mit Entwurf oder Vorschlag")},
    {"later", N_("noch nicht sichtbar")},
    {"gone", N_("nicht mehr sichtbar")},
};

struct filter {
  const char *kind, *like, *topic, *state, *letters; /* NULL: all */
  char too_old[DAY_TEXT_SIZE];
  char now[WALL_TEXT_SIZE];
};

/* "100 %" means these letters, not LIKE's signs. */
static const char *like_pattern(struct arena *arena, const char *words) {
  char *pattern = arena_alloc(arena, 2 * strlen(words) + 3);
  size_t len = 0;
  pattern[len++] = '%';
  for (const char *c = words; *c; c++) {
    if (strchr("%_\\", *c)) pattern[len++] = '\\';
    pattern[len++] = *c;
  }
  pattern[len++] = '%';
  pattern[len] = '\0';
  return pattern;
}

static const char *non_empty(const char *text) { return *text ? text : NULL; }

static bool read_filter(struct page *page, struct filter *out, struct err *err) {
  const char *words = request_query(page->request, "q");
  const char *topic = request_query(page->request, "topic");
  int64_t wall = clock_wall(&page->hub->clock);
  *out = (struct filter){.kind = non_empty(request_query(page->request, "kind")),
                         .state = non_empty(request_query(page->request, "state"))};
  if (*words) {
    out->like = like_pattern(page->arena, words);
    out->letters = non_empty(form_letters(page->arena, words));
  }
  if (*topic) out->topic = arena_printf(page->arena, "\"%s\"", topic);
  wall_format(wall, out->now);
  return entry_check_before(page, out->too_old, err);
}

#define FILTER_VALUES(filter)                                                                                                  \
  value_text((filter)->kind), value_text((filter)->like), value_text((filter)->topic), value_text((filter)->state),            \
      value_text((filter)->too_old), value_text((filter)->now), value_text((filter)->letters)

/* ---- the page ---- */

static void set_choices(struct page *page, const struct filter *filter) {
  json_t *kinds = json_pack("[{s:s, s:s, s:b}]", "value", "", "label", N_("alle"), "selected", filter->kind == NULL);
  for (int kind = 0; kind < KIND_COUNT; kind++) {
    const char *name = entry_kind_name((enum entry_kind)kind);
    json_array_append_new(kinds, json_pack("{s:s, s:s, s:b}", "value", name, "label", form_kind_plural((enum entry_kind)kind),
                                           "selected", str_equals(name, filter->kind)));
  }
  const char *topic = request_query(page->request, "topic");
  json_t *topics = json_pack("[{s:s, s:s, s:b}]", "value", "", "label", N_("alle"), "selected", *topic == '\0');
  json_t *known = form_topics(topic);
  json_array_extend(topics, known);
  json_decref(known);
  page_set_json(page, "kinds", kinds);
  page_set_json(page, "topics", topics);
  page_set_json(page, "add_topics", form_topics(""));
  page_set_json(page, "states", page_options(states, COUNT_OF(states), filter->state ? filter->state : ""));
  page_set(page, "q", request_query(page->request, "q"));
}

/* Makes rows fit for people: names of kinds, dates as Germans write them. */
static void describe(struct page *page, json_t *rows, const struct filter *filter) {
  size_t i;
  json_t *row;
  json_array_foreach(rows, i, row) {
    enum entry_kind kind;
    const char *verified = json_string_value(json_object_get(row, "verified"));
    bool has_checks = false;
    if (entry_kind_parse(json_string_value(json_object_get(row, "kind")), &kind)) {
      json_object_set_new(row, "kind_title", json_string(form_kind_title(kind)));
      has_checks = kind == KIND_SERVICE || kind == KIND_ORGANIZATION || kind == KIND_PLACE;
    }
    json_object_set_new(row, "checked_on", verified ? json_string(entry_german_date(page, verified)) : json_null());
    json_object_set_new(row, "wants_check", json_boolean(has_checks && (!verified || strcmp(verified, filter->too_old) < 0)));
    json_object_set_new(row, "never_checked", json_boolean(has_checks && !verified));
  }
}

/* The same list, another page. */
static const char *page_path(struct page *page, int64_t number) {
  static const struct {
    const char *name, *start;
  } kept[] = {{"q", "&q="}, {"kind", "&kind="}, {"topic", "&topic="}, {"state", "&state="}};
  const char *path = arena_printf(page->arena, "/entries?page=%lld", (long long)number);
  for (size_t i = 0; i < COUNT_OF(kept); i++) {
    const char *value = request_query(page->request, kept[i].name);
    if (*value) path = entry_query(page, arena_printf(page->arena, "%s%s", path, kept[i].start), value);
  }
  return path;
}

static bool show_list(struct page *page, struct err *err) {
  struct filter filter;
  int64_t number, count;
  bool found;
  json_t *rows;
  if (!parse_int(request_query(page->request, "page"), 1, 1000000, &number)) number = 1;
  if (!read_filter(page, &filter, err) ||
      !query_find(page->hub->store, "SELECT count(*)" FILTER, WITH(FILTER_VALUES(&filter)), &found, &count, NULL, NULL, err) ||
      !query_list(page->hub->store,
                  "SELECT id, kind, title, verified, (SELECT state FROM draft WHERE entry = id LIMIT 1) AS draft" FILTER
                  " ORDER BY sort LIMIT ?8 OFFSET ?9",
                  WITH(FILTER_VALUES(&filter), value_number(PAGE_ROWS), value_number((number - 1) * PAGE_ROWS)), &rows, err))
    return false;
  describe(page, rows, &filter);
  set_choices(page, &filter);
  page_set_json(page, "rows", rows);
  page_set_int(page, "total", count);
  page_set_int(page, "number", number);
  page_set_int(page, "last", (count + PAGE_ROWS - 1) / PAGE_ROWS);
  page_set(page, "here", page_path(page, number));
  page_set(page, "before", number > 1 ? page_path(page, number - 1) : NULL);
  page_set(page, "next", number * PAGE_ROWS < count ? page_path(page, number + 1) : NULL);
  page_set_bool(page, "is_editor", page->person.role >= ROLE_EDITOR);
  return page_show(page, N_("Inhalte"), "entries", err);
}

/* ---- several at once ---- */

static void add_topic(json_t *entry, const char *topic) {
  json_t *topics = json_object_get(entry, "topics");
  size_t i;
  json_t *there;
  if (!json_is_array(topics)) {
    topics = json_array();
    json_object_set_new(entry, "topics", topics);
  }
  json_array_foreach(topics, i, there) {
    if (str_equals(json_string_value(there), topic)) return;
  }
  json_array_append_new(topics, json_string(topic));
}

enum bulk { BULK_NONE, BULK_TOPIC, BULK_VERIFIED, BULK_UNTIL, BULK_DROP };

/* The changed line; NULL for one that goes. */
static const char *changed_line(struct page *page, enum bulk bulk, const char *value, const char *line) {
  json_t *entry = json_loads(line, 0, NULL);
  if (bulk == BULK_TOPIC) add_topic(entry, value);
  if (bulk == BULK_VERIFIED) json_object_set_new(entry, "verified", json_string(value));
  if (bulk == BULK_UNTIL) json_object_set_new(entry, "visible_until", json_string(value));
  char *text = bulk == BULK_DROP ? NULL : json_dumps(entry, JSON_COMPACT);
  const char *copy = text ? arena_strdup(page->arena, text) : NULL;
  free(text);
  json_decref(entry);
  return copy;
}

struct tally {
  int64_t done, proposed, refused;
};

static bool change_one(struct page *page, const char *id, enum bulk bulk, const char *value, struct tally *tally,
                       struct err *err) {
  const char *line;
  char base[CONTENT_HASH_SIZE];
  enum content_result result;
  if (!store_line(page->hub->store, id, page->arena, &line, err)) return false;
  if (!line) return true;
  content_hash(line, base);
  const struct content_change change = {&page->person, page->person.name, id, changed_line(page, bulk, value, line), base};
  if (!content_change(page->hub, &change, &result, err)) return false;
  tally->done += result == CONTENT_DONE;
  tally->proposed += result == CONTENT_PROPOSED;
  tally->refused += result == CONTENT_REFUSED || result == CONTENT_CONFLICT;
  return true;
}

static enum bulk read_bulk(struct page *page, const char **value) {
  static const char *const actions[] = {"", "topic", "verified", "until", "drop"};
  const char *action = request_form(page->request, "action");
  char today[DAY_TEXT_SIZE];
  int32_t day;
  *value = "";
  for (int bulk = BULK_TOPIC; bulk <= BULK_DROP; bulk++) {
    if (!str_equals(action, actions[bulk])) continue;
    day_format(wall_day(clock_wall(&page->hub->clock)), today);
    if (bulk == BULK_TOPIC) *value = request_form(page->request, "add_topic");
    if (bulk == BULK_VERIFIED) *value = arena_strdup(page->arena, today);
    if (bulk == BULK_UNTIL) *value = request_form(page->request, "until");
    bool good = (bulk != BULK_TOPIC || entry_id_is_valid(*value)) && (bulk != BULK_UNTIL || day_parse(*value, &day));
    return good ? (enum bulk)bulk : BULK_NONE;
  }
  return BULK_NONE;
}

static bool change_several(struct page *page, struct err *err) {
  const char *value;
  const char *back = request_form(page->request, "here");
  enum bulk bulk = read_bulk(page, &value);
  struct tally tally = {0};
  if (bulk == BULK_NONE || !request_has(page->request, "id")) {
    page_done(page, back, N_("Es wurde nichts geändert. Bitte kreuzen Sie Einträge an und wählen Sie, was geschehen soll."));
    return true;
  }
  for (const struct param *box = NULL; (box = request_next(page->request->form, "id", box));)
    if (!change_one(page, box->value, bulk, value, &tally, err)) return false;
  page_done_undo(page, back,
                 json_pack("{s:s, s:I, s:I, s:I}", "words",
                           N_("{done} geändert, {proposed} zur Freigabe vorgelegt, {refused} nicht geändert."), "done",
                           (json_int_t)tally.done, "proposed", (json_int_t)tally.proposed, "refused",
                           (json_int_t)tally.refused),
                 NULL);
  return true;
}

/* ---- the bin ---- */

static bool show_bin(struct page *page, struct err *err) {
  json_t *rows;
  size_t i;
  json_t *row;
  if (!query_list(page->hub->store,
                  "SELECT id, who, at, coalesce(json_extract(line, '$.name.de'), json_extract(line, '$.name')) AS title,"
                  " json_extract(line, '$.kind') AS kind FROM bin ORDER BY at DESC LIMIT 200",
                  WITH_NOTHING, &rows, err))
    return false;
  json_array_foreach(rows, i, row) json_object_set_new(
      row, "gone_on", json_string(entry_german_moment(page, json_integer_value(json_object_get(row, "at")))));
  page_set_json(page, "rows", rows);
  return page_show(page, N_("Papierkorb"), "bin", err);
}

static bool restore(struct page *page, struct err *err) {
  const char *line = NULL;
  bool found;
  enum content_result result;
  if (!query_find(page->hub->store, "SELECT line FROM bin WHERE id = ?1", WITH(value_text(page->segments[0])), &found, NULL,
                  page->arena, &line, err))
    return false;
  if (!found) return err_set(err, ERR_NOT_FOUND, "this is not in the bin any more");
  const struct content_change change = {&page->person, page->person.name, page->segments[0], line, ""};
  return content_change(page->hub, &change, &result, err) &&
         entry_done(page, page->segments[0], result, arena_printf(page->arena, "/entries/%s", page->segments[0]),
                    N_("Der Eintrag ist wieder da."), err);
}

const struct route chapter_entries[] = {
    {METHOD_GET, "/entries", ROLE_VIEWER, 0, show_list},
    {METHOD_POST, "/entries/several", ROLE_EDITOR, 0, change_several},
    {METHOD_GET, "/bin", ROLE_VIEWER, 0, show_bin},
    {METHOD_POST, "/bin/{}/restore", ROLE_EDITOR, 0, restore},
    {0},
};
