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

/* Title and chips above such a list, and below them how many entries a choice has left. */
struct list_title {
  const char *title;
  enum area area;
  struct chip chips[40];
  size_t count;
  const char *note;  /* "Jetzt offen, stufenfrei: 3 Angebote"; NULL for nothing */
  const char *total; /* "12 Angebote", for the tree; NULL: not counted */
};
page_content list_title_draw; /* of a struct list_title */

/* Chips for the three ways into the services, of which `now` is shown; how many there are (nobody knows what is open without a
 * clock). */
size_t services_ways(struct app *app, enum screen_id now, struct chip chips[3]);

/* What a list says that has nothing to show. */
struct list_empty {
  const char *icon, *title, *sentence;
};
page_content list_empty_draw;

/* The whole page. Fills in what the list leaves open: the app, the moment, how rows are made. */
void entry_list_show(struct app *app, struct ui *ui, struct rect page, const struct list_title *title, struct entry_list *list,
                     const struct list_empty *empty);

#endif
