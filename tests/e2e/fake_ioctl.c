/* Preloaded by the tests of litfass-device: the parts of a kernel that no file can be. Answers as Documentation/watchdog/
 * watchdog-api.rst and linux/gpio.h say, and writes down what was asked, a line each, into $FAKE_IOCTL/asked.
 *
 * The watchdog can do 15 seconds at most, like that of a Raspberry Pi. The GPIO line is the pipe $FAKE_IOCTL/line, its level
 * the first byte of $FAKE_IOCTL/level. */
#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/watchdog.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

enum { LONGEST_S = 15 };

static FILE *open_beside(const char *name, const char *mode) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", getenv("FAKE_IOCTL"), name);
  return fopen(path, mode);
}

static void note(const char *what, long long number) {
  FILE *file = open_beside("asked", "ae");
  if (!file) return;
  fprintf(file, "%s %lld\n", what, number);
  fclose(file);
}

static int set_timeout(int *seconds) {
  note("timeout", *seconds);
  if (*seconds <= LONGEST_S) return 0;
  errno = EINVAL;
  return -1;
}

static int give_line(struct gpio_v2_line_request *request) {
  char path[4096];
  snprintf(path, sizeof path, "%s/line", getenv("FAKE_IOCTL"));
  note("line", request->offsets[0]);
  note("flags", (long long)request->config.flags);
  request->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  return request->fd < 0 ? -1 : 0;
}

static int give_values(struct gpio_v2_line_values *values) {
  FILE *file = open_beside("level", "re");
  values->bits = file && fgetc(file) == '1' ? values->mask : 0;
  if (file) fclose(file);
  return 0;
}

/* glibc's ioctl(2) takes an unsigned long. */
int ioctl(int fd, unsigned long request, ...) {
  va_list arguments;
  va_start(arguments, request);
  void *argument = va_arg(arguments, void *);
  va_end(arguments);
  (void)fd;
  switch (request) {
    case WDIOC_SETTIMEOUT: return set_timeout(argument);
    case WDIOC_GETTIMEOUT: return *(int *)argument = LONGEST_S, 0;
    case WDIOC_KEEPALIVE: return note("alive", 0), 0;
    case GPIO_V2_GET_LINE_IOCTL: return give_line(argument);
    case GPIO_V2_LINE_GET_VALUES_IOCTL: return give_values(argument);
    default: errno = ENOTTY; return -1;
  }
}
