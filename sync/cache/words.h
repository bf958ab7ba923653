/* What the writer keeps of the search's index during a transaction; see writer_words.c. */
#ifndef LITFASS_CACHE_WORDS_H
#define LITFASS_CACHE_WORDS_H

#include "base/buf.h"
#include "cache/batch.h"
#include "cache/stem.h"
#include "cache/tally.h"
#include "cache/terms.h"
#include "cache/vocabulary.h"

#include <stdbool.h>
#include <stdint.h>

struct words {
  struct tally numbers; /* of words met in this transaction */
  struct batch batch;
  struct stemmers stemmers;
  int64_t stored_chunk; /* no posting of a higher chunk of rows is stored; -1: none at all, and no word */
  struct buf page;      /* the last of the vocabulary */
  int64_t page_number;
  size_t page_words;
  bool is_page_known, is_page_changed;
};

void words_fini(struct words *words);

/* For a new transaction; `is_empty`: the index holds nothing yet. */
void words_start(struct words *words, bool is_empty);

#endif
