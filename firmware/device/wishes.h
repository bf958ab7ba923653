/* When the panel is to be lit, as a caretaker has set it in the hub: `hours` of the note that litfass-sync keeps beside the
 * cache (sync/spool/paired.h). Another user's file, read by root: a plain file and no link, bounded, strict JSON, and hours of
 * the same syntax as in the settings. What is not so changes nothing. */
#ifndef LITFASS_DEVICE_WISHES_H
#define LITFASS_DEVICE_WISHES_H

#include "device/settings.h"

#include <stdbool.h>
#include <sys/stat.h>

enum { WISHES_FILE_MAX = 8 * 1024 };

struct wishes {
  struct stat seen;                /* of the file that was read last; all zero: none */
  char hours[SETTINGS_HOURS_SIZE]; /* "": the hub wants nothing, the settings hold */
};

/* True when the hours have changed. Costs one stat as long as the file is the same. */
bool wishes_look(struct wishes *wishes, const char *path);

#endif
