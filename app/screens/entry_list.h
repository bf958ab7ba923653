/* Lists of entries straight from an index of the cache: a source for page_list. */
#ifndef LITFASS_SCREENS_ENTRY_LIST_H
#define LITFASS_SCREENS_ENTRY_LIST_H

#include "screens/app.h"
#include "ui/page.h"

struct entry_list {
  struct app *app;
  struct reader_query query;
  const struct reader_cursor *start; /* where the list begins (a letter), or NULL */
  struct row (*make_row)(struct app *app, const struct entry *entry);
};

/* The source borrows the list. */
struct list_source entry_list_source(struct entry_list *list, size_t columns,
                                     int (*draw_cell)(struct ui *, int, int, int, const struct row *));

#endif
