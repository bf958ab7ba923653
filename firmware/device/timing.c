#include "device/timing.h"

#include "base/fs.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/timex.h>

enum { LINE_SIZE = 32 };
#define UTC_MAX INT64_C(253402300799) /* year 9999 */

static bool kernel_says_set(void) {
  struct timex state = {0};
  return adjtimex(&state) != -1 && !(state.status & STA_UNSYNC);
}

enum timing timing_read(const struct tree *tree, const struct clock *clock, bool asks_kernel) {
  if (!clock_is_trusted(clock)) return TIMING_UNKNOWN;
  if (tree_has(tree, "/run/systemd/timesync/synchronized") || (asks_kernel && kernel_says_set())) return TIMING_SET;
  return TIMING_KEPT;
}

const char *timing_name(enum timing timing) {
  static const char *const names[] = {"unknown", "kept", "set"};
  ASSERT((size_t)timing < COUNT_OF(names));
  return names[timing];
}

int64_t timing_load_floor(const char *path) {
  static const struct tree here = {""};
  char line[LINE_SIZE];
  int64_t utc;
  return tree_line(&here, path, line, sizeof line) && parse_int(line, 0, UTC_MAX, &utc) ? utc : 0;
}

bool timing_save_floor(const char *path, int64_t utc, struct err *err) {
  char line[LINE_SIZE];
  int len = snprintf(line, sizeof line, "%" PRId64 "\n", utc);
  return fs_write(path, line, (size_t)len, err);
}
