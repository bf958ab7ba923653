#include "device/tree.h"

#include "base/str.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { VISITS_MAX = 64 };

bool tree_init(struct tree *tree, const char *root) {
  if (!str_copy(tree->root, sizeof tree->root, root)) return false;
  for (size_t len = strlen(tree->root); len > 0 && tree->root[len - 1] == '/'; len--)
    tree->root[len - 1] = '\0';
  return true;
}

/* A path that does not fit names nothing. */
void tree_path(const struct tree *tree, const char *path, char out[PATH_MAX]) {
  if (snprintf(out, PATH_MAX, "%s%s", tree->root, path) >= PATH_MAX) out[0] = '\0';
}

bool tree_has(const struct tree *tree, const char *path) {
  char full[PATH_MAX];
  tree_path(tree, path, full);
  return access(full, F_OK) == 0;
}

bool tree_line(const struct tree *tree, const char *path, char *out, size_t size) {
  char full[PATH_MAX];
  char text[512];
  tree_path(tree, path, full);
  int fd = open(full, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return false;
  ssize_t got = read(fd, text, sizeof text - 1);
  close(fd);
  if (got <= 0) return false;
  text[got] = '\0';
  size_t len = strcspn(text, "\n");
  while (len > 0 && (text[len - 1] == ' ' || text[len - 1] == '\t' || text[len - 1] == '\r'))
    len--;
  text[len] = '\0';
  return utf8_is_valid(text, len) && str_copy(out, size, text);
}

bool tree_number(const struct tree *tree, const char *path, int64_t *out) {
  char text[32];
  return tree_line(tree, path, text, sizeof text) && parse_int(text, INT64_MIN, INT64_MAX, out);
}

bool tree_put(const struct tree *tree, const char *path, const char *text) {
  char full[PATH_MAX];
  tree_path(tree, path, full);
  int fd = open(full, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return false;
  ssize_t put = write(fd, text, strlen(text));
  close(fd);
  return put == (ssize_t)strlen(text);
}

void tree_each(const struct tree *tree, const char *pattern, tree_visit *visit, void *user) {
  char full[PATH_MAX];
  glob_t found = {0};
  tree_path(tree, pattern, full);
  if (glob(full, 0, NULL, &found) == 0)
    for (size_t i = 0; i < found.gl_pathc && i < VISITS_MAX; i++)
      visit(user, found.gl_pathv[i] + strlen(tree->root));
  globfree(&found);
}
