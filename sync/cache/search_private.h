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

struct look {
  uint32_t letters;
  uint16_t stem, sound;
};
struct spelling {
  uint32_t at; /* in `texts` */
  uint8_t len, lang;
};

struct search {
  struct reader *reader;
  const struct search_words *words;
  struct stemmers stemmers;

  /* The vocabulary of one version of the content, by the words' numbers. What a sweep asks of every word lies together, in 8
   * bytes: a sweep is as fast as memory. */
  struct look *looks;
  struct spelling *spellings;
  struct buf texts;
  size_t word_count, word_capacity;
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
  uint32_t *touched;  /* rows that the word at hand is in */
  uint32_t *listed;   /* rows that any word is in */
  size_t touched_count, listed_count, scratch_rows;
  struct arena arena; /* of one run */
};

/* Word `number` of the vocabulary; its len is 0 when nobody uses it. */
static inline struct word search_word(const struct search *search, size_t number) {
  const struct look *look = &search->looks[number];
  const struct spelling *spelling = &search->spellings[number];
  return (struct word){
      search->texts.data + spelling->at, spelling->len, spelling->lang, look->stem, look->sound, look->letters};
}

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

/* Words of the table that mean the same as `word` (folded), or as one that it begins; at most `max`, borrowed. */
size_t synonyms_of(const struct search_words *words, struct stemmers *stemmers, const char *word, size_t len, bool is_last,
                   const char **out, size_t max);

/* The words that stand for a topic in the table, or NULL; a list that ends with NULL. */
const char *const *topic_words(const struct search_words *words, const char *topic);

#endif
