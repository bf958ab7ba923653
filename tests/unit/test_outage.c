/* Ten thousand kiosks around a hub that is away for a while: a discrete simulation that links the daemon's real scheduling
 * (client/schedule.h) and checks the promise of QUALITY R7: after the outage the hub never sees more than twice the mean rate.
 * Time is virtual, chance is seeded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/compiler.h"
#include "client/schedule.h"

#include <stdbool.h>
#include <string.h>

enum {
  KIOSKS = 10000,
  POLL_S = 300,
  HOUR_MS = 3600 * 1000,
  END_MS = 6 * HOUR_MS,
  SLICE_MS = 10 * 1000,
  SLICES = END_MS / SLICE_MS
};

struct kiosk {
  int64_t due_ms;
  int failures;
};

/* An outage from `from_ms` to `to_ms`; the hub asks for `retry_after_s` meanwhile (0: it is silent). */
struct outage {
  int64_t from_ms, to_ms, retry_after_s;
  bool starts_cold; /* all kiosks have power again at 0 */
};

static uint64_t seed;

/* splitmix64: Steele, Lea, Flood 2014 */
static double chance(void) {
  uint64_t z = (seed += UINT64_C(0x9E3779B97F4A7C15));
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

/* ---- a heap of kiosks by due time ---- */

static struct kiosk kiosks[KIOSKS];
static int heap[KIOSKS];

static bool sooner(int a, int b) { return kiosks[heap[a]].due_ms < kiosks[heap[b]].due_ms; }

static void sink_down(int at) {
  for (;;) {
    int child = 2 * at + 1;
    if (child >= KIOSKS) return;
    if (child + 1 < KIOSKS && sooner(child + 1, child)) child++;
    if (!sooner(child, at)) return;
    int kept = heap[at];
    heap[at] = heap[child];
    heap[child] = kept;
    at = child;
  }
}

/* ---- the simulation ---- */

static void start(const struct outage *outage) {
  seed = 2026;
  for (int i = 0; i < KIOSKS; i++) {
    int64_t first = outage->starts_cold ? 0 : (int64_t)(chance() * POLL_S * 1000);
    kiosks[i] = (struct kiosk){.due_ms = first};
    heap[i] = i;
  }
  for (int i = KIOSKS / 2; i >= 0; i--)
    sink_down(i);
}

/* Requests in each slice of ten seconds. */
static void simulate(const struct outage *outage, int requests[SLICES]) {
  memset(requests, 0, SLICES * sizeof *requests);
  start(outage);
  while (kiosks[heap[0]].due_ms < END_MS) {
    struct kiosk *kiosk = &kiosks[heap[0]];
    int64_t now = kiosk->due_ms;
    requests[now / SLICE_MS]++;
    if (now >= outage->from_ms && now < outage->to_ms)
      kiosk->due_ms = now + schedule_retry_ms(POLL_S, ++kiosk->failures, outage->retry_after_s, chance());
    else {
      kiosk->failures = 0;
      kiosk->due_ms = now + schedule_poll_ms(POLL_S, chance());
    }
    sink_down(0);
  }
}

static double peak_over_mean(const int requests[SLICES], int64_t from_ms, int64_t to_ms) {
  double mean = (double)KIOSKS * SLICE_MS / (POLL_S * 1000.0);
  int peak = 0;
  for (int64_t i = from_ms / SLICE_MS; i < to_ms / SLICE_MS; i++)
    if (requests[i] > peak) peak = requests[i];
  return peak / mean;
}

static void after_an_outage_the_hub_is_not_overrun(void **state UNUSED) {
  static const int64_t lengths_ms[] = {30 * 1000, 5 * 60 * 1000, 20 * 60 * 1000, HOUR_MS, 3 * HOUR_MS};
  static int requests[SLICES];
  double worst = 0;
  for (size_t i = 0; i < COUNT_OF(lengths_ms); i++) {
    struct outage outage = {.from_ms = HOUR_MS, .to_ms = HOUR_MS + lengths_ms[i]};
    simulate(&outage, requests);
    double peak = peak_over_mean(requests, outage.to_ms, END_MS);
    print_message("outage of %5lld s: peak behind it %.2f times the mean\n", (long long)lengths_ms[i] / 1000, peak);
    worst = peak > worst ? peak : worst;
  }
  assert_true(worst < 2);
}

static void during_an_outage_each_kiosk_asks_less_and_less(void **state UNUSED) {
  static int requests[SLICES];
  struct outage outage = {.from_ms = HOUR_MS, .to_ms = 3 * HOUR_MS};
  simulate(&outage, requests);
  assert_true(peak_over_mean(requests, outage.from_ms + HOUR_MS / 2, outage.to_ms) < 1);
}

static void retry_after_is_obeyed_and_spread(void **state UNUSED) {
  static int requests[SLICES];
  struct outage outage = {.from_ms = HOUR_MS, .to_ms = HOUR_MS + 60 * 1000, .retry_after_s = 1800};
  simulate(&outage, requests);
  double peak = peak_over_mean(requests, outage.to_ms, END_MS);
  print_message("Retry-After of half an hour: peak behind it %.2f times the mean\n", peak);
  assert_true(peak < 2);
}

static void kiosks_that_get_their_power_back_together_part_ways(void **state UNUSED) {
  static int requests[SLICES];
  struct outage outage = {.starts_cold = true};
  simulate(&outage, requests);
  assert_true(requests[0] >= KIOSKS); /* that first moment is nobody's choice */
  double after = peak_over_mean(requests, 5 * HOUR_MS, END_MS);
  print_message("five hours behind a cold start of all: peak %.2f times the mean\n", after);
  assert_true(after < 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(after_an_outage_the_hub_is_not_overrun),
      cmocka_unit_test(during_an_outage_each_kiosk_asks_less_and_less),
      cmocka_unit_test(retry_after_is_obeyed_and_spread),
      cmocka_unit_test(kiosks_that_get_their_power_back_together_part_ways),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
