/* Search without fear: finds entries while somebody is still typing, forgives what she types, and finds nothing in nonsense.
 *
 * Every word may be a beginning, a part of a compound, inflected, spelt by ear, mistyped, a synonym, or a (part of a) number;
 * umlauts may be written in any way. Where a word matches counts in this order: names, keywords, summaries, descriptions,
 * contact, the names of provider and place. All languages of an entry are searched, the visitor's ranks a little higher. The
 * index lives in the cache and is kept by the writer; opening a search reads the cache's vocabulary (about 20 bytes a word),
 * nothing else. README.md says how it works.
 *
 * Nothing of a query is kept but in the caller's arena and in scratch memory, which search_forget wipes. */
#ifndef LITFASS_CACHE_SEARCH_H
#define LITFASS_CACHE_SEARCH_H

#include "base/arena.h"
#include "base/err.h"
#include "cache/reader.h"
#include "feed/entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct search;
struct search_words;

/* The table of synonyms and topic words (assets/search/README.md). ERR_NOT_FOUND: no such file; ERR_PARSE: "FILE:LINE: …". */
MUST_USE bool search_words_load(const char *path, struct search_words **out, struct err *err);
void search_words_free(struct search_words *words);

/* Cheap: the vocabulary is read by the first run. `words` may be NULL; both are borrowed and must outlive the search. The
 * reader may be polled and follow a new file meanwhile; close the search before the reader. */
struct search *search_create(struct reader *reader, const struct search_words *words);
void search_destroy(struct search *search);

/* Wipes what the last queries left in memory. */
void search_forget(struct search *search);

enum { SEARCH_TEXT_MAX = 200, SEARCH_LIMIT_MAX = 200, SEARCH_TOPICS_MAX = 3 };

struct search_query {
  const char *text;  /* what was typed: any bytes; read up to SEARCH_TEXT_MAX bytes. The last word counts as unfinished */
  const char *lang;  /* of the visitor, "de-simple"; NULL: de */
  size_t limit;      /* hits wanted, up to SEARCH_LIMIT_MAX */
  unsigned kinds;    /* bits 1 << enum entry_kind; 0: all */
  const char *topic; /* NULL: all */
  int64_t now;       /* hides what is not visible and events that are over; READER_NO_CLOCK hides nothing */
};

struct search_hit {
  const char *id;
  enum entry_kind kind;
  double score; /* above 0, up to about 1; falls from hit to hit */
};

/* Lives in the arena given to search_run. */
struct search_result {
  struct search_hit *hits; /* best first */
  size_t count;
  bool more;              /* there are hits beyond `limit` */
  const char *suggestion; /* "Meinten Sie …?": the query with its mistyped words as the entries write them; NULL: none needed.
                             The hits are already those of the suggestion */
  const char *topics[SEARCH_TOPICS_MAX]; /* ids of topics whose words match, best first */
  size_t topic_count;
};

/* Fails only as any read does (ERR_CORRUPT, ERR_IO): no query is wrong, an empty one finds nothing. */
MUST_USE bool search_run(struct search *search, const struct search_query *query, struct arena *arena,
                         struct search_result *out, struct err *err);

#endif
