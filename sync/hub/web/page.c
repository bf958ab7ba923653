#include "hub/web/page.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "hub/audit.h"
#include "hub/web/words.h"

#include <string.h>

int64_t page_now(const struct page *page) { return clock_utc(&page->hub->clock); }

void page_set_json(struct page *page, const char *name, json_t *value) { json_object_set_new(page->data, name, value); }
void page_set(struct page *page, const char *name, const char *value) {
  page_set_json(page, name, value ? json_string(value) : json_null());
}
void page_set_int(struct page *page, const char *name, int64_t value) { page_set_json(page, name, json_integer(value)); }
void page_set_bool(struct page *page, const char *name, bool value) { page_set_json(page, name, json_boolean(value)); }

/* ---- the frame ---- */

static const struct chapter {
  const char *href, *label;
  enum role role;
} bar[] = {
    {"/", N_("Übersicht"), ROLE_VIEWER},          {"/entries", N_("Inhalte"), ROLE_VIEWER},
    {"/approvals", N_("Freigaben"), ROLE_EDITOR}, {"/inbox", N_("Post"), ROLE_EDITOR},
    {"/screens", N_("Tafeln"), ROLE_VIEWER},      {"/surveys", N_("Umfragen"), ROLE_VIEWER},
    {"/sources", N_("Quellen"), ROLE_ADMIN},      {"/people", N_("Personen"), ROLE_ADMIN},
};

static bool is_current(const char *href, const char *path) {
  size_t len = strlen(href);
  if (len == 1) return str_equals(path, "/");
  return str_starts_with(path, href) && (path[len] == '\0' || path[len] == '/');
}

/* What waits for this person: proposals, and visitors' words. Whom a report is about stands sealed inside, and editors do not
 * read all of them, so these count for admins. */
static bool count_waiting(struct page *page, const char *href, int64_t *out, struct err *err) {
  bool found;
  *out = 0;
  if (str_equals(href, "/approvals"))
    return query_find(page->hub->store, "SELECT count(*) FROM draft WHERE state = 'proposed'", WITH_NOTHING, &found, out, NULL,
                      NULL, err);
  if (!str_equals(href, "/inbox")) return true;
  return query_find(
      page->hub->store,
      "SELECT count(*) FROM message WHERE is_done = 0 AND (kind IN ('idea', 'offer') OR (kind = 'report' AND ?1))",
      WITH(value_number(page->person.role == ROLE_ADMIN)), &found, out, NULL, NULL, err);
}

static bool set_bar(struct page *page, struct err *err) {
  json_t *links = json_array();
  page_set_json(page, "nav", links);
  for (size_t i = 0; i < COUNT_OF(bar); i++) {
    int64_t waiting;
    if (page->person.role < bar[i].role) continue;
    if (!count_waiting(page, bar[i].href, &waiting, err)) return false;
    json_array_append_new(links, json_pack("{s:s,s:s,s:b,s:I}", "href", bar[i].href, "label", bar[i].label, "current",
                                           is_current(bar[i].href, page->request->path), "count", (json_int_t)waiting));
  }
  return true;
}

static bool take_flash(struct page *page, struct err *err) {
  const char *text = NULL;
  bool found;
  if (!query_find(page->hub->store, "SELECT flash FROM session WHERE hash = ?1 AND flash IS NOT NULL",
                  WITH(value_text(page->session.hash)), &found, NULL, page->arena, &text, err))
    return false;
  json_t *flash = found ? json_loads(text, 0, NULL) : NULL;
  if (!flash) return true;
  page_set_json(page, "flash", json_pack("[o]", flash));
  return query_run(page->hub->store, "UPDATE session SET flash = NULL WHERE hash = ?1", WITH(value_text(page->session.hash)),
                   err);
}

bool page_begin(struct page *page, struct err *err) {
  const char *house;
  bool is_english = page->person.id && str_equals(page->person.language, "en");
  if (!store_get(page->hub->store, "name", "", page->arena, &house, err)) return false;
  page_set(page, "house", house);
  page_set(page, "language", is_english ? "en" : "de");
  page_set(page, "csrf", page->person.id ? page->session.token : NULL);
  if (page->person.id == 0 || !page->session.is_complete) return true;
  page_set(page, "person", page->person.name);
  page_set(page, "role", role_name(page->person.role));
  page_set_bool(page, "is_admin", page->person.role == ROLE_ADMIN);
  page_set_bool(page, "is_editor", page->person.role >= ROLE_EDITOR);
  page_set_json(page, "other_language",
                is_english ? json_pack("{s:s,s:s}", "tag", "de", "name", "Deutsch")
                           : json_pack("{s:s,s:s}", "tag", "en", "name", "English"));
  return set_bar(page, err) && (page->request->method != METHOD_GET || take_flash(page, err));
}

