#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void set_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_init(attributes);
  posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setsigmask(attributes, &none);
  posix_spawnattr_setsigdefault(attributes, &all);
}

static void give(posix_spawn_file_actions_t *actions, int ours, int theirs) {
  if (ours == CHILD_NOTHING)
    posix_spawn_file_actions_addopen(actions, theirs, "/dev/null", theirs == STDIN_FILENO ? O_RDONLY : O_WRONLY, 0);
  else if (ours >= 0)
    posix_spawn_file_actions_adddup2(actions, ours, theirs);
}

bool child_start(const char *const argv[], const struct child_files *files, char *const environment[], pid_t *child,
                 struct err *err) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  set_attributes(&attributes);
  posix_spawn_file_actions_init(&actions);
  give(&actions, files->input, STDIN_FILENO);
  give(&actions, files->output, STDOUT_FILENO);
  give(&actions, files->error, STDERR_FILENO);
  /* POSIX declares the strings of argv changeable for history's sake only (rationale of exec). */
  int failed =
      posix_spawnp(child, argv[0], &actions, &attributes, (char *const *)(uintptr_t)argv, environment ? environment : environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed == 0) return true;
  *child = 0;
  return err_set(err, failed == ENOENT ? ERR_NOT_FOUND : ERR_IO, "cannot start '%.80s': %s", argv[0], strerror(failed));
}

void child_end(pid_t child) {
  kill(-child, SIGKILL);
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
    continue;
}
