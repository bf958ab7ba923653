/* Somebody to call, where the board itself cannot help any further. */
#ifndef LITFASS_SCREENS_CALL_NUMBERS_H
#define LITFASS_SCREENS_CALL_NUMBERS_H

#include "screens/app.h"

/* Who stands nearest to this board, when she has a telephone, and the first important numbers. Returns the height, with the gap
 * to what follows. */
int call_numbers_draw(struct app *app, int x, int y, int width);

#endif
