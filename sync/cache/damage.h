/* How a reader that hits damage tells the daemon: an empty file "<cache>.suspect" beside the cache. The daemon watches the
 * folder, takes the file away, checks the cache and rebuilds it where needed; readers see the new file by reader_poll. */
#ifndef LITFASS_CACHE_DAMAGE_H
#define LITFASS_CACHE_DAMAGE_H

#include "base/compiler.h"
#include "base/err.h"

#include <stdbool.h>

/* The daemon's side. Without inotify the file is still seen at every wake-up. */
struct damage_watch {
  char file[4096 + 16];
  int fd; /* -1: none */
};
void damage_watch_open(struct damage_watch *watch, const char *cache);
void damage_watch_close(struct damage_watch *watch);

/* Readable when something happened in the folder; -1 when there is no watch. */
int damage_watch_fd(const struct damage_watch *watch);

/* True once for each report. */
bool damage_watch_take(struct damage_watch *watch);

#endif
