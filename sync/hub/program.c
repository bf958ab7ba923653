#include "hub/program.h"

#include "base/child.h"
#include "base/fs.h"
#include "base/str.h"

#include <limits.h>
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

bool program_run(const char *const *argv, int limit_ms, struct err *err) {
  const struct child_files files = {CHILD_NOTHING, CHILD_NOTHING, CHILD_OURS};
  const struct timespec step = {.tv_nsec = STEP_MS * 1000000L};
  pid_t child;
  int status;
  if (!child_start(argv, &files, environment, &child, err)) return false;
  for (int waited = 0; waitpid(child, &status, WNOHANG) == 0; waited += STEP_MS) {
    if (waited >= limit_ms) {
      child_end(child);
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
