/* Rows side by side where a panel is wide: choices of which there are few. */
#ifndef LITFASS_UI_COLUMNS_H
#define LITFASS_UI_COLUMNS_H

#include "ui/widgets.h"

/* Draws the rows in as many columns as their words have room for, neighbours equally high; returns the height. Sets their
 * min_height_px. */
int columns_draw(struct ui *ui, int x, int y, int width, struct row *rows, size_t count);

#endif
