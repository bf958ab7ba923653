/* A caretaker's spreadsheet: CSV (RFC 4180) with ',', ';' or tab, whichever the first row is full of; UTF-8 or Windows-1252
 * (format.h decodes). The first row names the columns, in German, English or as in FEED.md and schema.org (csv_columns.c); a
 * column that nobody knows is said to stay out.
 *
 * A row with a date is an event, every other one a service, unless a column "Art" says otherwise. What is wrong is told with
 * the row as the spreadsheet counts it and the name of the column. */
#ifndef LITFASS_HUB_SOURCES_CSV_H
#define LITFASS_HUB_SOURCES_CSV_H

#include "base/err.h"
#include "hub/sources/intake.h"

#include <stdbool.h>
#include <stddef.h>

/* ERR_PARSE: a quote that is never closed, or no column that names things. */
MUST_USE bool csv_read(const char *text, size_t len, struct intake *intake, struct err *err);

#endif
