#include "model/hours_table.h"

#include "base/compiler.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 128 }; /* open addressing at most half full; twice as many when it is fuller */

struct slot {
  char *expression;
  struct hours *hours; /* NULL: a bad expression, remembered */
  int64_t now;         /* the minute that `status` is of */
  struct hours_status status;
};

struct hours_table {
  size_t count, capacity;
  struct slot *slots;
};

static void make_slots(struct hours_table *table, size_t capacity) {
  table->capacity = capacity;
  table->slots = calloc(capacity, sizeof *table->slots);
  ASSERT(table->slots != NULL);
}

struct hours_table *hours_table_create(void) {
  struct hours_table *table = calloc(1, sizeof *table);
  ASSERT(table != NULL);
  make_slots(table, FIRST_SLOTS);
  return table;
}

static void clear(struct hours_table *table) {
  for (size_t i = 0; i < table->capacity; i++) {
    free(table->slots[i].expression);
    hours_destroy(table->slots[i].hours);
    table->slots[i] = (struct slot){0};
  }
  table->count = 0;
}

void hours_table_destroy(struct hours_table *table) {
  if (!table) return;
  clear(table);
  free(table->slots);
  free(table);
}

size_t hours_table_count(const struct hours_table *table) { return table->count; }

/* FNV-1a */
static size_t hash_of(const char *text) {
  uint64_t hash = 14695981039346656037ULL;
  for (; *text; text++)
    hash = (hash ^ (unsigned char)*text) * 1099511628211ULL;
  return (size_t)(hash ^ hash >> 32);
}

static struct slot *find_slot(struct hours_table *table, const char *expression) {
  size_t at = hash_of(expression) % table->capacity;
  while (table->slots[at].expression && strcmp(table->slots[at].expression, expression) != 0)
    at = (at + 1) % table->capacity;
  return &table->slots[at];
}

static void grow(struct hours_table *table) {
  struct slot *before = table->slots;
  const size_t count = table->capacity;
  make_slots(table, count * 2);
  for (size_t i = 0; i < count; i++)
    if (before[i].expression) *find_slot(table, before[i].expression) = before[i];
  free(before);
}

static struct slot *get_slot(struct hours_table *table, const char *expression) {
  struct slot *slot = find_slot(table, expression);
  if (slot->expression) return slot;
  if (table->count >= HOURS_TABLE_MAX) clear(table);
  if (2 * table->count >= table->capacity) grow(table);
  slot = find_slot(table, expression);
  slot->expression = strdup(expression);
  ASSERT(slot->expression != NULL);
  slot->now = INT64_MIN;
  struct err err;
  if (!hours_parse(expression, &slot->hours, &err)) slot->hours = NULL;
  table->count++;
  return slot;
}

const struct hours *hours_table_parsed(struct hours_table *table, const char *expression) {
  return get_slot(table, expression)->hours;
}

bool hours_table_at(struct hours_table *table, const char *expression, const struct hours_place *place, int64_t now,
                    struct hours_status *out) {
  struct slot *slot = get_slot(table, expression);
  if (!slot->hours) return false;
  if (slot->now != now) {
    slot->status = hours_at(slot->hours, place, now);
    slot->now = now;
  }
  *out = slot->status;
  return true;
}
