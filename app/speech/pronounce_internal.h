/* Between the files of pronounce: rules as they are kept. A rule is a pattern of elements and a replacement; a table is a list
 * of rules, and the first that fits counts. Tables only name tables above them, so nothing recurses without end. */
#ifndef LITFASS_SPEECH_PRONOUNCE_INTERNAL_H
#define LITFASS_SPEECH_PRONOUNCE_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum element_kind {
  ELEMENT_TEXT,   /* these bytes */
  ELEMENT_BLANKS, /* one or more blanks of any kind; none when optional */
  ELEMENT_CHOICE, /* one of several texts */
  ELEMENT_NUMBER, /* digits: a value from min to max, in so many digits */
  ELEMENT_TABLE,  /* one rule of a table */
  ELEMENT_STOP,   /* nothing, where the text ends or a sign follows */
  ELEMENT_COUNTS, /* nothing, where a number follows */
  ELEMENT_SHAPE,  /* what only code can tell: a telephone number, an address, a name */
};

struct shape {
  const char *name;
  /* The bytes at `text` that have the shape, 0 when they have not. */
  size_t (*match)(const char *text);
};

struct element {
  enum element_kind kind;
  const char *text;           /* TEXT */
  const char *const *choices; /* CHOICE; the empty one allows nothing to be there */
  size_t choice_count;
  bool optional;                    /* BLANKS */
  int64_t min, max;                 /* NUMBER */
  size_t least_digits, most_digits; /* NUMBER */
  bool keeps_zeros;                 /* NUMBER: "007" stays so */
  const struct table *table;        /* TABLE */
  const struct shape *shape;        /* SHAPE */
  const char *name;                 /* what the replacement calls it; NULL for none */
};

/* What the replacement says: text, or something that was found, as it is or changed. */
struct piece {
  const char *text;                                                              /* NULL: a capture */
  size_t capture;                                                                /* index of the element in the pattern */
  const struct table *lookup;                                                    /* the capture is looked up here */
  void (*change)(const struct table *signs, const char *found, struct buf *out); /* or said by code */
};

struct rule {
  const struct element *elements;
  size_t element_count;
  const struct piece *pieces;
  size_t piece_count;
  bool inside;       /* "+str.": may begin in the middle of a word */
  uint32_t first[8]; /* bytes that it can begin with, a bit each */
};

struct table {
  const char *name;
  struct rule *rules;
  size_t count, capacity;
  struct table *above; /* the one before it in the file */
};

struct pronunciation {
  struct arena arena;
  struct table *last; /* the list of tables, from the end of the file */
  const struct table *rules;
};

enum { ELEMENTS_MAX = 16 };

const struct shape *shape_find(const char *name);

/* "030 23125" by twos ("0 30, 2 31 25") or one by one; an address part by part, its signs named by the table [signs]. */
void say_pairs(const struct table *signs, const char *found, struct buf *out);
void say_digits(const struct table *signs, const char *found, struct buf *out);
void say_address(const struct table *signs, const char *found, struct buf *out);

/* Bytes of the blank at `text` (space, no-break space, narrow and thin spaces), 0 for none. */
size_t blank_length(const char *text);
bool is_digit(char c);
/* Letters of any script: a byte of a character beyond ASCII counts, unless it is punctuation that we know. */
bool is_letter_at(const char *text);
bool is_letter_before(const char *start, const char *text);

/* Whether the rule fits at `at` in the text that begins with `start`; its bytes, and what is said for them. The replacement may
 * be NULL to only ask. */
bool rule_match(const struct rule *rule, const char *start, const char *at, struct arena *arena, size_t *length,
                const char **said);

#endif
