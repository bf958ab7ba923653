/* What differs between two versions of an entry, for people: field by field, in words. Pure. */
#ifndef LITFASS_HUB_CONTENT_DIFF_H
#define LITFASS_HUB_CONTENT_DIFF_H

#include <jansson.h>

/* [{label, before, after}] for the template; NULL stands for no entry. A new reference. */
json_t *entry_diff(const json_t *before, const json_t *after);

#endif
