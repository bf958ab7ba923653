/* What a person wants to know about a cache, also one without content or with damage. Reads like a reader: beside a running
 * daemon, without writing. */
#ifndef LITFASS_CACHE_HEALTH_H
#define LITFASS_CACHE_HEALTH_H

#include "cache/reader.h"

struct cache_health {
  struct reader_info info;
  int64_t entries, skipped, seen_version, bytes;
  int64_t polls, polls_failed, requests, received; /* since the cache was made */
  int64_t window_from, window_to;                  /* wall times between which occurrences are there; both 0: none yet */
  char last_error[240];                            /* of the last poll; "" while it succeeded */
};

/* ERR_NOT_FOUND: no file; ERR_CORRUPT: foreign, newer, or found damaged by `thorough`, which reads the whole file. */
MUST_USE bool cache_health_read(const char *path, bool thorough, struct cache_health *out, struct err *err);

#endif
