/* The command line of litfass-hub: one table of all options; a command says by a set of bits which of them it takes. */
#ifndef LITFASS_HUB_OPTIONS_H
#define LITFASS_HUB_OPTIONS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum option_bit {
  OPTION_DIR = 1 << 0,
  OPTION_JSON = 1 << 1,
  OPTION_NAME = 1 << 2,
  OPTION_LAND = 1 << 3,
  OPTION_TIMEZONE = 1 << 4,
  OPTION_POLL = 1 << 5,
  OPTION_REPLACE = 1 << 6,
  OPTION_CLOCK = 1 << 7,
  OPTION_PORT = 1 << 8,
  OPTION_BIND = 1 << 9,
  OPTION_FILES = 1 << 10, /* operands */
  OPTION_KEY = 1 << 11,
  OPTION_STOLEN = 1 << 12,
  OPTION_AS = 1 << 13,
  OPTION_SOURCE = 1 << 14,
  OPTION_MAPPING = 1 << 15, /* --topic, --place */
  OPTION_URL = 1 << 16,     /* --url, --interval, --moderated, --timeout */
  OPTION_WITH_KEYS = 1 << 17,
  OPTION_WORDS = 1 << 18, /* operands that may be none */
  OPTION_EMAIL = 1 << 19,
  OPTION_ROLE = 1 << 20,
};

/* Values are borrowed from argv; NULL and false where not given. */
struct options {
  const char *dir, *name, *land, *timezone, *poll, *clock, *port, *bind, *key, *as, *source, *topic, *place, *url, *interval,
      *timeout, *email, *role;
  bool json, replace, stolen, moderated, with_keys, no_sandbox, help;
  const char *const *files;
  size_t file_count;
};

/* Reads argv[1..argc); the array of operands is argv itself, reordered. ERR_USAGE names what is wrong. --dir is checked to be
 * there when it is allowed, unless --help is. */
MUST_USE bool options_parse(int argc, char **argv, unsigned allowed, struct options *out, struct err *err);

/* One line per allowed option. */
void options_print(unsigned allowed, FILE *out);

#endif
