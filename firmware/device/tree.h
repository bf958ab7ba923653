/* The kernel's small files below a root: "/" on a board, a folder in tests. All paths are absolute and are taken below the
 * root. What is not there, cannot be read or is no number is an answer ("no"), not an error: boards differ. */
#ifndef LITFASS_DEVICE_TREE_H
#define LITFASS_DEVICE_TREE_H

#include "base/compiler.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tree {
  char root[1024]; /* "" on a board; without a slash at its end */
};

/* False when it is too long. */
MUST_USE bool tree_init(struct tree *tree, const char *root);

/* The path as the kernel knows it. */
void tree_path(const struct tree *tree, const char *path, char out[PATH_MAX]);

bool tree_has(const struct tree *tree, const char *path);

/* The first line without the blanks at its end; false when there is none or it does not fit. */
MUST_USE bool tree_line(const struct tree *tree, const char *path, char *out, size_t size);

/* The first line is a decimal number. */
MUST_USE bool tree_number(const struct tree *tree, const char *path, int64_t *out);

/* Writes text without creating a file. */
MUST_USE bool tree_put(const struct tree *tree, const char *path, const char *text);

/* Calls visit for each path that the glob(7) pattern matches, in order of names, at most 64. */
typedef void tree_visit(void *user, const char *path);
void tree_each(const struct tree *tree, const char *pattern, tree_visit *visit, void *user);

#endif
