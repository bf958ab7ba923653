#include "client/schedule.h"

enum { SECOND_MS = 1000, RETRY_AFTER_MAX_S = 3600 };

static int64_t clamp(int64_t value, int64_t min, int64_t max) { return value < min ? min : value > max ? max : value; }

int64_t schedule_poll_ms(int64_t poll_s, double chance) {
  int64_t poll_ms = clamp(poll_s, SCHEDULE_POLL_MIN_S, SCHEDULE_POLL_MAX_S) * SECOND_MS;
  return (int64_t)((double)poll_ms * (0.8 + 0.4 * chance));
}

int64_t schedule_retry_ms(int64_t poll_s, int failures, int64_t retry_after_s, double chance) {
  int64_t ceiling_s = clamp(poll_s / 2, SCHEDULE_BACKOFF_BASE_S, SCHEDULE_BACKOFF_CAP_S);
  for (int i = 0; i < failures && ceiling_s < SCHEDULE_BACKOFF_CAP_S; i++)
    ceiling_s *= 2;
  ceiling_s = clamp(ceiling_s, 0, SCHEDULE_BACKOFF_CAP_S);
  int64_t delay_ms = (int64_t)((double)(ceiling_s * SECOND_MS) * chance);
  int64_t asked_ms = clamp(retry_after_s, 0, RETRY_AFTER_MAX_S) * SECOND_MS;
  if (asked_ms > 0) {
    int64_t polite_ms = asked_ms + (int64_t)((double)asked_ms * 0.2 * chance);
    if (delay_ms < polite_ms) delay_ms = polite_ms;
  }
  return delay_ms < SECOND_MS ? SECOND_MS : delay_ms;
}
