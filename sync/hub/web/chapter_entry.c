/* One entry: a form, what it becomes, who changed it. The form itself is hub/content/form; here is what needs the database: the
 * lists to choose from, pictures, whether the same thing is there already, conflicts, drafts. */
#include "base/clock.h"
#include "base/str.h"
#include "hub/content.h"
#include "hub/content/diff.h"
#include "hub/content/form.h"
#include "hub/content/telephone.h"
#include "hub/picture_clean.h"
#include "hub/picture_take.h"
#include "hub/web/chapters.h"
#include "hub/web/entry_page.h"
#include "hub/web/words.h"

#include <stdlib.h>
#include <string.h>

/* What a form is about. */
struct editing {
  const char *id;   /* NULL: a new entry */
  const char *line; /* what the house has now; NULL for a new one */
  char hash[CONTENT_HASH_SIZE];
  enum content_right right;
  struct form form;
};

/* ---- what the form chooses from ---- */

static bool list_kind(struct page *page, const char *kind, json_t **out, struct err *err) {
  return query_list(page->hub->store,
                    "SELECT id AS value, title AS label FROM entry WHERE kind = ?1 ORDER BY sort, title LIMIT 2000",
                    WITH(value_text(kind)), out, err);
}

/* Editors write for their own organizations only. */
static bool list_organizations(struct page *page, json_t **out, struct err *err) {
  if (page->person.role == ROLE_ADMIN) return list_kind(page, "organization", out, err);
  return query_list(
      page->hub->store,
      "SELECT id AS value, title AS label FROM entry JOIN person_organization ON organization = id WHERE person = ?1 AND"
      " kind = 'organization' ORDER BY sort, title",
      WITH(value_number(page->person.id)), out, err);
}

static bool begin_form(struct page *page, struct editing *editing, json_t *entry, struct err *err) {
  json_t *places, *organizations;
  if (!list_kind(page, "place", &places, err)) return false;
  page_set_json(page, "all_places", places);
  if (!list_organizations(page, &organizations, err)) return false;
  page_set_json(page, "all_organizations", organizations);
  page_set_json(page, "entry", entry);
  page_set_json(page, "errors", json_array());
  editing->form = (struct form){.arena = page->arena,
                                .entry = entry,
                                .errors = json_object_get(page->data, "errors"),
                                .now = clock_wall(&page->hub->clock),
                                .places = places,
                                .organizations = organizations};
  return true;
}

/* ---- showing ---- */

static void set_facts(struct page *page, const struct editing *editing, const char *verified) {
  if (verified) page_set(page, "verified_on", entry_german_date(page, verified));
  page_set(page, "draft_note", NULL);
  page_set(page, "saved", editing->id);
  page_set(page, "history", editing->id ? arena_printf(page->arena, "/entries/%s/history", editing->id) : NULL);
  page_set(page, "drop", editing->id ? arena_printf(page->arena, "/entries/%s/drop", editing->id) : NULL);
}

/* A picture of what stands in the form, where that would do as an entry. */
static bool set_preview(struct page *page, const json_t *entry, struct err *err) {
  char *text = json_dumps(entry, JSON_COMPACT);
  struct err ignored;
  scoped_buf line;
  buf_init(&line, ENTRY_LINE_MAX);
  bool good = text && entry_normalize(text, strlen(text), &line, &ignored);
  free(text);
  page_set(page, "preview", NULL);
  return !good || preview_set(page, buf_text(&line), err);
}

static bool show_form(struct page *page, struct editing *editing, struct err *err) {
  enum entry_kind kind = KIND_PAGE;
  int64_t months;
  const json_t *entry = editing->form.entry;
  if (!entry_check_months(page, &months, err)) return false;
  if (!entry_kind_parse(json_string_value(json_object_get(entry, "kind")), &kind)) return err_set(err, ERR_CORRUPT, "no kind");
  page_set(page, "kind", entry_kind_name(kind));
  page_set(page, "kind_title", form_kind_title(kind));
  page_set(page, "entry_title", form_title(entry));
  page_set(page, "base", editing->hash);
  page_set(page, "action",
           editing->id ? arena_printf(page->arena, "/entries/%s", editing->id)
                       : arena_printf(page->arena, "/entries/new/%s", entry_kind_name(kind)));
  page_set_bool(page, "may_publish", editing->right == CONTENT_PUBLISHES);
  page_set_bool(page, "may_change", editing->right != CONTENT_NOT);
  page_set_int(page, "months", months);
  page_set_bool(page, "has_checks", kind == KIND_SERVICE || kind == KIND_ORGANIZATION || kind == KIND_PLACE);
  set_facts(page, editing, json_string_value(json_object_get(entry, "verified")));
  page_set_json(page, "sections", form_sections(&editing->form));
  page_set_json(page, "reports", json_null());
  if (!set_preview(page, entry, err) ||
      (editing->id && page->person.role >= ROLE_EDITOR && !inbox_set_reports(page, editing->id, err)))
    return false;
  bool is_conflict = json_object_get(page->data, "conflict") != NULL;
  bool is_refused = page_has_errors(page) || json_array_size(json_object_get(page->data, "doubles")) > 0;
  unsigned status = is_conflict ? 409 : is_refused ? 422 : 200;
  return page_show_status(page, status, editing->id ? N_("Eintrag bearbeiten") : N_("Neuer Eintrag"), "entry-edit", err);
}

