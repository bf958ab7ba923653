#include "device/watch.h"

#include "base/compiler.h"

enum { RETRY_MS = 3600 * 1000 };

void watch_init(struct watch *watch, const struct watch_limits *limits, int boots, int64_t now_ms) {
  *watch = (struct watch){.limits = *limits, .boots = boots, .healthy_since_ms = -1, .lost_since_ms = -1};
  for (int i = 0; i < WATCH_UNITS; i++)
    watch->members[i] = (struct watch_member){.state = WATCH_STARTING, .since_ms = now_ms};
}

bool watch_is_resigned(const struct watch *watch) { return watch->boots > watch->limits.boots; }

static void enter(struct watch_member *member, enum watch_state state, int64_t now_ms) {
  if (member->state == state) return;
  member->state = state;
  member->since_ms = now_ms;
}

/* True when it should be started anew. A start begins a new span, also after a start. */
static bool restart(struct watch_member *member, int64_t now_ms) {
  member->state = WATCH_STARTING;
  member->since_ms = now_ms;
  member->restarts++;
  return true;
}

static bool step_absent(const struct watch *watch, struct watch_member *member, int64_t now_ms) {
  if (member->state == WATCH_HEALTHY || member->state == WATCH_UNUSED)
    enter(member, member->state == WATCH_HEALTHY ? WATCH_MISSING : WATCH_STARTING, now_ms);
  int64_t age = now_ms - member->since_ms;
  if (member->state == WATCH_LOST) return watch_is_resigned(watch) && age >= RETRY_MS && restart(member, now_ms);
  /* One that was healthy and hangs need not be waited for; one that is starting may take its time. */
  if (member->state == WATCH_STARTING && age < watch->limits.start_ms) return false;
  if (member->restarts < watch->limits.restarts) return restart(member, now_ms);
  enter(member, WATCH_LOST, now_ms);
  return false;
}

static bool step_member(const struct watch *watch, struct watch_member *member, struct watch_sign sign, int64_t now_ms) {
  if (!sign.is_needed) {
    enter(member, WATCH_UNUSED, now_ms);
    member->restarts = 0;
    return false;
  }
  if (!sign.is_alive) return step_absent(watch, member, now_ms);
  enter(member, WATCH_HEALTHY, now_ms);
  if (now_ms - member->since_ms >= watch->limits.settle_ms) member->restarts = 0;
  return false;
}

static bool all_well(const struct watch *watch) {
  bool some = false;
  for (int i = 0; i < WATCH_UNITS; i++) {
    enum watch_state state = watch->members[i].state;
    if (state != WATCH_HEALTHY && state != WATCH_UNUSED) return false;
    some = some || state == WATCH_HEALTHY;
  }
  return some;
}

static bool some_lost(const struct watch *watch) {
  for (int i = 0; i < WATCH_UNITS; i++)
    if (watch->members[i].state == WATCH_LOST) return true;
  return false;
}

/* Keeps the moment at which something began, -1 while it is not so. */
static void note(int64_t *since_ms, bool is_so, int64_t now_ms) {
  if (!is_so)
    *since_ms = -1;
  else if (*since_ms < 0)
    *since_ms = now_ms;
}

struct watch_orders watch_step(struct watch *watch, const struct watch_sign signs[WATCH_UNITS], int64_t now_ms) {
  struct watch_orders orders = {0};
  for (int i = 0; i < WATCH_UNITS; i++)
    orders.restart[i] = step_member(watch, &watch->members[i], signs[i], now_ms);
  note(&watch->healthy_since_ms, all_well(watch), now_ms);
  note(&watch->lost_since_ms, some_lost(watch) && !watch_is_resigned(watch), now_ms);
  if (watch->boots > 0 && watch->healthy_since_ms >= 0 && now_ms - watch->healthy_since_ms >= watch->limits.settle_ms) {
    watch->boots = 0;
    orders.forget_boots = true;
  }
  orders.feed = watch->lost_since_ms < 0;
  if (!orders.feed && now_ms - watch->lost_since_ms >= watch->limits.bite_ms) {
    watch->lost_since_ms = now_ms;
    orders.reboot = true;
  }
  return orders;
}

const char *watch_state_name(enum watch_state state) {
  static const char *const names[] = {"unused", "starting", "healthy", "missing", "lost"};
  ASSERT((size_t)state < COUNT_OF(names));
  return names[state];
}
