/* `litfass bench`: the app times itself, since only it knows when a frame is presented. */
#ifndef LITFASS_PLAY_BENCH_H
#define LITFASS_PLAY_BENCH_H

#include "options.h"

/* Starts itself anew to know when it started. Prints one JSON object (or a few lines of text): first_frame_ms since the start
 * of the process, tap_median_ms, tap_p99_ms (finger up to the frame on the screen, pictures aside), picture_p99_ms (finger up
 * to the last picture, of taps that opened new ones), scroll_median_ms, scroll_p99_ms, and where the time of a tap goes. */
MUST_USE bool bench_run(const struct options *options, int argc, char **argv, struct err *err);

#endif