/* ---- new ---- */

static bool choose_kind(struct page *page, struct err *err) {
  json_t *kinds = json_array();
  const char *name = request_query(page->request, "name");
  for (int kind = 0; kind < KIND_COUNT; kind++)
    json_array_append_new(kinds, json_pack("{s:s, s:s}", "value", entry_kind_name((enum entry_kind)kind), "label",
                                           form_kind_title((enum entry_kind)kind)));
  page_set_json(page, "kinds", kinds);
  page_set(page, "query", *name ? entry_query(page, "?name=", name) : "");
  return page_show(page, N_("Neuer Eintrag"), "entry-new", err);
}

static bool begin_new(struct page *page, struct editing *editing, struct err *err) {
  enum entry_kind kind;
  if (!entry_kind_parse(page->segments[0], &kind))
    return err_set(err, ERR_NOT_FOUND, "there is no kind '%.40s'", page->segments[0]);
  *editing = (struct editing){.right = page->person.role == ROLE_ADMIN || page->person.is_trusted ? CONTENT_PUBLISHES
                                                                                                  : CONTENT_PROPOSES};
  return begin_form(page, editing, json_pack("{s:s, s:s}", "id", "neu", "kind", page->segments[0]), err);
}

static bool show_new(struct page *page, struct err *err) {
  struct editing editing;
  if (!begin_new(page, &editing, err)) return false;
  const char *name = request_query(page->request, "name");
  if (*name) json_object_set_new(editing.form.entry, "name", json_string(name));
  if (json_array_size(editing.form.organizations) == 1 && page->person.role != ROLE_ADMIN)
    json_object_set(editing.form.entry, "provider", json_object_get(json_array_get(editing.form.organizations, 0), "value"));
  return show_form(page, &editing, err);
}

/* ---- an entry that is there ---- */

static bool begin_old(struct page *page, struct editing *editing, struct err *err) {
  *editing = (struct editing){.id = page->segments[0]};
  if (!store_line(page->hub->store, editing->id, page->arena, &editing->line, err)) return false;
  if (!editing->line) return err_set(err, ERR_NOT_FOUND, "there is no entry '%.64s'", editing->id);
  content_hash(editing->line, editing->hash);
  return content_right(page->hub, &page->person, editing->line, &editing->right, err) &&
         begin_form(page, editing, json_loads(editing->line, 0, NULL), err);
}

/* This person's own draft, if there is one. */
static bool find_draft(struct page *page, const char *id, json_t **out, struct err *err) {
  return query_object(page->hub->store,
                      "SELECT line, base, state, note FROM draft WHERE entry = ?1 AND person = ?2 AND line IS NOT NULL"
                      " ORDER BY id DESC LIMIT 1",
                      WITH(value_text(id), value_number(page->person.id)), out, err);
}

static bool show_old(struct page *page, struct err *err) {
  struct editing editing;
  json_t *draft;
  if (!find_draft(page, page->segments[0], &draft, err)) return false;
  if (draft) page_set_json(page, "draft", draft);
  const char *line = json_string_value(json_object_get(draft, "line"));
  if (line && !*request_query(page->request, "published")) {
    editing = (struct editing){.id = page->segments[0], .right = CONTENT_PROPOSES, .line = line};
    const char *base = json_string_value(json_object_get(draft, "base"));
    str_copy(editing.hash, sizeof editing.hash, base ? base : "");
    if (!content_right(page->hub, &page->person, line, &editing.right, err) ||
        !begin_form(page, &editing, json_loads(line, 0, NULL), err))
      return false;
    page_set_bool(page, "is_draft", true);
  } else if (!begin_old(page, &editing, err)) {
    return false;
  }
  return show_form(page, &editing, err);
}

