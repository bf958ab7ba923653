/* A hash table with chains and a list in order of use. Values are single malloc'ed blocks. */
#include "draw/cache.h"

#include <stdlib.h>

#include "base/compiler.h"
#include "base/wipe.h"

enum { BUCKETS = 1024 };

struct item {
  uint64_t key;
  void *value;
  size_t bytes;
  struct item *next_in_bucket;
  struct item *newer, *older;
};

struct cache {
  size_t max_bytes, bytes;
  struct item *bucket[BUCKETS];
  struct item *newest, *oldest;
};

struct cache *cache_create(size_t max_bytes) {
  struct cache *cache = calloc(1, sizeof *cache);
  ASSERT(cache != NULL);
  cache->max_bytes = max_bytes;
  return cache;
}

static void unlink_use(struct cache *cache, struct item *item) {
  *(item->newer ? &item->newer->older : &cache->newest) = item->older;
  *(item->older ? &item->older->newer : &cache->oldest) = item->newer;
}

static void link_newest(struct cache *cache, struct item *item) {
  item->newer = NULL;
  item->older = cache->newest;
  *(cache->newest ? &cache->newest->newer : &cache->oldest) = item;
  cache->newest = item;
}

static void drop_oldest(struct cache *cache) {
  struct item *item = cache->oldest;
  ASSERT(!item->older);
  struct item **link = &cache->bucket[item->key % BUCKETS];
  while (*link != item)
    link = &(*link)->next_in_bucket;
  *link = item->next_in_bucket;
  unlink_use(cache, item);
  cache->bytes -= item->bytes;
  free(item->value);
  free(item);
}

void cache_destroy(struct cache *cache) {
  if (!cache) return;
  while (cache->oldest) {
    wipe(cache->oldest->value, cache->oldest->bytes - sizeof(struct item)); /* pictures of what somebody read */
    drop_oldest(cache);
  }
  free(cache);
}

void *cache_find(struct cache *cache, uint64_t key) {
  for (struct item *item = cache->bucket[key % BUCKETS]; item; item = item->next_in_bucket) {
    if (item->key != key) continue;
    unlink_use(cache, item);
    link_newest(cache, item);
    return item->value;
  }
  return NULL;
}

void cache_put(struct cache *cache, uint64_t key, void *value, size_t bytes) {
  bytes += sizeof(struct item);
  while (cache->oldest && cache->bytes + bytes > cache->max_bytes)
    drop_oldest(cache);
  struct item *item = calloc(1, sizeof *item);
  ASSERT(item != NULL);
  *item = (struct item){.key = key, .value = value, .bytes = bytes, .next_in_bucket = cache->bucket[key % BUCKETS]};
  cache->bucket[key % BUCKETS] = item;
  cache->bytes += bytes;
  link_newest(cache, item);
}

size_t cache_bytes(const struct cache *cache) { return cache->bytes; }
