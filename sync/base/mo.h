/* GNU .mo files (gettext manual, "MO Files"), read in memory: two sorted tables of (length, offset) pairs over one block of
 * strings; looking up is a binary search. The file is ours, but every offset in it is checked: what cannot be read is as if it
 * were not there. The C library's gettext needs installed locales, hence this. */
#ifndef LITFASS_BASE_MO_H
#define LITFASS_BASE_MO_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A view; the bytes are the caller's and must live as long. {0} is a file without words. */
struct mo {
  const char *data;
  size_t len;
  uint32_t count, originals, translations;
  size_t (*plural)(size_t n); /* which form: that of the language, CLDR */
};

/* `lang` decides the plural forms. ERR_CORRUPT when it is no .mo file of this machine's byte order. */
MUST_USE bool mo_read(struct mo *out, const void *data, size_t len, const char *lang, struct err *err);

/* The translation, or NULL where there is none or it is empty. Borrowed from the bytes. */
const char *mo_find(const struct mo *mo, const char *msgid);
/* `one` is the msgid of an entry with plurals. */
const char *mo_find_plural(const struct mo *mo, const char *one, size_t n);

#endif
