/* The interface's own words. German stands in the code as msgid; assets/lang/<lang>.po translates (GNU gettext), and the build
 * turns them into .mo files, which base/mo.h reads.
 *
 * A missing catalog or word falls back to German: visibly, never to blanks. */
#ifndef LITFASS_I18N_CATALOG_H
#define LITFASS_I18N_CATALOG_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct catalog;

struct language {
  const char *tag;  /* BCP 47 */
  const char *name; /* in itself: "Türkçe" */
  bool rtl;
};

/* de first; the order of the language screen. */
extern const struct language languages[];
extern const size_t language_count;

/* NULL for tags that we do not offer. */
const struct language *language_find(const char *tag);

/* Reads <folder>/<lang>.mo. ERR_NOT_FOUND when there is none (German needs none), ERR_CORRUPT when it is no .mo file. A file
 * that is damaged further in is opened; what cannot be read in it stays German. */
MUST_USE bool catalog_open(const char *folder, const char *lang, struct catalog **out, struct err *err);
void catalog_close(struct catalog *catalog);

/* Marks words of a table for toolchain/words; they are translated by tr() where they are shown. */
#define N_(text) (text)

/* Borrowed from the catalog, or the msgid itself. A NULL catalog is German. */
const char *tr(const struct catalog *catalog, const char *msgid) FORMAT_LIKE(2);
const char *trn(const struct catalog *catalog, const char *one, const char *many, size_t n) FORMAT_LIKE(2) FORMAT_LIKE(3);

#endif