/* ---- is it there already? ---- */

static bool find_doubles(struct page *page, const struct editing *editing, json_t **out, struct err *err) {
  char key[TELEPHONE_SIZE];
  const char *telephone = json_string_value(json_object_get(editing->form.entry, "telephone"));
  const char *kind = json_string_value(json_object_get(editing->form.entry, "kind"));
  telephone_key(telephone ? telephone : "", key);
  return query_list(page->hub->store,
                    "SELECT id, title FROM entry WHERE kind = ?1 AND id <> ?2 AND (sort = sortkey(?3) OR (?4 <> '' AND ?4 ="
                    " replace(replace(replace(json_extract(line, '$.telephone'), ' ', ''), '+', ''), '-', ''))) LIMIT 5",
                    WITH(value_text(kind), value_text(editing->id ? editing->id : ""),
                         value_text(form_title(editing->form.entry)), value_text(key)),
                    out, err);
}

/* Only asked when title or number are new: an old pair of twins need not be confirmed at every save. */
static bool asks_for_doubles(const struct editing *editing) {
  if (!editing->line) return true;
  json_t *old = json_loads(editing->line, 0, NULL);
  bool same = str_equals(form_title(old), form_title(editing->form.entry)) &&
              json_equal(json_object_get(old, "telephone"), json_object_get(editing->form.entry, "telephone"));
  json_decref(old);
  return !same;
}

static bool check_doubles(struct page *page, const struct editing *editing, bool *stop, struct err *err) {
  json_t *doubles;
  *stop = false;
  if (request_has(page->request, "anyway") || !asks_for_doubles(editing)) return true;
  if (!find_doubles(page, editing, &doubles, err)) return false;
  *stop = json_array_size(doubles) > 0;
  page_set_json(page, "doubles", doubles);
  return true;
}

/* ---- saving ---- */

/* A new picture goes into the parameters as if it had been typed. */
static bool take_picture(struct page *page, struct editing *editing, struct err *err) {
  struct param *upload = page->request->form;
  char name[PICTURE_NAME_SIZE];
  while (upload && !(upload->file_name && str_equals(upload->name, "image.file")))
    upload = upload->next;
  editing->form.params = page->request->form;
  if (!upload || upload->len == 0) return true;
  scoped_buf clean;
  buf_init(&clean, PICTURE_BYTES_MAX);
  web_pause(page);
  bool cleaned = picture_clean(page->hub->dir, upload->value, upload->len, &clean, err);
  web_resume(page);
  if (!cleaned || !picture_take(page->hub, clean.data, clean.len, name, err)) {
    if (err->code != ERR_PARSE && err->code != ERR_TOO_BIG) return false;
    json_array_append_new(
        editing->form.errors,
        json_pack("{s:s, s:s}", "field", "image", "message",
                  N_("Dieses Bild geht nicht. Bitte PNG oder JPEG, höchstens 8 MB und 4096 Punkte breit und hoch.")));
    return true;
  }
  struct param *first = arena_alloc(page->arena, sizeof *first);
  *first = (struct param){
      .name = "image.asset", .value = arena_strdup(page->arena, name), .len = strlen(name), .next = page->request->form};
  editing->form.params = first;
  return true;
}

/* An id that nothing has, here or in the bin. */
static bool find_id(struct page *page, struct editing *editing, struct err *err) {
  char slug[ENTRY_ID_MAX + 1];
  bool taken = true; /* "new" and "several" are addresses of ours */
  form_slug(form_title(editing->form.entry), slug);
  for (int n = 1; taken; n++) {
    editing->id = n == 1 ? arena_strdup(page->arena, slug) : arena_printf(page->arena, "%s-%d", slug, n);
    if (!query_find(page->hub->store,
                    "SELECT 1 FROM entry WHERE id = ?1 UNION SELECT 1 FROM bin WHERE id = ?1 UNION"
                    " SELECT 1 FROM draft WHERE entry = ?1",
                    WITH(value_text(editing->id)), &taken, NULL, NULL, NULL, err))
      return false;
    taken = taken || str_equals(editing->id, "new") || str_equals(editing->id, "several");
  }
  json_object_set_new(editing->form.entry, "id", json_string(editing->id));
  return true;
}

/* Both versions side by side; what was typed stays in the form, and saving again is then a decision. */
static bool show_conflict(struct page *page, struct editing *editing, struct err *err) {
  json_t *now = editing->line ? json_loads(editing->line, 0, NULL) : NULL;
  page_set_json(page, "conflict", json_pack("{s:o}", "rows", entry_diff(now, editing->form.entry)));
  json_decref(now);
  return show_form(page, editing, err);
}

