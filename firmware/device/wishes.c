#include "device/wishes.h"

#include "base/log.h"
#include "base/str.h"
#include "feed/hours.h"
#include "feed/strict.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static bool read_plain(const char *path, struct buf *out, struct err *err) {
  char data[WISHES_FILE_MAX + 1];
  struct stat st;
  int file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return err_set_errno(err, "cannot open '%s'", path);
  bool is_plain = fstat(file, &st) == 0 && S_ISREG(st.st_mode);
  ssize_t len = is_plain ? read(file, data, sizeof data) : -1;
  close(file);
  if (len < 0) return err_set(err, ERR_CORRUPT, "'%s' is no plain file", path);
  return buf_add(out, data, (size_t)len) || err_set(err, ERR_TOO_BIG, "'%s' has more than %d bytes", path, WISHES_FILE_MAX);
}

static bool check_hours(const char *text, struct err *err) {
  struct hours *hours = NULL;
  bool ok = str_is_empty(text) || hours_parse(text, &hours, err);
  hours_destroy(hours);
  return ok;
}

static bool read_hours(const char *path, char out[SETTINGS_HOURS_SIZE], struct err *err) {
  scoped_buf text;
  const char *hours = "";
  buf_init(&text, WISHES_FILE_MAX);
  if (!read_plain(path, &text, err)) return false;
  scoped_json *note = strict_load(buf_text(&text), text.len, WISHES_FILE_MAX, err);
  if (!note || (json_object_get(note, "hours") && !strict_string(note, "hours", &hours, err)) || !check_hours(hours, err))
    return err_prefix(err, "'%s'", path);
  return str_copy(out, SETTINGS_HOURS_SIZE, hours) || err_set(err, ERR_TOO_BIG, "'%s': hours are too long", path);
}

static bool is_same(const struct stat *a, const struct stat *b) {
  return a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
         a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

bool wishes_look(struct wishes *wishes, const char *path) {
  struct stat st;
  char hours[SETTINGS_HOURS_SIZE] = "";
  struct err err;
  bool is_there = lstat(path, &st) == 0;
  if (!is_there) st = (struct stat){0};
  if (is_same(&st, &wishes->seen)) return false;
  wishes->seen = st;
  if (is_there && !read_hours(path, hours, &err)) {
    log_warning("%s, keeping the hours as they are", err.msg);
    return false;
  }
  if (str_equals(hours, wishes->hours)) return false;
  str_copy(wishes->hours, sizeof wishes->hours, hours);
  return true;
}
