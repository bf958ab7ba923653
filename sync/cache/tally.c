#include "cache/tally.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { SMALLEST = 256 };

void tally_fini(struct tally *tally) {
  free(tally->items);
  free(tally->names);
  arena_fini(&tally->arena);
  *tally = (struct tally){0};
}

void tally_clear_items(struct tally *tally) {
  if (tally->item_count > 0) memset(tally->items, 0, tally->item_capacity * sizeof *tally->items);
  tally->item_count = 0;
}

void tally_clear(struct tally *tally) {
  tally_clear_items(tally);
  if (tally->name_count > 0) memset(tally->names, 0, tally->name_capacity * sizeof *tally->names);
  tally->name_count = 0;
  arena_reset(&tally->arena);
}

static uint64_t mix(uint64_t value) {
  value ^= value >> 31;
  value *= UINT64_C(0x9E3779B97F4A7C15);
  return value ^ value >> 29;
}

static struct tally_item *item_slot(const struct tally *tally, enum tally_table table, int64_t a, int64_t b) {
  size_t mask = tally->item_capacity - 1;
  for (size_t at = mix(mix((uint64_t)a + (uint64_t)table) + (uint64_t)b) & mask;; at = (at + 1) & mask) {
    struct tally_item *item = &tally->items[at];
    if (!item->used || (item->table == table && item->a == a && item->b == b)) return item;
  }
}

static struct name_item *name_slot(const struct tally *tally, const char *name) {
  uint64_t hash = UINT64_C(14695981039346656037);
  for (const char *c = name; *c; c++)
    hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
  size_t mask = tally->name_capacity - 1;
  for (size_t at = mix(hash) & mask;; at = (at + 1) & mask) {
    struct name_item *item = &tally->names[at];
    if (!item->name || str_equals(item->name, name)) return item;
  }
}

static void *new_slots(size_t count, size_t size) {
  void *slots = calloc(count, size);
  ASSERT(slots != NULL);
  return slots;
}

static void grow_items(struct tally *tally) {
  struct tally old = *tally;
  tally->item_capacity = old.item_capacity ? 2 * old.item_capacity : SMALLEST;
  tally->items = new_slots(tally->item_capacity, sizeof *tally->items);
  for (size_t i = 0; i < old.item_capacity; i++) {
    const struct tally_item *item = &old.items[i];
    if (item->used) *item_slot(tally, item->table, item->a, item->b) = *item;
  }
  free(old.items);
}

static void grow_names(struct tally *tally) {
  struct tally old = *tally;
  tally->name_capacity = old.name_capacity ? 2 * old.name_capacity : SMALLEST;
  tally->names = new_slots(tally->name_capacity, sizeof *tally->names);
  for (size_t i = 0; i < old.name_capacity; i++)
    if (old.names[i].name) *name_slot(tally, old.names[i].name) = old.names[i];
  free(old.names);
}

void tally_add(struct tally *tally, enum tally_table table, int64_t a, int64_t b, int64_t delta) {
  if (4 * (tally->item_count + 1) > 3 * tally->item_capacity) grow_items(tally);
  struct tally_item *item = item_slot(tally, table, a, b);
  if (!item->used) {
    *item = (struct tally_item){.table = table, .used = true, .a = a, .b = b};
    tally->item_count++;
  }
  item->delta += delta;
}

int64_t tally_find_name(const struct tally *tally, const char *name) {
  return tally->name_capacity ? name_slot(tally, name)->number : 0;
}

void tally_set_name(struct tally *tally, const char *name, int64_t number) {
  if (4 * (tally->name_count + 1) > 3 * tally->name_capacity) grow_names(tally);
  struct name_item *item = name_slot(tally, name);
  if (!item->name) tally->name_count++;
  *item = (struct name_item){arena_strdup(&tally->arena, name), number};
}
