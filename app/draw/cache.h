/* Values by 64-bit key, the least recently used dropped beyond a number of bytes. What glyphs, words, corners and pictures are
 * kept in. */
#ifndef LITFASS_DRAW_CACHE_H
#define LITFASS_DRAW_CACHE_H

#include <stddef.h>
#include <stdint.h>

struct cache;

struct cache *cache_create(size_t max_bytes);
void cache_destroy(struct cache *cache);
/* Borrowed until the next cache_put; NULL when it is not there. */
void *cache_find(struct cache *cache, uint64_t key);
/* Takes over `value` (freed by free); one that is larger than the whole cache is kept alone until the next. */
void cache_put(struct cache *cache, uint64_t key, void *value, size_t bytes);
size_t cache_bytes(const struct cache *cache);

#endif
