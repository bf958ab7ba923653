#include "device/device.h"

#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "device/boots.h"
#include "device/status.h"

#include <errno.h>
#include <grp.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  SYSTEMCTL_LIMIT_MS = 60 * 1000,
  LEASE_MAX_MS = 2 * 3600 * 1000, /* a promise beyond is not believed */
  FLOOR_EVERY_MS = 3600 * 1000,
};

int64_t device_now_ms(const struct device *device) { return clock_elapsed_ms(&device->clock); }

void device_data_path(const struct device *device, const char *name, char out[PATH_MAX]) {
  char path[SETTINGS_PATH_SIZE + 32];
  snprintf(path, sizeof path, "%s/%s", device->settings.data, name);
  tree_path(&device->tree, path, out);
}

/* ---- what others do for us ---- */

static void on_systemctl(void *user UNUSED, const struct task_result *result) {
  if (!result->is_ok) log_warning("%s", result->why);
}

static void systemctl(struct device *device, const char *verb, const char *unit, task_done *done, void *user) {
  struct task_order order = {
      .words = {"systemctl", "--no-block", verb, unit}, .limit_ms = SYSTEMCTL_LIMIT_MS, .done = done, .user = user};
  struct err err;
  if (!tasks_start(&device->tasks, &order, device_now_ms(device), &err)) log_warning("%s", err.msg);
}

static void on_forgiven(void *user, const struct task_result *result) {
  struct unit *unit = user;
  on_systemctl(NULL, result);
  systemctl(unit->device, "restart", unit->name, on_systemctl, NULL);
}

/* A unit that crashed too often is not started again by systemd unless that is forgotten first. */
void device_restart_unit(struct device *device, enum watch_unit unit) {
  systemctl(device, "reset-failed", device->units[unit].name, on_forgiven, &device->units[unit]);
}

void device_reboot(struct device *device) { systemctl(device, "reboot", NULL, on_systemctl, NULL); }

/* ---- jobs ---- */

static struct sign look_for_sign(const struct device *device, const char *name) {
  char path[PATH_MAX];
  char below[SETTINGS_PATH_SIZE + 8];
  struct sign sign = {0};
  struct err ignored;
  snprintf(below, sizeof below, "%s/%s", device->settings.health, name);
  tree_path(&device->tree, below, path);
  sign.is_known = pulse_read(path, &sign.pulse, &ignored);
  if (!sign.is_known) return sign;
  int64_t age = device_now_ms(device) - sign.pulse.stamp_ms;
  int64_t lease = sign.pulse.lease_ms < LEASE_MAX_MS ? sign.pulse.lease_ms : LEASE_MAX_MS;
  /* A stamp from the future is from another boot, or a lie. */
  sign.is_alive = age >= -1000 && age <= lease + device->settings.late_s * 1000;
  return sign;
}

static void log_state(enum watch_unit unit, enum watch_state before, enum watch_state now) {
  if (before == now) return;
  const char *name = unit == WATCH_APP ? "app" : "sync";
  if (now == WATCH_HEALTHY)
    log_info("%s: healthy", name);
  else if (now == WATCH_LOST)
    log_error("%s: restarts did not help, no longer feeding the watchdog", name);
}

static void obey(struct device *device, const struct watch_orders *orders) {
  char path[PATH_MAX];
  struct err err;
  for (int i = 0; i < WATCH_UNITS; i++) {
    if (!orders->restart[i]) continue;
    log_warning("%s: no sign of life, starting it anew (%d of %" PRId64 ")", i == WATCH_APP ? "app" : "sync",
                device->watch.members[i].restarts, device->settings.restarts);
    device_restart_unit(device, (enum watch_unit)i);
  }
  device_data_path(device, "boots", path);
  if (orders->forget_boots && !boots_forget(&device->tree, path, &err)) log_warning("%s", err.msg);
  if (orders->feed && !dog_feed(&device->dog, &err)) log_warning("%s", err.msg);
  if (!orders->reboot) return;
  log_error("watchdog: did not bite, asking the system for a new start");
  device_reboot(device);
}

static void job_watch(struct device *device) {
  struct watch_sign signs[WATCH_UNITS];
  enum watch_state before[WATCH_UNITS];
  device->signs[WATCH_APP] = look_for_sign(device, "app");
  device->signs[WATCH_SYNC] = look_for_sign(device, "sync");
  signs[WATCH_APP] = (struct watch_sign){device->settings.app_is_needed && device->display.plug != PANEL_ABSENT,
                                         device->signs[WATCH_APP].is_alive};
  signs[WATCH_SYNC] = (struct watch_sign){device->settings.sync_is_needed, device->signs[WATCH_SYNC].is_alive};
  for (int i = 0; i < WATCH_UNITS; i++)
    before[i] = device->watch.members[i].state;
  struct watch_orders orders = watch_step(&device->watch, signs, device_now_ms(device));
  for (int i = 0; i < WATCH_UNITS; i++)
    log_state((enum watch_unit)i, before[i], device->watch.members[i].state);
  obey(device, &orders);
}

