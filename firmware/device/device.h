/* The board as litfass-device knows it, and the loop that looks after it. One process, one thread, poll(2). */
#ifndef LITFASS_DEVICE_DEVICE_H
#define LITFASS_DEVICE_DEVICE_H

#include "base/clock.h"
#include "base/pulse.h"
#include "device/display.h"
#include "device/dog.h"
#include "device/door.h"
#include "device/network.h"
#include "device/settings.h"
#include "device/storage.h"
#include "device/task.h"
#include "device/timing.h"
#include "device/tree.h"
#include "device/verbs.h"
#include "device/warmth.h"
#include "device/watch.h"

#include <signal.h>

enum { DEVICE_JOBS_MAX = 12 };

/* What the last look found of a program's sign of life. */
struct sign {
  bool is_known, is_alive;
  struct pulse pulse;
};

enum update_state { UPDATE_IDLE, UPDATE_RUNNING, UPDATE_DONE, UPDATE_FAILED };

struct update {
  enum update_state state;
  char file[REQUEST_ARG_SIZE];
  char why[160]; /* of a failure */
};

/* A program whose systemd unit is to be started anew. */
struct unit {
  struct device *device;
  const char *name;
};

struct device {
  struct settings settings;
  struct tree tree;
  struct clock clock;
  struct dog dog;
  char dog_complaint[200]; /* why there is none; "" else */
  struct watch watch;
  struct unit units[WATCH_UNITS];
  struct sign signs[WATCH_UNITS];
  struct warmth warmth;
  struct supply supply;
  struct storage storage;
  enum storage_verdict storage_verdict;
  enum timing timing;
  struct network network;
  struct tasks tasks;
  struct display display;
  struct door door;
  struct access may[VERBS_COUNT]; /* as verbs.c has them */
  struct update update;
  int64_t started_ms;
  int64_t due_ms[DEVICE_JOBS_MAX];
  int64_t status_written_ms, floor_saved_ms;
  uint64_t status_hash;
  bool status_failed;
};

/* Takes settings, tree and clock over. Fails only when nothing could be done at all. */
MUST_USE bool device_open(struct device *device, const struct settings *settings, const char *root, const struct clock *clock,
                          struct err *err);

/* `is_clean`: somebody asked for the end, and the watchdog shall sleep. */
void device_close(struct device *device, bool is_clean);

/* Does what is due. */
void device_tick(struct device *device);
int64_t device_due_ms(const struct device *device); /* elapsed time of the next tick that has something to do */

/* Sleeps until something happens or `limit_ms` (-1: none) are over, and deals with it. `also` is a further descriptor to wait
 * for, or -1; true when it is readable. `while_asleep` is the mask of ppoll, or NULL. */
bool device_wait(struct device *device, int64_t limit_ms, int also, const sigset_t *while_asleep);

/* Milliseconds since some moment; only differences mean something. */
int64_t device_now_ms(const struct device *device);

/* A file below the data folder, as the kernel knows it. */
void device_data_path(const struct device *device, const char *name, char out[PATH_MAX]);

/* What was done shall be in the status file at once. */
void device_tell_soon(struct device *device);

/* Asks systemd to start a unit anew, also one that it gave up. */
void device_restart_unit(struct device *device, enum watch_unit unit);
void device_reboot(struct device *device);

#endif
