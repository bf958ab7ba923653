/* Landlock by its system calls: Debian 12's C library has no wrappers, and its headers know version 2 only. */
#include "base/sandbox_internal.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

enum { VERSION_REFER = 2, VERSION_TRUNCATE = 3 };

#define FILE_READ (LANDLOCK_ACCESS_FS_READ_FILE)
#define FILE_WRITE (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE)
#define FILE_RUN (LANDLOCK_ACCESS_FS_EXECUTE)
#define FOLDER_READ (LANDLOCK_ACCESS_FS_READ_DIR)
#define FOLDER_WRITE                                                                                                           \
  (LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |                              \
   LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SYM |   \
   LANDLOCK_ACCESS_FS_REFER)
#define NOBODY (LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK)

int sandbox_landlock_version(void) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return version > 0 ? (int)version : 0;
}

static uint64_t known_to(int version) {
  uint64_t all = FILE_READ | FILE_WRITE | FILE_RUN | FOLDER_READ | FOLDER_WRITE | NOBODY;
  if (version < VERSION_REFER) all &= ~LANDLOCK_ACCESS_FS_REFER;
  if (version < VERSION_TRUNCATE) all &= ~LANDLOCK_ACCESS_FS_TRUNCATE;
  return all;
}

/* A folder to be written in may come later; then it is made in the nearest that is there. */
static int open_nearest(const struct sandbox_path *path) {
  char at[PATH_MAX];
  int fd = open(path->path, O_PATH | O_CLOEXEC);
  if (fd >= 0 || !(path->may & SANDBOX_WRITE) || !str_copy(at, sizeof at, path->path)) return fd;
  for (char *slash; fd < 0 && (slash = strrchr(at, '/')) && slash != at;) {
    *slash = '\0';
    fd = open(at, O_PATH | O_CLOEXEC);
  }
  return fd;
}

static bool allow(int rules, const struct sandbox_path *path, uint64_t known, struct err *err) {
  struct stat info;
  if (str_is_empty(path->path)) return true;
  int fd = open_nearest(path);
  if (fd < 0) return true;
  uint64_t access = 0;
  bool is_folder = fstat(fd, &info) == 0 && S_ISDIR(info.st_mode);
  if (path->may & SANDBOX_READ) access |= FILE_READ | (is_folder ? FOLDER_READ : 0);
  if (path->may & SANDBOX_WRITE) access |= FILE_WRITE | (is_folder ? FOLDER_WRITE : 0);
  if (path->may & SANDBOX_RUN) access |= FILE_RUN | FILE_READ;
  struct landlock_path_beneath_attr rule = {.allowed_access = access & known, .parent_fd = fd};
  long failed = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  int code = errno;
  close(fd);
  errno = code;
  return failed == 0 || err_set_errno(err, "Landlock refuses '%s'", path->path);
}

bool sandbox_files(const struct sandbox_plan *plan, struct err *err) {
  int version = sandbox_landlock_version();
  if (version == 0) return err_set(err, ERR_INTERNAL, "this kernel has no Landlock");
  struct landlock_ruleset_attr handled = {.handled_access_fs = known_to(version)};
  int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0);
  if (rules < 0) return err_set_errno(err, "Landlock refuses rules");
  bool ok = true;
  for (size_t i = 0; ok && i < plan->path_count; i++)
    ok = allow(rules, &plan->paths[i], handled.handled_access_fs, err);
  if (ok && syscall(SYS_landlock_restrict_self, rules, 0) != 0) ok = err_set_errno(err, "Landlock refuses to begin");
  close(rules);
  return ok;
}
