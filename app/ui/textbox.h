/* A text that a visitor writes, letter by letter at its end: nobody needs to learn how to move a cursor. Bounded, in memory of
 * its owner, and wiped rather than emptied: the next visitor's kiosk knows nothing of it. Invariant: valid UTF-8 that ends with
 * NUL, without control characters. */
#ifndef LITFASS_UI_TEXTBOX_H
#define LITFASS_UI_TEXTBOX_H

#include "draw/geometry.h"

#include <stdbool.h>
#include <stddef.h>

struct ui;

enum { TEXTBOX_BYTES = 1024 };

struct textbox {
  char text[TEXTBOX_BYTES];
  size_t len;
  size_t limit; /* bytes at most; 0: what the buffer holds */
};

/* Adds what can be written: control characters, direction marks and other invisible ones are left out, and so is more than one
 * space in a row. Never cuts a character in half. False when nothing was added. */
bool textbox_add(struct textbox *box, const char *utf8);

/* Takes away the last character as a reader sees it, with the marks above and below it (Unicode UAX #29, grapheme clusters of
 * alphabets and emoji). False when there is none. */
bool textbox_delete(struct textbox *box);

void textbox_wipe(struct textbox *box);

/* The field with icon, text and cursor; `hint` stands in it while it is empty, and is its name in the tree; `note` (NULL for
 * none) at its end says what came of the text. What is too long for the field shows its end. */
void textbox_draw(struct ui *ui, struct rect rect, const struct textbox *box, const char *icon, const char *hint,
                  const char *note);

/* Likewise in as many lines as the height holds; of a longer text its last ones. `name` is that in the tree. */
void textbox_draw_lines(struct ui *ui, struct rect rect, const struct textbox *box, const char *name, const char *hint);

#endif
