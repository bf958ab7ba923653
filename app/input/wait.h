/* Sleeping until there may be input. */
#ifndef LITFASS_INPUT_WAIT_H
#define LITFASS_INPUT_WAIT_H

struct wait;

struct wait *wait_open(void);
void wait_close(struct wait *wait);

/* Returns when an event may be there, or after `ms`. */
void wait_for_events(struct wait *wait, int ms);

#endif
