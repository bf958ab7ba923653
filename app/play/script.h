/* `litfass play FILE|-`: the real app driven by words (app/play/README.md). */
#ifndef LITFASS_PLAY_SCRIPT_H
#define LITFASS_PLAY_SCRIPT_H

#include "play/stage.h"

/* Runs the script line by line ("-": standard input). The first line that fails ends it: ERR_PARSE for a line that cannot be
 * read, ERR_NOT_FOUND for an expectation that does not hold, each with file and line, what was wanted and what was there. */
MUST_USE bool script_run(struct stage *stage, const char *path, struct err *err);

#endif
