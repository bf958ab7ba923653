/* Pictures that come with an import: looked at by their header only (QUALITY S3), kept byte for byte under their hash. */
#ifndef LITFASS_HUB_PICTURE_H
#define LITFASS_HUB_PICTURE_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum {
  PICTURE_BYTES_MAX = 8 * 1024 * 1024,
  PICTURE_SIDE_MAX = 4096,
  PICTURE_PIXELS_MAX = 16 * 1000 * 1000,
  PICTURE_NAME_SIZE = 70, /* 64 hex digits, ".png" or ".jpg" */
};

/* Checks format and size; `name` gets "<sha256>.png" or "<sha256>.jpg". */
MUST_USE bool picture_check(const void *data, size_t len, char name[PICTURE_NAME_SIZE], struct err *err);

#endif
