/* Volunteer mode: a few things that the people who look after a board may do on the spot, behind a PIN ([volunteer] pin;
 * without one there is no such mode). Nothing on the screen leads there: a finger that rests for five seconds on the name of
 * the place, or "back" pressed five times on home. It locks itself when a minute passes without touch, or by coming home. */
#ifndef LITFASS_SCREENS_APP_VOLUNTEER_H
#define LITFASS_SCREENS_APP_VOLUNTEER_H

#include "screens/app.h"

#include <stdbool.h>

/* `number` of ACTION_VOLUNTEER; 0 to 9 are the digits of the PIN. */
enum volunteer_command {
  VOLUNTEER_DELETE = 10, /* a digit */
  VOLUNTEER_RELOAD,      /* opens the cache anew */
  VOLUNTEER_CLEAN,       /* no touch does anything for 30 s */
  VOLUNTEER_QUIETER,     /* how loud reading aloud begins, until the next start of the program */
  VOLUNTEER_LOUDER,
  VOLUNTEER_LOCK,
};

void app_volunteer_perform(struct app *app, enum volunteer_command command);

/* The ways in, and out by itself. */
void app_volunteer_tick(struct app *app);
/* One more of the four keys: KEY_BACK or another. True when it led in. */
bool app_volunteer_key(struct app *app, bool is_back);
void app_volunteer_lock(struct app *app);

/* While the panel is being cleaned: how long still; 0: it is not. */
int app_cleaning_s(const struct app *app);

/* How long the next PIN has to wait after too many wrong ones; 0: not at all. */
int app_pin_wait_s(const struct app *app);

#endif
