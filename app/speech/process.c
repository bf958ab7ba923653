#include "speech/process.h"

#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
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
  bool ok = child_start(argv, &(struct child_files){input, pipe_ends[1], CHILD_OURS}, NULL, &pid, err);
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
  child_end(process->pid);
  close(process->output);
  free(process);
}
