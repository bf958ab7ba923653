/* JSON documents of others: loaded within bounds, and looked into without trust in their types. */
#ifndef LITFASS_HUB_SOURCES_JSON_DOCUMENT_H
#define LITFASS_HUB_SOURCES_JSON_DOCUMENT_H

#include "base/arena.h"
#include "base/err.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* NULL with the error set. The caller releases it. */
MUST_USE json_t *json_document_load(const char *text, size_t len, struct err *err);

/* The text of a member that is a string or a number, cleaned of white space at its ends; NULL where there is none. In the
 * arena.
 */
const char *json_document_text(const json_t *object, const char *key, struct arena *arena);

/* The first of the keys (NULL last) that has a text. */
const char *json_document_first(const json_t *object, const char *const *keys, struct arena *arena);

/* A number, also one that stands in a string ("48.7"). */
bool json_document_number(const json_t *object, const char *key, double *out);

/* The first object of a list; NULL where there is none. */
json_t *json_document_head(const json_t *object, const char *key);

#endif
