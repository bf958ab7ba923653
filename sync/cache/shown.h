/* What the board says about itself to the daemon: "<cache>.shown" holds the version whose picture was presented last, and when,
 * as "41 1795267920\n". Written when that changes, by rename and without fsync: after a power cut the board says it again. */
#ifndef LITFASS_CACHE_SHOWN_H
#define LITFASS_CACHE_SHOWN_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct shown {
  int64_t version;
  int64_t utc; /* 0: the clock was not trusted */
};

MUST_USE bool shown_write(const char *cache, const struct shown *shown, struct err *err);

/* ERR_NOT_FOUND: no board has shown this cache; ERR_CORRUPT: not ours. */
MUST_USE bool shown_read(const char *cache, struct shown *out, struct err *err);

#endif
