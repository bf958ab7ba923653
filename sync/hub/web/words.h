/* The hub's own words. German stands in the code and the templates; assets/hub/lang/en.po has the English. A word without
 * translation, and every other language, is German: visibly, never a blank. */
#ifndef LITFASS_HUB_WEB_WORDS_H
#define LITFASS_HUB_WEB_WORDS_H

#include "base/err.h"
#include "base/mo.h"

#include <stdbool.h>
#include <stddef.h>

/* Marks words in tables and messages for toolchain/words; they are translated where they are shown. */
#define N_(text) (text)

/* Words with a number: both forms are marked, `one` is what the catalogue knows them by. */
struct counted_words {
  const char *one, *many;
};
#define NN_(one, many) ((struct counted_words){(one), (many)})

struct words {
  struct mo english;
};

/* From the bytes that are built in; nothing to close. */
MUST_USE bool words_open(struct words *out, struct err *err);

/* Borrowed: static, or `german` itself. */
const char *words_in(const struct words *words, const char *language, const char *german);
const char *words_counted(const struct words *words, const char *language, struct counted_words german, size_t n);

#endif
