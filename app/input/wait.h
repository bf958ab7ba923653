/* Sleeping until there may be input. */
#ifndef LITFASS_INPUT_WAIT_H
#define LITFASS_INPUT_WAIT_H

struct wait;

struct wait *wait_open(void);
void wait_close(struct wait *wait);

/* Returns when an event may be there, or after `ms`. */
void wait_for_events(struct wait *wait, int ms);

/* Looks for the input devices anew: SDL has lost or found one. */
void wait_refresh(struct wait *wait);

#endif
