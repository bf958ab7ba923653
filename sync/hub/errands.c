#include "hub/errands.h"

#include "base/log.h"
#include "hub/alarm.h"
#include "hub/content.h"
#include "hub/inbox.h"
#include "hub/mirror.h"
#include "hub/sources/source.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { LOOK_EVERY_S = 5, SWEEP_EVERY_MS = 3600 * 1000 };

static void log_look(const char *name, const struct source_look *look) {
  if (look->result == SOURCE_UNCHANGED) return;
  log_info("source '%s': %zu new, %zu changed, %zu gone%s", name, look->merged.added, look->merged.changed,
           look->merged.dropped, look->result == SOURCE_WAITS ? ", waiting for a person" : "");
}

bool sources_run_due(struct hub *hub, const atomic_bool *stop, struct err *err) {
  scoped_arena arena = {0};
  const char *const *names;
  size_t count;
  const struct source_way way = {.stop = stop};
  if (!source_due(hub, &arena, &names, &count, err)) return false;
  for (size_t i = 0; i < count && !(stop && *stop); i++) {
    scoped_intake intake = {0};
    struct source_look look;
    struct err why;
    if (source_fetch(hub, names[i], &way, &intake, &look, &why))
      log_look(names[i], &look);
    else if (!(stop && *stop))
      log_warning("source '%s': %s, keeping what it brought before", names[i], why.msg);
  }
  return true;
}

struct errands {
  struct hub hub;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t wake;
  atomic_bool stop;
  bool mirror_failed, alarm_failed, sweep_failed;
  int64_t sweep_ms; /* when the next is due, by clock_elapsed_ms */
};

static void sleep_a_while(struct errands *errands) {
  struct timespec until;
  pthread_mutex_lock(&errands->lock);
  ASSERT(timespec_get(&until, TIME_UTC) == TIME_UTC);
  until.tv_sec += LOOK_EVERY_S;
  while (!errands->stop && pthread_cond_timedwait(&errands->wake, &errands->lock, &until) != ETIMEDOUT)
    ;
  pthread_mutex_unlock(&errands->lock);
}

/* What fails is said once, until it works again. */
static void say(bool *has_failed, bool ok, const char *what, const struct err *err) {
  if (!ok && !*has_failed) log_warning("%s: %s", what, err->msg);
  *has_failed = !ok;
}

static bool sweep_all(struct hub *hub, struct err *err) {
  if (store_begin(hub->store, err) && content_sweep(hub, err) && inbox_sweep(hub, err) && store_commit(hub->store, err))
    return true;
  store_rollback(hub->store);
  return false;
}

/* The bin keeps for thirty days and no longer: its page says so. */
static void sweep_when_due(struct errands *errands) {
  struct err err;
  if (clock_elapsed_ms(&errands->hub.clock) < errands->sweep_ms) return;
  say(&errands->sweep_failed, sweep_all(&errands->hub, &err), "sweep", &err);
  errands->sweep_ms = clock_elapsed_ms(&errands->hub.clock) + SWEEP_EVERY_MS;
}

static void run_errands(struct errands *errands) {
  size_t told, sent, removed;
  struct err err;
  bool ok = mirror_run(&errands->hub, &sent, &removed, &err);
  say(&errands->mirror_failed, ok, "mirror", &err);
  if (sent > 0) log_info("mirror: %zu files sent, %zu removed", sent, removed);
  ok = alarm_look(&errands->hub, &told, &err);
  say(&errands->alarm_failed, ok, "alarm", &err);
  sweep_when_due(errands);
}

static void *run(void *user) {
  struct errands *errands = user;
  while (!errands->stop) {
    struct err err;
    if (!sources_run_due(&errands->hub, &errands->stop, &err)) log_warning("sources: %s", err.msg);
    if (!errands->stop) run_errands(errands);
    sleep_a_while(errands);
  }
  return NULL;
}

bool errands_start(const char *dir, const char *clock_text, struct errands **out, struct err *err) {
  struct errands *errands = calloc(1, sizeof *errands);
  ASSERT(errands != NULL);
  if (!hub_open(&errands->hub, dir, clock_text, err)) {
    free(errands);
    return false;
  }
  ASSERT(pthread_mutex_init(&errands->lock, NULL) == 0 && pthread_cond_init(&errands->wake, NULL) == 0);
  ASSERT(pthread_create(&errands->thread, NULL, run, errands) == 0);
  *out = errands;
  return true;
}

void errands_stop(struct errands *errands) {
  if (!errands) return;
  pthread_mutex_lock(&errands->lock);
  errands->stop = true;
  pthread_cond_signal(&errands->wake);
  pthread_mutex_unlock(&errands->lock);
  pthread_join(errands->thread, NULL);
  pthread_cond_destroy(&errands->wake);
  pthread_mutex_destroy(&errands->lock);
  hub_close(&errands->hub);
  free(errands);
}
