/* The only place that reads the time. A clock is a value that programs hand down, so that tests and `--clock` can own time.
 *
 * Two questions are kept apart: wall time (may be years off on a device without a battery clock) and elapsed time (monotonic).
 * Trust: wall time below the floor (build time, newest signed timestamp, newest cache row) is not shown and expires nothing. */
#ifndef LITFASS_BASE_CLOCK_H
#define LITFASS_BASE_CLOCK_H

#include "base/compiler.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct clock {
  bool is_virtual;
  int64_t start_utc_ms; /* virtual clocks: UTC at elapsed 0 */
  int64_t elapsed_ms;   /* virtual clocks: moved by clock_advance only */
  int64_t floor_utc;    /* seconds; wall time below is not trusted */
  char zone[65];        /* IANA zone of the place */
};

/* The system's clocks. `zone` is copied and must be known (zone_is_known). The floor starts at the build time. */
void clock_init_system(struct clock *clock, const char *zone);

/* A virtual clock that stands still at local wall time `wall` until clock_advance; the floor starts at 0. */
void clock_init_virtual(struct clock *clock, const char *zone, int64_t wall);

/* As `--clock T` asks: system time shifted so that it is `wall` now, and running on. */
void clock_init_shifted(struct clock *clock, const char *zone, int64_t wall);

void clock_advance(struct clock *clock, int64_t ms);    /* virtual clocks only */
void clock_set_wall(struct clock *clock, int64_t wall); /* virtual clocks only */

/* Raises the floor; never lowers it. */
void clock_raise_floor(struct clock *clock, int64_t utc);

int64_t clock_utc(const struct clock *clock); /* seconds since 1970 UTC */
int64_t clock_utc_ms(const struct clock *clock);
int64_t clock_wall(const struct clock *clock);       /* see base/civil.h; in the clock's zone */
int64_t clock_elapsed_ms(const struct clock *clock); /* monotonic; only differences mean something */
bool clock_is_trusted(const struct clock *clock);

#endif
