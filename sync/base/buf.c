#include "base/buf.h"

#include "base/wipe.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *buf, size_t max) { *buf = (struct buf){.max = max}; }

void buf_fini(struct buf *buf) {
  if (!buf) return;
  if (buf->wipes) wipe(buf->data, buf->capacity);
  free(buf->data);
  *buf = (struct buf){.max = buf->max};
}

void buf_clear(struct buf *buf) {
  buf->len = 0;
  buf->overflowed = false;
  if (buf->data) buf->data[0] = '\0';
}

static bool reserve(struct buf *buf, size_t more) {
  if (buf->overflowed || more > buf->max - buf->len) {
    buf->overflowed = true;
    return false;
  }
  size_t need = buf->len + more + 1;
  if (need <= buf->capacity) return true;
  size_t capacity = buf->capacity ? buf->capacity : 64;
  while (capacity < need)
    capacity *= 2;
  char *data = buf->wipes ? malloc(capacity) : realloc(buf->data, capacity);
  ASSERT(data != NULL);
  if (buf->wipes && buf->data) {
    memcpy(data, buf->data, buf->len + 1);
    wipe(buf->data, buf->capacity);
    free(buf->data);
  }
  buf->data = data;
  buf->capacity = capacity;
  return true;
}

bool buf_add(struct buf *buf, const void *data, size_t len) {
  if (!reserve(buf, len)) return false;
  if (len > 0) memcpy(buf->data + buf->len, data, len);
  buf->len += len;
  buf->data[buf->len] = '\0';
  return true;
}

bool buf_adds(struct buf *buf, const char *text) { return buf_add(buf, text, strlen(text)); }

bool buf_addc(struct buf *buf, char c) { return buf_add(buf, &c, 1); }

bool buf_addf(struct buf *buf, const char *format, ...) {
  va_list args;
  va_list again;
  va_start(args, format);
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  va_end(args);
  ASSERT(len >= 0);
  bool fits = reserve(buf, (size_t)len);
  if (fits) {
    vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
    buf->len += (size_t)len;
  }
  va_end(again);
  return fits;
}

const char *buf_text(const struct buf *buf) { return buf->data ? buf->data : ""; }

bool buf_ok(const struct buf *buf, struct err *err) {
  if (!buf->overflowed) return true;
  return err_set(err, ERR_TOO_BIG, "more than %zu bytes", buf->max);
}
