/* What a handler answers. The listener adds the headers of QUALITY S7 to every page. */
#ifndef LITFASS_HUB_WEB_REPLY_H
#define LITFASS_HUB_WEB_REPLY_H

#include "base/buf.h"

#include <stdbool.h>

enum { REPLY_BODY_MAX = 64 * 1024 * 1024, REPLY_HEADERS_MAX = 8 };

struct reply_header {
  const char *name; /* a literal */
  char value[320];
};

struct reply {
  unsigned status;
  const char *type;  /* a literal; NULL: text/html */
  bool is_cacheable; /* the handler set its own Cache-Control; else no-store */
  struct buf body;
  struct reply_header headers[REPLY_HEADERS_MAX];
  size_t header_count;
};

void reply_header(struct reply *reply, const char *name, const char *format, ...) PRINTF_LIKE(3, 4);

/* 303: whatever the browser sent, it fetches `location` next. Only paths of our own ("/entries"): anything else becomes "/". */
void reply_redirect(struct reply *reply, const char *location);

/* Replaces the body. */
void reply_text(struct reply *reply, unsigned status, const char *text);
void reply_json(struct reply *reply, unsigned status, const char *text);

/* A file to keep; `name` is made of harmless characters. */
void reply_download(struct reply *reply, const char *type, const char *name);

#endif
