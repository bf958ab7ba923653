/* Phrases with places to fill, for the tables of words of recurrences and opening hours: '#' is a number, '@' a name or list,
 * '$' a second one. Grammar lives in whole phrases; nothing is glued to an ending. */
#ifndef LITFASS_FEED_PHRASE_H
#define LITFASS_FEED_PHRASE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What follows the number, and so the form of the noun beside it. Languages use some of these. */
enum plural { PLURAL_ONE, PLURAL_TWO, PLURAL_FEW, PLURAL_MANY, PLURAL_COUNT };
enum gender { MASCULINE, FEMININE, GENDER_COUNT };

enum plural plural_german(int64_t n); /* English and Turkish too: one, and all others */
/* PLURAL_TWO stands for 21, 31 …: the noun is that of one, but "every" is not. */
enum plural plural_ukrainian(int64_t n);
enum plural plural_arabic(int64_t n);

/* False for NULL: the language has no such phrase. */
bool phrase_fill(struct buf *out, const char *phrase, int64_t number, const char *first, const char *second);

/* Makes the letter at `start` of the buffer a capital, as sentences in `lang` begin: Latin and Cyrillic, Turkish i to İ. */
void phrase_capitalize(struct buf *out, size_t start, const char *lang);

/* How well a table for `own` serves a reader of `wanted`: 2 for the same tag, 1 for its language ("de" for "de-simple" and
 * "de-AT"), 0 otherwise. NULL serves nobody. */
int phrase_lang_match(const char *own, const char *wanted);

/* The one of `count` tables of `size` bytes that serves a reader of `wanted` best, NULL when none does. Each table begins with
 * its language, a const char pointer. */
const void *phrase_lang_best(const void *tables, size_t count, size_t size, const char *wanted);

#endif
