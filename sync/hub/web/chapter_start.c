/* The overview, and what every page needs beside it: style, script, icon, language; the health of the hub. */
#include "base/str.h"
#include "hub/web/chapters.h"
#include "hub/web/embedded.h"
#include "hub/web/entry_page.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

#include <string.h>

static bool show_overview(struct page *page, struct err *err) {
  json_t *recent;
  int64_t version;
  if (!query_list(page->hub->store,
                  "SELECT at, who, action, object, coalesce(title, object) AS name FROM audit LEFT JOIN entry ON entry.id = "
                  "object WHERE action IN ('put', 'drop', 'restore') ORDER BY number DESC LIMIT 8",
                  WITH_NOTHING, &recent, err) ||
      !store_get_int(page->hub->store, "version", &version, err) || !entry_set_unchecked(page, err))
    return false;
  audit_describe(page, recent);
  page_set_json(page, "recent", recent);
  page_set_int(page, "version", version);
  return page_show(page, N_("Übersicht"), "overview", err);
}

static const struct {
  const char *ending, *type;
} types[] = {
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
};

static bool show_file(struct page *page, struct err *err) {
  const char *name = page->segments[0];
  const struct embedded *file = embedded_find(name);
  const char *type = NULL;
  for (size_t i = 0; i < COUNT_OF(types); i++)
    if (str_ends_with(name, types[i].ending)) type = types[i].type;
  if (!file || !type) return err_set(err, ERR_NOT_FOUND, "there is no '%.60s'", name);
  page->reply->is_cacheable = true;
  page->reply->type = type;
  reply_header(page->reply, "Cache-Control", "no-cache");
  reply_header(page->reply, "ETag", "%s", file->etag);
  if (str_equals(page->request->if_none_match, file->etag)) return page->reply->status = 304, true;
  return buf_add(&page->reply->body, file->data, file->len);
}

static bool show_health(struct page *page, struct err *err) {
  int64_t version;
  if (!store_get_int(page->hub->store, "version", &version, err)) return false;
  reply_text(page->reply, 200, "ok\n");
  return true;
}

/* For whoever is signed in it stays; before that there is German and the browser's translation. */
static bool set_language(struct page *page, struct err *err) {
  const char *language = str_equals(request_form(page->request, "language"), "en") ? "en" : "de";
  if (!query_run(page->hub->store, "UPDATE person SET language = ?2 WHERE id = ?1",
                 WITH(value_number(page->person.id), value_text(language)), err))
    return false;
  reply_redirect(page->reply, "/");
  return true;
}

const struct route chapter_start[] = {
    {METHOD_GET, "/", ROLE_VIEWER, 0, show_overview},
    {METHOD_GET, "/static/{}", ROLE_NOBODY, ROUTE_MACHINE, show_file},
    {METHOD_GET, "/healthz", ROLE_NOBODY, ROUTE_MACHINE, show_health},
    {METHOD_POST, "/language", ROLE_VIEWER, 0, set_language},
    {0},
};
