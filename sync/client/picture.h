/* The header of a picture, read before anything decodes it (QUALITY S3). */
#ifndef LITFASS_CLIENT_PICTURE_H
#define LITFASS_CLIENT_PICTURE_H

#include "base/compiler.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { PICTURE_BYTES_MAX = 8 * 1024 * 1024, PICTURE_SIDE_MAX = 4096, PICTURE_PIXELS_MAX = 16 * 1000 * 1000 };

/* PNG or JPEG as `name` says by its ending. ERR_PARSE: another format or a broken header; ERR_TOO_BIG: beyond the limits. */
MUST_USE bool picture_check(const char *name, const void *data, size_t len, struct err *err);

#endif
