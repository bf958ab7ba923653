/* Files of the feed on disk: gzip, unpacked in a stream with a cap on the plain bytes, one line at a time. */
#ifndef LITFASS_CLIENT_LINES_H
#define LITFASS_CLIENT_LINES_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef bool line_fn(void *user, const char *line, size_t len, struct err *err);

/* Calls back with every line, NUL behind it, without its newline; `number` in messages counts from 1. ERR_PARSE: not gzip,
 * broken off, or not exactly `size` bytes when unpacked (-1: any size up to SNAPSHOT_MAX); ERR_TOO_BIG: a line longer than
 * `line_max`. What the callback says is passed on with the number of its line in front. */
MUST_USE bool lines_read(const char *path, int64_t size, size_t line_max, line_fn *each, void *user, struct err *err);

#endif
