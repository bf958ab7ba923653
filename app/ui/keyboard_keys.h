/* A row of keys: letters share what words leave. */
#ifndef LITFASS_UI_KEYBOARD_KEYS_H
#define LITFASS_UI_KEYBOARD_KEYS_H

#include "ui/ui.h"

enum { ROW_KEYS_MAX = 18 };

struct key {
  const char *icon; /* NULL for none; left out where the word alone fits */
  const char *text; /* a letter or a word; its name in the tree */
  struct action action;
  bool filled; /* stands out from the others */
  int share;   /* of the room that is left when each key has what it needs; a letter has 10 */
};

struct key_row {
  struct key keys[ROW_KEYS_MAX];
  size_t count;
  int least;     /* width of a word's key in pixels, however short the word is */
  bool mirrored; /* its first key stands at the other end than the page's first */
};

/* Into `rect`, `gap` pixels between the keys. All letters have one size, and all words: the largest at which each fits. */
void key_row_draw(struct ui *ui, struct rect rect, int gap, const struct key_row *row);

#endif
