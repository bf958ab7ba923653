/* The daemon, in real time or in steps. */
#include "device/command.h"

#include "base/log.h"
#include "base/notify.h"
#include "base/str.h"
#include "device/confine.h"
#include "device/device.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

static volatile sig_atomic_t stop_asked;

static void on_signal(int number UNUSED) { stop_asked = 1; }

/* Signals are blocked but while the daemon sleeps, so none is lost between a look at the flag and the sleep. */
static void catch_signals(sigset_t *while_asleep) {
  sigset_t ours;
  struct sigaction action = {.sa_handler = on_signal};
  sigemptyset(&ours);
  sigaddset(&ours, SIGTERM);
  sigaddset(&ours, SIGINT);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
  sigprocmask(SIG_UNBLOCK, &ours, NULL);
  sigprocmask(SIG_BLOCK, &ours, while_asleep);
}

static void run(struct device *device, const sigset_t *while_asleep) {
  struct notify notify;
  notify_open(&notify);
  for (bool first = true; !stop_asked; first = false) {
    device_tick(device);
    if (first) notify_ready(&notify);
    notify_alive(&notify, device_now_ms(device));
    int64_t left = device_due_ms(device) - device_now_ms(device);
    device_wait(device, notify_sleep_ms(&notify, left > 0 ? left : 0), -1, while_asleep);
  }
  notify_close(&notify);
}

/* ---- steps ---- */

enum { TASK_PATIENCE_MS = 20 * 1000, TASK_LOOK_MS = 100, WAIT_MAX_S = 366 * 86400, LINE_SIZE = 64 };

/* Before time moves, everything that others have asked for is done, and what was started has ended. */
static void settle(struct device *device) {
  for (int waited = 0; tasks_are_running(&device->tasks) && waited < TASK_PATIENCE_MS; waited += TASK_LOOK_MS)
    device_wait(device, TASK_LOOK_MS, -1, NULL);
  device_wait(device, 0, -1, NULL);
  device_tick(device);
}

static void pass(struct device *device, int64_t ms) {
  int64_t goal = device_now_ms(device) + ms;
  settle(device);
  for (int64_t due; (due = device_due_ms(device)) <= goal; settle(device)) {
    int64_t now = device_now_ms(device);
    clock_advance(&device->clock, due > now ? due - now : 0);
    device_tick(device);
  }
  if (goal > device_now_ms(device)) clock_advance(&device->clock, goal - device_now_ms(device));
  settle(device);
}

static bool obey(struct device *device, char *line) {
  int64_t seconds;
  line[strcspn(line, "\n")] = '\0';
  if (!str_starts_with(line, "wait ") || !parse_int(line + strlen("wait "), 0, WAIT_MAX_S, &seconds)) {
    log_error("'%.40s' is not 'wait SECONDS'", line);
    return false;
  }
  pass(device, seconds * 1000);
  printf("done %" PRId64 "\n", device_now_ms(device));
  return fflush(stdout) == 0;
}

/* Lines are read from a descriptor, not from a stream: poll knows nothing of a stream's buffer. */
static bool read_line(char line[LINE_SIZE]) {
  size_t len = 0;
  for (char c = 0; c != '\n' && len < LINE_SIZE - 1; line[len++] = c)
    if (read(STDIN_FILENO, &c, 1) != 1) return false;
  line[len] = '\0';
  return true;
}

static int run_in_steps(struct device *device, const sigset_t *while_asleep) {
  char line[LINE_SIZE];
  settle(device);
  while (!stop_asked) {
    if (!device_wait(device, -1, STDIN_FILENO, while_asleep)) {
      device_tick(device);
      continue;
    }
    if (!read_line(line)) return EX_OK;
    if (!obey(device, line)) return EX_USAGE;
  }
  return EX_OK;
}

int command_run_daemon(struct command_line *line) {
  struct device device;
  struct err err;
  sigset_t while_asleep;
  int code = EX_OK;
  if (setenv("PATH", line->settings.path, 1) != 0) return EX_OSERR;
  catch_signals(&while_asleep);
  if (!device_open(&device, &line->settings, line->root, &line->clock, &err)) {
    log_error("%s", err.msg);
    return err_exit_code(err.code);
  }
  confine_device(&device.settings, &device.tree);
  log_info("looking after the board%s", line->is_stepped ? ", in steps" : "");
  if (line->is_stepped)
    code = run_in_steps(&device, &while_asleep);
  else
    run(&device, &while_asleep);
  device_close(&device, true);
  log_info("stopped");
  return code;
}
