/* A gentle look at a text in Leichte Sprache: what the rules of Netzwerk Leichte Sprache advise against and a program can see
 * (long sentences, passive, abbreviations, long words without a middle dot). Hints, never errors: heuristics are sometimes
 * wrong, and the writer decides. Pure. */
#ifndef LITFASS_HUB_CONTENT_SIMPLE_H
#define LITFASS_HUB_CONTENT_SIMPLE_H

#include <jansson.h>

enum { SIMPLE_WORDS_MAX = 12, SIMPLE_LETTERS_MAX = 12, SIMPLE_HINTS_MAX = 8 };

/* A new list of messages for templates ({"words": …, values}), at most SIMPLE_HINTS_MAX; empty for a text without remarks. */
json_t *simple_hints(const char *text);

#endif
