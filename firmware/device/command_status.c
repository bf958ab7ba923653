/* Reads the status file, as anybody may, and asks nobody. */
#include "device/command.h"

#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "device/status.h"
#include "feed/strict.h"

#include <stdio.h>
#include <sysexits.h>

enum { STALE_MS = 3 * STATUS_EVERY_MS, STATUS_EXIT_BAD = 1 };

/* Monotonic time is the same for all processes of one boot, and /run does not outlive it. */
static bool is_stale(const json_t *status) {
  struct clock clock;
  clock_init_system(&clock, "UTC");
  return clock_elapsed_ms(&clock) - json_integer_value(json_object_get(status, "elapsed_ms")) > STALE_MS;
}

static int code_of(const struct buf *text) {
  struct err err;
  const char *state;
  scoped_json *status = strict_load(buf_text(text), text->len, STATUS_MAX, &err);
  if (!status || !strict_string(status, "state", &state, &err)) {
    log_error("status: %s", err.msg);
    return EX_DATAERR;
  }
  if (is_stale(status)) {
    log_error("status: nobody has written it for %d s, is litfass-device running?", STALE_MS / 1000);
    return EX_UNAVAILABLE;
  }
  return str_equals(state, grade_name(GRADE_BAD)) ? STATUS_EXIT_BAD : EX_OK;
}

int command_status(struct command_line *line) {
  scoped_buf text;
  scoped_buf out;
  struct tree tree;
  struct err err;
  char path[PATH_MAX];
  buf_init(&text, STATUS_MAX);
  buf_init(&out, 4 * STATUS_MAX);
  if (!tree_init(&tree, line->root)) return EX_USAGE;
  tree_path(&tree, line->settings.status, path);
  if (!fs_read(path, &text, &err)) {
    log_error("%s, is litfass-device running?", err.msg);
    return err.code == ERR_NOT_FOUND ? EX_UNAVAILABLE : err_exit_code(err.code);
  }
  if (!status_print(buf_text(&text), text.len, &out, &err)) {
    log_error("%s", err.msg);
    return err_exit_code(err.code);
  }
  fputs(line->is_json ? buf_text(&text) : buf_text(&out), stdout);
  return code_of(&text);
}
