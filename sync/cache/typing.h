/* How far what was typed is from a word: Damerau's four slips (a letter too much, too few, another, two swapped), each dearer
 * or cheaper by how easily it happens. Costs are in tenths of a slip. */
#ifndef LITFASS_CACHE_TYPING_H
#define LITFASS_CACHE_TYPING_H

#include "cache/tokens.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TYPING_SLIP = 10, TYPING_FAR = 1000 };

/* Letters of a folded word, up to TOKEN_MAX; characters beyond U+FFFF become 0xFFFF. */
size_t typing_letters(const char *word, size_t len, uint16_t out[TOKEN_MAX]);

/* What may be forgiven in a word of so many letters: nothing in the shortest, a likely slip in four letters, one in five, two
 * in eight. */
int typing_budget(size_t letters);

/* What was typed, made ready for being compared with many words. */
struct typing {
  uint16_t letters[TOKEN_MAX];
  size_t count;
  uint8_t other[TOKEN_MAX][26]; /* cost of the letter at each place standing for a to z */
  uint8_t one[TOKEN_MAX];       /* of its being too much */
  uint64_t places[128];         /* a bit for each place of a letter, by the letter's lowest seven bits */
  int least;                    /* what any slip costs at least */
};
void typing_start(struct typing *typing, const uint16_t *letters, size_t count);

/* The cost of having typed that instead of `word`, or TYPING_FAR when it is above `budget`. *beginning (may be NULL) gets the
 * same for the word's best beginning: the rest is not typed yet and costs nothing. */
int typing_cost(const struct typing *typing, const uint16_t *word, size_t count, int budget, int *beginning);

#endif
