#include "hub/picture_clean.h"

#include "base/fs.h"
#include "base/str.h"
#include "hub/hub.h"
#include "hub/picture.h"
#include "hub/program.h"

#include <stdio.h>
#include <stdlib.h>

enum { LIMIT_MS = 20 * 1000 };

/* Options of the writer stand behind the name of the output. A picture that was cut off is none: half of it would be grey. */
static bool convert(const char *folder, bool is_png, char result[PATH_MAX], struct err *err) {
  char from[PATH_MAX], to[PATH_MAX + 32], side[16];
  if (!hub_path(folder, is_png ? "in.png" : "in.jpg", from, err) ||
      !hub_path(folder, is_png ? "out.png" : "out.jpg", result, err))
    return false;
  snprintf(to, sizeof to, "%s%s", result, is_png ? "[strip]" : "[strip,Q=85]");
  snprintf(side, sizeof side, "%d", PICTURE_CLEAN_SIDE);
  const char *const argv[] = {PICTURE_CLEAN_PROGRAM, "thumbnail", from, to, side, "--height", side, "--size", "down",
                              "--fail-on",           "truncated", NULL};
  return program_run(argv, LIMIT_MS, err);
}

static bool clean_in(const char *folder, const void *data, size_t len, bool is_png, struct buf *out, struct err *err) {
  char path[PATH_MAX], result[PATH_MAX];
  if (!hub_path(folder, is_png ? "in.png" : "in.jpg", path, err) || !fs_write_volatile(path, data, len, err)) return false;
  struct err why;
  if (!convert(folder, is_png, result, &why) || !fs_exists(result))
    return err_set(err, ERR_PARSE, "this picture cannot be read");
  return fs_read(result, out, err);
}

bool picture_clean(const char *dir, const void *data, size_t len, struct buf *out, struct err *err) {
  char name[PICTURE_NAME_SIZE], folder[PATH_MAX];
  struct err ignored;
  if (!picture_check(data, len, name, err) || !hub_path(dir, "upload-XXXXXX", folder, err)) return false;
  if (!mkdtemp(folder)) return err_set_errno(err, "cannot make a folder for an upload");
  bool ok = clean_in(folder, data, len, str_ends_with(name, ".png"), out, err);
  if (!fs_remove_tree(folder, &ignored) && ok) *err = ignored;
  return ok;
}
