/* Lines of a file or of standard input, each at most ENTRY_LINE_MAX bytes; blank lines and a byte order mark are passed over.
 */
#ifndef LITFASS_HUB_LINES_H
#define LITFASS_HUB_LINES_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct lines {
  const char *name; /* borrowed; "-" is standard input */
  FILE *file;
  struct buf line;
  size_t number; /* of the line last read, from 1 */
};

MUST_USE bool lines_open(struct lines *lines, const char *name, struct err *err);
void lines_close(struct lines *lines);

#define scoped_lines CLEANUP(lines_close) struct lines

enum lines_result { LINES_LINE, LINES_TOO_LONG, LINES_END, LINES_FAILED };

/* LINES_LINE: `lines->line` holds it, without its end. LINES_TOO_LONG: it was skipped. LINES_FAILED: the error is set. */
enum lines_result lines_next(struct lines *lines, struct err *err);

/* The whole file, or all of standard input for "-", into `out`: ERR_TOO_BIG beyond what it may hold. */
MUST_USE bool lines_read_all(const char *name, struct buf *out, struct err *err);

#endif
