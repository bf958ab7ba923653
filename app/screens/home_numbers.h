/* The buttons of home for the numbers that everybody must find: "Notruf 112". Each leads to the page with all of them. */
#ifndef LITFASS_SCREENS_HOME_NUMBERS_H
#define LITFASS_SCREENS_HOME_NUMBERS_H

#include "ui/widgets.h"

#include <stddef.h>

/* Of a row only title, number and lang count. */

/* The width that name and number take beside each other, digits of this size. */
int number_button_width(struct ui *ui, const struct row *row, enum text_size size);
/* The least height in this width: the number stands below its name where it does not fit beside it. */
int number_button_height(struct ui *ui, const struct row *row, enum text_size size, int width);
void number_button_draw(struct ui *ui, struct rect rect, const struct row *row, enum text_size size);

/* All of them, side by side where they fit, in the largest digits that do. Returns the height. */
int number_buttons_draw(struct ui *ui, const struct row *rows, size_t count, int x, int y, int width);

#endif
