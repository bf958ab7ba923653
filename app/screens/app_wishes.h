/* What the hub wants of this board (spool/paired.h, screen_note): its place, the languages that it offers, the topics that it
 * shows. Taken at the start, and later only while nobody is there: nothing changes under a visitor's finger. */
#ifndef LITFASS_SCREENS_APP_WISHES_H
#define LITFASS_SCREENS_APP_WISHES_H

#include "screens/app.h"

/* The start, and the reset behind a visitor. */
void app_wishes_take(struct app *app);

/* The place that holds now: the caretaker's, else the one that was chosen on the spot, else that of the settings. */
void app_wishes_place(struct app *app);

/* Takes them over while the board rests. */
void app_wishes_tick(struct app *app);

/* Whether nobody is there: home as everybody finds it, no finger on the panel, nothing read aloud, and half a minute since the
 * last touch or none at all. */
bool app_is_resting(const struct app *app);

#endif
