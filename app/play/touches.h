/* Raw touches for scripts: a trace of fingers as a panel would report it, trembling, bouncing and lost ends included. */
#ifndef LITFASS_PLAY_TOUCHES_H
#define LITFASS_PLAY_TOUCHES_H

#include "play/stage.h"

/* words: "down" FINGER X Y, "move" FINGER X Y, "up" FINGER X Y, "lost"; FINGER from 0, X and Y in mm from the panel's upper
 * left corner. No pause is added: `wait` makes them. ERR_PARSE names what is wrong. */
MUST_USE bool touches_do(struct stage *stage, char *const words[], struct err *err);

#endif
