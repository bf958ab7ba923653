/* A picture of the display, because a caretaker has asked for one (spool/shot.h): taken only while nobody is there
 * (app_is_resting), of what is really on the panel, and put into the spool. Until then the hub is told once why there is none.
 */
#ifndef LITFASS_SCREENS_APP_SHOT_H
#define LITFASS_SCREENS_APP_SHOT_H

#include "screens/app.h"

/* Notices wishes, and says why one has to wait. */
void app_shot_tick(struct app *app);

/* When the frame on the panel is whole (no picture is still to be loaded): takes one, where one is wanted. */
void app_shot_take(struct app *app, const struct canvas *canvas);

#endif
