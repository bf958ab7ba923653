/* Sleeping until there may be input, and what SDL does not say of the devices that it comes from. */
#ifndef LITFASS_INPUT_WAIT_H
#define LITFASS_INPUT_WAIT_H

#include "draw/geometry.h"

#include <stdbool.h>

struct wait;

struct wait *wait_open(void);
void wait_close(struct wait *wait);

/* Returns when an event may be there, or after `ms`. */
void wait_for_events(struct wait *wait, int ms);

/* Where on the screen a device points that reports places and yet is no touch panel: SDL's evdev driver takes such a one for a
 * mouse and hands its raw numbers on, those that did not change as 0. False when there is none: SDL's word counts. */
bool wait_find_point(const struct wait *wait, struct rect screen, struct point *out);

/* Looks for the input devices anew: SDL has lost or found one. */
void wait_refresh(struct wait *wait);

#endif
