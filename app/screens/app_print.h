/* Paper, as the screens know it: the tap that asks for a page, and the page itself. */
#ifndef LITFASS_SCREENS_APP_PRINT_H
#define LITFASS_SCREENS_APP_PRINT_H

#include "screens/app.h"

/* Asks for the page of an entry; printing begins once the screen has said so. The same entry within half a minute is not
 * printed again: the finger trembled. False: this board has no printer. */
bool app_print(struct app *app, const char *id);
void app_print_tick(struct app *app);
void app_print_reset(struct app *app);

/* What a page says (paper.c): one sheet of A4 in large type, the entry of the view that is shown. False: it is gone. */
bool paper_build(struct app *app, struct ui *paper, struct arena *arena);

#endif