bool page_show_status(struct page *page, unsigned status, const char *title, const char *template, struct err *err) {
  buf_clear(&page->reply->body);
  page->reply->status = status;
  page->reply->type = NULL;
  page_set(page, "title", title);
  const char *language = json_string_value(json_object_get(page->data, "language"));
  return template_render(page->web->templates, template, page->data, language ? language : "de", &page->reply->body, err);
}

bool page_show(struct page *page, const char *title, const char *template, struct err *err) {
  return page_show_status(page, page_has_errors(page) ? 422 : 200, title, template, err);
}

bool page_fail(struct page *page, unsigned status, const char *title, const char *message, struct err *err) {
  page_set(page, "message", message);
  page_set_int(page, "code", status);
  page_set(page, "back", "/");
  return page_show_status(page, status, title, "error", err);
}

static void leave_words(struct page *page, json_t *flash) {
  struct err err;
  char *text = json_dumps(flash, JSON_COMPACT);
  json_decref(flash);
  if (text && !query_run(page->hub->store, "UPDATE session SET flash = ?2 WHERE hash = ?1",
                         WITH(value_text(page->session.hash), value_text(text)), &err))
    log_warning("%s", err.msg); /* the deed is done; only its confirmation is missing */
  free(text);
}

void page_done(struct page *page, const char *location, const char *message) {
  page_done_undo(page, location, json_string(message), NULL);
}

void page_done_undo(struct page *page, const char *location, json_t *message, const char *undo) {
  leave_words(page, json_pack("{s:s,s:o,s:s?}", "kind", "good", "message", message, "undo", undo));
  reply_redirect(page->reply, location);
}

bool page_note(struct page *page, const char *action, const char *object, const char *before, const char *after,
               struct err *err) {
  const struct deed deed = {page->person.name, action, object, before, after};
  return audit_add(page->hub->store, &deed, page_now(page), err);
}

/* ---- forms ---- */

static json_t *list_of(const struct page *page, const char *name) {
  json_t *list = json_object_get(page->data, name);
  if (list) return list;
  json_object_set_new(page->data, name, json_array());
  return json_object_get(page->data, name);
}

void page_error(struct page *page, const char *name, const char *message) {
  json_array_append_new(list_of(page, "errors"), json_pack("{s:s?,s:s}", "field", *name ? name : NULL, "message", message));
}

bool page_has_errors(const struct page *page) { return json_array_size(json_object_get(page->data, "errors")) > 0; }

static const char *error_of(const struct page *page, const char *name) {
  size_t i;
  json_t *error;
  json_array_foreach(json_object_get(page->data, "errors"), i, error) {
    const char *field = json_string_value(json_object_get(error, "field"));
    if (field && str_equals(field, name)) return json_string_value(json_object_get(error, "message"));
  }
  return NULL;
}

static void set_control(json_t *object, const struct field *field) {
  const char *value = field->value ? field->value : "";
  if (str_equals(field->type, "checkbox"))
    json_object_set_new(object, "single_check", json_pack("{s:s,s:b}", "name", field->name, "checked", field->checked));
  else if (str_equals(field->type, "select"))
    json_object_set_new(object, "select",
                        json_pack("{s:s,s:o,s:n}", "name", field->name, "options", field->options, "required"));
  else if (str_equals(field->type, "area"))
    json_object_set_new(object, "area",
                        json_pack("{s:s,s:s,s:i,s:n,s:n,s:b}", "name", field->name, "value", value, "rows", 4, "lang", "max",
                                  "required", !field->optional));
  else
    json_object_set_new(object, "input",
                        json_pack("{s:s,s:s,s:s,s:s?,s:n,s:n,s:n,s:n,s:n,s:b}", "name", field->name, "type", field->type,
                                  "value", value, "autocomplete", field->autocomplete, "lang", "inputmode", "list", "accept",
                                  "max", "required", !field->optional));
}

void page_add_field(struct page *page, const struct field *field) {
  json_t *object = json_pack("{s:s,s:s,s:s?,s:s?,s:b,s:n,s:n,s:n,s:n,s:n,s:n}", "id", field->name, "label", field->label,
                             "hint", field->hint, "error", error_of(page, field->name), "optional", field->optional, "notes",
                             "input", "area", "select", "single_check", "lang_name");
  ASSERT(object != NULL);
  set_control(object, field);
  json_array_append_new(list_of(page, "fields"), object);
}

json_t *page_options(const struct choice *choices, size_t count, const char *chosen) {
  json_t *options = json_array();
  for (size_t i = 0; i < count; i++)
    json_array_append_new(options, json_pack("{s:s,s:s,s:b}", "value", choices[i].value, "label", choices[i].label, "selected",
                                             str_equals(choices[i].value, chosen)));
  return options;
}
