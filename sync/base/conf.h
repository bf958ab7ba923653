/* One INI file per program, whose keys are one table in the code: defaults, ranges, the file's parser and `--print-config` all
 * come from the same rows. An unknown key, a bad value or a value out of range refuses to start and names file and line. */
#ifndef LITFASS_BASE_CONF_H
#define LITFASS_BASE_CONF_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum conf_type {
  CONF_TEXT,   /* char[size] in the struct */
  CONF_SHARED, /* likewise; a relative path is below share/litfass (base/share.h), an empty one stays empty */
  CONF_INT,    /* int64_t in the struct; `min` to `max` */
  CONF_DOUBLE, /* double in the struct; `min` to `max` */
  CONF_BOOL,   /* bool in the struct; yes/no, true/false, on/off, 1/0 */
};

struct conf_key {
  const char *section;
  const char *name;
  enum conf_type type;
  size_t offset; /* offsetof in the program's config struct */
  size_t size;   /* CONF_TEXT, CONF_SHARED: bytes of the array */
  const char *fallback;
  int64_t min, max;
  const char *help; /* one line, shown as a comment */
};

/* Sets every field from `fallback`. A fallback that does not parse is a bug. */
void conf_set_defaults(const struct conf_key *keys, size_t count, void *out);

/* Reads the file over what `out` holds. ERR_CONFIG: "'/etc/litfass.ini' line 7: unknown key 'colour' in [screen]".
 * On failure `out` may hold part of the file: the program refuses to start. */
MUST_USE bool conf_load(const char *path, const struct conf_key *keys, size_t count, void *out, struct err *err);

/* The commented default file. */
void conf_print(const struct conf_key *keys, size_t count, FILE *out);

#endif
