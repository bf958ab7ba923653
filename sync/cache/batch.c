#include "cache/batch.h"

#include "base/compiler.h"

#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 1024, GONE = 0 };

void batch_fini(struct batch *batch) {
  free(batch->items);
  free(batch->slots);
  *batch = (struct batch){0};
}

void batch_clear(struct batch *batch) {
  if (batch->slot_capacity > 0) memset(batch->slots, 0, batch->slot_capacity * sizeof *batch->slots);
  batch->item_count = batch->slot_count = 0;
}

static struct batch_slot *slot_of(const struct batch *batch, int64_t key) {
  size_t mask = batch->slot_capacity - 1;
  uint64_t hash = (uint64_t)key * UINT64_C(0x9E3779B97F4A7C15);
  for (size_t at = (hash >> 24) & mask;; at = (at + 1) & mask) {
    struct batch_slot *slot = &batch->slots[at];
    if (slot->key == key || slot->key == 0) return slot;
  }
}

static void grow_slots(struct batch *batch) {
  struct batch old = *batch;
  batch->slot_capacity = old.slot_capacity ? 2 * old.slot_capacity : SMALLEST;
  batch->slots = calloc(batch->slot_capacity, sizeof *batch->slots);
  ASSERT(batch->slots != NULL);
  for (size_t i = 0; i < old.slot_capacity; i++)
    if (old.slots[i].key != 0) *slot_of(batch, old.slots[i].key) = old.slots[i];
  free(old.slots);
}

static void grow_items(struct batch *batch) {
  batch->item_capacity = batch->item_capacity ? 2 * batch->item_capacity : SMALLEST;
  batch->items = realloc(batch->items, batch->item_capacity * sizeof *batch->items);
  ASSERT(batch->items != NULL);
}

/* Keys are never 0: the first word's is shifted by one. */
static int64_t slot_key(int64_t term, int64_t row) { return posting_key(term, row) + 1; }

void batch_add(struct batch *batch, int64_t term, int64_t row, uint8_t weight) {
  if (4 * (batch->slot_count + 1) > 3 * batch->slot_capacity) grow_slots(batch);
  if (batch->item_count == batch->item_capacity) grow_items(batch);
  struct batch_slot *slot = slot_of(batch, slot_key(term, row));
  uint32_t place = (uint32_t)++batch->item_count;
  batch->items[place - 1] = (struct batch_item){0, (uint16_t)(row & (POSTINGS_CHUNK - 1)), weight};
  if (slot->key == 0) {
    *slot = (struct batch_slot){slot_key(term, row), place, place};
    batch->slot_count++;
  } else {
    batch->items[slot->last - 1].next = place;
    slot->last = place;
  }
  if (row >> POSTINGS_CHUNK_BITS > batch->last_chunk) batch->last_chunk = row >> POSTINGS_CHUNK_BITS;
}

static int by_key(const void *a, const void *b) {
  const struct batch_slot *left = a;
  const struct batch_slot *right = b;
  return left->key < right->key ? -1 : left->key > right->key;
}

void batch_sort(struct batch *batch) {
  size_t used = 0;
  for (size_t i = 0; i < batch->slot_capacity; i++) {
    if (batch->slots[i].key == 0) continue;
    struct batch_slot slot = batch->slots[i];
    batch->slots[i].key = 0;
    slot.key--;
    batch->slots[used++] = slot;
  }
  if (used > 0) qsort(batch->slots, used, sizeof *batch->slots, by_key);
}

struct merging {
  uint8_t weights[POSTINGS_CHUNK];
  int32_t lowest, highest;
};

static void set(struct merging *merging, int32_t row, uint8_t weight) {
  merging->weights[row] = weight;
  if (row < merging->lowest) merging->lowest = row;
  if (row > merging->highest) merging->highest = row;
}

/* A cold load brings rows in order and nothing to merge with. */
static bool append_ascending(const struct batch *batch, const struct batch_slot *slot, struct buf *out) {
  int32_t before = -1;
  for (uint32_t at = slot->first; at != 0; at = batch->items[at - 1].next) {
    const struct batch_item *item = &batch->items[at - 1];
    unsigned char bytes[POSTINGS_ENTRY_MAX];
    if (item->row <= before || item->weight == GONE) return false;
    buf_add(out, bytes, postings_append(bytes, (uint32_t)(item->row - (before < 0 ? 0 : before)), item->weight));
    before = item->row;
  }
  return true;
}

void batch_merge(const struct batch *batch, const struct batch_slot *slot, const void *old, size_t old_len, struct buf *out) {
  buf_clear(out);
  if (old_len == 0 && append_ascending(batch, slot, out)) return;
  buf_clear(out);
  struct merging merging = {.lowest = POSTINGS_CHUNK, .highest = -1};
  struct postings_walk walk;
  postings_start(&walk, 0, old, old_len);
  while (postings_next(&walk))
    if (walk.row < POSTINGS_CHUNK) set(&merging, (int32_t)walk.row, walk.weight);
  for (uint32_t at = slot->first; at != 0; at = batch->items[at - 1].next)
    set(&merging, batch->items[at - 1].row, batch->items[at - 1].weight);
  int32_t before = 0;
  for (int32_t row = merging.lowest; row <= merging.highest; row++) {
    unsigned char bytes[POSTINGS_ENTRY_MAX];
    if (merging.weights[row] == GONE) continue;
    buf_add(out, bytes, postings_append(bytes, (uint32_t)(row - before), merging.weights[row]));
    before = row;
  }
}
