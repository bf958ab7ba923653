#include "device/task.h"

#include "base/child.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

void tasks_init(struct tasks *tasks) {
  *tasks = (struct tasks){0};
  for (size_t i = 0; i < TASKS_MAX; i++) {
    tasks->slots[i].pidfd = tasks->slots[i].output_fd = -1;
    buf_init(&tasks->slots[i].output, TASK_OUTPUT_MAX);
  }
}

static void clear(struct task *task) {
  if (task->pidfd >= 0) close(task->pidfd);
  if (task->output_fd >= 0) close(task->output_fd);
  buf_fini(&task->output);
  *task = (struct task){.pidfd = -1, .output_fd = -1};
  buf_init(&task->output, TASK_OUTPUT_MAX);
}

void tasks_fini(struct tasks *tasks) {
  for (size_t i = 0; i < TASKS_MAX; i++) {
    struct task *task = &tasks->slots[i];
    if (task->child > 0) {
      child_end(task->child);
    }
    clear(task);
  }
}

/* ---- starting ---- */

static void close_fd(const int *fd) {
  if (*fd >= 0) close(*fd);
}
#define scoped_fd CLEANUP(close_fd) int

/* A file that has no name and lies in no folder. */
static int open_input(const char *text) {
  if (!text) return open("/dev/null", O_RDONLY | O_CLOEXEC);
  int fd = memfd_create("input", MFD_CLOEXEC);
  size_t len = strlen(text);
  if (fd >= 0 && write(fd, text, len) == (ssize_t)len && lseek(fd, 0, SEEK_SET) == 0) return fd;
  if (fd >= 0) close(fd);
  return -1;
}

static bool spawn(const struct task_order *order, int input, int output, pid_t *child, struct err *err) {
  char path[1100];
  char locale[] = "LC_ALL=C.UTF-8";
  char *environment[] = {path, locale, NULL};
  const char *words[TASK_WORDS_MAX + 1] = {0};
  const char *from = getenv("PATH");
  ASSERT(order->words[0]);
  snprintf(path, sizeof path, "PATH=%s", from ? from : "");
  memcpy(words, order->words, sizeof order->words);
  return child_start(words, &(struct child_files){input, output, output}, environment, child, err);
}

static struct task *find_free(struct tasks *tasks) {
  for (size_t i = 0; i < TASKS_MAX; i++)
    if (tasks->slots[i].child == 0) return &tasks->slots[i];
  return NULL;
}

bool tasks_start(struct tasks *tasks, const struct task_order *order, int64_t now_ms, struct err *err) {
  struct task *task = find_free(tasks);
  int ends[2];
  if (!task) return err_set(err, ERR_IO, "%s: too much is running already", order->words[0]);
  scoped_fd input = open_input(order->input);
  if (input < 0 || pipe2(ends, O_CLOEXEC) != 0) return err_set_errno(err, "%s", order->words[0]);
  scoped_fd write_end = ends[1];
  pid_t child = 0;
  if (!spawn(order, input, write_end, &child, err)) {
    close(ends[0]);
    return false;
  }
  fcntl(ends[0], F_SETFL, O_NONBLOCK);
  task->child = child;
  task->output_fd = ends[0];
  task->pidfd = pidfd_open(child, 0);
  task->end_ms = now_ms + order->limit_ms;
  task->done = order->done;
  task->user = order->user;
  str_copy(task->name, sizeof task->name, order->words[0]);
  return true;
}

/* ---- ending ---- */

bool tasks_are_running(const struct tasks *tasks) {
  for (size_t i = 0; i < TASKS_MAX; i++)
    if (tasks->slots[i].child != 0) return true;
  return false;
}

size_t tasks_watch(const struct tasks *tasks, struct pollfd *out) {
  size_t count = 0;
  for (size_t i = 0; i < TASKS_MAX; i++) {
    const struct task *task = &tasks->slots[i];
    if (task->child == 0) continue;
    if (task->pidfd >= 0) out[count++] = (struct pollfd){.fd = task->pidfd, .events = POLLIN};
    if (task->output_fd >= 0) out[count++] = (struct pollfd){.fd = task->output_fd, .events = POLLIN};
  }
  return count;
}

int64_t tasks_due_ms(const struct tasks *tasks) {
  int64_t due = INT64_MAX;
  for (size_t i = 0; i < TASKS_MAX; i++)
    if (tasks->slots[i].child != 0 && tasks->slots[i].end_ms < due) due = tasks->slots[i].end_ms;
  return due;
}

static void read_output(struct task *task) {
  char chunk[4096];
  while (task->output_fd >= 0) {
    ssize_t got = read(task->output_fd, chunk, sizeof chunk);
    if (got > 0) {
      size_t room = TASK_OUTPUT_MAX - task->output.len; /* the rest is read and forgotten */
      buf_add(&task->output, chunk, (size_t)got < room ? (size_t)got : room);
      continue;
    }
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    close(task->output_fd);
    task->output_fd = -1;
  }
}

static void tell(struct task *task, int status) {
  struct task_result result = {.is_ok = WIFEXITED(status) && WEXITSTATUS(status) == 0 && !task->is_late,
                               .output = buf_text(&task->output)};
  const char *said = result.output;
  int len = (int)strcspn(said, "\r\n");
  if (task->is_late)
    snprintf(result.why, sizeof result.why, "%s: did not end in time", task->name);
  else if (WIFSIGNALED(status))
    snprintf(result.why, sizeof result.why, "%s: ended by signal %d", task->name, WTERMSIG(status));
  else if (!result.is_ok)
    snprintf(result.why, sizeof result.why, "%s: exit code %d%s%.*s", task->name, WEXITSTATUS(status), len ? ": " : "",
             len < 100 ? len : 100, said);
  if (task->done) task->done(task->user, &result);
}

/* The slot is free before anybody is told, who may start the next. */
static void step(struct task *task, int64_t now_ms) {
  int status;
  read_output(task);
  if (!task->is_late && now_ms >= task->end_ms) {
    task->is_late = true;
    task->end_ms = INT64_MAX;
    kill(-task->child, SIGKILL);
  }
  pid_t ended = waitpid(task->child, &status, WNOHANG);
  if (ended == 0 || (ended < 0 && errno == EINTR)) return;
  read_output(task);
  struct task over = *task;
  task->child = 0;
  task->pidfd = task->output_fd = -1;
  buf_init(&task->output, TASK_OUTPUT_MAX);
  clear(task);
  tell(&over, ended > 0 ? status : 0);
  clear(&over);
}

void tasks_step(struct tasks *tasks, int64_t now_ms) {
  for (size_t i = 0; i < TASKS_MAX; i++)
    if (tasks->slots[i].child != 0) step(&tasks->slots[i], now_ms);
}
