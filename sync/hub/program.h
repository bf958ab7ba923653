/* Another program, run to its end and bounded: the board for previews, the worker for pictures. No shell; an environment of
 * its own; nothing of ours is inherited but standard error. */
#ifndef LITFASS_HUB_PROGRAM_H
#define LITFASS_HUB_PROGRAM_H

#include "base/err.h"

#include <stdbool.h>

/* `argv[0]` is a path or a name on PATH; NULL ends the list. ERR_NOT_FOUND: there is no such program; ERR_IO: it failed, or
 * took longer than `limit_ms` and was ended with all that it had started. */
MUST_USE bool program_run(const char *const *argv, int limit_ms, struct err *err);

/* The path of a program of ours: beside this one, else its bare name. */
void program_sibling(const char *name, char *out, size_t size);

#endif