static bool write_entry(struct page *page, struct editing *editing, bool is_new, const char *line, struct err *err) {
  const char *base = is_new ? "" : request_form(page->request, "base");
  const struct content_change change = {&page->person, page->person.name, editing->id, line, base};
  const char *here = arena_printf(page->arena, "/entries/%s", editing->id);
  enum content_result result;
  if (str_equals(request_form(page->request, "save"), "draft")) {
    if (!content_draft(page->hub, &change, err)) return false;
    page_done(page, here, N_("Als Entwurf gesichert. Auf den Tafeln ändert sich nichts."));
    return true;
  }
  if (!content_change(page->hub, &change, &result, err)) return false;
  if (result == CONTENT_CONFLICT && !is_new) return show_conflict(page, editing, err);
  return entry_done(page, editing->id, result, here,
                    is_new ? N_("Der Eintrag ist angelegt und wird veröffentlicht.")
                           : N_("Gespeichert. Die Tafeln zeigen es in wenigen Sekunden."),
                    err);
}

static bool save(struct page *page, struct editing *editing, struct err *err) {
  bool is_new = editing->id == NULL;
  bool stop;
  scoped_buf line;
  buf_init(&line, ENTRY_LINE_MAX);
  if (editing->right == CONTENT_NOT)
    return page_fail(page, 403, N_("Das dürfen Sie nicht"), N_("Dieser Eintrag gehört zu einer anderen Einrichtung."), err);
  if (!take_picture(page, editing, err)) return false;
  form_take(&editing->form);
  if (!form_check(&editing->form, &line)) return show_form(page, editing, err);
  if (!check_doubles(page, editing, &stop, err)) return false;
  if (stop) return show_form(page, editing, err);
  if (is_new) {
    buf_clear(&line);
    if (!find_id(page, editing, err)) return false;
    if (!form_check(&editing->form, &line)) return show_form(page, editing, err);
  }
  return write_entry(page, editing, is_new, buf_text(&line), err);
}

static bool save_new(struct page *page, struct err *err) {
  struct editing editing;
  return begin_new(page, &editing, err) && save(page, &editing, err);
}

static bool save_old(struct page *page, struct err *err) {
  struct editing editing;
  json_t *draft;
  if (!find_draft(page, page->segments[0], &draft, err)) return false;
  const char *line = json_string_value(json_object_get(draft, "line"));
  bool is_there;
  page_set_json(page, "draft", draft ? draft : json_null());
  if (!store_has(page->hub->store, page->segments[0], &is_there, err)) return false;
  if (is_there) return begin_old(page, &editing, err) && save(page, &editing, err);
  /* A draft of an entry that was never published. */
  if (!line) return err_set(err, ERR_NOT_FOUND, "there is no entry '%.64s'", page->segments[0]);
  editing = (struct editing){.id = page->segments[0]};
  return content_right(page->hub, &page->person, line, &editing.right, err) &&
         begin_form(page, &editing, json_loads(line, 0, NULL), err) && save(page, &editing, err);
}

static bool drop(struct page *page, struct err *err) {
  enum content_result result;
  const struct content_change change = {&page->person, page->person.name, page->segments[0], NULL, NULL};
  return content_change(page->hub, &change, &result, err) &&
         entry_done(page, page->segments[0], result, "/entries", N_("Der Eintrag liegt im Papierkorb. Dort bleibt er 30 Tage."),
                    err);
}

/* ---- a look at it ---- */

/* {"image":"/preview/….png"} of what was typed; 422 while that is no entry yet. */
static bool show_typed(struct page *page, struct editing *editing, struct err *err) {
  scoped_buf line;
  buf_init(&line, ENTRY_LINE_MAX);
  editing->form.params = page->request->form;
  form_take(&editing->form);
  if (!form_check(&editing->form, &line)) return reply_json(page->reply, 422, "{}"), true;
  if (!preview_set(page, buf_text(&line), err)) return false;
  const char *picture = json_string_value(json_object_get(page->data, "preview"));
  reply_json(page->reply, 200, arena_printf(page->arena, "{\"image\":\"%s\"}", picture));
  return true;
}

static bool preview_new(struct page *page, struct err *err) {
  struct editing editing;
  return begin_new(page, &editing, err) && show_typed(page, &editing, err);
}

