#include "scratch.h"

#include "base/compiler.h"
#include "base/fs.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char folder[64];

static void remove_folder(void) {
  struct err ignored;
  if (!fs_remove_tree(folder, &ignored)) fprintf(stderr, "%s\n", ignored.msg);
}

const char *scratch_folder(void) {
  if (folder[0]) return folder;
  snprintf(folder, sizeof folder, "%s/litfass-fuzz-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
  if (!mkdtemp(folder) || atexit(remove_folder) != 0) abort();
  return folder;
}

const char *scratch_file(const char *name, const uint8_t *data, size_t size) {
  static char path[256];
  snprintf(path, sizeof path, "%s/%s", scratch_folder(), name);
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  ASSERT(fd >= 0 && (size == 0 || write(fd, data, size) == (ssize_t)size));
  close(fd);
  return path;
}
