/* A .mo file is two sorted tables of (length, offset) pairs over one block of strings; looking up is a binary search. The file
 * is ours, but it is still read with every offset checked. */
#include "i18n/catalog.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/str.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MO_MAX = 1024 * 1024 };
static const uint32_t mo_magic = 0x950412DE;

const struct language languages[] = {
    {"de", "Deutsch", false},    {"de-simple", "Leichte Sprache", false},
    {"en", "English", false},    {"tr", "Türkçe", false},
    {"uk", "Українська", false}, {"ar", "العربية", true},
};
const size_t language_count = COUNT_OF(languages);

struct catalog {
  struct buf file;
  uint32_t count, originals, translations;
  size_t (*plural)(size_t n);
};

const struct language *language_find(const char *tag) {
  for (size_t i = 0; i < language_count; i++)
    if (str_equals(languages[i].tag, tag)) return &languages[i];
  return NULL;
}

/* Plural forms of the languages that we offer (gettext manual, "Plural forms"; CLDR). */
static size_t plural_two(size_t n) { return n == 1 ? 0 : 1; }
static size_t plural_slavic(size_t n) {
  if (n % 10 == 1 && n % 100 != 11) return 0;
  return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2;
}
static size_t plural_arabic(size_t n) {
  if (n <= 2) return n;
  if (n % 100 >= 3 && n % 100 <= 10) return 3;
  return n % 100 >= 11 ? 4 : 5;
}

/* All others have two forms, as German has. */
static const struct {
  const char *lang;
  size_t (*plural)(size_t n);
} plurals[] = {{"uk", plural_slavic}, {"ar", plural_arabic}};

static uint32_t word_at(const struct catalog *catalog, size_t offset) {
  uint32_t word = 0;
  if (catalog->file.len >= sizeof word && offset <= catalog->file.len - sizeof word)
    memcpy(&word, catalog->file.data + offset, sizeof word);
  return word;
}

/* The string of row `index` in a table, or NULL when the file lies about it. Plural strings hold NULs; `*len` is the whole. */
static const char *string_at(const struct catalog *catalog, uint32_t table, uint32_t index, size_t *len) {
  size_t row = (size_t)table + (size_t)index * 8;
  *len = word_at(catalog, row);
  size_t offset = word_at(catalog, row + 4);
  if (offset >= catalog->file.len || *len >= catalog->file.len - offset || catalog->file.data[offset + *len] != '\0')
    return NULL;
  return catalog->file.data + offset;
}

bool catalog_open(const char *folder, const char *lang, struct catalog **out, struct err *err) {
  char path[PATH_MAX];
  snprintf(path, sizeof path, "%s/%s.mo", folder, lang);
  struct catalog *catalog = calloc(1, sizeof *catalog);
  ASSERT(catalog != NULL);
  buf_init(&catalog->file, MO_MAX);
  bool ok = fs_read(path, &catalog->file, err);
  if (ok && word_at(catalog, 0) != mo_magic) ok = err_set(err, ERR_CORRUPT, "'%s' is no .mo file of this machine", path);
  if (!ok) {
    catalog_close(catalog);
    return false;
  }
  catalog->count = word_at(catalog, 8);
  catalog->originals = word_at(catalog, 12);
  catalog->translations = word_at(catalog, 16);
  catalog->plural = plural_two;
  for (size_t i = 0; i < COUNT_OF(plurals); i++)
    if (str_equals(lang, plurals[i].lang)) catalog->plural = plurals[i].plural;
  *out = catalog;
  return true;
}

void catalog_close(struct catalog *catalog) {
  if (!catalog) return;
  buf_fini(&catalog->file);
  free(catalog);
}

static const char *find(const struct catalog *catalog, const char *msgid, size_t *len) {
  uint32_t low = 0;
  uint32_t high = catalog->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    size_t unused;
    const char *original = string_at(catalog, catalog->originals, middle, &unused);
    int order = original ? strcmp(msgid, original) : -1;
    if (order == 0) return string_at(catalog, catalog->translations, middle, len);
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

const char *tr(const struct catalog *catalog, const char *msgid) {
  size_t len;
  const char *found = catalog ? find(catalog, msgid, &len) : NULL;
  return str_is_empty(found) ? msgid : found;
}

const char *trn(const struct catalog *catalog, const char *one, const char *many, size_t n) {
  const char *untranslated = n == 1 ? one : many;
  size_t len = 0;
  if (!catalog) return untranslated;
  const char *found = find(catalog, one, &len);
  if (str_is_empty(found)) return untranslated;
  const char *end = found + len;
  for (size_t form = catalog->plural(n); form > 0 && found < end; form--)
    found += strlen(found) + 1;
  return found < end && *found ? found : untranslated;
}
