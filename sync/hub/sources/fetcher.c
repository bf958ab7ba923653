#include "hub/sources/fetcher.h"

#include "base/log.h"
#include "hub/alarm.h"
#include "hub/mirror.h"
#include "hub/sources/source.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { LOOK_EVERY_S = 5 };

static void log_look(const char *name, const struct source_look *look) {
  if (look->result == SOURCE_UNCHANGED) return;
  log_info("source '%s': %zu new, %zu changed, %zu gone%s", name, look->merged.added, look->merged.changed,
           look->merged.dropped, look->result == SOURCE_WAITS ? ", waiting for a person" : "");
}

bool sources_run_due(struct hub *hub, const volatile sig_atomic_t *stop, struct err *err) {
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

struct fetcher {
  struct hub hub;
  pthread_t thread;
  pthread_mutex_t lock;
  pthread_cond_t wake;
  volatile sig_atomic_t stop;
  bool mirror_failed, alarm_failed;
};

static void sleep_a_while(struct fetcher *fetcher) {
  struct timespec until;
  pthread_mutex_lock(&fetcher->lock);
  ASSERT(timespec_get(&until, TIME_UTC) == TIME_UTC);
  until.tv_sec += LOOK_EVERY_S;
  while (!fetcher->stop && pthread_cond_timedwait(&fetcher->wake, &fetcher->lock, &until) != ETIMEDOUT)
    ;
  pthread_mutex_unlock(&fetcher->lock);
}

/* What fails is said once, until it works again. */
static void say(bool *has_failed, bool ok, const char *what, const struct err *err) {
  if (!ok && !*has_failed) log_warning("%s: %s", what, err->msg);
  *has_failed = !ok;
}

static void run_errands(struct fetcher *fetcher) {
  size_t told, sent, removed;
  struct err err;
  bool ok = mirror_run(&fetcher->hub, &sent, &removed, &err);
  say(&fetcher->mirror_failed, ok, "mirror", &err);
  if (sent > 0) log_info("mirror: %zu files sent, %zu removed", sent, removed);
  ok = alarm_look(&fetcher->hub, &told, &err);
  say(&fetcher->alarm_failed, ok, "alarm", &err);
}

static void *run(void *user) {
  struct fetcher *fetcher = user;
  while (!fetcher->stop) {
    struct err err;
    if (!sources_run_due(&fetcher->hub, &fetcher->stop, &err)) log_warning("sources: %s", err.msg);
    if (!fetcher->stop) run_errands(fetcher);
    sleep_a_while(fetcher);
  }
  return NULL;
}

bool fetcher_start(const char *dir, const char *clock_text, struct fetcher **out, struct err *err) {
  struct fetcher *fetcher = calloc(1, sizeof *fetcher);
  ASSERT(fetcher != NULL);
  if (!hub_open(&fetcher->hub, dir, clock_text, err)) {
    free(fetcher);
    return false;
  }
  ASSERT(pthread_mutex_init(&fetcher->lock, NULL) == 0 && pthread_cond_init(&fetcher->wake, NULL) == 0);
  ASSERT(pthread_create(&fetcher->thread, NULL, run, fetcher) == 0);
  *out = fetcher;
  return true;
}

void fetcher_stop(struct fetcher *fetcher) {
  if (!fetcher) return;
  pthread_mutex_lock(&fetcher->lock);
  fetcher->stop = 1;
  pthread_cond_signal(&fetcher->wake);
  pthread_mutex_unlock(&fetcher->lock);
  pthread_join(fetcher->thread, NULL);
  pthread_cond_destroy(&fetcher->wake);
  pthread_mutex_destroy(&fetcher->lock);
  hub_close(&fetcher->hub);
  free(fetcher);
}
