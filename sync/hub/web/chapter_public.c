/* For everybody: an entry as a page that QR codes and search engines may point to, and the content in the formats of others.
 * Read-only, and only what boards show now. */
#include "base/civil.h"
#include "base/str.h"
#include "hub/content/form.h"
#include "hub/out/out.h"
#include "hub/out/schema_org.h"
#include "hub/out/week.h"
#include "hub/web/chapters.h"
#include "hub/web/entry_page.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

#include <string.h>

enum { LINKED_DATA_MAX = 128 * 1024, PUBLIC_S = 300 };

static void allow_caches(struct page *page) {
  page->reply->is_cacheable = true;
  reply_header(page->reply, "Cache-Control", "public, max-age=%d", PUBLIC_S);
}

/* ---- an entry ---- */

static const char *or_null(const char *text) { return str_is_empty(text) ? NULL : text; }

static void set_location(struct page *page, const struct out_content *content, const struct entry *entry) {
  const struct entry *place = entry->location.place ? out_find(content, entry->location.place) : NULL;
  const struct location *location = place ? &place->location : &entry->location;
  page_set(page, "place", place ? out_text(&place->name) : out_text(&entry->location.name));
  page_set(page, "street", or_null(location->street));
  page_set(page, "town",
           location->locality ? arena_printf(page->arena, "%s%s%s", location->postal_code ? location->postal_code : "",
                                             location->postal_code ? " " : "", location->locality)
                              : NULL);
}

static void set_facts(struct page *page, const struct out_content *content, const struct entry *entry) {
  char moment[20];
  const struct entry *provider = entry->provider ? out_find(content, entry->provider) : NULL;
  page_set(page, "kind", form_kind_title(entry->kind));
  page_set(page, "prose", or_null(out_prose(entry, page->arena)));
  page_set(page, "telephone", or_null(entry->telephone));
  page_set(page, "email", or_null(entry->email));
  page_set(page, "url", or_null(entry->url));
  page_set(page, "provider", provider ? out_text(&provider->name) : NULL);
  page_set(page, "hours", week_words(entry, page->arena));
  page_set(page, "start", NULL);
  if (!entry->start.is_set) return;
  wall_format(entry->start.wall, moment);
  const char *day = entry_german_date(page, arena_strndup(page->arena, moment, 10));
  page_set(page, "start", entry->start.date_only ? day : arena_printf(page->arena, "%s, %s", day, moment + 11));
}

/* A data block: not a script, so the policy does not speak of it. No template could write it unescaped. */
static bool add_linked_data(struct page *page, const struct out_content *content, const struct entry *entry, struct err *err) {
  struct buf *body = &page->reply->body;
  scoped_buf data;
  buf_init(&data, LINKED_DATA_MAX);
  const char *end = strstr(buf_text(body), "</head>");
  if (!end || !schema_org_write(content, entry, &data, err)) return end == NULL;
  size_t before = (size_t)(end - body->data);
  const char *rest = arena_strdup(page->arena, end);
  body->len = before;
  buf_adds(body, "<script type=\"application/ld+json\">");
  buf_add(body, data.data, data.len);
  buf_adds(body, "</script>\n");
  buf_adds(body, rest);
  return buf_ok(body, err);
}

static bool show_entry(struct page *page, struct err *err) {
  scoped_out_content content = {0};
  if (!out_load_one(page->hub, page->segments[0], &content, err)) return false;
  const struct entry *entry = out_find(&content, page->segments[0]);
  if (!entry || !out_fits(&content, entry, NULL)) return err_set(err, ERR_NOT_FOUND, "no such entry");
  page_set(page, "name", out_text(&entry->name));
  set_location(page, &content, entry);
  set_facts(page, &content, entry);
  allow_caches(page);
  return page_show(page, out_text(&entry->name), "public", err) && add_linked_data(page, &content, entry, err);
}

/* ---- the content in the formats of others ---- */

typedef bool writer(const struct out_content *content, const struct out_question *question, struct buf *out, struct err *err);

static bool send(struct page *page, writer *write, const char *type, struct err *err) {
  const char *topic = request_query(page->request, "topic"), *place = request_query(page->request, "place");
  const struct out_question question = {or_null(topic), or_null(place)};
  scoped_out_content content = {0};
  if (!out_read(page->hub, &content, err)) return false;
  page->reply->type = type;
  allow_caches(page);
  web_pause(page);
  bool is_copy = write == out_jsonl && !question.topic && !question.place; /* needs no look into the lines */
  bool written = (is_copy || out_parse(&content, err)) && write(&content, &question, &page->reply->body, err);
  web_resume(page);
  return written;
}

static bool send_calendar(struct page *page, struct err *err) {
  return send(page, out_ical, "text/calendar; charset=utf-8", err);
}
static bool send_news(struct page *page, struct err *err) {
  return send(page, out_rss, "application/rss+xml; charset=utf-8", err);
}
static bool send_services(struct page *page, struct err *err) { return send(page, out_hsds, "application/json", err); }
static bool send_lines(struct page *page, struct err *err) { return send(page, out_jsonl, "application/x-ndjson", err); }

const struct route chapter_public[] = {
    {METHOD_GET, "/e/{}", ROLE_NOBODY, 0, show_entry},
    {METHOD_GET, "/out/events.ics", ROLE_NOBODY, ROUTE_MACHINE | ROUTE_EXPORT, send_calendar},
    {METHOD_GET, "/out/news.rss", ROLE_NOBODY, ROUTE_MACHINE | ROUTE_EXPORT, send_news},
    {METHOD_GET, "/out/services.json", ROLE_NOBODY, ROUTE_MACHINE | ROUTE_EXPORT, send_services},
    {METHOD_GET, "/out/everything.jsonl", ROLE_NOBODY, ROUTE_MACHINE | ROUTE_EXPORT, send_lines},
    {0},
};
