#include "device/senses.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/gpio.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { LINE_MAX_NUMBER = 4095, DEBOUNCE_US = 20000 };

void senses_init(struct senses *senses) {
  *senses = (struct senses){.line = -1};
  for (size_t i = 0; i < SENSES_INPUTS_MAX; i++)
    senses->inputs[i].fd = -1;
}

void senses_fini(struct senses *senses) {
  for (size_t i = 0; i < SENSES_INPUTS_MAX; i++)
    if (senses->inputs[i].fd >= 0) close(senses->inputs[i].fd);
  if (senses->line >= 0) close(senses->line);
  senses_init(senses);
}

/* ---- sensor ---- */

static bool request_line(struct senses *senses, const char *chip, uint32_t number, struct err *err) {
  struct gpio_v2_line_request request = {.num_lines = 1, .offsets = {number}};
  str_copy(request.consumer, sizeof request.consumer, "litfass-device");
  request.config.flags = GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EDGE_FALLING;
  if (senses->is_inverted) request.config.flags |= GPIO_V2_LINE_FLAG_ACTIVE_LOW;
  request.config.num_attrs = 1;
  request.config.attrs[0].mask = 1;
  request.config.attrs[0].attr.id = GPIO_V2_LINE_ATTR_ID_DEBOUNCE;
  request.config.attrs[0].attr.debounce_period_us = DEBOUNCE_US;
  int fd = open(chip, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return err_set_errno(err, "presence sensor '%s'", chip);
  bool ok = ioctl(fd, GPIO_V2_GET_LINE_IOCTL, &request) == 0;
  if (!ok) err_set_errno(err, "presence sensor '%s' line %u", chip, number);
  close(fd);
  if (!ok) return false;
  fcntl(request.fd, F_SETFL, O_NONBLOCK);
  senses->line = request.fd;
  return true;
}

bool senses_open_sensor(struct senses *senses, const struct tree *tree, const char *sensor, struct err *err) {
  char path[PATH_MAX];
  char chip[64];
  int64_t number;
  if (str_is_empty(sensor)) return true;
  senses->is_inverted = sensor[0] == '!';
  const char *where = sensor + senses->is_inverted;
  if (where[0] == '/')
    return str_copy(senses->file, sizeof senses->file, where) || err_set(err, ERR_CONFIG, "sensor: too long");
  const char *colon = strchr(where, ':');
  int len = colon ? (int)(colon - where) : 0;
  if (len == 0 || memchr(where, '/', (size_t)len) || !parse_int(colon + 1, 0, LINE_MAX_NUMBER, &number) ||
      snprintf(chip, sizeof chip, "/dev/%.*s", len, where) >= (int)sizeof chip)
    return err_set(err, ERR_CONFIG, "sensor '%.60s' is neither chip:line nor a file", sensor);
  tree_path(tree, chip, path);
  return request_line(senses, path, (uint32_t)number, err);
}

/* An edge means that somebody came or went; else the level counts. */
static bool line_says_so(const struct senses *senses) {
  struct gpio_v2_line_event event;
  struct gpio_v2_line_values values = {.mask = 1};
  bool has_moved = false;
  while (read(senses->line, &event, sizeof event) == (ssize_t)sizeof event)
    has_moved = true;
  return (ioctl(senses->line, GPIO_V2_LINE_GET_VALUES_IOCTL, &values) == 0 && (values.bits & 1)) || has_moved;
}

bool senses_take_presence(struct senses *senses, const struct tree *tree) {
  int64_t value;
  if (senses->line >= 0) return line_says_so(senses);
  return senses->file[0] && tree_number(tree, senses->file, &value) && (value != 0) != senses->is_inverted;
}

/* ---- inputs ---- */

struct look {
  const struct tree *tree;
  struct senses *senses;
};

static void visit_input(void *user, const char *path) {
  struct look *look = user;
  char full[PATH_MAX];
  size_t slot = SENSES_INPUTS_MAX;
  for (size_t i = 0; i < SENSES_INPUTS_MAX; i++) {
    if (look->senses->inputs[i].fd < 0)
      slot = i;
    else if (str_equals(look->senses->inputs[i].path, path))
      return;
  }
  if (slot == SENSES_INPUTS_MAX || !str_copy(look->senses->inputs[slot].path, sizeof look->senses->inputs[slot].path, path))
    return;
  tree_path(look->tree, path, full);
  look->senses->inputs[slot].fd = open(full, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
}

void senses_find_inputs(struct senses *senses, const struct tree *tree) {
  tree_each(tree, "/dev/input/event*", visit_input, &(struct look){tree, senses});
}

size_t senses_watch(const struct senses *senses, struct pollfd *out) {
  size_t count = 0;
  for (size_t i = 0; i < SENSES_INPUTS_MAX; i++)
    if (senses->inputs[i].fd >= 0) out[count++] = (struct pollfd){.fd = senses->inputs[i].fd, .events = POLLIN};
  if (senses->line >= 0) out[count++] = (struct pollfd){.fd = senses->line, .events = POLLIN};
  return count;
}

/* The end of a file is a device that was unplugged: it would be readable for ever. */
static bool drain(int *fd) {
  struct input_event events[32];
  bool is_touched = false;
  ssize_t got;
  while ((got = read(*fd, events, sizeof events)) > 0)
    for (size_t i = 0; i < (size_t)got / sizeof events[0]; i++)
      is_touched = is_touched || events[i].type == EV_KEY || events[i].type == EV_ABS || events[i].type == EV_REL;
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return is_touched;
  close(*fd);
  *fd = -1;
  return is_touched;
}

bool senses_take_touch(struct senses *senses) {
  bool is_touched = false;
  for (size_t i = 0; i < SENSES_INPUTS_MAX; i++)
    if (senses->inputs[i].fd >= 0 && drain(&senses->inputs[i].fd)) is_touched = true;
  return is_touched;
}
