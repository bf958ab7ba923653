/* What forms are made of: options to choose from, how far one is, and the buttons that lead on. */
#ifndef LITFASS_UI_CHOICE_H
#define LITFASS_UI_CHOICE_H

#include "ui/ui.h"

#include <stdbool.h>
#include <stddef.h>

/* One of several options: a card with a mark and words. */
struct choice {
  const char *text;
  const char *lang; /* of the words, when it is not the interface's */
  bool chosen;
  struct action action;
};

struct choices {
  const struct choice *items;
  size_t count;
  bool many;        /* several may be chosen: boxes to tick instead of round marks */
  bool in_one_line; /* steps of a scale: all beside each other where their words have room */
  enum area area;
};

/* All of them in columns, neighbours equally high, at least 20 mm. Returns the height. */
int choices_draw(struct ui *ui, int x, int y, int width, const struct choices *choices);

/* A bar of which `done` parts of `all` are filled. Adds no node: words beside it say the same. Returns the height. */
int progress_draw(struct ui *ui, int x, int y, int width, size_t done, size_t all, enum area area);

/* A button that leads on. The first of a row is what most people want: filled with the area's colour, and wider. */
struct way {
  const char *icon, *word;
  struct action action;
  bool is_quiet; /* drawn like the others, though it is the first */
};

/* Beside each other where all words fit, the first at the end of the line; else below each other, the first on top.
 * Returns the height: 20 mm a button, 16 mm on low panels. */
int ways_draw(struct ui *ui, int x, int y, int width, const struct way *ways, size_t count, enum area area);

#endif
