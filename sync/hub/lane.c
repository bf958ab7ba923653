#include "hub/lane.h"

#include <pthread.h>
#include <stdlib.h>

struct lane {
  pthread_mutex_t lock;
  pthread_cond_t wake;
  struct lane_job *first, **last; /* those that nobody began */
  size_t jobs, jobs_max;
  bool is_over;
  size_t thread_count;
  pthread_t threads[];
};

/* NULL: it is over. */
static struct lane_job *next_job(struct lane *lane) {
  struct lane_job *job = NULL;
  pthread_mutex_lock(&lane->lock);
  while (!lane->is_over && !lane->first)
    pthread_cond_wait(&lane->wake, &lane->lock);
  if (!lane->is_over) {
    job = lane->first;
    lane->first = job->next;
    if (!lane->first) lane->last = &lane->first;
  }
  pthread_mutex_unlock(&lane->lock);
  return job;
}

static void *work(void *user) {
  struct lane *lane = user;
  for (struct lane_job *job = next_job(lane); job; job = next_job(lane))
    job->run(job);
  return NULL;
}

struct lane *lane_start(size_t threads, size_t jobs_max) {
  struct lane *lane = calloc(1, sizeof *lane + threads * sizeof *lane->threads);
  ASSERT(lane != NULL);
  lane->last = &lane->first;
  lane->jobs_max = jobs_max;
  lane->thread_count = threads;
  ASSERT(pthread_mutex_init(&lane->lock, NULL) == 0 && pthread_cond_init(&lane->wake, NULL) == 0);
  for (size_t i = 0; i < threads; i++)
    ASSERT(pthread_create(&lane->threads[i], NULL, work, lane) == 0);
  return lane;
}

bool lane_push(struct lane *lane, struct lane_job *job) {
  pthread_mutex_lock(&lane->lock);
  bool has_room = !lane->is_over && lane->jobs < lane->jobs_max;
  if (has_room) {
    job->next = NULL;
    *lane->last = job;
    lane->last = &job->next;
    lane->jobs++;
    pthread_cond_signal(&lane->wake);
  }
  pthread_mutex_unlock(&lane->lock);
  return has_room;
}

void lane_leave(struct lane *lane) {
  pthread_mutex_lock(&lane->lock);
  ASSERT(lane->jobs > 0);
  lane->jobs--;
  pthread_mutex_unlock(&lane->lock);
}

struct lane_job *lane_stop(struct lane *lane) {
  pthread_mutex_lock(&lane->lock);
  lane->is_over = true;
  pthread_cond_broadcast(&lane->wake);
  pthread_mutex_unlock(&lane->lock);
  for (size_t i = 0; i < lane->thread_count; i++)
    pthread_join(lane->threads[i], NULL);
  return lane->first;
}

void lane_destroy(struct lane *lane) {
  if (!lane) return;
  pthread_cond_destroy(&lane->wake);
  pthread_mutex_destroy(&lane->lock);
  free(lane);
}
