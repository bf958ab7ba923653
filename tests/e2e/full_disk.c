/* Preloaded by test_disk.py: a disk that takes half of each write to a file, as any disk may, and nothing beyond
 * $FULL_DISK_ROOM bytes (unset: endless room). The write that meets the end is short, the next one fails with ENOSPC. */
#include <errno.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic int64_t used;

static int64_t room(void) {
  const char *words = getenv("FULL_DISK_ROOM");
  return (words ? strtoll(words, NULL, 10) : INT64_MAX) - used;
}

/* How much of `size` bytes this disk takes; -1 when it is full. */
static int64_t share(int fd, size_t size) {
  struct stat info;
  if (size == 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return (int64_t)size;
  int64_t half = (int64_t)(size + 1) / 2;
  int64_t before = room();
  if (before <= 0) {
    errno = ENOSPC;
    return -1;
  }
  if (half > before) half = before;
  used += half;
  return half;
}

/* NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): the C library's own are reserved */
ssize_t write(int fd, const void *data, size_t size) {
  int64_t taken = share(fd, size);
  return taken < 0 ? -1 : syscall(SYS_write, fd, data, (size_t)taken);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
  int64_t taken = share(fd, size);
  return taken < 0 ? -1 : syscall(SYS_pwrite64, fd, data, (size_t)taken, at);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return pwrite64(fd, data, size, at); }
/* NOLINTEND(readability-inconsistent-declaration-parameter-name) */
