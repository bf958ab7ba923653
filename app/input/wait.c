/* SDL_WaitEventTimeout sleeps properly under X11 and Wayland only; with KMSDRM and the dummy driver SDL 2.26 polls every
 * millisecond, a thousand wake-ups a second. There, the input devices themselves are waited for: each reader of /dev/input has
 * a queue of its own, so ours is only a bell, emptied and thrown away, and SDL then finds the events in its own. */
#include "input/wait.h"

#include "base/str.h"

#include <SDL.h>
#include <dirent.h>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { DEVICES_MAX = 32 };

struct wait {
  bool sdl_sleeps;
  struct pollfd fds[DEVICES_MAX + 1]; /* the first is inotify on /dev/input */
  nfds_t count;
  int pointing; /* the descriptor of a device with places and buttons, but no touches; -1: none */
};

static void close_devices(struct wait *wait) {
  for (nfds_t i = 1; i < wait->count; i++)
    close(wait->fds[i].fd);
  wait->count = 1;
  wait->pointing = -1;
}

/* As udev's input_id tells an absolute mouse (a panel in its mouse mode, the tablet of a virtual machine) from a touch panel.
 */
static bool points(int fd) {
  enum { BITS = 8 };
  uint8_t axes[ABS_CNT / BITS + 1] = {0};
  uint8_t keys[KEY_CNT / BITS + 1] = {0};
  if (ioctl(fd, EVIOCGBIT(EV_ABS, sizeof axes), axes) < 0 || ioctl(fd, EVIOCGBIT(EV_KEY, sizeof keys), keys) < 0) return false;
  const bool has_places = (axes[ABS_X / BITS] & 1 << ABS_X % BITS) && (axes[ABS_Y / BITS] & 1 << ABS_Y % BITS);
  const bool has_button = keys[BTN_LEFT / BITS] & 1 << BTN_LEFT % BITS;
  const bool has_touch = keys[BTN_TOUCH / BITS] & 1 << BTN_TOUCH % BITS;
  return has_places && has_button && !has_touch;
}

static void open_devices(struct wait *wait) {
  close_devices(wait);
  DIR *folder = opendir("/dev/input");
  if (!folder) return;
  const struct dirent *file;
  while ((file = readdir(folder)) && wait->count <= DEVICES_MAX) {
    if (!str_starts_with(file->d_name, "event")) continue;
    int fd = openat(dirfd(folder), file->d_name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) continue;
    wait->fds[wait->count++] = (struct pollfd){.fd = fd, .events = POLLIN};
    if (points(fd)) wait->pointing = fd;
  }
  closedir(folder);
}

struct wait *wait_open(void) {
  struct wait *wait = calloc(1, sizeof *wait);
  ASSERT(wait != NULL);
  const char *driver = SDL_GetCurrentVideoDriver();
  wait->sdl_sleeps = str_equals(driver, "x11") || str_equals(driver, "wayland");
  wait->count = 1;
  wait->pointing = -1;
  wait->fds[0] = (struct pollfd){.fd = -1, .events = POLLIN};
  if (wait->sdl_sleeps) return wait;
  int notify = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (notify >= 0 && inotify_add_watch(notify, "/dev/input", IN_CREATE | IN_DELETE | IN_ATTRIB) < 0) {
    close(notify);
    notify = -1;
  }
  wait->fds[0].fd = notify;
  open_devices(wait);
  return wait;
}

void wait_close(struct wait *wait) {
  if (!wait) return;
  close_devices(wait);
  if (wait->fds[0].fd >= 0) close(wait->fds[0].fd);
  free(wait);
}

void wait_refresh(struct wait *wait) {
  if (!wait->sdl_sleeps) open_devices(wait);
}

/* The pixel that the axis is at. */
static bool find_place(int fd, unsigned axis, int span, int *out) {
  struct input_absinfo info;
  if (ioctl(fd, EVIOCGABS(axis), &info) < 0 || info.maximum <= info.minimum) return false;
  const int64_t range = (int64_t)info.maximum - info.minimum + 1;
  *out = (int)(((int64_t)info.value - info.minimum) * span / range);
  return true;
}

bool wait_find_point(const struct wait *wait, struct rect screen, struct point *out) {
  struct point at;
  if (wait->pointing < 0 || !find_place(wait->pointing, ABS_X, screen.w, &at.x) ||
      !find_place(wait->pointing, ABS_Y, screen.h, &at.y))
    return false;
  *out = at;
  return true;
}

static void empty(int fd) {
  char bytes[4096];
  while (read(fd, bytes, sizeof bytes) > 0) {
  }
}

void wait_for_events(struct wait *wait, int ms) {
  if (wait->sdl_sleeps) {
    SDL_WaitEventTimeout(NULL, ms);
    return;
  }
  if (poll(wait->fds, wait->count, ms) <= 0) return;
  bool changed = wait->fds[0].revents != 0;
  for (nfds_t i = 0; i < wait->count; i++) {
    if (wait->fds[i].revents & POLLIN) empty(wait->fds[i].fd);
    if (wait->fds[i].revents & (POLLERR | POLLHUP | POLLNVAL)) changed = true;
  }
  if (changed) open_devices(wait); /* a panel was plugged in, or lost */
}
