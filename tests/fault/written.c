#include "written.h"

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static struct written so_far;

struct written written_so_far(void) {
  return so_far;
}

static ssize_t count(int fd, ssize_t len) {
  struct stat info;
  if (len > 0 && fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) so_far.bytes += len;
  return len;
}

/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): the C library's own are reserved */
ssize_t write(int fd, const void *data, size_t len) { return count(fd, (ssize_t)syscall(SYS_write, fd, data, len)); }

ssize_t writev(int fd, const struct iovec *parts, int parts_len) {
  return count(fd, (ssize_t)syscall(SYS_writev, fd, parts, parts_len));
}

ssize_t pwrite(int fd, const void *data, size_t len, off_t at) {
  return count(fd, (ssize_t)syscall(SYS_pwrite64, fd, data, len, at));
}

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t at) {
  return count(fd, (ssize_t)syscall(SYS_pwrite64, fd, data, len, at));
}

static int wait_for_disk(long call, int fd) {
  so_far.syncs++;
  return (int)syscall(call, fd);
}

int fsync(int fd) { return wait_for_disk(SYS_fsync, fd); }

int fdatasync(int fd) { return wait_for_disk(SYS_fdatasync, fd); }
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
