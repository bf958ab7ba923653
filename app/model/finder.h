/* The search as the screens use it: asked anew for each frame, answered anew only when something it depends on has changed.
 * What was asked and answered can be wiped. */
#ifndef LITFASS_MODEL_FINDER_H
#define LITFASS_MODEL_FINDER_H

#include "cache/reader.h"
#include "cache/search.h"

struct finder;

/* `words_path`: the table of synonyms; NULL or "" for none. One that cannot be read is logged, and the search does without. */
struct finder *finder_create(const char *words_path);
void finder_destroy(struct finder *finder);

enum { FINDER_LIMIT = 60 };

/* What there is for the text; nothing when the cache cannot be read. Borrowed until the next question. */
const struct search_result *finder_ask(struct finder *finder, struct reader *reader, const char *text, const char *lang,
                                       int64_t now);

/* The content has changed: the next question is answered anew. */
void finder_on_change(struct finder *finder);
/* Before the reader is closed. */
void finder_detach(struct finder *finder);
/* Wipes question and answer. */
void finder_forget(struct finder *finder);

#endif
