/* Postings that a transaction adds and takes away, gathered by the blob that they go into: a cold load writes each blob once
 * and not once for each entry, and what is taken away and added again the same costs no write. */
#ifndef LITFASS_CACHE_BATCH_H
#define LITFASS_CACHE_BATCH_H

#include "base/buf.h"
#include "cache/postings.h"

#include <stddef.h>
#include <stdint.h>

struct batch_item {
  uint32_t next;  /* 1 + place of the next of the same key, 0: last */
  uint16_t row;   /* within the chunk */
  uint8_t weight; /* 0: taken away */
};

struct batch_slot {
  int64_t key; /* 0: free; no term has this key */
  uint32_t first, last;
};

/* {0} is empty. */
struct batch {
  struct batch_item *items;
  struct batch_slot *slots;
  size_t item_count, item_capacity, slot_count, slot_capacity;
  int64_t last_chunk; /* the highest so far */
};

void batch_fini(struct batch *batch);
void batch_clear(struct batch *batch);

/* What is said last of a row and term counts. weight 0 takes away. */
void batch_add(struct batch *batch, int64_t term, int64_t row, uint8_t weight);

/* Puts the slots in use in front, by key ascending; only batch_merge and batch_clear may follow. */
void batch_sort(struct batch *batch);

/* The blob of a slot: `old` with its changes applied. `out` is cleared first and stays empty when nothing is left. */
void batch_merge(const struct batch *batch, const struct batch_slot *slot, const void *old, size_t old_len, struct buf *out);

#endif
