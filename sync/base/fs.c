#include "base/fs.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void close_fd(const int *fd) {
  if (*fd >= 0) close(*fd);
}
#define scoped_fd CLEANUP(close_fd) int

bool fs_read(const char *path, struct buf *out, struct err *err) {
  scoped_fd fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return err_set_errno(err, "cannot open '%s'", path);
  buf_clear(out);
  char chunk[16384];
  for (;;) {
    ssize_t got = read(fd, chunk, sizeof chunk);
    if (got == 0) return true;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return err_set_errno(err, "cannot read '%s'", path);
    if (!buf_add(out, chunk, (size_t)got)) return err_set(err, ERR_TOO_BIG, "'%s' has more than %zu bytes", path, out->max);
  }
}

static bool write_all(int fd, const char *data, size_t len) {
  while (len > 0) {
    ssize_t put = write(fd, data, len);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    data += put;
    len -= (size_t)put;
  }
  return true;
}

bool fs_parent(const char *path, char out[PATH_MAX]) {
  if (!str_copy(out, PATH_MAX, path)) return false;
  char *slash = strrchr(out, '/');
  if (!slash)
    str_copy(out, PATH_MAX, ".");
  else
    slash[slash == out] = '\0';
  return true;
}

enum lasting { VOLATILE, DURABLE };

static bool write_new(const char *path, const void *data, size_t len, mode_t mode, enum lasting lasting, struct err *err) {
  scoped_fd fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
  if (fd < 0) return err_set_errno(err, "cannot create '%s'", path);
  if (!write_all(fd, data, len) || (lasting == DURABLE && fsync(fd) != 0)) return err_set_errno(err, "cannot write '%s'", path);
  return true;
}

/* A device or a pipe is written into: a rename would put a file in its place. */
static bool is_special(const char *path) {
  struct stat stat_;
  return stat(path, &stat_) == 0 && !S_ISREG(stat_.st_mode);
}

static bool write_into(const char *path, const void *data, size_t len, struct err *err) {
  scoped_fd fd = open(path, O_WRONLY | O_CLOEXEC);
  return (fd >= 0 && write_all(fd, data, len)) || err_set_errno(err, "cannot write '%s'", path);
}

static bool replace(const char *path, const void *data, size_t len, mode_t mode, enum lasting lasting, struct err *err) {
  if (is_special(path)) return write_into(path, data, len, err);
  char temporary[PATH_MAX];
  char folder[PATH_MAX];
  int used = snprintf(temporary, sizeof temporary, "%s.%ld.tmp", path, (long)getpid());
  if (used >= PATH_MAX || !fs_parent(path, folder)) return err_set(err, ERR_IO, "path too long: '%.80s…'", path);
  if (!write_new(temporary, data, len, mode, lasting, err)) {
    unlink(temporary);
    return false;
  }
  if (rename(temporary, path) != 0) {
    err_set_errno(err, "cannot rename to '%s'", path);
    unlink(temporary);
    return false;
  }
  return lasting == VOLATILE || fs_sync_dir(folder, err);
}

bool fs_write(const char *path, const void *data, size_t len, struct err *err) {
  return replace(path, data, len, 0644, DURABLE, err);
}

bool fs_write_secret(const char *path, const void *data, size_t len, struct err *err) {
  return replace(path, data, len, 0600, DURABLE, err);
}

bool fs_write_volatile(const char *path, const void *data, size_t len, struct err *err) {
  return replace(path, data, len, 0644, VOLATILE, err);
}

bool fs_sync_dir(const char *path, struct err *err) {
  scoped_fd fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0 || fsync(fd) != 0) return err_set_errno(err, "cannot sync folder '%s'", path);
  return true;
}

bool fs_make_dirs(const char *path, struct err *err) {
  char partial[PATH_MAX];
  if (!str_copy(partial, sizeof partial, path)) return err_set(err, ERR_IO, "path too long: '%.80s…'", path);
  for (char *at = partial + 1;; at++) {
    if (*at != '/' && *at != '\0') continue;
    char kept = *at;
    *at = '\0';
    if (mkdir(partial, 0755) != 0 && errno != EEXIST) return err_set_errno(err, "cannot make folder '%s'", partial);
    *at = kept;
    if (kept == '\0') break;
  }
  struct stat info;
  if (stat(path, &info) != 0) return err_set_errno(err, "cannot make folder '%s'", path);
  if (!S_ISDIR(info.st_mode)) return err_set(err, ERR_IO, "'%s' is not a folder", path);
  return true;
}

bool fs_exists(const char *path) { return access(path, F_OK) == 0; }

static int remove_one(const char *path, const struct stat *info UNUSED, int type UNUSED, struct FTW *where UNUSED) {
  return remove(path);
}

bool fs_remove_tree(const char *path, struct err *err) {
  if (!fs_exists(path)) return true;
  if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0) return err_set_errno(err, "cannot remove '%s'", path);
  return true;
}
