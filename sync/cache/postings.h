/* Which rows hold a term, and how weighty it is in each: packed, ascending, one blob for each term and chunk of rows (table
 * posting). A blob is a run of (gap to the row before, as LEB128; weight, a byte). */
#ifndef LITFASS_CACHE_POSTINGS_H
#define LITFASS_CACHE_POSTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { POSTINGS_CHUNK_BITS = 13, POSTINGS_CHUNK = 1 << POSTINGS_CHUNK_BITS, POSTINGS_KEY_BITS = 20 };

/* Terms: words by number, and things that need no number because their value is one. */
enum term_tag { TERM_WORD, TERM_BEGINNING, TERM_NUMBER, TERM_DIGITS, TERM_KIND, TERM_TOPIC, TERM_OF };

static inline int64_t term_make(enum term_tag tag, uint64_t value) {
  return (int64_t)((uint64_t)tag << 40 | (value & ((UINT64_C(1) << 40) - 1)));
}
static inline enum term_tag term_tag(int64_t term) { return (enum term_tag)(term >> 40); }

/* 40 bits of a text, for TERM_TOPIC and TERM_OF. */
uint64_t term_hash(const char *text);

static inline int64_t posting_key(int64_t term, int64_t row) {
  return (int64_t)((uint64_t)term << POSTINGS_KEY_BITS) | (row >> POSTINGS_CHUNK_BITS);
}
static inline int64_t posting_term(int64_t key) { return key >> POSTINGS_KEY_BITS; }
static inline int64_t posting_first_row(int64_t key) {
  return (key & ((INT64_C(1) << POSTINGS_KEY_BITS) - 1)) << POSTINGS_CHUNK_BITS;
}

/* Reads a blob entry by entry; stops at its end or where it is damaged. */
struct postings_walk {
  const unsigned char *at, *end;
  int64_t row;
  uint8_t weight;
};
void postings_start(struct postings_walk *walk, int64_t key, const void *blob, size_t len);

static inline bool postings_next(struct postings_walk *walk) {
  uint32_t gap = 0;
  for (unsigned shift = 0;; shift += 7) {
    if (walk->at >= walk->end || shift > 14) return false;
    unsigned char byte = *walk->at++;
    gap |= (uint32_t)(byte & 0x7F) << shift;
    if (byte < 0x80) break;
  }
  if (walk->at >= walk->end) return false;
  walk->row += gap;
  walk->weight = *walk->at++;
  return true;
}

/* Appends one; `out` holds POSTINGS_ENTRY_MAX bytes more. Returns the bytes. */
enum { POSTINGS_ENTRY_MAX = 4 };
size_t postings_append(unsigned char *out, uint32_t gap, uint8_t weight);

#endif
