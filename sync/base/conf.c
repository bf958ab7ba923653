/* libinih splits lines; this file knows the tables. inih stops at the first line for which our handler returns 0, and reports
 * that line's number. */
#include "base/conf.h"

#include "base/share.h"
#include "base/str.h"

#include <errno.h>
#include <ini.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool parse_bool(const char *text, bool *out) {
  static const char *const yes[] = {"yes", "true", "on", "1"};
  static const char *const no[] = {"no", "false", "off", "0"};
  for (size_t i = 0; i < COUNT_OF(yes); i++) {
    if (strcasecmp(text, yes[i]) == 0) return *out = true, true;
    if (strcasecmp(text, no[i]) == 0) return *out = false, true;
  }
  return false;
}

static bool set_shared(const struct conf_key *key, const char *value, char *field, struct err *err) {
  bool fits = *value && *value != '/' ? share_path(value, field, key->size) : str_copy(field, key->size, value);
  return fits || err_set(err, ERR_CONFIG, "'%s' is too long a path", key->name);
}

static bool set_value(const struct conf_key *key, const char *value, void *out, struct err *err) {
  char *field = (char *)out + key->offset;
  switch (key->type) {
    case CONF_TEXT:
      if (strlen(value) >= key->size)
        return err_set(err, ERR_CONFIG, "'%s' is longer than %zu bytes", key->name, key->size - 1);
      str_copy(field, key->size, value);
      return true;
    case CONF_SHARED: return set_shared(key, value, field, err);
    case CONF_INT: {
      int64_t number;
      if (!parse_int(value, key->min, key->max, &number))
        return err_set(err, ERR_CONFIG, "'%s' must be a whole number from %" PRId64 " to %" PRId64 ", not '%.40s'", key->name,
                       key->min, key->max, value);
      memcpy(field, &number, sizeof number);
      return true;
    }
    case CONF_DOUBLE: {
      char *end;
      double number = strtod(value, &end);
      if (end == value || *end || !isfinite(number) || number < (double)key->min || number > (double)key->max)
        return err_set(err, ERR_CONFIG, "'%s' must be a number from %" PRId64 " to %" PRId64 ", not '%.40s'", key->name,
                       key->min, key->max, value);
      memcpy(field, &number, sizeof number);
      return true;
    }
    case CONF_BOOL: {
      bool truth;
      if (!parse_bool(value, &truth)) return err_set(err, ERR_CONFIG, "'%s' must be yes or no, not '%.40s'", key->name, value);
      memcpy(field, &truth, sizeof truth);
      return true;
    }
  }
  return err_set(err, ERR_INTERNAL, "'%s' has no type", key->name);
}

void conf_set_defaults(const struct conf_key *keys, size_t count, void *out) {
  for (size_t i = 0; i < count; i++) {
    struct err err;
    ASSERT(set_value(&keys[i], keys[i].fallback, out, &err));
  }
}

struct load {
  const struct conf_key *keys;
  size_t count;
  void *out;
  struct err *err;
};

static int on_key(void *user, const char *section, const char *name, const char *value) {
  struct load *load = user;
  for (size_t i = 0; i < load->count; i++) {
    const struct conf_key *key = &load->keys[i];
    if (str_equals(key->section, section) && str_equals(key->name, name)) return set_value(key, value, load->out, load->err);
  }
  return err_set(load->err, ERR_CONFIG, "unknown key '%.60s' in [%.60s]", name, section);
}

static void close_file(FILE **file) {
  if (*file) fclose(*file);
}

bool conf_load(const char *path, const struct conf_key *keys, size_t count, void *out, struct err *err) {
  err->code = ERR_NONE;
  struct load load = {keys, count, out, err};
  errno = 0;
  CLEANUP(close_file) FILE *file = fopen(path, "re");
  int line = file ? ini_parse_file(file, on_key, &load) : -1;
  if (line < 0 || ferror(file)) return err_set_errno(err, "cannot read configuration '%s'", path);
  if (line == 0) return true;
  if (err->code == ERR_NONE) err_set(err, ERR_CONFIG, "neither [section] nor key = value");
  return err_prefix(err, "'%s' line %d", path, line);
}

void conf_print(const struct conf_key *keys, size_t count, FILE *out) {
  const char *section = "";
  for (size_t i = 0; i < count; i++) {
    if (!str_equals(section, keys[i].section)) fprintf(out, "%s[%s]\n", i ? "\n" : "", section = keys[i].section);
    fprintf(out, "; %s\n%s = %s\n", keys[i].help, keys[i].name, keys[i].fallback);
  }
}
