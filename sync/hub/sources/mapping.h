/* How a source's own words become ours: a text that a caretaker writes once per source.
 *
 *   Konzert=kultur, Seniorentreff=begegnung, nachbarschaft
 *
 * Items are parted by commas or line breaks. "WORD=id" gives the id to what the source calls WORD (compared without case and
 * umlauts); an id alone goes to everything that no other item fits. */
#ifndef LITFASS_HUB_SOURCES_MAPPING_H
#define LITFASS_HUB_SOURCES_MAPPING_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct mapping {
  const struct mapping_item *items;
  size_t count;
};

struct mapping_item {
  const char *word; /* a slug; "" for what fits everything else */
  const char *id;
};

/* NULL and "" are the empty mapping. ERR_USAGE names the item that is none. */
MUST_USE bool mapping_parse(const char *text, struct arena *arena, struct mapping *out, struct err *err);

/* The id for the word, or NULL. */
const char *mapping_find(const struct mapping *mapping, const char *word);

/* The `nth` id for everything else, or NULL. */
const char *mapping_default(const struct mapping *mapping, size_t nth);

#endif
