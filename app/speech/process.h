/* A program beside ours: it gets a text on its standard input and we read what it prints, without ever waiting for it. No
 * shell, and no text in its arguments. */
#ifndef LITFASS_SPEECH_PROCESS_H
#define LITFASS_SPEECH_PROCESS_H

#include "base/err.h"

#include <stddef.h>

struct process;

/* `argv[0]` is looked for in PATH unless it has a slash; NULL ends the list. ERR_NOT_FOUND when there is no such program. */
MUST_USE bool process_start(const char *const argv[], const char *text, struct process **out, struct err *err);

enum process_state { PROCESS_RUNS, PROCESS_ENDED };
/* Up to `size` bytes of what it has printed by now into `out`; `*count` may be 0. PROCESS_ENDED: that was the last. */
enum process_state process_read(struct process *process, void *out, size_t size, size_t *count);

/* Kills it, and all that it started, if it still runs, and waits until it is gone. NULL is fine. */
void process_end(struct process *process);

#endif
