/* The dozen things that screens are made of. Each draws itself, adds its node, and returns how much space it took. */
#ifndef LITFASS_UI_WIDGETS_H
#define LITFASS_UI_WIDGETS_H

#include "ui/ui.h"

#include <stddef.h>

/* A small icon with words: "place  Saal, Erdgeschoss". */
struct fact {
  const char *icon; /* NULL: words only; bold when they have a colour: a status */
  const char *text;
  struct color color; /* of the words; {0} is the soft ink */
};

/* One row of any list. Strings live as long as the frame. */
struct row {
  const char *title;
  const char *lang;      /* of the title, when it is not the interface's */
  const char *badge;     /* "15:00" in a tinted box at the start; NULL for none */
  const char *badge_sub; /* "heute" */
  const char *number;    /* large at the end: a telephone number or a count */
  struct fact facts[4];
  size_t fact_count;
  const char *tag;   /* "Fällt aus": filled label above the facts */
  int min_height_px; /* set by lists with columns, so that neighbours are equally high */
  enum area area;
  struct action action;
};

struct chip {
  const char *icon; /* NULL for none */
  const char *text;
  bool selected;
  struct action action; /* ACTION_NONE: a fact, no control */
};

/* Height of a row of `width`; draws it when not measuring. Name and facts wrap, nothing is cut. */
int row_draw(struct ui *ui, int x, int y, int width, const struct row *row);

/* A button with icon and word, both centred; `stacked` puts the word below. A switch that is on looks filled and says so. */
enum button_look { BUTTON_PLAIN, BUTTON_FILLED, BUTTON_ON };
void button_draw(struct ui *ui, struct rect rect, const char *icon, const char *word, enum button_look look, bool stacked,
                 const struct action *action);

/* What leads on: filled with the colour of the page's area. */
void button_go_draw(struct ui *ui, struct rect rect, const char *icon, const char *word, enum area area,
                    const struct action *action);

/* Chips in lines, wrapping into `width`; aligned to its end when `at_end`. Returns the height; `*used` (may be NULL) gets the
 * width. */
int chips_draw(struct ui *ui, int x, int y, int width, const struct chip *chips, size_t count, bool at_end, int *used);

/* The title of a page with chips beside it, or below where there is no room. Returns the height including the gap to what
 * follows. */
int title_draw(struct ui *ui, int x, int y, int width, const char *title, enum area area, const struct chip *chips,
               size_t count);

/* One of the four big tiles of home. */
struct tile {
  const char *icon, *title, *sub;
  enum area area;
  struct action action;
};
/* `size` is the same for all tiles of a page: the largest at which the longest word of each fits. */
void tile_draw(struct ui *ui, struct rect rect, const struct tile *tile, enum text_size size, int icon_px);
/* Likewise one icon size for all tiles of a page; 0: no room for icons. */
int tiles_icon_px(struct ui *ui, int width, int height, const struct tile *tiles, size_t count, enum text_size size);
enum text_size tiles_text_size(struct ui *ui, int width, const struct tile *tiles, size_t count);
/* The least height at which the tile's words fit into the width. */
int tile_height(struct ui *ui, int width, const struct tile *tile, enum text_size size);

/* Facts in a line that wraps. Returns the height. `words` (may be NULL) gets them joined, for a node's value. */
int facts_draw(struct ui *ui, int x, int y, int width, const struct fact *facts, size_t count);
/* The width they take in one line. */
int facts_width(struct ui *ui, const struct fact *facts, size_t count);
const char *facts_words(struct ui *ui, const struct fact *facts, size_t count);

/* A card with a list of lines: returns height. A sentence in the middle of an otherwise empty page, with an icon. */
int message_draw(struct ui *ui, int x, int y, int width, const char *icon, const char *title, const char *sentence);

#endif
