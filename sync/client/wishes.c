#include "client/wishes.h"

#include "base/log.h"
#include "spool/paired.h"

#include <jansson.h>
#include <stdlib.h>

enum { REPLY_MAX = 16 * 1024 };

void wishes_keep(const char *cache, const struct buf *reply) {
  struct err err;
  json_t *object = json_loadb(buf_text(reply), reply->len, JSON_REJECT_DUPLICATES, NULL);
  json_t *screen = json_object_get(object, "screen");
  char *text = json_is_object(screen) ? json_dumps(screen, JSON_COMPACT) : NULL;
  if (text && !screen_note_write(cache, text, &err)) log_warning("%s", err.msg);
  free(text);
  json_decref(object);
}

static bool on_bytes(void *user, const void *data, size_t len, struct err *err) {
  struct buf *reply = user;
  return buf_add(reply, data, len) || err_set(err, ERR_TOO_BIG, "more than %d bytes", REPLY_MAX);
}

bool wishes_ask(struct http *http, const char *url, const char *device_key, const char *cache) {
  struct http_response response;
  struct err ignored;
  scoped_buf reply;
  buf_init(&reply, REPLY_MAX);
  const struct http_request request = {
      .url = url, .max_bytes = REPLY_MAX, .bearer = device_key, .on_data = on_bytes, .user = &reply};
  if (http_get(http, &request, &response, &ignored)) {
    wishes_keep(cache, &reply);
    return true;
  }
  return response.status != 404 && response.status != 405 && response.status != 501;
}
