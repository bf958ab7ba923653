/* The board on its panel: SDL events in, frames out, and sleep in between. */
#ifndef LITFASS_INPUT_KIOSK_H
#define LITFASS_INPUT_KIOSK_H

#include "base/err.h"
#include "draw/canvas.h"
#include "screens/app.h"

/* Runs until the window is closed or a signal asks it to end. */
MUST_USE bool kiosk_run(struct app *app, struct canvas *canvas, double panel_mm, struct err *err);

/* False with ERR_IO when SDL found no panel and drew into memory instead, unless SDL_VIDEODRIVER asked for that. */
MUST_USE bool kiosk_has_display(struct err *err);

/* SDL hints that must be set before the window is opened. */
void kiosk_prepare(void);

#endif
