#include "speech/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct process {
  pid_t pid;
  int output;
};

/* The text as a file without a name: the program reads it when it likes, and no pipe can fill up or break. */
static int text_file(const char *text) {
  int file = memfd_create("litfass-speech", MFD_CLOEXEC);
  size_t length = strlen(text);
  if (file >= 0 && (write(file, text, length) != (ssize_t)length || lseek(file, 0, SEEK_SET) != 0)) {
    close(file);
    return -1;
  }
  return file;
}

/* A group of its own, so that all of it can be ended; no signal blocked or ignored. */
static int spawn(pid_t *pid, const char *const argv[], int input, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  /* POSIX declares the strings of argv changeable for history's sake only (rationale of exec). */
  char *const *changeable;
  memcpy(&changeable, &argv, sizeof changeable);
  int code = posix_spawnp(pid, argv[0], &actions, &attributes, changeable, environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return code;
}

bool process_start(const char *const argv[], const char *text, struct process **out, struct err *err) {
  int pipe_ends[2];
  int input = text_file(text);
  if (input < 0) return err_set_errno(err, "cannot keep a text for '%s'", argv[0]);
  if (pipe2(pipe_ends, O_CLOEXEC) != 0) {
    bool failed = err_set_errno(err, "cannot make a pipe for '%s'", argv[0]);
    close(input);
    return failed;
  }
  pid_t pid;
  errno = spawn(&pid, argv, input, pipe_ends[1]);
  bool ok = errno == 0 || err_set_errno(err, "cannot start '%s'", argv[0]);
  close(input);
  close(pipe_ends[1]);
  if (!ok || fcntl(pipe_ends[0], F_SETFL, O_NONBLOCK) != 0) {
    close(pipe_ends[0]);
    return false;
  }
  struct process *process = calloc(1, sizeof *process);
  ASSERT(process != NULL);
  *process = (struct process){.pid = pid, .output = pipe_ends[0]};
  *out = process;
  return true;
}

enum process_state process_read(struct process *process, void *out, size_t size, size_t *count) {
  *count = 0;
  ssize_t got = read(process->output, out, size);
  if (got > 0) *count = (size_t)got;
  if (got > 0 || (got < 0 && (errno == EAGAIN || errno == EINTR))) return PROCESS_RUNS;
  return PROCESS_ENDED;
}

void process_end(struct process *process) {
  if (!process) return;
  kill(-process->pid, SIGKILL); /* not reaped yet, so the number is still its own */
  while (waitpid(process->pid, NULL, 0) < 0 && errno == EINTR) {
  }
  close(process->output);
  free(process);
}
