/* Errors are values: a code to branch on and one sentence to log. Messages are cut, never overflow, and stay valid UTF-8
 * because what is left of a character that was cut is dropped. */
#include "base/err.h"

#include "base/str.h"
#undef err_set
#undef err_set_errno
#undef err_prefix

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

void assert_failed(const char *file, int line, const char *condition) {
  fprintf(stderr, "bug: %s:%d: '%s' does not hold\n", file, line, condition);
  abort();
}

/* A message quotes with %.40s, and is itself cut: both can end in the middle of a character. */
static void drop_broken_characters(char *text) {
  size_t used = 0;
  size_t len = strlen(text);
  for (size_t at = 0; at < len;) {
    uint32_t c;
    size_t width = utf8_decode(text + at, len - at, &c);
    memmove(text + used, text + at, width);
    used += width;
    at += width ? width : 1;
  }
  text[used] = '\0';
}

static void store(struct err *err, enum err_code code, const char *text) {
  err->code = code;
  snprintf(err->msg, sizeof err->msg, "%s", text);
  drop_broken_characters(err->msg);
}

bool err_set(struct err *err, enum err_code code, const char *format, ...) {
  char text[2 * sizeof err->msg];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  store(err, code, text);
  return false;
}

bool err_set_errno(struct err *err, const char *format, ...) {
  int number = errno;
  char text[sizeof err->msg];
  char whole[2 * sizeof err->msg];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  snprintf(whole, sizeof whole, "%s: %s", text, strerror(number));
  store(err, number == ENOENT ? ERR_NOT_FOUND : ERR_IO, whole);
  return false;
}

bool err_prefix(struct err *err, const char *format, ...) {
  char text[sizeof err->msg];
  char whole[2 * sizeof err->msg + 2];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  snprintf(whole, sizeof whole, "%s: %s", text, err->msg);
  store(err, err->code, whole);
  return false;
}

int err_exit_code(enum err_code code) {
  switch (code) {
    case ERR_NONE: return EX_OK;
    case ERR_USAGE: return EX_USAGE;
    case ERR_PARSE:
    case ERR_CORRUPT:
    case ERR_TOO_BIG: return EX_DATAERR;
    case ERR_NOT_FOUND: return EX_NOINPUT;
    case ERR_NETWORK: return EX_UNAVAILABLE;
    case ERR_IO: return EX_IOERR;
    case ERR_DENIED: return EX_NOPERM;
    case ERR_CONFIG: return EX_CONFIG;
    case ERR_INTERNAL: break;
  }
  return EX_SOFTWARE;
}
