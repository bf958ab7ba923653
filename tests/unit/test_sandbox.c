/* What a sandboxed program can no longer do. Each case runs in a process of its own, since there is no way back; where this
 * kernel lacks a part, what is tested is that the program says so and goes on. */
#include "base/sandbox.h"

#include "base/fs.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct scratch {
  char folder[40], open[64], closed[64];
  bool has_files, has_calls; /* this kernel has Landlock, takes filters; asked before, since later that is no longer allowed */
};

static void path_in(const char *folder, const char *name, char out[128]) { snprintf(out, 128, "%s/%s", folder, name); }

static void put(const char *folder, const char *name) {
  char path[128];
  path_in(folder, name, path);
  FILE *file = fopen(path, "we");
  assert_non_null(file);
  fclose(file);
}

/* Runs the case in a child; 0: all as it should be, else the line that was not. */
static int in_child(const struct scratch *scratch, int (*test)(const struct scratch *)) {
  pid_t child = fork();
  if (child == 0) _exit(test(scratch));
  int status;
  assert_int_equal(child, waitpid(child, &status, 0));
  assert_true(WIFEXITED(status));
  return WEXITSTATUS(status);
}

#define CHECK(condition)                                                                                                       \
  if (!(condition)) return 1 + __LINE__ % 250

static bool enter(const struct scratch *scratch, unsigned calls) {
  const struct sandbox_path paths[] = {{"/usr", SANDBOX_READ},
                                       {"/lib", SANDBOX_READ},
                                       {scratch->open, SANDBOX_READ | SANDBOX_WRITE},
                                       {"/nowhere", SANDBOX_READ}};
  struct err err;
  return sandbox_enter(&(struct sandbox_plan){.paths = paths, .path_count = COUNT_OF(paths), .calls = calls}, &err);
}

static int takes_filters(const struct scratch *scratch) {
  bool ok = enter(scratch, 0);
  return !ok && socket(AF_INET, SOCK_DGRAM, 0) >= 0;
}

static int set_up(void **state) {
  struct scratch *scratch = calloc(1, sizeof *scratch);
  assert_non_null(scratch);
  str_copy(scratch->folder, sizeof scratch->folder, "/tmp/sandbox.XXXXXX");
  assert_non_null(mkdtemp(scratch->folder));
  snprintf(scratch->open, sizeof scratch->open, "%s/open", scratch->folder);
  snprintf(scratch->closed, sizeof scratch->closed, "%s/closed", scratch->folder);
  assert_int_equal(0, mkdir(scratch->open, 0700));
  assert_int_equal(0, mkdir(scratch->closed, 0700));
  put(scratch->open, "file");
  put(scratch->closed, "file");
  scratch->has_files = sandbox_landlock_version() > 0;
  scratch->has_calls = in_child(scratch, takes_filters) == 0;
  print_message("this kernel: Landlock %d, filters of system calls: %s\n", sandbox_landlock_version(),
                scratch->has_calls ? "yes" : "no");
  *state = scratch;
  return 0;
}

static int tear_down(void **state) {
  struct err err;
  const struct scratch *scratch = *state;
  assert_true(fs_remove_tree(scratch->folder, &err));
  free(*state);
  return 0;
}

static bool opens(const char *folder, const char *name, int flags) {
  char path[128];
  path_in(folder, name, path);
  int fd = open(path, flags | O_CLOEXEC, 0600);
  if (fd >= 0) close(fd);
  return fd >= 0;
}

static int allowed_folders(const struct scratch *scratch) {
  bool all = enter(scratch, 0);
  CHECK(all == (scratch->has_files && scratch->has_calls));
  CHECK(opens(scratch->open, "file", O_RDWR));
  CHECK(opens(scratch->open, "new", O_RDWR | O_CREAT));
  CHECK(opens("/usr/lib", "os-release", O_RDONLY));
  if (!scratch->has_files) return 0;
  CHECK(!opens(scratch->closed, "file", O_RDONLY) && errno == EACCES);
  CHECK(!opens(scratch->closed, "new", O_RDWR | O_CREAT) && errno == EACCES);
  CHECK(!opens("/etc", "passwd", O_RDONLY) && errno == EACCES);
  CHECK(!opens("/usr/lib", "os-release", O_RDWR) && errno == EACCES);
  char from[128], to[128];
  path_in(scratch->open, "file", from);
  path_in(scratch->closed, "moved", to);
  CHECK(rename(from, to) != 0);
  return 0;
}

