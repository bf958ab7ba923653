#include "base/share.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* "/opt/litfass/bin/litfass" to "/opt/litfass" */
static bool prefix_of_program(char out[PATH_MAX]) {
  ssize_t len = readlink("/proc/self/exe", out, PATH_MAX - 1);
  if (len <= 0) return false;
  out[len] = '\0';
  for (int i = 0; i < 2; i++) {
    char *slash = strrchr(out, '/');
    if (!slash) return false;
    *slash = '\0';
  }
  return true;
}

bool share_path(const char *name, char *out, size_t size) {
  char prefix[PATH_MAX];
  int used = snprintf(out, size, "%s/share/litfass/%s", prefix_of_program(prefix) ? prefix : "/usr", name);
  return used >= 0 && (size_t)used < size;
}
