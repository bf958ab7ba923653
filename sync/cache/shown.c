#include "cache/shown.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { PATH_SIZE = 4096 + 16, TEXT_MAX = 64 };

bool shown_write(const char *cache, const struct shown *shown, struct err *err) {
  char path[PATH_SIZE];
  char text[TEXT_MAX];
  if (snprintf(path, sizeof path, "%s.shown", cache) >= (int)sizeof path) return err_set(err, ERR_IO, "path too long");
  int len = snprintf(text, sizeof text, "%" PRId64 " %" PRId64 "\n", shown->version, shown->utc);
  return fs_write_volatile(path, text, (size_t)len, err);
}

static bool parse(char *text, size_t len, struct shown *out) {
  char *blank = len > 0 && text[len - 1] == '\n' ? strchr(text, ' ') : NULL;
  if (!blank) return false;
  *blank = text[len - 1] = '\0';
  return parse_int(text, 0, INT64_MAX, &out->version) && parse_int(blank + 1, 0, INT64_MAX, &out->utc);
}

bool shown_read(const char *cache, struct shown *out, struct err *err) {
  char path[PATH_SIZE];
  scoped_buf text;
  buf_init(&text, TEXT_MAX);
  if (snprintf(path, sizeof path, "%s.shown", cache) >= (int)sizeof path) return err_set(err, ERR_IO, "path too long");
  if (!fs_read(path, &text, err)) return false;
  if (parse(text.data, text.len, out)) return true;
  return err_set(err, ERR_CORRUPT, "'%s' is none of ours", path);
}
