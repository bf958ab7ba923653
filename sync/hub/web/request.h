/* One HTTP request, read to its end: what a handler may ask of it. Everything lives in the request's arena; texts are UTF-8
 * (what is not is refused before a handler sees it) and end with NUL. */
#ifndef LITFASS_HUB_WEB_REQUEST_H
#define LITFASS_HUB_WEB_REQUEST_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct param {
  const char *name;
  const char *value; /* len bytes and a NUL; for uploads the file's bytes */
  size_t len;
  const char *file_name; /* of an upload; NULL for a field */
  struct param *next;
};

enum method { METHOD_GET, METHOD_POST };

struct request {
  struct arena arena;
  enum method method;
  const char *path;         /* escapes resolved; no query */
  const char *url;          /* as it came, query included: to come back to */
  struct param *query;      /* in order */
  struct param *form;       /* application/x-www-form-urlencoded or multipart/form-data */
  struct buf body;          /* of any other type */
  const char *content_type; /* "" where absent; so for the headers that follow */
  const char *host, *origin, *fetch_site, *authorization, *idempotency_key, *if_none_match;
  const char *session; /* value of the session's cookie */
  const char *next;    /* where a visitor wanted to go before signing in */
  const char *peer;    /* who asks: an address */
};

/* The first of that name; "" where there is none. */
const char *request_query(const struct request *request, const char *name);
const char *request_form(const struct request *request, const char *name);
bool request_has(const struct request *request, const char *name); /* in the form: a ticked box, a pressed button */

/* The next of that name behind `after` (NULL: the first): for boxes that share a name. */
const struct param *request_next(const struct param *params, const char *name, const struct param *after);

/* Resolves %XX (and, in queries, +). False for broken escapes, NUL and what is not UTF-8. */
MUST_USE bool request_unescape(struct arena *arena, const char *text, size_t len, bool plus, const char **out);

/* "a=1&b=2"; false where it is broken. */
MUST_USE bool request_read_query(struct request *request, const char *text);

/* The cookie of that name in a Cookie header, or "". */
const char *request_cookie(struct arena *arena, const char *header, const char *name);

#endif