static void job_warmth(struct device *device) {
  enum grade before = device->warmth.grade;
  bool was_low = device->supply.is_low;
  warmth_read(&device->tree, device->settings.warm_c, device->settings.hot_c, &device->warmth);
  supply_read(&device->tree, &device->supply);
  if (device->warmth.grade != before)
    log_warning("temperature: %.1f degrees, %s", (double)device->warmth.milli_c / 1000.0, grade_name(device->warmth.grade));
  if (device->supply.is_low != was_low) log_warning("power supply: %s", device->supply.is_low ? "too weak" : "good again");
}

static void judge_storage(struct device *device) {
  struct storage_limits limits = {device->settings.free_mb << 20, device->settings.free_percent};
  enum storage_verdict verdict = storage_judge(&device->storage, &limits);
  if (verdict != device->storage_verdict) log_warning("storage: %s", storage_verdict_name(verdict));
  device->storage_verdict = verdict;
}

static void job_storage(struct device *device) {
  storage_read(&device->tree, device->settings.data, &device->storage);
  judge_storage(device);
}

static void job_probe(struct device *device) {
  char folder[PATH_MAX];
  tree_path(&device->tree, device->settings.data, folder);
  if (device->settings.probe_s > 0) storage_probe(folder, (uint64_t)clock_utc_ms(&device->clock), &device->storage);
  judge_storage(device);
}

static void job_time(struct device *device) {
  char path[PATH_MAX];
  struct err err;
  enum timing timing = timing_read(&device->tree, &device->clock, device->settings.asks_kernel);
  if (timing != device->timing) log_info("time: %s", timing_name(timing));
  device->timing = timing;
  if (timing != TIMING_SET || device_now_ms(device) - device->floor_saved_ms < FLOOR_EVERY_MS) return;
  device->floor_saved_ms = device_now_ms(device);
  device_data_path(device, "clock", path);
  if (!timing_save_floor(path, clock_utc(&device->clock), &err)) log_warning("time: %s", err.msg);
}

static void job_network(struct device *device) {
  bool was = network_is_online(&device->network);
  network_read(&device->tree, &device->network);
  if (was != network_is_online(&device->network)) log_info("network: %s", was ? "lost" : "there");
}

static void job_screen(struct device *device) { display_find_screen(device); }
static void job_display(struct device *device) { display_step(device); }
static void job_status(struct device *device) { status_keep(device); }

/* The order counts where several are due: the watchdog first, the status file last. */
static const struct job {
  int64_t every_ms;
  void (*run)(struct device *device);
} jobs[] = {
    {5 * 1000, job_watch},    {30 * 1000, job_warmth}, {600 * 1000, job_storage},
    {3600 * 1000, job_probe}, {30 * 1000, job_time},   {10 * 1000, job_network},
    {5 * 1000, job_screen},   {5 * 1000, job_display}, {5 * 1000, job_status},
};
_Static_assert(COUNT_OF(jobs) <= DEVICE_JOBS_MAX, "room for the jobs");

enum { JOB_WATCH = 0, JOB_PROBE = 3, JOB_STATUS = COUNT_OF(jobs) - 1 };

void device_tell_soon(struct device *device) { device->due_ms[JOB_STATUS] = device_now_ms(device); }

static int64_t span_of(const struct device *device, size_t i) {
  int64_t bite_ms = (int64_t)device->dog.timeout_s * 1000 / 3;
  if (i == JOB_PROBE && device->settings.probe_s > 0) return device->settings.probe_s * 1000;
  if (i == JOB_WATCH && bite_ms > 0 && bite_ms < jobs[i].every_ms) return bite_ms;
  return jobs[i].every_ms;
}

/* Each job at most once: what takes long is not done again for the time that it took. */
void device_tick(struct device *device) {
  tasks_step(&device->tasks, device_now_ms(device));
  door_step(&device->door, device_now_ms(device));
  for (size_t i = 0; i < COUNT_OF(jobs); i++) {
    int64_t now = device_now_ms(device);
    if (now < device->due_ms[i]) continue;
    device->due_ms[i] = now + span_of(device, i);
    jobs[i].run(device);
  }
}

int64_t device_due_ms(const struct device *device) {
  int64_t due = tasks_due_ms(&device->tasks);
  int64_t door = door_due_ms(&device->door);
  if (door < due) due = door;
  for (size_t i = 0; i < COUNT_OF(jobs); i++)
    if (device->due_ms[i] < due) due = device->due_ms[i];
  return due;
}

/* ---- opening ---- */

/* App and sync run as users of their own: the group may write, the sticky bit keeps them from each other's file. Without such a
 * group everybody may, which is the case of a desk. */
