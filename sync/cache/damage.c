#include "cache/damage.h"

#include "base/str.h"
#include "cache/reader.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

static bool suspect_path(const char *cache, char *out, size_t size) {
  return snprintf(out, size, "%s.suspect", cache) < (int)size;
}

bool reader_report_damage(const char *path, struct err *err) {
  char file[4096 + 16];
  if (!suspect_path(path, file, sizeof file)) return err_set(err, ERR_IO, "path too long");
  int fd = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) return err_set_errno(err, "cannot report the damage in '%s'", file);
  close(fd);
  return true;
}

void damage_watch_open(struct damage_watch *watch, const char *cache) {
  char folder[sizeof watch->file];
  suspect_path(cache, watch->file, sizeof watch->file);
  str_copy(folder, sizeof folder, watch->file);
  char *slash = strrchr(folder, '/');
  if (slash)
    slash[slash == folder] = '\0';
  else
    str_copy(folder, sizeof folder, ".");
  watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (watch->fd < 0 || inotify_add_watch(watch->fd, folder, IN_CREATE) >= 0) return;
  close(watch->fd);
  watch->fd = -1;
}

void damage_watch_close(struct damage_watch *watch) {
  if (watch->fd >= 0) close(watch->fd);
  watch->fd = -1;
}

int damage_watch_fd(const struct damage_watch *watch) { return watch->fd; }

bool damage_watch_take(struct damage_watch *watch) {
  char events[4096];
  while (watch->fd >= 0 && read(watch->fd, events, sizeof events) > 0) {
  }
  return unlink(watch->file) == 0;
}
