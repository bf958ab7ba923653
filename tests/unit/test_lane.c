/* Threads for what takes long: a full lane turns away, a stopped one gives back what nobody began. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <semaphore.h>

#include "base/compiler.h"
#include "hub/lane.h"

struct errand {
  struct lane_job job;
  sem_t begun, may_end, ended;
};

static void run(struct lane_job *job) {
  struct errand *errand = (struct errand *)(void *)job; /* its first member */
  sem_post(&errand->begun);
  sem_wait(&errand->may_end);
  sem_post(&errand->ended);
}

static void prepare(struct errand *errands, size_t count) {
  for (size_t i = 0; i < count; i++) {
    errands[i] = (struct errand){.job.run = run};
    sem_init(&errands[i].begun, 0, 0);
    sem_init(&errands[i].may_end, 0, 0);
    sem_init(&errands[i].ended, 0, 0);
  }
}

static void jobs_run_in_their_order(void **state UNUSED) {
  struct errand errands[3];
  struct lane *lane = lane_start(1, 3);
  prepare(errands, 3);
  for (size_t i = 0; i < 3; i++)
    assert_true(lane_push(lane, &errands[i].job));
  for (size_t i = 0; i < 3; i++) {
    sem_wait(&errands[i].begun);
    if (i < 2) assert_int_equal(sem_trywait(&errands[i + 1].begun), -1);
    sem_post(&errands[i].may_end);
    sem_wait(&errands[i].ended);
  }
  assert_null(lane_stop(lane));
  lane_destroy(lane);
}

static void a_job_counts_until_it_has_left(void **state UNUSED) {
  struct errand errands[2];
  struct lane *lane = lane_start(1, 1);
  prepare(errands, 2);
  assert_true(lane_push(lane, &errands[0].job));
  sem_post(&errands[0].may_end);
  sem_wait(&errands[0].ended);
  assert_false(lane_push(lane, &errands[1].job)); /* its answer is still on the way */
  lane_leave(lane);
  sem_post(&errands[1].may_end);
  assert_true(lane_push(lane, &errands[1].job));
  sem_wait(&errands[1].ended);
  assert_null(lane_stop(lane));
  lane_destroy(lane);
}

static void what_nobody_began_comes_back_when_it_stops(void **state UNUSED) {
  struct errand errands[3];
  struct lane *lane = lane_start(1, 9);
  prepare(errands, 3);
  for (size_t i = 0; i < 2; i++)
    assert_true(lane_push(lane, &errands[i].job));
  sem_wait(&errands[0].begun);
  sem_post(&errands[0].may_end);
  sem_post(&errands[1].may_end);
  struct lane_job *left = lane_stop(lane);
  assert_true(left == NULL || (left == &errands[1].job && left->next == NULL)); /* who was quicker */
  assert_int_equal(sem_trywait(&errands[0].ended), 0);
  assert_false(lane_push(lane, &errands[2].job));
  lane_destroy(lane);
  lane_destroy(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(jobs_run_in_their_order),
      cmocka_unit_test(a_job_counts_until_it_has_left),
      cmocka_unit_test(what_nobody_began_comes_back_when_it_stops),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
