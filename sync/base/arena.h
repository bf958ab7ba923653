/* Memory for things that live and die together: a parsed entry, a page model, a frame.
 * Zeroed, aligned for any type, freed all at once. Out of memory aborts; sizes from outside are capped before they get here. */
#ifndef LITFASS_BASE_ARENA_H
#define LITFASS_BASE_ARENA_H

#include "base/compiler.h"

#include <stdbool.h>
#include <stddef.h>

struct arena_block;
struct arena_deferred;

/* Transparent so that it can live on a stack; {0} is a valid empty arena. */
struct arena {
  struct arena_block *block;
  size_t total_bytes;
  struct arena_deferred *deferred;
  size_t first_bytes; /* set by its owner: the size of its first block; 0: 4 kB */
  bool wipes;         /* set by its owner: memory is zeroed before it is reused or given back, for what visitors typed */
};

void arena_init(struct arena *arena);
void arena_fini(struct arena *arena);

/* Empties the arena and keeps its largest block for reuse: a frame arena settles at one block. */
void arena_reset(struct arena *arena);

/* arena_reset that also overwrites what the arena held: for what people typed. */
void arena_wipe(struct arena *arena);

/* Calls `action` when the arena is emptied or freed, before its memory goes: for what its users borrow from elsewhere. `action`
 * must not use this arena. */
void arena_defer(struct arena *arena, void (*action)(void *context), void *context);

MUST_USE void *arena_alloc(struct arena *arena, size_t size);
MUST_USE void *arena_array(struct arena *arena, size_t count, size_t size);
MUST_USE char *arena_strdup(struct arena *arena, const char *text);
MUST_USE char *arena_strndup(struct arena *arena, const char *text, size_t len);
MUST_USE char *arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

#define scoped_arena CLEANUP(arena_fini) struct arena

#endif
