/* Against real sockets: what the service manager would hear. */
#include "base/notify.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

struct manager {
  int fd;
  char folder[32], path[64];
};

static void listen_at(struct manager *manager, const char *name, size_t len) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path, name, len);
  manager->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  assert_true(manager->fd >= 0);
  assert_int_equal(0,
                   bind(manager->fd, (struct sockaddr *)&address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len)));
}

static int set_up(void **state) {
  struct manager *manager = calloc(1, sizeof *manager);
  assert_non_null(manager);
  str_copy(manager->folder, sizeof manager->folder, "/tmp/notify.XXXXXX");
  assert_non_null(mkdtemp(manager->folder));
  snprintf(manager->path, sizeof manager->path, "%s/socket", manager->folder);
  listen_at(manager, manager->path, strlen(manager->path) + 1);
  *state = manager;
  setenv("NOTIFY_SOCKET", manager->path, 1);
  return 0;
}

static int tear_down(void **state) {
  struct manager *manager = *state;
  close(manager->fd);
  unlink(manager->path);
  rmdir(manager->folder);
  free(manager);
  return 0;
}

static void hears(const struct manager *manager, const char *wanted) {
  char heard[64] = "";
  ssize_t len = recv(manager->fd, heard, sizeof heard - 1, 0);
  assert_string_equal(wanted, len > 0 ? heard : "nothing");
}

static void ready_is_said_once_asked(void **state) {
  struct notify notify;
  notify_open(&notify);
  hears(*state, "nothing");
  notify_ready(&notify);
  hears(*state, "READY=1");
  notify_close(&notify);
}

static void an_abstract_socket_hears_too(void **state UNUSED) {
  struct manager manager;
  char name[64];
  int len = snprintf(name, sizeof name, "@litfass-test-%ld", (long)getpid());
  setenv("NOTIFY_SOCKET", name, 1);
  name[0] = '\0';
  listen_at(&manager, name, (size_t)len);
  struct notify notify;
  notify_open(&notify);
  notify_ready(&notify);
  hears(&manager, "READY=1");
  notify_close(&notify);
  close(manager.fd);
}

static void the_watchdog_is_fed_three_times_within_its_patience(void **state) {
  struct notify notify;
  setenv("WATCHDOG_USEC", "15000000", 1);
  notify_open(&notify);
  notify_alive(&notify, 100000);
  hears(*state, "WATCHDOG=1");
  notify_alive(&notify, 104999);
  hears(*state, "nothing");
  notify_alive(&notify, 105000);
  hears(*state, "WATCHDOG=1");
  assert_int_equal(5000, notify_sleep_ms(&notify, 3600000));
  assert_int_equal(40, notify_sleep_ms(&notify, 40));
  notify_close(&notify);
}

static void a_watchdog_for_somebody_else_is_not_ours(void **state) {
  struct notify notify;
  setenv("WATCHDOG_USEC", "15000000", 1);
  setenv("WATCHDOG_PID", "1", 1);
  notify_open(&notify);
  notify_alive(&notify, 100000);
  hears(*state, "nothing");
  assert_int_equal(3600000, notify_sleep_ms(&notify, 3600000));
  notify_close(&notify);
}

static void nobody_to_tell_is_fine(void **state) {
  static const char *const addresses[] = {"", "relative", "/", "@"};
  struct notify notify;
  for (size_t i = 0; i < COUNT_OF(addresses); i++) {
    setenv("NOTIFY_SOCKET", addresses[i], 1);
    notify_open(&notify);
    assert_int_equal(-1, notify.fd);
    notify_ready(&notify);
    notify_close(&notify);
  }
  hears(*state, "nothing");
}

static void a_manager_that_has_gone_does_not_stop_us(void **state) {
  struct manager *manager = *state;
  struct notify notify;
  notify_open(&notify);
  close(manager->fd);
  unlink(manager->path);
  notify_ready(&notify);
  notify_close(&notify);
}

static void what_we_start_does_not_inherit_the_socket(void **state UNUSED) {
  struct notify notify;
  setenv("WATCHDOG_USEC", "15000000", 1);
  notify_open(&notify);
  assert_null(getenv("NOTIFY_SOCKET"));
  assert_null(getenv("WATCHDOG_USEC"));
  notify_close(&notify);
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      T(ready_is_said_once_asked),
      T(an_abstract_socket_hears_too),
      T(the_watchdog_is_fed_three_times_within_its_patience),
      T(a_watchdog_for_somebody_else_is_not_ours),
      T(nobody_to_tell_is_fine),
      T(a_manager_that_has_gone_does_not_stop_us),
      T(what_we_start_does_not_inherit_the_socket),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
