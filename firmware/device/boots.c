#include "device/boots.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { ID_SIZE = 40, RECORD_MAX = 80, COUNT_MAX = 1000000 };

static void boot_id(const struct tree *tree, char out[ID_SIZE]) {
  if (!tree_line(tree, "/proc/sys/kernel/random/boot_id", out, ID_SIZE)) str_copy(out, ID_SIZE, "unknown");
}

/* Leaves 0 and "" when there is none, or one that a power cut made unreadable. */
static void load(const char *path, char id[ID_SIZE], int64_t *count) {
  scoped_buf text;
  struct err ignored;
  buf_init(&text, RECORD_MAX);
  *count = 0;
  id[0] = '\0';
  if (!fs_read(path, &text, &ignored)) return;
  char *blank = text.len > 0 ? strchr(text.data, ' ') : NULL;
  if (!blank || text.data[text.len - 1] != '\n') return;
  *blank = text.data[text.len - 1] = '\0';
  if (parse_int(blank + 1, 0, COUNT_MAX, count)) str_copy(id, ID_SIZE, text.data);
}

static bool save(const char *path, const char *id, int64_t count, struct err *err) {
  char text[RECORD_MAX];
  int len = snprintf(text, sizeof text, "%s %" PRId64 "\n", id, count);
  return fs_write(path, text, (size_t)len, err);
}

int boots_count(const struct tree *tree, const char *path) {
  char now[ID_SIZE];
  char last[ID_SIZE];
  int64_t count;
  struct err err;
  boot_id(tree, now);
  load(path, last, &count);
  if (str_equals(now, last)) return (int)count;
  if (save(path, now, ++count, &err)) return (int)count;
  log_warning("starts cannot be counted: %s, the watchdog will not bite", err.msg);
  return COUNT_MAX;
}

bool boots_forget(const struct tree *tree, const char *path, struct err *err) {
  char now[ID_SIZE];
  boot_id(tree, now);
  return save(path, now, 0, err);
}
