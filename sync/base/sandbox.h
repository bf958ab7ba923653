/* What a program of ours takes away from itself before it reads what others have made: files by Landlock (Linux 5.13), system
 * calls by seccomp. Both only ever narrow, and hold for everything that is started later. The units do the same from outside
 * (firmware/systemd); this holds on a desk and in a container, too, and knows the settings: only the configured folders, no
 * others.
 *
 * A refused call fails with EPERM and a refused file with EACCES, as if the rights were missing: nothing is killed. */
#ifndef LITFASS_BASE_SANDBOX_H
#define LITFASS_BASE_SANDBOX_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum sandbox_may {
  SANDBOX_READ = 1 << 0,
  SANDBOX_WRITE = 1 << 1, /* change, make and remove as well */
  SANDBOX_RUN = 1 << 2,
};

struct sandbox_path {
  const char *path; /* a file, or a folder with all that is in it; NULL, "" and what is not there are left out, but what is to
                     * be written and is not there yet may be made in the nearest folder above */
  unsigned may;     /* enum sandbox_may */
};

enum sandbox_calls {                            /* what needs more calls than reading, writing and waiting */
                     SANDBOX_NETWORK = 1 << 0,  /* sockets of the internet; without: local ones and netlink only */
                     SANDBOX_LISTEN = 1 << 1,   /* to be called, not only to call */
                     SANDBOX_PROGRAMS = 1 << 2, /* to start programs and wait for them */
                     SANDBOX_DISPLAY = 1 << 3,  /* what screens and their drivers want */
                     SANDBOX_CLOCK = 1 << 4,    /* to ask the kernel how good its clock is */
};

struct sandbox_plan {
  const struct sandbox_path *paths;
  size_t path_count;
  unsigned calls; /* enum sandbox_calls */
};

/* Call it before there are other threads: Landlock holds for the caller and what it starts. False: the kernel lacks part of it,
 * `err` says which; what it has is in force, and one may go on. */
MUST_USE bool sandbox_enter(const struct sandbox_plan *plan, struct err *err);

/* sandbox_enter as a program of ours does it: the folders that each of them reads besides (/usr, /lib, /proc, /run), what the
 * kernel needs to start programs (with SANDBOX_PROGRAMS), and what the kernel lacks is logged. At most SANDBOX_PATHS_MAX paths.
 */
enum { SANDBOX_PATHS_MAX = 40 };
void sandbox_confine(const struct sandbox_path *paths, size_t count, unsigned calls);

/* The version of Landlock that the kernel has, 0 for none; for tests. */
int sandbox_landlock_version(void);

#endif
