#include "cache/parsed.h"

#include <stdlib.h>

struct parsed {
  int references; /* ours and those of the callers' arenas */
  int64_t row;
  uint64_t used;
  struct arena arena;
  struct entry entry;
};

static void release(void *context) {
  struct parsed *parsed = context;
  if (--parsed->references > 0) return;
  arena_fini(&parsed->arena);
  free(parsed);
}

void parsed_clear(struct parsed_cache *cache) {
  for (size_t set = 0; set < PARSED_SETS; set++) {
    for (size_t way = 0; way < PARSED_WAYS; way++) {
      if (cache->set[set][way]) release(cache->set[set][way]);
      cache->set[set][way] = NULL;
    }
  }
}

static struct parsed **set_of(struct parsed_cache *cache, int64_t row) { return cache->set[(uint64_t)row % PARSED_SETS]; }

static void hand_out(struct parsed_cache *cache, struct parsed *parsed, struct arena *arena, struct entry *out) {
  parsed->used = ++cache->uses;
  parsed->references++;
  arena_defer(arena, release, parsed);
  *out = parsed->entry;
}

bool parsed_find(struct parsed_cache *cache, int64_t row, struct arena *arena, struct entry *out) {
  struct parsed **set = set_of(cache, row);
  for (size_t way = 0; way < PARSED_WAYS; way++) {
    if (!set[way] || set[way]->row != row) continue;
    hand_out(cache, set[way], arena, out);
    return true;
  }
  return false;
}

/* A free way, or the one that was not used for longest. */
static struct parsed **choose_way(struct parsed_cache *cache, int64_t row) {
  struct parsed **set = set_of(cache, row);
  struct parsed **oldest = &set[0];
  for (size_t way = 0; way < PARSED_WAYS; way++) {
    if (!set[way]) return &set[way];
    if (set[way]->used < (*oldest)->used) oldest = &set[way];
  }
  return oldest;
}

bool parsed_add(struct parsed_cache *cache, int64_t row, const char *line, size_t len, struct arena *arena, struct entry *out,
                struct err *err) {
  if (len > PARSED_LINE_MAX) return entry_parse(line, len, arena, out, err);
  struct parsed *parsed = calloc(1, sizeof *parsed);
  ASSERT(parsed != NULL);
  *parsed = (struct parsed){.references = 1, .row = row};
  if (!entry_parse(line, len, &parsed->arena, &parsed->entry, err)) {
    release(parsed);
    return false;
  }
  struct parsed **way = choose_way(cache, row);
  if (*way) release(*way);
  *way = parsed;
  hand_out(cache, parsed, arena, out);
  return true;
}
