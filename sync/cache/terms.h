/* The terms under which a search finds an entry, and how weighty each is in it: 1 to 255, by the field that it stands in, and
 * in a name by how much of the name it is. Pure: the same entry gives the same terms when it is put and when it is dropped; any
 * change here raises WRITER_PROGRAM. */
#ifndef LITFASS_CACHE_TERMS_H
#define LITFASS_CACHE_TERMS_H

#include "base/arena.h"
#include "cache/postings.h"
#include "feed/entry.h"

#include <stddef.h>
#include <stdint.h>

struct term {
  int64_t term;     /* posting.h; of words the number is not known here: -1 */
  const char *text; /* of words: folded, terminated */
  uint8_t len, lang;
  uint8_t weight;
};

struct terms {
  struct term *items; /* no term twice */
  size_t count;
};

/* Everything lives in the arena. */
void terms_of(const struct entry *entry, struct arena *arena, struct terms *out);

/* Values of special terms, for those who ask. `digits` are 1 to 3 (a beginning of a short number, or any part of a number). */
int64_t term_of_digits(const char *digits, size_t count);
int64_t term_of_number(const char *digits);
/* One or two letters with which a word of a name or a keyword begins; 0 for letters that have no such term. */
int64_t term_of_beginning(int lang, const char *text, size_t len, size_t letters);

/* What the weights mean, for those who rank: names begin at WEIGHT_NAME. */
enum {
  WEIGHT_NAME = 150,
  WEIGHT_KEYWORD = 110,
  WEIGHT_SUMMARY = 60,
  WEIGHT_DESCRIPTION = 35,
  WEIGHT_CONTACT = 28,
  WEIGHT_OF = 34
};

#endif
