/* What the commands of litfass-sync share: the INI file, the options over it, the clock. */
#ifndef LITFASS_CLIENT_OPTIONS_H
#define LITFASS_CLIENT_OPTIONS_H

#include "base/clock.h"

#include <stdbool.h>
#include <stdint.h>

struct sync_config {
  char feed[1024], key[65], ca_file[1024], pin[256];
  int64_t poll_s; /* 0: as the feed says */
  char stick[1024];
  int64_t max_kbit_s; /* 0: as fast as it goes */
  bool is_metered;
  char cache[4000], zone[65], land[8];
  char search_words[1024];
  char hub[1024], device_key_file[1024], spool[4000]; /* hub "": nothing is sent */
  int64_t heartbeat_s;                                /* 0: none */
  bool sandbox;
  char health[1024], device[1024]; /* see base/pulse.h */
};

struct sync_options {
  struct sync_config config;
  struct clock clock;
  bool is_json;
  /* Of a search: */
  const char *query, *lang; /* lang "de" unless given */
  int64_t limit;
  const char *prometheus; /* file to write, "-" for standard output; NULL: not asked for */
};

enum {
  OPTIONS_NEED_FEED = 1 << 0,
  OPTIONS_NEED_CACHE = 1 << 1,
  OPTIONS_PROMETHEUS = 1 << 2 /* allowed */,
  OPTIONS_QUERY = 1 << 3,
  OPTIONS_OR_HUB = 1 << 4 /* with a hub alone, the feed may still be unknown: see pair.h */
};

enum { OPTIONS_GO_ON = -1 };

/* Reads the command line of `litfass-sync <argv[0]>`. Returns OPTIONS_GO_ON, or the exit code to end with: after --help and
 * --print-config, and after one line on standard error for what is wrong. `about` is the first paragraph of --help. */
int options_read(int argc, char **argv, const char *about, unsigned needs, struct sync_options *out);

/* The word that getopt_long has just called unknown or incomplete. */
const char *options_stumble(int argc, char **argv);

#endif
