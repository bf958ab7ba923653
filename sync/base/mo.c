#include "base/mo.h"

#include "base/compiler.h"
#include "base/str.h"

#include <string.h>

static const uint32_t mo_magic = 0x950412DE;

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

static uint32_t word_at(const struct mo *mo, size_t offset) {
  uint32_t word = 0;
  if (mo->len >= sizeof word && offset <= mo->len - sizeof word) memcpy(&word, mo->data + offset, sizeof word);
  return word;
}

/* The string of row `index` in a table, or NULL when the file lies about it. Plural strings hold NULs; `*len` is the whole. */
static const char *string_at(const struct mo *mo, uint32_t table, uint32_t index, size_t *len) {
  size_t row = (size_t)table + (size_t)index * 8;
  *len = word_at(mo, row);
  size_t offset = word_at(mo, row + 4);
  if (offset >= mo->len || *len >= mo->len - offset || mo->data[offset + *len] != '\0') return NULL;
  return mo->data + offset;
}

bool mo_read(struct mo *out, const void *data, size_t len, const char *lang, struct err *err) {
  struct mo mo = {.data = data, .len = len, .plural = plural_two};
  if (word_at(&mo, 0) != mo_magic) return err_set(err, ERR_CORRUPT, "this is no .mo file of this machine");
  mo.count = word_at(&mo, 8);
  mo.originals = word_at(&mo, 12);
  mo.translations = word_at(&mo, 16);
  for (size_t i = 0; i < COUNT_OF(plurals); i++)
    if (str_equals(lang, plurals[i].lang)) mo.plural = plurals[i].plural;
  *out = mo;
  return true;
}

static const char *find(const struct mo *mo, const char *msgid, size_t *len) {
  uint32_t low = 0;
  uint32_t high = mo->count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    size_t unused;
    const char *original = string_at(mo, mo->originals, middle, &unused);
    int order = original ? strcmp(msgid, original) : -1;
    if (order == 0) return string_at(mo, mo->translations, middle, len);
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}

const char *mo_find(const struct mo *mo, const char *msgid) {
  size_t len;
  const char *found = find(mo, msgid, &len);
  return str_is_empty(found) ? NULL : found;
}

const char *mo_find_plural(const struct mo *mo, const char *one, size_t n) {
  size_t len = 0;
  const char *found = find(mo, one, &len);
  if (str_is_empty(found)) return NULL;
  const char *end = found + len;
  for (size_t form = mo->plural(n); form > 0 && found < end; form--)
    found += strlen(found) + 1;
  return found < end && *found ? found : NULL;
}
