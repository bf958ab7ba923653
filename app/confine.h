/* The board's sandbox: what of this machine it needs, and nothing else, before it reads what others have written. */
#ifndef LITFASS_CONFINE_H
#define LITFASS_CONFINE_H

#include "options.h"

/* Before SDL and its drivers start threads. Where the kernel has no means for it, one line says so and the board goes on. */
void confine_board(const struct options *options);

#endif
