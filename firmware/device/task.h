/* Programs of others, started without a shell: systemctl, nmcli, rauc, amixer, wpctl. The only file that starts processes.
 *
 * A task has a bounded number of seconds and of bytes to say; what it reads comes from memory, never from its arguments, when
 * it is secret. The end is told to a function, from tasks_step. */
#ifndef LITFASS_DEVICE_TASK_H
#define LITFASS_DEVICE_TASK_H

#include "base/buf.h"
#include "base/err.h"

#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { TASKS_MAX = 6, TASK_WORDS_MAX = 16, TASK_OUTPUT_MAX = 16 * 1024 };

struct task_result {
  bool is_ok;         /* ended by itself with 0 */
  const char *output; /* standard output and error, cut at TASK_OUTPUT_MAX; borrowed for the call */
  char why[160];      /* when it is not: "nmcli: exit code 10: Error: …" */
};

typedef void task_done(void *user, const struct task_result *result);

struct task_order {
  const char *words[TASK_WORDS_MAX]; /* program and arguments, ended by NULL */
  const char *input;                 /* standard input; NULL: none */
  int64_t limit_ms;
  task_done *done;
  void *user;
};

struct task {
  pid_t child; /* 0: free */
  int pidfd, output_fd;
  char name[32];
  struct buf output;
  int64_t end_ms;
  bool is_late;
  task_done *done;
  void *user;
};

struct tasks {
  struct task slots[TASKS_MAX];
};

void tasks_init(struct tasks *tasks);
/* Kills what still runs; nobody is told. */
void tasks_fini(struct tasks *tasks);

/* ERR_NOT_FOUND: no such program; ERR_IO: all slots are taken, or the system refuses. */
MUST_USE bool tasks_start(struct tasks *tasks, const struct task_order *order, int64_t now_ms, struct err *err);

bool tasks_are_running(const struct tasks *tasks);

/* Descriptors to wait for, at most 2 * TASKS_MAX. */
size_t tasks_watch(const struct tasks *tasks, struct pollfd *out);
int64_t tasks_due_ms(const struct tasks *tasks);
void tasks_step(struct tasks *tasks, int64_t now_ms);

#endif
