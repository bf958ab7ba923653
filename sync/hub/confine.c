#include "hub/confine.h"

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
      {"/etc", SANDBOX_READ},
      {"/dev", SANDBOX_READ | SANDBOX_WRITE},
      {"/tmp", SANDBOX_READ | SANDBOX_WRITE}, /* a cache for each preview */
      {folder, SANDBOX_READ | SANDBOX_WRITE},
      {shared, SANDBOX_READ},
      {board, SANDBOX_RUN},
      {PICTURE_CLEAN_PROGRAM, SANDBOX_RUN},
  };
  sandbox_confine(paths, COUNT_OF(paths), SANDBOX_NETWORK | SANDBOX_LISTEN | SANDBOX_PROGRAMS | SANDBOX_DISPLAY);
}
