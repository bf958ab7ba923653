/* The words of the index, in pages of VOCABULARY_PAGE words each (table word_page): for each its language, two hashes by which
 * words of the same stem or sound find each other, the set of its letters, and the folded word. A search walks all of them in
 * one sweep, at a nanosecond or two a word; nothing is sorted.
 *
 * A word's number is page * VOCABULARY_PAGE + place. A word that no entry uses any more leaves an empty record. */
#ifndef LITFASS_CACHE_VOCABULARY_H
#define LITFASS_CACHE_VOCABULARY_H

#include "base/buf.h"
#include "cache/stem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { VOCABULARY_PAGE = 128, VOCABULARY_HEAD = 10, VOCABULARY_RECORD_MAX = VOCABULARY_HEAD + TOKEN_MAX };

struct word {
  const char *text; /* folded, not terminated */
  uint8_t len;      /* bytes; 0: nobody uses it */
  uint8_t lang;
  uint16_t stem, sound; /* hashes; sound 0: none */
  uint32_t letters;     /* a bit for each letter, see vocabulary_letters */
};

/* Fills in everything but the text from the text. */
void vocabulary_describe(struct stemmers *stemmers, int lang, const char *text, size_t len, struct word *out);

uint32_t vocabulary_letters(const char *text, size_t len);
uint16_t vocabulary_hash(const char *text, size_t len);
uint16_t vocabulary_sound(const char *text, size_t len);

/* Writes a record, empty when the word's len is 0, and returns its bytes. */
size_t vocabulary_write(const struct word *word, unsigned char out[VOCABULARY_RECORD_MAX]);

/* Reads the record at `bytes` and returns its bytes; 0 when it does not fit into len: damaged. */
size_t vocabulary_read(const unsigned char *bytes, size_t len, struct word *out);

#endif
