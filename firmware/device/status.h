/* /run/litfass/device.json: what the board is like, as one line of JSON of at most 8 KB, for app, sync and people. Replaced
 * atomically when something changes and at least once a minute. README.md has the list of its members. */
#ifndef LITFASS_DEVICE_STATUS_H
#define LITFASS_DEVICE_STATUS_H

#include "base/buf.h"
#include "device/device.h"

enum { STATUS_MAX = 8 * 1024, STATUS_EVERY_MS = 60 * 1000 };

/* The same as an object, owned by the caller. */
json_t *status_json(const struct device *device);

/* The line, with its newline. */
void status_format(const struct device *device, struct buf *out);

/* How the whole is, from good to bad. */
enum grade status_grade(const struct device *device);

/* Writes the file when it is time to. */
void status_keep(struct device *device);

/* For people: two columns. ERR_CORRUPT when the text is no status of ours. */
MUST_USE bool status_print(const char *text, size_t len, struct buf *out, struct err *err);

#endif
