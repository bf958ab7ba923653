/* Entries that were parsed lately, by row: a screen shows the same rows frame after frame, and parsing was a third of a tap.
 *
 * An entry that is handed out is shared and not copied: the caller's arena holds a reference, so it lives as long as that arena
 * whatever happens here. Good for one version of the content; the reader clears it when that changes. At most PARSED_MAX
 * entries of lines up to PARSED_LINE_MAX bytes: about 0.6 MB of ordinary ones, 4 MB at worst. */
#ifndef LITFASS_CACHE_PARSED_H
#define LITFASS_CACHE_PARSED_H

#include "base/arena.h"
#include "base/err.h"
#include "feed/entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PARSED_SETS = 8, PARSED_WAYS = 16, PARSED_MAX = PARSED_SETS * PARSED_WAYS, PARSED_LINE_MAX = 8 * 1024 };

struct parsed;

/* {0} is empty. Rows with the same number modulo PARSED_SETS share the ways. Few sets with many ways: with 32 of 4, five rows
 * of one page met in a set by chance and pushed each other out in every frame. */
struct parsed_cache {
  struct parsed *set[PARSED_SETS][PARSED_WAYS];
  uint64_t uses;
};

void parsed_clear(struct parsed_cache *cache);

bool parsed_find(struct parsed_cache *cache, int64_t row, struct arena *arena, struct entry *out);

/* Parses the line of a row that was not found, as entry_parse does, and remembers it if it is short enough. */
MUST_USE bool parsed_add(struct parsed_cache *cache, int64_t row, const char *line, size_t len, struct arena *arena,
                         struct entry *out, struct err *err);

#endif
