/* Whether the wall clock can be believed. A board without a battery clock starts years ago; what was known once is a floor. */
#ifndef LITFASS_DEVICE_TIMING_H
#define LITFASS_DEVICE_TIMING_H

#include "base/clock.h"
#include "base/err.h"
#include "device/tree.h"

enum timing {
  TIMING_UNKNOWN, /* below the floor: wrong for certain */
  TIMING_KEPT,    /* plausible, but nobody sets it now: from a battery clock, or from before the network was lost */
  TIMING_SET,     /* set by a time service since the start */
};

/* `asks_kernel`: adjtimex(2) without STA_UNSYNC counts as set, whoever set it. Else only systemd-timesyncd's
 * /run/systemd/timesync/synchronized does (systemd-timesyncd.service(8)). */
enum timing timing_read(const struct tree *tree, const struct clock *clock, bool asks_kernel);
const char *timing_name(enum timing timing); /* "unknown", "kept", "set" */

/* The last moment that was certain, in seconds UTC, as a file of one line; `path` is as the kernel knows it. 0: none. */
int64_t timing_load_floor(const char *path);
MUST_USE bool timing_save_floor(const char *path, int64_t utc, struct err *err);

#endif
