/* What letters have in common: the plain letter under an accent, and small letters of scripts without accents. Pure; from
 * Unicode's decompositions and the customary folding of đ, ł, ø and their like. */
#ifndef LITFASS_CACHE_LETTERS_H
#define LITFASS_CACHE_LETTERS_H

#include <stdint.h>

/* "a" for ä, "ss" for ß, "ae" for æ; NULL for what is no accented Latin letter (plain a to z included). */
const char *letter_base(uint32_t codepoint);

/* Small letters of Greek and Cyrillic; other characters are themselves. */
uint32_t letter_lower(uint32_t codepoint);

#endif
