#include "base/clock.h"

#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"

#include <time.h>

#ifndef LITFASS_BUILD_UTC
#define LITFASS_BUILD_UTC 1767225600 /* 2026-01-01: a build without a stamp is at least this new */
#endif

static int64_t read_ms(clockid_t id) {
  struct timespec now;
  ASSERT(clock_gettime(id, &now) == 0);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void init(struct clock *clock, const char *zone) {
  ASSERT(zone_is_known(zone));
  *clock = (struct clock){0};
  str_copy(clock->zone, sizeof clock->zone, zone);
}

void clock_init_system(struct clock *clock, const char *zone) {
  init(clock, zone);
  clock->floor_utc = LITFASS_BUILD_UTC;
}

void clock_init_virtual(struct clock *clock, const char *zone, int64_t wall) {
  init(clock, zone);
  clock->is_virtual = true;
  clock_set_wall(clock, wall);
}

/* A shifted clock is a system clock with an offset, kept in start_utc_ms. */
void clock_init_shifted(struct clock *clock, const char *zone, int64_t wall) {
  init(clock, zone);
  clock->start_utc_ms = zone_to_utc(zone, wall) * 1000 - read_ms(CLOCK_REALTIME);
}

void clock_advance(struct clock *clock, int64_t ms) {
  ASSERT(clock->is_virtual && ms >= 0);
  clock->elapsed_ms += ms;
}

void clock_set_wall(struct clock *clock, int64_t wall) {
  ASSERT(clock->is_virtual);
  clock->start_utc_ms = zone_to_utc(clock->zone, wall) * 1000 - clock->elapsed_ms;
}

void clock_raise_floor(struct clock *clock, int64_t utc) {
  if (utc > clock->floor_utc) clock->floor_utc = utc;
}

int64_t clock_utc_ms(const struct clock *clock) {
  return clock->start_utc_ms + (clock->is_virtual ? clock->elapsed_ms : read_ms(CLOCK_REALTIME));
}

static int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

int64_t clock_utc(const struct clock *clock) { return floor_div(clock_utc_ms(clock), 1000); }

int64_t clock_wall(const struct clock *clock) { return zone_to_wall(clock->zone, clock_utc(clock)); }

int64_t clock_elapsed_ms(const struct clock *clock) { return clock->is_virtual ? clock->elapsed_ms : read_ms(CLOCK_MONOTONIC); }

bool clock_is_trusted(const struct clock *clock) { return clock_utc(clock) >= clock->floor_utc; }
