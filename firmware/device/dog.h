/* The hardware watchdog: /dev/watchdog (Documentation/watchdog/watchdog-api.rst of Linux). It resets the board when it is not
 * fed for `timeout_s`. Opening it starts it; only a clean stop ends it, by writing 'V' (magic close). When this program dies in
 * any other way, it bites.
 *
 * What answers WDIOC_SETTIMEOUT with ENOTTY is no watchdog but a file or pipe, as tests use: it is fed all the same, and status
 * says so. */
#ifndef LITFASS_DEVICE_DOG_H
#define LITFASS_DEVICE_DOG_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum dog_kind { DOG_NONE, DOG_HARDWARE, DOG_FILE };

struct dog {
  int fd; /* -1: none */
  enum dog_kind kind;
  int timeout_s; /* as the hardware has it: may differ from what was asked for */
};

void dog_init(struct dog *dog);

/* ERR_NOT_FOUND when the board has none: the caller goes on without. */
MUST_USE bool dog_open(struct dog *dog, const char *path, int timeout_s, struct err *err);
MUST_USE bool dog_feed(struct dog *dog, struct err *err);

/* A clean stop: the watchdog sleeps again, where the kernel lets it (no CONFIG_WATCHDOG_NOWAYOUT). */
void dog_stop(struct dog *dog);

/* Closes without the magic byte: it goes on counting. */
void dog_leave(struct dog *dog);

#endif
