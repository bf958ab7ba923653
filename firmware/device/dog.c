#include "device/dog.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/watchdog.h>
#include <sys/ioctl.h>
#include <unistd.h>

void dog_init(struct dog *dog) { *dog = (struct dog){.fd = -1}; }

bool dog_open(struct dog *dog, const char *path, int timeout_s, struct err *err) {
  int seconds = timeout_s;
  int fd = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return err_set_errno(err, "cannot open watchdog '%s'", path);
  enum dog_kind kind = DOG_HARDWARE;
  if (ioctl(fd, WDIOC_SETTIMEOUT, &seconds) != 0) {
    /* EINVAL: longer than the hardware can; EOPNOTSUPP: fixed. Then it keeps its own, which is asked for. */
    if (errno == ENOTTY) kind = DOG_FILE;
    seconds = timeout_s;
    if (kind == DOG_HARDWARE && ioctl(fd, WDIOC_GETTIMEOUT, &seconds) != 0) seconds = timeout_s;
  }
  *dog = (struct dog){.fd = fd, .kind = kind, .timeout_s = seconds > 0 ? seconds : timeout_s};
  return true;
}

bool dog_feed(struct dog *dog, struct err *err) {
  if (dog->fd < 0) return true;
  if (dog->kind == DOG_HARDWARE && ioctl(dog->fd, WDIOC_KEEPALIVE, 0) == 0) return true;
  return write(dog->fd, "", 1) == 1 || err_set_errno(err, "cannot feed the watchdog");
}

void dog_stop(struct dog *dog) {
  /* When this fails the watchdog bites, and that is all that can be done about it. */
  if (dog->fd >= 0 && write(dog->fd, "V", 1) != 1) dog->kind = DOG_NONE;
  dog_leave(dog);
}

void dog_leave(struct dog *dog) {
  if (dog->fd >= 0) close(dog->fd);
  dog_init(dog);
}
