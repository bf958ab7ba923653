/* What litfass-device says about the board (/run/litfass/device.json, firmware/device/README.md), as far as whoever looks after
 * the screens wants to know it. Another program's file: bounded, checked member by member, and whatever is not as it should be
 * is left out, not passed on. */
#ifndef LITFASS_CLIENT_BOARD_H
#define LITFASS_CLIENT_BOARD_H

#include "base/clock.h"
#include "base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

enum { BOARD_STATUS_MAX = 8 * 1024, BOARD_STALE_MS = 3 * 60 * 1000, BOARD_PROBLEMS_MAX = 16, BOARD_UNKNOWN = -1 };

struct board {
  char program[24];                      /* version of litfass-device */
  char state[8];                         /* "good", "poor", "bad" */
  char problems[BOARD_PROBLEMS_MAX][24]; /* short names: "disk-worn" */
  size_t problem_count;
  char storage[16], supply[16], time[16], update[16]; /* words of litfass-device's own; "" unknown */
  bool has_temperature;
  double temperature_c;
  int64_t free_mb, life_percent, ext4_errors; /* BOARD_UNKNOWN */
};

/* ERR_NOT_FOUND: no litfass-device here, or one that has not written for three minutes; ERR_CORRUPT: no status of ours. */
MUST_USE bool board_read(const char *path, const struct clock *clock, struct board *out, struct err *err);

/* As a member of the heartbeat, owned by the caller. */
json_t *board_json(const struct board *board);

#endif
