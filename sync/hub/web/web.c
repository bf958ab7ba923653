#include "hub/web/web.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "hub/web/chapters.h"
#include "hub/web/template.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

void web_init(struct web *web, struct hub *hub) {
  *web = (struct web){.hub = hub};
  ASSERT(sodium_init() >= 0);
  ASSERT(pthread_mutex_init(&web->lock, NULL) == 0 && pthread_mutex_init(&web->heavy, NULL) == 0);
}

void web_fini(struct web *web) {
  pthread_mutex_destroy(&web->lock);
  pthread_mutex_destroy(&web->heavy);
}

void web_pause(struct page *page) {
  ASSERT(!store_is_writing(page->hub->store));
  pthread_mutex_unlock(&page->web->lock);
}

void web_resume(struct page *page) { pthread_mutex_lock(&page->web->lock); }

int64_t page_now(const struct page *page) { return clock_utc(&page->hub->clock); }

/* ---- which route ---- */

/* Segments of the path that stand for {} are copied into the arena. */
static bool fits(const char *pattern, const char *path, struct arena *arena, const char *segments[SEGMENTS_MAX]) {
  size_t count = 0;
  while (*pattern) {
    if (pattern[0] == '{' && pattern[1] == '}') {
      size_t len = strcspn(path, "/");
      if (len == 0) return false;
      segments[count++] = arena_strndup(arena, path, len);
      path += len;
      pattern += 2;
    } else if (*pattern++ != *path++) {
      return false;
    }
  }
  return *path == '\0';
}

/* *knows_path tells that the path is there, for another method. */
static const struct route *find_route(const struct request *request, struct arena *arena, const char *segments[SEGMENTS_MAX],
                                      bool *knows_path) {
  *knows_path = false;
  for (const struct route *const *chapter = chapters; *chapter; chapter++)
    for (const struct route *route = *chapter; route->pattern; route++) {
      if (!fits(route->pattern, request->path, arena, segments)) continue;
      if (route->method == request->method) return route;
      *knows_path = true;
    }
  return NULL;
}

size_t web_body_max(struct web *web, struct request *request) {
  const char *segments[SEGMENTS_MAX];
  struct session session;
  struct person person;
  struct err err;
  bool knows;
  const struct route *route = find_route(request, &request->arena, segments, &knows);
  if (!route) return 0;
  if (!(route->flags & ROUTE_UPLOAD)) return WEB_FORM_MAX;
  pthread_mutex_lock(&web->lock);
  bool is_known = session_find(web->hub->store, request->session, clock_utc(&web->hub->clock), &request->arena, &session,
                               &person, &err) &&
                  person.id > 0;
  pthread_mutex_unlock(&web->lock);
  return is_known ? WEB_UPLOAD_MAX : WEB_FORM_MAX;
}

/* ---- may he ---- */

/* The site that a browser says it comes from must be the one that it asks. "null" and nothing at all are strangers. */
static bool comes_from_here(const struct request *request) {
  if (*request->fetch_site && !str_equals(request->fetch_site, "same-origin")) return false;
  if (!*request->origin) return *request->fetch_site != '\0';
  const char *host = strstr(request->origin, "://");
  return host && str_equals(host + 3, request->host);
}

static bool has_token(const struct page *page) {
  const char *token = request_form(page->request, "token");
  return strlen(token) == strlen(page->session.token) &&
         sodium_memcmp(token, page->session.token, strlen(page->session.token)) == 0;
}

static bool refuse(struct page *page, const struct route *route, bool *refused, struct err *err) {
  bool is_in = page->person.id > 0 && (page->session.is_complete || route->flags & ROUTE_HALFWAY);
  *refused = true;
  if (page->request->method == METHOD_POST && !comes_from_here(page->request))
    return page_fail(page, 403, "Das kam von einer anderen Seite", "Bitte öffnen Sie das Formular hier noch einmal.", err);
  if (route->role == ROLE_NOBODY) return *refused = false, true;
  if (!is_in) {
    bool halfway = page->person.id > 0;
    if (page->request->method == METHOD_GET && !halfway)
      reply_header(page->reply, "Set-Cookie", "litfass-next=%s; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax",
                   strpbrk(page->request->url, "; ,\"") ? "/" : page->request->url);
    return reply_redirect(page->reply, halfway ? "/sign-in/code" : "/sign-in"), true;
  }
  if (page->request->method == METHOD_POST && !has_token(page))
    return page_fail(page, 403, "Diese Seite war zu alt", "Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal.",
                     err);
  if (page->person.role < route->role)
    return page_fail(page, 403, "Das dürfen Sie nicht", "Dafür braucht Ihr Konto eine andere Rolle. Ihre Verwaltung hilft weiter.", err);
  return *refused = false, true;
}

/* ---- pages ---- */

void page_set(struct page *page, const char *name, const char *value) {
  json_object_set_new(page->data, name, value ? json_string(value) : json_null());
}
void page_set_int(struct page *page, const char *name, int64_t value) {
  json_object_set_new(page->data, name, json_integer(value));
}
void page_set_bool(struct page *page, const char *name, bool value) { json_object_set_new(page->data, name, json_boolean(value)); }
void page_set_json(struct page *page, const char *name, json_t *value) { json_object_set_new(page->data, name, value); }

