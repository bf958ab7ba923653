/* A program's sign of life: a file of one line, "<stamp> <lease> <word>", in a folder of /run that litfass-device looks into.
 *
 * `stamp` is CLOCK_MONOTONIC in milliseconds (the same for all processes) when the program last did its work, `lease` the
 * milliseconds within which it promises to do it again, `word` what it did: the board says "frame" after a presented frame and
 * polled input, the daemon "polled" or "offline" after a poll. Whoever misses its own promise is late.
 *
 * Only the loop that does the work beats, never a thread beside it. Where the folder does not exist (a desk, a demo) nothing is
 * written: whoever wants signs of life makes the folder. */
#ifndef LITFASS_BASE_PULSE_H
#define LITFASS_BASE_PULSE_H

#include "base/clock.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

/* Defaults of all programs' settings. */
#define PULSE_FOLDER "/run/litfass/health"
#define PULSE_STATUS "/run/litfass/device.json" /* what litfass-device says about the board */
#define PULSE_DISPLAY "/run/litfass/display"    /* the other way: "on", "off" or "cleaning", from litfass-device to the board */

enum { PULSE_EVERY_MS = 10 * 1000, PULSE_WORD_SIZE = 24, PULSE_PATH_SIZE = 1100 };

struct pulse {
  int64_t stamp_ms, lease_ms;
  char word[PULSE_WORD_SIZE]; /* a-z and '-' */
};

/* What a loop keeps. */
struct pulse_beat {
  char path[PULSE_PATH_SIZE]; /* "": nobody listens */
  int64_t last_ms;
  char last_word[PULSE_WORD_SIZE];
};

/* `folder` "" or too long: never beats. The file is <folder>/<name>. */
void pulse_init(struct pulse_beat *beat, const char *folder, const char *name);

/* Writes at most every PULSE_EVERY_MS, unless the word changes: call it each time the work is done. True when there was nothing
 * to write or the folder is not there. */
MUST_USE bool pulse_beat(struct pulse_beat *beat, const struct clock *clock, int64_t lease_ms, const char *word,
                         struct err *err);

/* ERR_NOT_FOUND: never beat; ERR_CORRUPT: not ours. */
MUST_USE bool pulse_read(const char *path, struct pulse *out, struct err *err);

#endif
