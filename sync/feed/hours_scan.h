/* Inside of feed/hours: the expression as tokens. Words that are not of the specification but of the street ("Montag bis",
 * "Uhr", "geschlossen") are replaced while scanning; their tokens are marked so that the parser can say what it understood. */
#ifndef LITFASS_FEED_HOURS_SCAN_H
#define LITFASS_FEED_HOURS_SCAN_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum hours_token_kind {
  TOKEN_END,
  TOKEN_NUMBER,  /* value; digits */
  TOKEN_WEEKDAY, /* value: enum weekday */
  TOKEN_MONTH,   /* value: 1 to 12 */
  TOKEN_PUBLIC_HOLIDAY,
  TOKEN_SCHOOL_HOLIDAY,
  TOKEN_WEEK,
  TOKEN_EASTER,
  TOKEN_SUN,     /* value: enum hours_clock */
  TOKEN_STATE,   /* value: enum hours_state */
  TOKEN_COMMENT, /* text */
  TOKEN_ALWAYS,
  TOKEN_DAYS,   /* "day", "days" */
  TOKEN_SINCE,  /* "ab" */
  TOKEN_SYMBOL, /* value: one of , ; : - + / . [ ] ( ) and | for || */
};

struct hours_token {
  enum hours_token_kind kind;
  int value;
  int digits;
  const char *comment;   /* TOKEN_COMMENT: arena */
  const char *from, *to; /* where it stands in the source */
  int column;            /* of `from`, in characters from 1 */
  bool is_odd;           /* not as the specification writes it */
};

/* The tokens live in `scratch` and end with TOKEN_END; their comments live in `arena`. ERR_PARSE: "column 7: …". */
MUST_USE bool hours_scan(const char *source, struct arena *arena, struct arena *scratch, struct hours_token **out,
                         struct err *err);

/* A word or phrase of the street and what it means in the words of the specification. */
enum hours_word_use { WORD_REPLACE, WORD_BEFORE, WORD_AFTER }; /* the latter two mean nothing and go with a neighbour */

struct hours_word {
  const char *word; /* lower case */
  enum hours_word_use use;
  const char *replacement;
};

/* The longest word or phrase that `text` starts with, ending at the end of a word; NULL if there is none. */
const struct hours_word *hours_word_find(const char *text, size_t *len);

/* A word of the specification; *is_exact is false when only the case is wrong. */
bool hours_word_is_token(const char *text, size_t len, struct hours_token *token, bool *is_exact);

/* Bytes of the letters that `text` starts with; umlauts and ß count. */
size_t hours_word_length(const char *text);

#endif
