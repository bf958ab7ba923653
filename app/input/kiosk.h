/* The board on its panel: SDL events in, frames out, and sleep in between. */
#ifndef LITFASS_INPUT_KIOSK_H
#define LITFASS_INPUT_KIOSK_H

#include "base/err.h"
#include "draw/canvas.h"
#include "screens/app.h"

struct kiosk_config {
  double panel_mm;
  const char *health;  /* folder of the signs of life (base/pulse.h); "": none are given */
  const char *display; /* file that says when to be dark (input/curtain.h); "": never */
};

/* Runs until the window is closed or a signal asks it to end. */
MUST_USE bool kiosk_run(struct app *app, struct canvas *canvas, const struct kiosk_config *config, struct err *err);

/* False with ERR_IO when SDL found no panel and drew into memory instead, unless SDL_VIDEODRIVER asked for that. */
MUST_USE bool kiosk_has_display(struct err *err);

/* SDL hints that must be set before the window is opened. */
void kiosk_prepare(void);

#endif
