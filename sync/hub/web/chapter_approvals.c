/* What editors propose: side by side with what there is; an admin takes it or sends it back with a word. */
#include "base/str.h"
#include "hub/content.h"
#include "hub/content/diff.h"
#include "hub/content/form.h"
#include "hub/web/chapters.h"
#include "hub/web/entry_page.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

static json_t *parse(const json_t *row, const char *name) {
  const char *text = json_string_value(json_object_get(row, name));
  return text ? json_loads(text, 0, NULL) : NULL;
}

static void describe(struct page *page, json_t *row) {
  json_t *before = parse(row, "before"), *after = parse(row, "after");
  const char *title = form_title(after ? after : before);
  json_object_set_new(row, "rows", entry_diff(before, after));
  json_object_set_new(row, "on", json_string(entry_german_moment(page, json_integer_value(json_object_get(row, "at")))));
  json_object_set_new(row, "is_new", json_boolean(!before));
  json_object_set_new(row, "goes", json_boolean(!after));
  json_object_set_new(row, "heading", json_string(*title ? title : json_string_value(json_object_get(row, "entry"))));
  json_object_del(row, "before");
  json_object_del(row, "after");
  json_decref(before);
  json_decref(after);
}

/* Admins see all, editors their own. */
static bool list_proposals(struct page *page, struct err *err) {
  json_t *proposals, *row;
  size_t i;
  if (!query_list(page->hub->store,
                  "SELECT draft.id, draft.entry, draft.at, draft.line AS after, entry.line AS before, person.name AS who"
                  " FROM draft LEFT JOIN entry ON entry.id = draft.entry LEFT JOIN person ON person.id = draft.person"
                  " WHERE state = 'proposed' AND (?1 OR draft.person = ?2) ORDER BY draft.at LIMIT 100",
                  WITH(value_number(page->person.role == ROLE_ADMIN), value_number(page->person.id)), &proposals, err))
    return false;
  json_array_foreach(proposals, i, row) describe(page, row);
  page_set_json(page, "proposals", proposals);
  return page_show(page, N_("Freigaben"), "approvals", err);
}

static bool approve(struct page *page, struct err *err) {
  enum content_result result;
  int64_t id;
  if (!parse_int(page->segments[0], 1, INT64_MAX, &id)) return err_set(err, ERR_NOT_FOUND, "no such proposal");
  if (!content_approve(page->hub, id, &page->person, &result, err)) return false;
  page_done(page, "/approvals",
            result == CONTENT_CONFLICT ? N_("Der Eintrag hat sich seit dem Vorschlag geändert. Bitte lassen Sie ihn erneuern.")
                                       : N_("Freigegeben. Die Tafeln zeigen es in wenigen Sekunden."));
  return true;
}

static bool reject(struct page *page, struct err *err) {
  int64_t id;
  if (!parse_int(page->segments[0], 1, INT64_MAX, &id)) return err_set(err, ERR_NOT_FOUND, "no such proposal");
  if (!content_reject(page->hub, id, &page->person, request_form(page->request, "note"), err)) return false;
  page_done(page, "/approvals", N_("Zurückgegeben. Der Vorschlag bleibt als Entwurf."));
  return true;
}

const struct route chapter_approvals[] = {
    {METHOD_GET, "/approvals", ROLE_EDITOR, 0, list_proposals},
    {METHOD_POST, "/approvals/{}/approve", ROLE_ADMIN, 0, approve},
    {METHOD_POST, "/approvals/{}/reject", ROLE_ADMIN, 0, reject},
    {0},
};
