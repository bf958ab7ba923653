/* Pictures that people upload, decoded and written anew by a process of its own (QUALITY S3): what they hold beside the picture
 * (where and when it was taken, previews, trailing bytes) is gone, and a decoder that is led astray is not this program.
 *
 * libvips (vips thumbnail) with its untrusted loaders off (program.c), in a scratch folder, within 20 s; picture_check bounds
 * what it has to hold. The picture is turned upright and made smaller where it is larger than a board can show. */
#ifndef LITFASS_HUB_PICTURE_CLEAN_H
#define LITFASS_HUB_PICTURE_CLEAN_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

#define PICTURE_CLEAN_PROGRAM "/usr/bin/vips"

enum { PICTURE_CLEAN_SIDE = 1600 };

/* `dir` is the hub's folder. Touches no database: others may work meanwhile. ERR_PARSE, ERR_TOO_BIG: no picture that we take;
 * ERR_NOT_FOUND: libvips-tools is not installed. */
MUST_USE bool picture_clean(const char *dir, const void *data, size_t len, struct buf *out, struct err *err);

#endif
