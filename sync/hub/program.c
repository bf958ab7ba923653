#include "hub/program.h"

#include "base/fs.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STEP_MS = 5 };

/* All that a program gets to know of us. libvips decodes only what it trusts itself with (PNG and JPEG among it). */
static char path[] = "PATH=/usr/local/bin:/usr/bin:/bin", language[] = "LC_ALL=C.UTF-8", careful[] = "VIPS_BLOCK_UNTRUSTED=1",
            alone[] = "VIPS_CONCURRENCY=1";
static char *const environment[] = {path, language, careful, alone, NULL};

/* A group of its own, so that all of it can be ended; no signal blocked or ignored. */
static void set_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_init(attributes);
  posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setsigmask(attributes, &none);
  posix_spawnattr_setsigdefault(attributes, &all);
}

static bool start(const char *const *argv, pid_t *child, struct err *err) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  set_attributes(&attributes);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  int failed = posix_spawnp(child, argv[0], &actions, &attributes, (char *const *)(uintptr_t)argv, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (failed == 0) return true;
  return err_set(err, failed == ENOENT ? ERR_NOT_FOUND : ERR_IO, "'%.80s' cannot be started: %s", argv[0], strerror(failed));
}

bool program_run(const char *const *argv, int limit_ms, struct err *err) {
  const struct timespec step = {.tv_nsec = STEP_MS * 1000000L};
  pid_t child;
  int status;
  if (!start(argv, &child, err)) return false;
  for (int waited = 0; waitpid(child, &status, WNOHANG) == 0; waited += STEP_MS) {
    if (waited >= limit_ms) {
      kill(-child, SIGKILL);
      while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
      return err_set(err, ERR_IO, "'%.80s' took longer than %d ms", argv[0], limit_ms);
    }
    nanosleep(&step, NULL);
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
  return err_set(err, ERR_IO, "'%.80s' ended with %d", argv[0], WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
}

void program_sibling(const char *name, char *out, size_t size) {
  char self[PATH_MAX];
  ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
  str_copy(out, size, name);
  if (len <= 0) return;
  self[len] = '\0';
  char *slash = strrchr(self, '/');
  if (!slash) return;
  slash[1] = '\0';
  char beside[PATH_MAX];
  if (snprintf(beside, sizeof beside, "%s%s", self, name) < (int)sizeof beside && fs_exists(beside))
    str_copy(out, size, beside);
}
