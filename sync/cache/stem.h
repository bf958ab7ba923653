/* Words without their endings, by language: libstemmer (Snowball) where it has one, short tables of endings for Turkish and
 * Ukrainian, whose letters are folded here. Languages have small numbers, which the index stores: only ever add at the end. */
#ifndef LITFASS_CACHE_STEM_H
#define LITFASS_CACHE_STEM_H

#include "cache/tokens.h"

#include <stdbool.h>
#include <stddef.h>

enum { STEM_LANGS = 16, STEM_GERMAN = 0, STEM_OTHER = STEM_LANGS - 1 };

/* The number of a BCP 47 tag by its primary language; STEM_OTHER for those without endings that we know. */
int stem_language(const char *tag);

/* The language that a text without one is likely in, by its first letter's script: German, Ukrainian or Arabic. */
int stem_guess(const char *text);

/* Small words that carry no meaning in a search: "der", "und", "the". `word` is folded. */
bool stem_is_filler(int lang, const char *word, size_t len);

/* Stemmers are made at first use and not shared between threads. {0} is empty. */
struct sb_stemmer;
struct stemmers {
  struct sb_stemmer *snowball[STEM_LANGS];
};
void stemmers_fini(struct stemmers *stemmers);
/* Overwrites the last words that they worked on. */
void stemmers_forget(struct stemmers *stemmers);

/* Writes the stem of a folded word and returns its length; the word itself where nothing is known. */
size_t stem_make(struct stemmers *stemmers, int lang, const char *word, size_t len, char out[TOKEN_MAX + 1]);

#endif
