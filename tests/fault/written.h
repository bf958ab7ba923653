/* What this process writes to files, and how often it waits for the disk: its own, SQLite's and zlib's calls alike, since these
 * functions stand in front of the C library's. */
#ifndef LITFASS_WRITTEN_H
#define LITFASS_WRITTEN_H

#include <stdint.h>

struct written {
  int64_t bytes, syncs;
};

/* Since the start of the process. */
struct written written_so_far(void);

#endif
