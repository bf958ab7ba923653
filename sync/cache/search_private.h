/* What the files of the search share. search.c: life, the vocabulary, the run. search_query.c: what was typed as words.
 * search_match.c: a word's terms. search_rank.c: terms to rows, rows to hits. search_suggest.c: "Meinten Sie …?" and topics.
 * search_words.c: the table of synonyms. */
#ifndef LITFASS_CACHE_SEARCH_PRIVATE_H
#define LITFASS_CACHE_SEARCH_PRIVATE_H

#include "cache/reader_private.h"
#include "cache/search.h"
#include "cache/terms.h"
#include "cache/tokens.h"
#include "cache/typing.h"
#include "cache/vocabulary.h"

enum { SEARCH_WORDS_MAX = 8, MATCHES_MAX = 400 };

/* Why a term answers a word. The last ones are guesses: they need a suggestion. */
enum tier { TIER_EXACT, TIER_STEM, TIER_BEGINNING, TIER_SYNONYM, TIER_COMPOUND, TIER_PART, TIER_SOUND, TIER_TYPING };
static inline bool tier_is_guess(enum tier tier) { return tier >= TIER_SOUND; }

struct match {
  int64_t term;
  float quality; /* 0 to 1 */
  uint8_t tier;  /* enum tier */
  uint8_t lang;
};

struct matches {
  struct match *items; /* best first */
  size_t count;
};

/* A word of the query. */
struct asked {
  struct token token;
  uint16_t letters[TOKEN_MAX];
  size_t letter_count;
  uint32_t letter_set;
  bool is_last;                /* may be unfinished */
  bool is_number;              /* then `digits` counts */
  bool is_guess;               /* `matches` are guesses */
  char digits[DIGITS_MAX + 1]; /* several numbers in a row are one; without prefix, as digits_next */
  struct matches matches;
  double rarity; /* how much it counts, known when its rows are */
};

struct asked_words {
  struct asked items[SEARCH_WORDS_MAX];
  size_t count;
};

struct search {
  struct reader *reader;
  const struct search_words *words;
  struct stemmers stemmers;

  /* The vocabulary of one version of the content. */
  struct buf vocabulary; /* pages one behind the other */
  uint32_t *page_at;     /* where each begins */
  size_t page_capacity;
  size_t word_count;
  unsigned langs; /* a bit for each language that words are of */
  size_t row_end; /* behind the last row */
  bool is_loaded;
  sqlite3_int64 data_version;
  dev_t device;
  ino_t inode;

  /* Scratch: one of each for each row. */
  float *total;       /* sum over the words so far */
  uint16_t *current;  /* of the word at hand: weight * quality, in 1/256 */
  uint8_t *found;     /* a bit for each word that the row has */
  uint8_t *is_wanted; /* of the kinds and topic wanted */
  uint32_t *touched;  /* rows that have any */
  size_t touched_count, scratch_rows;
  struct arena arena; /* of one run */
};

/* What was typed as words, fillers left out where others stay. */
void query_read(const char *text, struct asked_words *out);

/* Fills in the terms of each word. A word that is a compound of two known ones becomes two. */
void match_words(struct search *search, struct asked_words *words);

/* Every row that a term stands in, ascending, with its weight there. */
typedef void search_row_fn(struct search *search, size_t row, uint8_t weight, void *context);
MUST_USE bool search_each_row(struct search *search, int64_t term, search_row_fn *each, void *context, struct err *err);

MUST_USE bool rank(struct search *search, const struct search_query *query, struct asked_words *words, struct arena *arena,
                   struct search_result *out, struct err *err);

MUST_USE bool suggest(struct search *search, const struct search_query *query, const struct asked_words *words,
                      struct arena *arena, struct search_result *out, struct err *err);

/* Walks the vocabulary: word number *number, from 0 on; false at its end. `at` starts at 0. */
static inline bool vocabulary_next(const struct search *search, size_t *at, struct word *out) {
  if (*at >= search->vocabulary.len) return false;
  *at += vocabulary_take((const unsigned char *)search->vocabulary.data + *at, out);
  return true;
}

/* Words of the table that mean the same as `word` (folded), or as one that it begins; at most `max`, borrowed. */
size_t synonyms_of(const struct search_words *words, struct stemmers *stemmers, const char *word, size_t len, bool is_last,
                   const char **out, size_t max);

/* The words that stand for a topic in the table, or NULL; a list that ends with NULL. */
const char *const *topic_words(const struct search_words *words, const char *topic);

#endif
