#include "hub/web/reply.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void reply_header(struct reply *reply, const char *name, const char *format, ...) {
  va_list args;
  ASSERT(reply->header_count < REPLY_HEADERS_MAX);
  struct reply_header *header = &reply->headers[reply->header_count++];
  header->name = name;
  va_start(args, format);
  vsnprintf(header->value, sizeof header->value, format, args);
  va_end(args);
  header->value[strcspn(header->value, "\r\n")] = '\0'; /* a value never starts a header of its own */
}

/* A path of this host. Browsers take "//host" and "/\host" for another one, and drop tabs and line ends before they look. */
static bool is_ours(const char *location) {
  for (const char *c = location; *c; c++)
    if ((unsigned char)*c <= ' ') return false;
  return location[0] == '/' && location[1] != '/' && location[1] != '\\';
}

void reply_redirect(struct reply *reply, const char *location) {
  reply->status = 303;
  buf_clear(&reply->body);
  reply_header(reply, "Location", "%s", is_ours(location) ? location : "/");
}

static void set_body(struct reply *reply, unsigned status, const char *type, const char *text) {
  reply->status = status;
  reply->type = type;
  buf_clear(&reply->body);
  buf_adds(&reply->body, text);
}

void reply_text(struct reply *reply, unsigned status, const char *text) {
  set_body(reply, status, "text/plain; charset=utf-8", text);
}

void reply_json(struct reply *reply, unsigned status, const char *text) { set_body(reply, status, "application/json", text); }

void reply_download(struct reply *reply, const char *type, const char *name) {
  reply->type = type;
  reply_header(reply, "Content-Disposition", "attachment; filename=\"%s\"", name);
}
