/* Counters in the making: how much each (table, a, b) changes in this transaction, so that a cold load of 100,000 entries
 * writes a counter once and not 100,000 times. And names that the transaction has met, with their numbers, for the same reason.
 */
#ifndef LITFASS_CACHE_TALLY_H
#define LITFASS_CACHE_TALLY_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tally_table { TALLY_COUNTER, TALLY_HOURS, TALLY_DAY, TALLY_SHIFT, TALLY_NEAR };

struct tally_item {
  enum tally_table table;
  bool used;
  int64_t a, b;
  int64_t delta;
};

struct name_item {
  const char *name; /* NULL: free */
  int64_t number;
};

/* Open addressing, powers of two; {0} is empty. */
struct tally {
  struct tally_item *items;
  size_t item_count, item_capacity;
  struct name_item *names;
  size_t name_count, name_capacity;
  struct arena arena; /* copies of the names */
};

void tally_fini(struct tally *tally);
void tally_clear(struct tally *tally);
void tally_clear_items(struct tally *tally); /* the names stay */

void tally_add(struct tally *tally, enum tally_table table, int64_t a, int64_t b, int64_t delta);

/* 0: not met yet. Numbers are never 0. */
int64_t tally_find_name(const struct tally *tally, const char *name);
void tally_set_name(struct tally *tally, const char *name, int64_t number);

#endif