static void only_the_named_folders_are_open(void **state) { assert_int_equal(0, in_child(*state, allowed_folders)); }

static bool has_socket(int domain) {
  int fd = socket(domain, SOCK_DGRAM, 0);
  if (fd >= 0) close(fd);
  return fd >= 0;
}

static int no_network(const struct scratch *scratch) {
  bool all UNUSED = enter(scratch, 0);
  CHECK(has_socket(AF_UNIX));
  if (!scratch->has_calls) return 0;
  CHECK(!has_socket(AF_INET) && errno == EPERM);
  CHECK(!has_socket(AF_INET6) && errno == EPERM);
  CHECK(!has_socket(AF_PACKET) && errno == EPERM);
  return 0;
}

static int network(const struct scratch *scratch) {
  bool all UNUSED = enter(scratch, SANDBOX_NETWORK);
  CHECK(has_socket(AF_INET));
  CHECK(!scratch->has_calls || (!has_socket(AF_PACKET) && errno == EPERM));
  CHECK(!scratch->has_calls || (listen(0, 1) != 0 && errno == EPERM));
  return 0;
}

static void the_internet_is_for_those_who_asked_for_it(void **state) {
  assert_int_equal(0, in_child(*state, no_network));
  assert_int_equal(0, in_child(*state, network));
}

static int dangerous_calls(const struct scratch *scratch) {
  bool all UNUSED = enter(scratch, 0);
  if (!scratch->has_calls) return 0;
  CHECK(mount("none", scratch->open, "tmpfs", 0, NULL) != 0 && errno == EPERM);
  CHECK(unshare(CLONE_NEWUSER) != 0 && errno == EPERM);
  return 0;
}

static void nobody_mounts_or_leaves_its_name_space(void **state) { assert_int_equal(0, in_child(*state, dangerous_calls)); }

static int run(const char *program) {
  char *argv[] = {"true", NULL};
  pid_t child;
  int code = posix_spawn(&child, program, NULL, NULL, argv, environ);
  if (code != 0) return code;
  int status;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : EIO;
}

static int programs_of_one_kind(const struct scratch *scratch) {
  const struct sandbox_path paths[] = {{"/usr", SANDBOX_READ},
                                       {"/lib", SANDBOX_READ | SANDBOX_RUN}, /* the loader */
                                       {"/lib64", SANDBOX_READ | SANDBOX_RUN},
                                       {"/usr/bin/true", SANDBOX_RUN}};
  struct err err;
  bool all UNUSED =
      sandbox_enter(&(struct sandbox_plan){.paths = paths, .path_count = COUNT_OF(paths), .calls = SANDBOX_PROGRAMS}, &err);
  CHECK(run("/usr/bin/true") == 0);
  CHECK(!scratch->has_files || run("/usr/bin/sort") == EACCES);
  CHECK(!scratch->has_files || run("/usr/bin/dash") == EACCES);
  return 0;
}

static int no_programs(const struct scratch *scratch) {
  bool all UNUSED = enter(scratch, 0);
  if (scratch->has_calls) CHECK(run("/usr/bin/true") == EPERM);
  return 0;
}

static void only_the_named_programs_start(void **state) {
  assert_int_equal(0, in_child(*state, programs_of_one_kind));
  assert_int_equal(0, in_child(*state, no_programs));
}

static void *add_one(void *number) {
  *(int *)number += 1;
  return NULL;
}

static int threads(const struct scratch *scratch) {
  bool all UNUSED = enter(scratch, 0);
  int number = 1;
  pthread_t thread;
  CHECK(pthread_create(&thread, NULL, add_one, &number) == 0);
  CHECK(pthread_join(thread, NULL) == 0 && number == 2);
  return 0;
}

static void threads_go_on(void **state) { assert_int_equal(0, in_child(*state, threads)); }

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_the_named_folders_are_open),
      cmocka_unit_test(the_internet_is_for_those_who_asked_for_it),
      cmocka_unit_test(nobody_mounts_or_leaves_its_name_space),
      cmocka_unit_test(only_the_named_programs_start),
      cmocka_unit_test(threads_go_on),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
