/* `litfass bench --soak N`: the visitors of years in minutes (QUALITY.md, R6). */
#ifndef LITFASS_PLAY_SOAK_H
#define LITFASS_PLAY_SOAK_H

#include "options.h"

/* Taps N times on whatever can be tapped, in virtual time, with pauses long enough for the idle question and the reset after
 * it. The first tenth warms up; ERR_INTERNAL when memory then grows by more than 1 MB beyond that, or the number of open files
 * differs. Prints what it found, also then: text, or one JSON object. */
MUST_USE bool soak_run(const struct options *options, struct err *err);

#endif
