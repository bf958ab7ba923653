/* Strict JSON for bytes from outside: one object, no duplicate keys, no NUL in strings, nothing behind it, nesting and number
 * of containers bounded before the parser allocates anything. Internal to sync/feed and the hub; uses jansson's values. */
#ifndef LITFASS_FEED_STRICT_H
#define LITFASS_FEED_STRICT_H

#include "base/buf.h"
#include "base/compiler.h"
#include "base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { STRICT_DEPTH_MAX = 16, STRICT_CONTAINERS_MAX = 16384 };

/* The object that `text` is, owned by the caller, or NULL: ERR_TOO_BIG beyond `max` bytes, else ERR_PARSE. */
MUST_USE json_t *strict_load(const char *text, size_t len, size_t max, struct err *err);

/* As strict_load for documents of others, which are larger than an entry and may be a list: the object or list that `text` is,
 * within limits of the caller. Other numbers than integers within 64 bits are read as doubles. */
struct strict_limits {
  size_t bytes, depth, containers;
};
MUST_USE json_t *strict_load_document(const char *text, size_t len, const struct strict_limits *limits, struct err *err);

/* Canonical form: keys sorted by bytes, no white space, UTF-8 unescaped, numbers in the shortest form that reads back equal. */
MUST_USE bool strict_write(const json_t *value, struct buf *out, struct err *err);

/* The members of an object by type; NULL or ERR_PARSE "field '…': …" when it is absent or of another type. */
MUST_USE bool strict_string(const json_t *object, const char *key, const char **out, struct err *err);
MUST_USE bool strict_integer(const json_t *object, const char *key, json_int_t min, json_int_t max, json_int_t *out,
                             struct err *err);

static inline void strict_release(json_t **value) { json_decref(*value); }
#define scoped_json CLEANUP(strict_release) json_t

#endif
