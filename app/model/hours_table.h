/* Parsed opening hours by expression, each evaluated once a minute. Bounded: when it is full it starts anew. */
#ifndef LITFASS_MODEL_HOURS_TABLE_H
#define LITFASS_MODEL_HOURS_TABLE_H

#include "feed/hours.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hours_table;

struct hours_table *hours_table_create(void);
void hours_table_destroy(struct hours_table *table);
size_t hours_table_count(const struct hours_table *table);

/* Borrowed until the table starts anew (HOURS_TABLE_MAX expressions later); NULL for a bad expression. */
const struct hours *hours_table_parsed(struct hours_table *table, const char *expression);

/* False for a bad expression. `now` is a wall time in whole minutes. */
bool hours_table_at(struct hours_table *table, const char *expression, const struct hours_place *place, int64_t now,
                    struct hours_status *out);

enum { HOURS_TABLE_MAX = 4096 };

#endif
