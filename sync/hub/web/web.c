#include "hub/web/web.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "hub/web/chapters.h"
#include "hub/web/page.h"
#include "hub/web/words.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

bool web_init(struct web *web, struct hub *hub, struct err *err) {
  *web = (struct web){.hub = hub};
  ASSERT(sodium_init() >= 0);
  ASSERT(pthread_mutex_init(&web->lock, NULL) == 0);
  return templates_open(&web->templates, err);
}

void web_fini(struct web *web) {
  templates_close(web->templates);
  pthread_mutex_destroy(&web->lock);
}

void web_pause(struct page *page) {
  ASSERT(!store_is_writing(page->hub->store));
  pthread_mutex_unlock(&page->web->lock);
}

void web_resume(struct page *page) { pthread_mutex_lock(&page->web->lock); }

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
  bool is_known =
      session_find(web->hub->store, request->session, clock_utc(&web->hub->clock), &request->arena, &session, &person, &err) &&
      person.id > 0;
  pthread_mutex_unlock(&web->lock);
  return is_known ? WEB_UPLOAD_MAX : WEB_FORM_MAX;
}

static const struct {
  unsigned flag;
  enum web_pace pace;
} paces[] = {{ROUTE_SLOW, WEB_PACE_SLOW},
             {ROUTE_EXPORT, WEB_PACE_EXPORT},
             {ROUTE_PASSWORD, WEB_PACE_PASSWORD},
             {ROUTE_PREVIEW, WEB_PACE_PREVIEW}};

enum web_pace web_pace(struct web *web UNUSED, struct request *request) {
  const char *segments[SEGMENTS_MAX];
  bool knows;
  const struct route *route = find_route(request, &request->arena, segments, &knows);
  for (size_t i = 0; route && i < COUNT_OF(paces); i++)
    if (route->flags & paces[i].flag) return paces[i].pace;
  return WEB_PACE_PAGE;
}

/* ---- may he ---- */

/* The site that a browser says it comes from must be the one that it asks. Sec-Fetch-Site says so where it is sent: under our
 * policy of no referrers browsers write "Origin: null" even for forms of our own. Else "null" and nothing at all are strangers.
 */
static bool comes_from_here(const struct request *request) {
  if (*request->fetch_site) return str_equals(request->fetch_site, "same-origin");
  const char *host = strstr(request->origin, "://");
  return host && str_equals(host + 3, request->host);
}

static bool has_token(const struct page *page) {
  const char *token = request_form(page->request, "csrf");
  return strlen(token) == strlen(page->session.token) &&
         sodium_memcmp(token, page->session.token, strlen(page->session.token)) == 0;
}

static bool refuse(struct page *page, const struct route *route, bool *refused, struct err *err) {
  bool is_in = page->person.id > 0 && (page->session.is_complete || route->flags & ROUTE_HALFWAY);
  *refused = true;
  if (page->request->method == METHOD_POST && !comes_from_here(page->request))
    return page_fail(page, 403, N_("Das kam von einer anderen Seite"), N_("Bitte öffnen Sie das Formular hier noch einmal."),
                     err);
  if (route->role == ROLE_NOBODY) return *refused = false, true;
  if (!is_in) {
    bool halfway = page->person.id > 0;
    if (page->request->method == METHOD_GET && !halfway)
      reply_header(page->reply, "Set-Cookie", "litfass-next=%s; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax",
                   strpbrk(page->request->url, "; ,\"") ? "/" : page->request->url);
    return reply_redirect(page->reply, halfway ? "/sign-in/code" : "/sign-in"), true;
  }
  if (page->request->method == METHOD_POST && !has_token(page))
    return page_fail(page, 403, N_("Diese Seite war zu alt"),
                     N_("Bitte gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal."), err);
  if (page->person.role < route->role)
    return page_fail(page, 403, N_("Das dürfen Sie nicht"),
                     N_("Dafür braucht Ihr Konto eine andere Rolle. Ihre Verwaltung hilft weiter."), err);
  return *refused = false, true;
}

static bool run(struct page *page, struct err *err) {
  bool knows_path, refused = false;
  const struct route *route = find_route(page->request, page->arena, page->segments, &knows_path);
  bool is_machine = route && route->flags & ROUTE_MACHINE;
  if (!is_machine && (!session_find(page->hub->store, page->request->session, page_now(page), page->arena, &page->session,
                                    &page->person, err) ||
                      !page_begin(page, err)))
    return false;
  if (!route && knows_path) {
    reply_header(page->reply, "Allow", "%s", page->request->method == METHOD_GET ? "POST" : "GET, HEAD");
    return page_fail(page, 405, N_("So geht das hier nicht"), N_("Diese Adresse nimmt andere Anfragen."), err);
  }
  if (!route) return page_fail(page, 404, N_("Das gibt es hier nicht"), N_("Vielleicht hat sich die Adresse geändert."), err);
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
  const char *words = status == 500   ? N_("Es wurde nichts geändert. Bitte versuchen Sie es in einer Minute noch einmal.")
                      : status == 404 ? N_("Vielleicht wurde es inzwischen gelöscht, oder die Adresse hat sich geändert.")
                                      : err->msg;
  page->reply->header_count = 0;
  if (!page_fail(page, status, status == 404 ? N_("Das gibt es hier nicht") : N_("Das hat nicht geklappt"), words, &second))
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
