/* The hub's pages: who asks, may he, which handler answers.
 *
 * One lock: handlers run one at a time over one connection to hub.db, and nobody else in the process touches it. What takes
 * long without the database (argon2, a picture, a preview, an export) stands between web_pause and web_resume, never inside a
 * transaction, and its route says so (ROUTE_SLOW, …). Screens that fetch the feed do not wait for any of this. */
#ifndef LITFASS_HUB_WEB_WEB_H
#define LITFASS_HUB_WEB_WEB_H

#include "hub/hub.h"
#include "hub/people.h"
#include "hub/web/reply.h"
#include "hub/web/request.h"
#include "hub/web/template.h"

#include <jansson.h>
#include <pthread.h>
#include <stdbool.h>

struct web {
  struct hub *hub; /* borrowed */
  pthread_mutex_t lock;
  struct templates *templates;
};

MUST_USE bool web_init(struct web *web, struct hub *hub, struct err *err);
void web_fini(struct web *web);

enum { SEGMENTS_MAX = 3 };

/* One request being answered. */
struct page {
  struct web *web;
  struct hub *hub;
  struct arena *arena; /* the request's */
  const struct request *request;
  struct reply *reply;
  const char *segments[SEGMENTS_MAX]; /* what stood for each {} of the route's pattern */
  struct person person;               /* who is signed in; id 0: nobody */
  struct session session;
  json_t *data; /* what the template shows; handlers add to it */
};

/* Failures that are the visitor's doing are answered by the handler; `false` with an err becomes a page that says so. */
typedef bool page_handler(struct page *page, struct err *err);

struct route {
  enum method method;
  const char *pattern; /* "/entries/{}/history" */
  enum role role;      /* the least that may come here */
  unsigned flags;
  page_handler *handler;
};

enum route_flag {
  ROUTE_UPLOAD = 1 << 0,  /* takes a body of up to WEB_UPLOAD_MAX, from people who are signed in */
  ROUTE_MACHINE = 1 << 1, /* for programs: no session, no form token; the handler checks its own key */
  ROUTE_HALFWAY = 1 << 2, /* also between password and second factor */
  /* What takes long between web_pause and web_resume, each in threads of its own (server.c): */
  ROUTE_SLOW = 1 << 3,     /* waits for something outside: a picture written anew, a source looked at */
  ROUTE_EXPORT = 1 << 4,   /* reads everything there is, for anybody who asks */
  ROUTE_PASSWORD = 1 << 5, /* argon2: one at a time, each takes 64 MiB */
  ROUTE_PREVIEW = 1 << 6,  /* starts the board's program: one at a time */
};

enum web_pace { WEB_PACE_PAGE, WEB_PACE_SLOW, WEB_PACE_EXPORT, WEB_PACE_PASSWORD, WEB_PACE_PREVIEW };

enum { WEB_FORM_MAX = 512 * 1024, WEB_UPLOAD_MAX = 10 * 1024 * 1024 };

/* How many bytes of body this request may bring; looks at its path, method and cookie. */
size_t web_body_max(struct web *web, struct request *request);

/* How long it will take, and so which thread answers it. */
enum web_pace web_pace(struct web *web, struct request *request);

/* Answers. `reply` is fresh; afterwards it is complete. */
void web_answer(struct web *web, struct request *request, struct reply *reply);

void web_pause(struct page *page);
void web_resume(struct page *page);

#endif