static bool preview_old(struct page *page, struct err *err) {
  struct editing editing;
  return begin_old(page, &editing, err) && show_typed(page, &editing, err);
}

/* ---- who changed it ---- */

static void add_changes(struct page *page, json_t *rows) {
  size_t i;
  json_t *row;
  json_array_foreach(rows, i, row) {
    const char *before = json_string_value(json_object_get(row, "before"));
    const char *after = json_string_value(json_object_get(row, "after"));
    json_t *old = before ? json_loads(before, 0, NULL) : NULL;
    json_t *new = after ? json_loads(after, 0, NULL) : NULL;
    json_object_set_new(row, "on", json_string(entry_german_moment(page, json_integer_value(json_object_get(row, "at")))));
    json_object_set_new(row, "rows", old && new ? entry_diff(old, new) : json_array());
    json_object_set_new(row, "can_return", json_boolean(i > 0 && new != NULL));
    json_decref(old);
    json_decref(new);
  }
}

static bool show_history(struct page *page, struct err *err) {
  json_t *rows;
  bool is_there = false;
  /* Of entries alone: what the log says about people and boards is for admins. */
  if (!query_list(page->hub->store,
                  "SELECT number, at, who, action, before, after FROM audit WHERE object = ?1"
                  " AND action IN ('put', 'drop', 'propose', 'reject') ORDER BY number DESC LIMIT 50",
                  WITH(value_text(page->segments[0])), &rows, err))
    return false;
  audit_describe(page, rows);
  add_changes(page, rows);
  page_set_json(page, "history_rows", rows);
  if (json_array_size(rows) == 0 && !store_has(page->hub->store, page->segments[0], &is_there, err)) return false;
  if (json_array_size(rows) == 0 && !is_there) return err_set(err, ERR_NOT_FOUND, "no such entry");
  page_set(page, "entry_id", page->segments[0]);
  page_set_bool(page, "may_change", page->person.role >= ROLE_EDITOR);
  return page_show(page, N_("Verlauf"), "entry-history", err);
}

/* Rows of the log belong to the entry whose address was used: a number from elsewhere changes nothing. */
static bool change_back(struct page *page, bool undo, struct err *err) {
  int64_t number;
  bool found = false;
  enum content_result result;
  if (!parse_int(page->segments[1], 1, INT64_MAX, &number) ||
      !query_find(page->hub->store, "SELECT 1 FROM audit WHERE number = ?1 AND object = ?2",
                  WITH(value_number(number), value_text(page->segments[0])), &found, NULL, NULL, NULL, err) ||
      !found)
    return err_set(err, ERR_NOT_FOUND, "there is no such change");
  bool done = undo ? content_undo(page->hub, number, &page->person, &result, err)
                   : content_return_to(page->hub, number, &page->person, &result, err);
  if (!done) return false;
  return entry_done(page, page->segments[0], result, arena_printf(page->arena, "/entries/%s/history", page->segments[0]),
                    undo ? N_("Rückgängig gemacht.") : N_("Die frühere Fassung gilt wieder."), err);
}

static bool undo_change(struct page *page, struct err *err) { return change_back(page, true, err); }
static bool return_to(struct page *page, struct err *err) { return change_back(page, false, err); }

const struct route chapter_entry[] = {
    {METHOD_GET, "/entries/new", ROLE_EDITOR, 0, choose_kind},
    {METHOD_GET, "/entries/new/{}", ROLE_EDITOR, 0, show_new},
    {METHOD_POST, "/entries/new/{}", ROLE_EDITOR, ROUTE_UPLOAD | ROUTE_SLOW, save_new},
    {METHOD_GET, "/entries/{}", ROLE_VIEWER, 0, show_old},
    {METHOD_POST, "/entries/{}", ROLE_EDITOR, ROUTE_UPLOAD | ROUTE_SLOW, save_old},
    {METHOD_POST, "/entries/new/{}/preview", ROLE_EDITOR, ROUTE_UPLOAD | ROUTE_SLOW, preview_new},
    {METHOD_POST, "/entries/{}/preview", ROLE_EDITOR, ROUTE_UPLOAD | ROUTE_SLOW, preview_old},
    {METHOD_POST, "/entries/{}/drop", ROLE_EDITOR, 0, drop},
    {METHOD_GET, "/entries/{}/history", ROLE_VIEWER, 0, show_history},
    {METHOD_POST, "/entries/{}/undo/{}", ROLE_EDITOR, 0, undo_change},
    {METHOD_POST, "/entries/{}/return/{}", ROLE_EDITOR, 0, return_to},
    {0},
};
