/* When the place is closed the board is dark: litfass-device says so in a file of one word (base/pulse.h, PULSE_DISPLAY),
 * whether or not it can switch the panel's light off. The touch that wakes the board is for nothing else: nobody aims at what
 * they cannot see. While somebody wipes the screen ("cleaning") no touch counts at all. */
#ifndef LITFASS_INPUT_CURTAIN_H
#define LITFASS_INPUT_CURTAIN_H

#include <stdbool.h>
#include <stdint.h>

enum {
  CURTAIN_PATH_SIZE = 1024,
  CURTAIN_BLIND_MS = 500,       /* a panel takes so long to light up */
  CURTAIN_AWAKE_MS = 10 * 1000, /* for litfass-device to agree */
};

struct curtain {
  char path[CURTAIN_PATH_SIZE];
  bool is_off, is_cleaning; /* as the file says */
  int64_t looked_ms, awake_until_ms;
};

/* `path` "": never down. */
void curtain_init(struct curtain *curtain, const char *path);

/* Reads the file, once a second at most. A file that is not there, or says what we do not know, means light. */
void curtain_look(struct curtain *curtain, int64_t now_ms);

bool curtain_is_down(const struct curtain *curtain, int64_t now_ms);

/* True when what comes from hands at this moment is for the curtain and must not reach the board. `is_begin`: a touch or key
 * goes down, which lifts it; a mouse that moves lifts nothing. */
bool curtain_takes(struct curtain *curtain, bool is_begin, int64_t now_ms);

#endif