bool page_show_status(struct page *page, unsigned status, const char *template, struct err *err) {
  buf_clear(&page->reply->body);
  page->reply->status = status;
  page->reply->type = NULL;
  const char *language = page->person.id ? page->person.language : "de";
  return template_render(template, page->data, language, &page->reply->body, err);
}

bool page_show(struct page *page, const char *template, struct err *err) { return page_show_status(page, 200, template, err); }

bool page_fail(struct page *page, unsigned status, const char *heading, const char *words, struct err *err) {
  page_set(page, "heading", heading);
  page_set(page, "words", words);
  return page_show_status(page, status, "error", err);
}

/* Sets the words aside for the next page of this session. */
void page_done(struct page *page, const char *location, const char *words) {
  struct err err;
  if (!query_run(page->hub->store, "UPDATE session SET flash = ?2 WHERE hash = ?1",
                 WITH(value_text(page->session.hash), value_text(words)), &err))
    log_warning("%s", err.msg);
  reply_redirect(page->reply, location);
}

static bool take_flash(struct page *page, struct err *err) {
  const char *words = NULL;
  bool found;
  if (!query_find(page->hub->store, "SELECT flash FROM session WHERE hash = ?1 AND flash IS NOT NULL",
                  WITH(value_text(page->session.hash)), &found, NULL, page->arena, &words, err))
    return false;
  if (!found) return true;
  page_set(page, "flash", words);
  return query_run(page->hub->store, "UPDATE session SET flash = NULL WHERE hash = ?1", WITH(value_text(page->session.hash)), err);
}

/* What every template may use: who is signed in, the form token, the house, what waits for approval. */
static bool set_common(struct page *page, struct err *err) {
  const char *house;
  bool found;
  int64_t waiting = 0;
  if (!store_get(page->hub->store, "name", "", page->arena, &house, err)) return false;
  page_set(page, "house", house);
  page_set(page, "path", page->request->path);
  if (page->person.id == 0 || !page->session.is_complete) return true;
  page_set_json(page, "person",
                json_pack("{s:I,s:s,s:s,s:s,s:b,s:b,s:b}", "id", (json_int_t)page->person.id, "name", page->person.name, "email",
                          page->person.email, "role", role_name(page->person.role), "is_admin",
                          page->person.role == ROLE_ADMIN, "is_editor", page->person.role >= ROLE_EDITOR, "has_totp",
                          page->person.has_totp));
  page_set(page, "token", page->session.token);
  if (!query_find(page->hub->store, "SELECT count(*) FROM draft WHERE state = 'proposed'", WITH_NOTHING, &found, &waiting, NULL,
                  NULL, err))
    return false;
  page_set_int(page, "waiting", waiting);
  return page->request->method != METHOD_GET || take_flash(page, err);
}

static bool run(struct page *page, struct err *err) {
  bool knows_path, refused = false;
  const struct route *route = find_route(page->request, page->arena, page->segments, &knows_path);
  bool is_machine = route && route->flags & ROUTE_MACHINE;
  if (!is_machine && (!session_find(page->hub->store, page->request->session, page_now(page), page->arena, &page->session,
                                    &page->person, err) ||
                      !set_common(page, err)))
    return false;
  if (!route && knows_path) {
    reply_header(page->reply, "Allow", "%s", page->request->method == METHOD_GET ? "POST" : "GET, HEAD");
    return page_fail(page, 405, "So geht das hier nicht", "Diese Adresse nimmt andere Anfragen.", err);
  }
  if (!route) return page_fail(page, 404, "Das gibt es hier nicht", "Vielleicht hat sich die Adresse geändert.", err);
  if (!is_machine && !refuse(page, route, &refused, err)) return false;
  return refused || route->handler(page, err);
}

static unsigned status_of(const struct err *err) {
  switch (err->code) {
  case ERR_NOT_FOUND: return 404;
  case ERR_PARSE:
  case ERR_USAGE: return 422;
  case ERR_TOO_BIG: return 413;
  case ERR_DENIED: return 403;
  default: return 500;
  }
}

static void answer_failure(struct page *page, const struct err *err) {
  struct err second;
  unsigned status = status_of(err);
  if (status == 500) log_error("%s: %s", page->request->path, err->msg);
  const char *words = status == 500 ? "Es wurde nichts geändert. Bitte versuchen Sie es in einer Minute noch einmal." : err->msg;
  page->reply->header_count = 0;
  if (!page_fail(page, status, status == 404 ? "Das gibt es hier nicht" : "Das hat nicht geklappt", words, &second))
    reply_text(page->reply, status, "Das hat nicht geklappt.\n");
}

static void add_security_headers(struct reply *reply) {
  reply_header(reply, "Content-Security-Policy",
               "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
               "form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
  reply_header(reply, "Referrer-Policy", "no-referrer");
  reply_header(reply, "X-Frame-Options", "DENY");
  reply_header(reply, "Cross-Origin-Opener-Policy", "same-origin");
}

void web_answer(struct web *web, struct request *request, struct reply *reply) {
  struct page page = {.web = web, .hub = web->hub, .arena = &request->arena, .request = request, .reply = reply};
  struct err err = {0};
  page.data = json_object();
  reply->status = 200;
  pthread_mutex_lock(&web->lock);
  bool done = run(&page, &err);
  store_rollback(web->hub->store); /* nothing unless a handler failed on its way */
  if (!done) answer_failure(&page, &err);
  pthread_mutex_unlock(&web->lock);
  json_decref(page.data);
  add_security_headers(reply);
}
