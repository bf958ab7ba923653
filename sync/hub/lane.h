/* Threads for answers that take long. Those of libmicrohttpd carry many connections each, and whatever one of them does keeps
 * all of its connections waiting; so a job that takes longer than a page goes into a lane.
 *
 * A job counts from lane_push to lane_leave, which its owner calls when the answer is with the client: that bounds the memory
 * of answers under way to slow readers. Safe for several threads. */
#ifndef LITFASS_HUB_LANE_H
#define LITFASS_HUB_LANE_H

#include "base/compiler.h"

#include <stdbool.h>
#include <stddef.h>

struct lane;

/* Part of its owner's struct; `run` is called once, in a thread of the lane. */
struct lane_job {
  void (*run)(struct lane_job *job);
  struct lane_job *next;
};

/* `threads` jobs at a time; at most `jobs_max` that have not left. */
struct lane *lane_start(size_t threads, size_t jobs_max);

/* False: the lane is full, or stopping. The job stays where it is until it was run or lane_stop gave it back. */
MUST_USE bool lane_push(struct lane *lane, struct lane_job *job);
void lane_leave(struct lane *lane);

/* Waits for the jobs that run, and takes no more. Returns those that nobody began, linked by `next`. */
MUST_USE struct lane_job *lane_stop(struct lane *lane);

/* After lane_stop. NULL is allowed. */
void lane_destroy(struct lane *lane);

#endif
