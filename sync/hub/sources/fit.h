/* Makes what others write fit our fields: ids that stay the same for ever, telephone numbers as entries want them, texts no
 * longer than a screen shows. Pure. */
#ifndef LITFASS_HUB_SOURCES_FIT_H
#define LITFASS_HUB_SOURCES_FIT_H

#include "base/arena.h"
#include "base/buf.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { SOURCE_NAME_MAX = 32 };

/* [a-z0-9][a-z0-9-]{0,31} */
bool source_name_is_valid(const char *name);

/* The id of the thing that `source` calls `foreign`: "<source>-<foreign>" where that is an id as it stands, else
 * "<source>-<16 hex digits of BLAKE2b>". The same two always give the same id. Where names of sources are made to collide ("a"
 * and "a-b"), the store says whose the entry is. */
char *fit_id(struct arena *arena, const char *source, const char *foreign);

/* Lower case, a-z 0-9 and single '-' between, umlauts spelled out ("Ärztliche Versorgung": "aerztliche-versorgung"), other
 * letters left out; at most `max` bytes. May be "". */
char *fit_slug(struct arena *arena, const char *text, size_t max);

/* The first telephone number of a text as entries want it: "Tel. 0711 / 123-45" becomes "+49 711 123-45" (a hub stands in
 * Germany), "00" a plus, "tel:" and words before it go. NULL when there is none; whether it is a good one, entry_read says. */
char *fit_telephone(struct arena *arena, const char *text);

/* `text`, or its beginning up to the end of a word and "…" when it has more than `limit` characters. */
char *fit_text(struct arena *arena, const char *text, size_t limit);

/* Applies the limits of an entry's fields (feed/entry.c) to all its texts and lists. `on_cut` hears the name of each field that
 * lost something. */
void fit_entry(json_t *entry, struct arena *arena, void (*on_cut)(void *user, const char *field, size_t limit), void *user);

#endif
