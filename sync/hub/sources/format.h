/* The formats a source may come in: one table (format.c), one reader each. */
#ifndef LITFASS_HUB_SOURCES_FORMAT_H
#define LITFASS_HUB_SOURCES_FORMAT_H

#include "base/err.h"
#include "hub/sources/intake.h"

#include <stdbool.h>
#include <stddef.h>

struct format {
  const char *name; /* as in --as */
  const char *says; /* for people */
  bool (*read)(const char *text, size_t len, struct intake *intake, struct err *err);
  const char *accept; /* header of requests */
  bool is_ours;       /* written by hand for us: what is wrong in it shall be mended there, so that an import refuses it */
};

/* All of them; `*count` gets how many. */
const struct format *format_list(size_t *count);

/* NULL when there is none of that name. */
const struct format *format_find(const char *name);

/* Reads the document, a byte order mark passed over, Windows-1252 and UTF-16 understood where UTF-8 is not. ERR_PARSE: broken,
 * or nothing in it (both keep what was there before); ERR_TOO_BIG. */
MUST_USE bool format_read(const struct format *format, const void *data, size_t len, struct intake *intake, struct err *err);

#endif
