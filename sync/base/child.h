/* Programs that we start. Each is in a process group of its own, so that all it starts in turn can be ended with it; no signal
 * is blocked or ignored in it, whatever we block and ignore. */
#ifndef LITFASS_BASE_CHILD_H
#define LITFASS_BASE_CHILD_H

#include "base/err.h"

#include <sys/types.h>

/* What it has as standard input, output and error; CHILD_NOTHING is /dev/null, CHILD_OURS is what we have. */
enum { CHILD_NOTHING = -1, CHILD_OURS = -2 };
struct child_files {
  int input, output, error;
};

/* `argv[0]` is looked for in PATH unless it has a slash; NULL ends the list. `environment` ends with NULL too; NULL alone:
 * ours. ERR_NOT_FOUND: there is no such program; `*child` is 0 then, as after each failure. */
MUST_USE bool child_start(const char *const argv[], const struct child_files *files, char *const environment[], pid_t *child,
                          struct err *err);

/* Kills it with all that it started, and waits until it is gone. Only for children that nobody has waited for yet: until then
 * their number is theirs. */
void child_end(pid_t child);

#endif
