#include "hub/confine.h"

#include "base/log.h"
#include "base/sandbox.h"
#include "base/share.h"
#include "base/str.h"
#include "hub/picture_clean.h"
#include "hub/program.h"

#include <limits.h>

void confine_hub(const char *folder) {
  char board[PATH_MAX], shared[PATH_MAX];
  program_sibling("litfass", board, sizeof board);
  if (!share_path("", shared, sizeof shared)) return;
  const struct sandbox_path paths[] = {
      {"/usr", SANDBOX_READ}, /* certificates, zones, fonts of a preview */
      {"/lib", SANDBOX_READ},
      {"/etc", SANDBOX_READ},
      {"/proc", SANDBOX_READ},
      {"/run", SANDBOX_READ},
      {"/dev", SANDBOX_READ | SANDBOX_WRITE},
      {"/tmp", SANDBOX_READ | SANDBOX_WRITE}, /* a cache for each preview */
      {folder, SANDBOX_READ | SANDBOX_WRITE},
      {shared, SANDBOX_READ},
      {board, SANDBOX_RUN},
      {PICTURE_CLEAN_PROGRAM, SANDBOX_RUN},
      {"/lib64/ld-linux-x86-64.so.2", SANDBOX_RUN}, /* what starts it, by machine */
      {"/lib/ld-linux-aarch64.so.1", SANDBOX_RUN},
      {"/lib/ld-linux-armhf.so.3", SANDBOX_RUN},
  };
  struct err err;
  unsigned calls = SANDBOX_NETWORK | SANDBOX_LISTEN | SANDBOX_PROGRAMS | SANDBOX_DISPLAY;
  if (!sandbox_enter(&(struct sandbox_plan){.paths = paths, .path_count = COUNT_OF(paths), .calls = calls}, &err))
    log_warning("%s", err.msg);
}
