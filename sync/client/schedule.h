/* When the next poll is due. Pure: chance comes in as a number, time goes out as a duration, so tests and simulations of a
 * thousand kiosks need no clock (QUALITY R7). */
#ifndef LITFASS_CLIENT_SCHEDULE_H
#define LITFASS_CLIENT_SCHEDULE_H

#include <stdint.h>

enum { SCHEDULE_POLL_MIN_S = 1, SCHEDULE_POLL_MAX_S = 86400, SCHEDULE_BACKOFF_BASE_S = 5, SCHEDULE_BACKOFF_CAP_S = 900 };

/* After a success: `poll_s` give or take a fifth, so that kiosks that started together part. `chance` is in [0, 1). */
int64_t schedule_poll_ms(int64_t poll_s, double chance);

/* After the `failures`-th failure in a row (from 1): anywhere in [0, min(cap, base * 2^failures)) ("full jitter"), but at least
 * a second; not before Retry-After, then spread over its fifth. The base is half the poll interval, at least 5 s: with 5 s
 * for everybody, a hub that was away for five minutes saw 4.3 times its mean rate when it came back, since all kiosks were
 * still in their first, hasty retries (tests/unit/test_outage.c). `poll_s` 0: the hub was not reached since the start, which is
 * mostly a kiosk whose own network is not up yet. */
int64_t schedule_retry_ms(int64_t poll_s, int failures, int64_t retry_after_s, double chance);

#endif
