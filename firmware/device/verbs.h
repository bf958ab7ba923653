/* What may be asked for at the door: one table (verbs.c), with who may and what is done. */
#ifndef LITFASS_DEVICE_VERBS_H
#define LITFASS_DEVICE_VERBS_H

#include "device/door.h"

enum { VERBS_COUNT = 8 };
struct device;

/* Finds out who may ask for each, from the settings. */
void verbs_open(struct device *device);

/* Answers the client, now or when a task has ended. */
void verbs_run(struct client *client, const struct request *request);

#endif
