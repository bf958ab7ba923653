/* The cells of CSV (RFC 4180), row by row. */
#ifndef LITFASS_HUB_SOURCES_CSV_CELLS_H
#define LITFASS_HUB_SOURCES_CSV_CELLS_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { CSV_COLUMNS_MAX = 200 };

struct csv_cells {
  const char *text, *end;
  char separator;
  size_t row; /* that csv_next read last, from 1 */
};

/* Finds the separator by the first row. */
void csv_begin(struct csv_cells *cells, const char *text, size_t len);

enum csv_result { CSV_ROW, CSV_END, CSV_FAILED };

/* CSV_ROW: *out holds *count cells, trimmed, in the arena. CSV_FAILED: the error is set. */
enum csv_result csv_next(struct csv_cells *cells, struct arena *arena, const char *out[CSV_COLUMNS_MAX], size_t *count,
                         struct err *err);

#endif
