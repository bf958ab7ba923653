/* Takes entries in from JSON lines: every line is checked, all that is wrong is told, and only when nothing is wrong does
 * anything change. */
#ifndef LITFASS_HUB_IMPORT_H
#define LITFASS_HUB_IMPORT_H

#include "base/err.h"
#include "hub/hub.h"

#include <stdbool.h>
#include <stddef.h>

struct import_result {
  size_t imported; /* lines taken in */
  size_t changed;  /* entries that are new or differ */
  size_t dropped;
  size_t rejected; /* lines; when there are any, nothing changed */
};

/* Told as they are found; `line` is 0 for a warning about no line in particular. */
struct import_listener {
  void (*on_rejected)(void *user, const char *file, size_t line, const char *reason);
  void (*on_warning)(void *user, const char *file, size_t line, const char *warning);
  void *user;
};

/* Rejected lines are no failure of this function: look at out->rejected. */
MUST_USE bool import_files(struct hub *hub, const char *const *files, size_t count, bool replace,
                           const struct import_listener *listener, struct import_result *out, struct err *err);

#endif
