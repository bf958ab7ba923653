/* Which keys stand in which row of our keyboard. */
#ifndef LITFASS_UI_KEYBOARD_ROWS_H
#define LITFASS_UI_KEYBOARD_ROWS_H

#include "ui/keyboard.h"
#include "ui/keyboard_keys.h"

enum keyboard_form {
  FORM_WHOLE,
  FORM_LOW, /* without a row of its own for the words */
};

const struct keyboard_layout *keyboard_layout_of(const struct keyboard *keyboard);
/* The letters that KEYBOARD_LAYOUT leads to. */
size_t keyboard_layout_after(const struct keyboard *keyboard);

/* Row `index` of KEYBOARD_ROWS, the row of words below it (`least`: width of a key in pixels), and what a folded keyboard has.
 */
void keyboard_letter_row(struct ui *ui, const struct keyboard *keyboard, enum keyboard_form form, int index,
                         struct key_row *row);
void keyboard_word_row(struct ui *ui, const struct keyboard *keyboard, int least, struct key_row *row);
void keyboard_folded_row(struct ui *ui, struct key_row *row);

/* How many keys of `least` pixels have room. */
struct key_grid {
  size_t columns, rows; /* at least 2 */
  int least;
};

/* A row of a keyboard that shows its letters page by page; the last row has the words. */
void keyboard_paged_row(struct ui *ui, const struct keyboard *keyboard, const struct key_grid *grid, size_t index,
                        struct key_row *row);

#endif
