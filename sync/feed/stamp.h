/* UTC moments in signed files: RFC 3339 with seconds and Z, "2026-11-22T00:48:14Z". Internal to sync/feed. */
#ifndef LITFASS_FEED_STAMP_H
#define LITFASS_FEED_STAMP_H

#include "base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum { STAMP_TEXT_SIZE = 24 };

void stamp_format(int64_t utc, char out[STAMP_TEXT_SIZE]);

/* Reads the member; absent is 0 when `optional`, else ERR_PARSE. */
MUST_USE bool stamp_read(const json_t *object, const char *key, bool optional, int64_t *out, struct err *err);

#endif
