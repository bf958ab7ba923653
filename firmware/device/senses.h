/* What tells that somebody is there: touch panels and keypads (/dev/input), and a presence sensor on a GPIO line or in a file.
 * Of what is touched or typed nothing is looked at; only that something was. */
#ifndef LITFASS_DEVICE_SENSES_H
#define LITFASS_DEVICE_SENSES_H

#include "base/err.h"
#include "device/tree.h"

#include <poll.h>

enum { SENSES_INPUTS_MAX = 16, SENSES_WATCH_MAX = SENSES_INPUTS_MAX + 1 };

struct senses {
  struct {
    int fd; /* -1: free */
    char path[64];
  } inputs[SENSES_INPUTS_MAX];
  int line;         /* the GPIO line; -1: none */
  char file[256];   /* that holds 1 while somebody is there; "": none */
  bool is_inverted; /* 0 means that somebody is there */
};

void senses_init(struct senses *senses);
void senses_fini(struct senses *senses);

/* `sensor` is "", "gpiochip0:17" (the character device of linux/gpio.h, uAPI v2), or an absolute path of a file as sysfs has
 * them; with '!' before it for sensors that pull their line down. ERR_CONFIG: none of these; ERR_IO: the line cannot be had. */
MUST_USE bool senses_open_sensor(struct senses *senses, const struct tree *tree, const char *sensor, struct err *err);

/* Opens input devices that have come and forgets those that have gone. */
void senses_find_inputs(struct senses *senses, const struct tree *tree);

/* At most SENSES_WATCH_MAX. */
size_t senses_watch(const struct senses *senses, struct pollfd *out);

/* True when a hand touched something since the last question. */
bool senses_take_touch(struct senses *senses);
/* True while somebody stands there, as far as a sensor can tell. */
bool senses_take_presence(struct senses *senses, const struct tree *tree);

#endif
