/* What the search screen shows between its field and its keyboard: hits by kind, or what else would help. */
#ifndef LITFASS_SCREENS_SEARCH_RESULTS_H
#define LITFASS_SCREENS_SEARCH_RESULTS_H

#include "model/finder.h"
#include "screens/app.h"
#include "ui/page.h"
#include "ui/widgets.h"

enum { SEARCH_GROUPS = 5 };

/* Numbers of hits, best first. */
struct search_group {
  size_t hit[FINDER_LIMIT];
  size_t count;
};

struct search_page {
  struct app *app;
  const struct search_result *result; /* NULL before the first letter */
  struct search_group group[SEARCH_GROUPS];
  size_t order[SEARCH_GROUPS]; /* groups with hits, that of the best hit first */
  size_t order_count;
  struct row *rows; /* of the hits, read when first asked for: a page is measured before it is drawn */
  enum { HIT_UNREAD, HIT_READ, HIT_GONE } state[FINDER_LIMIT];
  bool dense;        /* little room: each row says its kind, and no heading does */
  int least_row;     /* height in pixels */
  bool is_suggested; /* the suggestion stands elsewhere */
};

/* Asks, and sorts the answer by kind. */
void search_read(struct app *app, struct search_page *out);

/* "Meinten Sie „Demenz“?" as a chip; false when there is nothing to suggest. */
bool search_suggestion(struct ui *ui, const struct search_page *page, struct chip *out);

/* "3 Treffer"; only behind the first letter. */
const char *search_count_words(struct ui *ui, const struct search_page *page);

/* What there is, to be read and not to be touched: as much as has room. */
void search_draw_preview(struct ui *ui, struct search_page *page, struct rect rect);

page_content search_draw_ideas, search_draw_hits, search_draw_nothing;

#endif
