/* The part between header and footer: content that scrolls, by large page buttons or by dragging. No gesture is ever needed.
 *
 * Two kinds. A short page is a function that draws everything; a long list is a window onto rows that are fetched from a
 * cursor, so that its cost follows what is seen and not what there is. */
#ifndef LITFASS_UI_PAGE_H
#define LITFASS_UI_PAGE_H

#include "ui/ui.h"
#include "ui/widgets.h"

#include <stdbool.h>
#include <stddef.h>

/* A place in a list, as its source sees it; all zero is the beginning. The page only carries it. */
struct list_cursor {
  _Alignas(8) unsigned char bytes[192];
};

/* Where a page stands. Kept by the app for each screen of the history. */
struct scroll {
  int offset_px;             /* short page: from the top; list: into the first visible line */
  size_t line;               /* list: number of the first visible line; the head is line 0 when it scrolls along */
  struct list_cursor cursor; /* list: in front of the first visible line */
  int pending_px;            /* to be scrolled when the page is next drawn */
  int pending_pages;         /* likewise, in pages */
  bool can_up, can_down;     /* as last drawn */
  bool more_rows;            /* list, as last drawn: rows follow that are not in the tree */
  struct rect viewport;      /* likewise: where the content is seen */
  bool is_list;              /* likewise: more rows than those of the tree may follow */
};

/* Draws content of `width` at x, y and returns its height. Called twice, first measuring. */
typedef int page_content(struct ui *ui, void *context, int x, int y, int width);

/* A page that fits or scrolls. */
void page_draw(struct ui *ui, struct rect page, struct scroll *scroll, page_content *content, void *context);

/* Rows of a list, from wherever they come. */
struct list_source {
  void *context;
  /* Up to `limit` cells behind (or before, descending) the cursor; `after[i]` is the cursor behind cell i. `index` is how many
   * cells lie before the cursor, for sources that count. False: the cache cannot be read now; the list stays empty. */
  bool (*fetch)(void *context, const struct list_cursor *cursor, size_t index, bool backward, size_t limit, struct row *rows,
                struct list_cursor *after, size_t *count);
  int (*draw_cell)(struct ui *ui, int x, int y, int width, const struct row *row);
  size_t columns;
};

/* Title and chips above a list. */
struct list_head {
  page_content *draw;
  void *context;
  const char *name;  /* of the list in the tree */
  const char *count; /* "12 Angebote"; NULL where nobody has counted */
};

/* A list under a head, which stays in place where there is room and scrolls along where not. `empty` draws when there is no
 * row; with the head it scrolls where both do not fit. */
void page_list(struct ui *ui, struct rect page, struct scroll *scroll, const struct list_head *head,
               const struct list_source *source, page_content *empty, void *empty_context);

#endif