static void make_health_folder(struct device *device) {
  char path[PATH_MAX];
  struct err err;
  const struct group *group = getgrnam(device->settings.group);
  tree_path(&device->tree, device->settings.health, path);
  if (!fs_make_dirs(path, &err)) {
    log_warning("signs of life: %s", err.msg);
    return;
  }
  bool ok = !group || chown(path, (uid_t)-1, group->gr_gid) == 0;
  if (!ok || chmod(path, group ? 01770 : 01777) != 0) log_warning("signs of life: '%s': %s", path, strerror(errno));
}

static void open_dog(struct device *device) {
  char path[PATH_MAX];
  struct err err;
  if (!device->settings.watchdog[0]) return;
  tree_path(&device->tree, device->settings.watchdog, path);
  if (dog_open(&device->dog, path, (int)device->settings.timeout_s, &err)) {
    if (device->dog.kind == DOG_FILE) log_warning("watchdog '%s': a plain file, it will not bite", path);
    return;
  }
  str_copy(device->dog_complaint, sizeof device->dog_complaint, err.msg);
  log_warning("%s, going on without", err.msg);
}

static void open_watch(struct device *device) {
  const struct settings *settings = &device->settings;
  char path[PATH_MAX];
  device_data_path(device, "boots", path);
  struct watch_limits limits = {.start_ms = settings->start_s * 1000,
                                .bite_ms = settings->timeout_s * 1000 * 4,
                                .settle_ms = settings->settle_s * 1000,
                                .restarts = (int)settings->restarts,
                                .boots = (int)settings->boots};
  watch_init(&device->watch, &limits, boots_count(&device->tree, path), device_now_ms(device));
  if (watch_is_resigned(&device->watch))
    log_error("this is start %d in a row without health: the watchdog will not bite", device->watch.boots);
}

static void open_door(struct device *device) {
  char path[PATH_MAX];
  char folder[PATH_MAX];
  struct err err;
  tree_path(&device->tree, device->settings.socket, path);
  str_copy(folder, sizeof folder, path);
  char *slash = strrchr(folder, '/');
  if (slash) *slash = '\0';
  if (!fs_make_dirs(folder, &err) || !door_open(&device->door, path, &err))
    log_error("%s, nobody can ask for anything", err.msg);
}

static void open_clock(struct device *device) {
  char path[PATH_MAX];
  device_data_path(device, "clock", path);
  clock_raise_floor(&device->clock, timing_load_floor(path));
}

bool device_open(struct device *device, const struct settings *settings, const char *root, const struct clock *clock,
                 struct err *err) {
  char path[PATH_MAX];
  *device = (struct device){.settings = *settings, .clock = *clock};
  if (!tree_init(&device->tree, root)) return err_set(err, ERR_USAGE, "--root is too long");
  device->units[WATCH_APP] = (struct unit){device, device->settings.app_unit};
  device->units[WATCH_SYNC] = (struct unit){device, device->settings.sync_unit};
  dog_init(&device->dog);
  tasks_init(&device->tasks);
  door_init(&device->door, device);
  verbs_open(device);
  storage_init(&device->storage);
  device->started_ms = device_now_ms(device);
  device->floor_saved_ms = device->started_ms - FLOOR_EVERY_MS;
  for (size_t i = 0; i < COUNT_OF(jobs); i++)
    device->due_ms[i] = device->started_ms;
  open_dog(device); /* first: it is what heals everything that comes after it */
  tree_path(&device->tree, settings->data, path);
  struct err why;
  if (!fs_make_dirs(path, &why)) log_warning("data: %s", why.msg);
  make_health_folder(device);
  open_clock(device);
  open_watch(device);
  open_door(device);
  if (display_open(device, err)) return true;
  device_close(device, true);
  return false;
}

void device_close(struct device *device, bool is_clean) {
  if (is_clean)
    dog_stop(&device->dog);
  else
    dog_leave(&device->dog);
  display_close(device);
  door_close(&device->door);
  tasks_fini(&device->tasks);
}

/* ---- waiting ---- */

bool device_wait(struct device *device, int64_t limit_ms, int also, const sigset_t *while_asleep) {
  struct pollfd fds[1 + SENSES_WATCH_MAX + DOOR_WATCH_MAX + 2 * TASKS_MAX];
  struct timespec time = {.tv_sec = limit_ms / 1000, .tv_nsec = limit_ms % 1000 * 1000000};
  size_t count = 0;
  fds[count++] = (struct pollfd){.fd = also, .events = POLLIN};
  size_t senses = senses_watch(&device->display.senses, fds + count);
  count += senses;
  count += door_watch(&device->door, fds + count);
  count += tasks_watch(&device->tasks, fds + count);
  int ready = ppoll(fds, count, limit_ms < 0 ? NULL : &time, while_asleep);
  if (ready < 0 && errno != EINTR) log_warning("poll: %s", strerror(errno));
  if (ready <= 0) return false;
  for (size_t i = 1; i <= senses; i++)
    if (fds[i].revents) {
      display_stir(device);
      break;
    }
  tasks_step(&device->tasks, device_now_ms(device));
  door_step(&device->door, device_now_ms(device));
  return fds[0].revents != 0;
}
