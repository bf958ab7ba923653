/* The words of a language: a .mo file (base/mo.h) kept in memory. */
#include "i18n/catalog.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/mo.h"
#include "base/str.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

enum { MO_MAX = 1024 * 1024 };

const struct language languages[] = {
    {"de", "Deutsch", false},    {"de-simple", "Leichte Sprache", false},
    {"en", "English", false},    {"tr", "Türkçe", false},
    {"uk", "Українська", false}, {"ar", "العربية", true},
};
const size_t language_count = COUNT_OF(languages);

struct catalog {
  struct buf file;
  struct mo mo;
};

const struct language *language_find(const char *tag) {
  for (size_t i = 0; i < language_count; i++)
    if (str_equals(languages[i].tag, tag)) return &languages[i];
  return NULL;
}

bool catalog_open(const char *folder, const char *lang, struct catalog **out, struct err *err) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s.mo", folder, lang);
  struct catalog *catalog = calloc(1, sizeof *catalog);
  ASSERT(catalog != NULL);
  buf_init(&catalog->file, MO_MAX);
  bool ok = fs_read(path, &catalog->file, err) &&
            (mo_read(&catalog->mo, catalog->file.data, catalog->file.len, lang, err) || err_prefix(err, "'%s'", path));
  if (!ok) {
    catalog_close(catalog);
    return false;
  }
  *out = catalog;
  return true;
}

void catalog_close(struct catalog *catalog) {
  if (!catalog) return;
  buf_fini(&catalog->file);
  free(catalog);
}

const char *tr(const struct catalog *catalog, const char *msgid) {
  const char *found = catalog ? mo_find(&catalog->mo, msgid) : NULL;
  return found ? found : msgid;
}

const char *trn(const struct catalog *catalog, const char *one, const char *many, size_t n) {
  const char *found = catalog ? mo_find_plural(&catalog->mo, one, n) : NULL;
  if (found) return found;
  return n == 1 ? one : many;
}
