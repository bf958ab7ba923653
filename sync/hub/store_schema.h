/* The tables of hub.db, as steps from one version to the next: user_version counts the steps taken. A step that was ever
 * released stays as it is; changes are new steps at the end. */
#ifndef LITFASS_HUB_STORE_SCHEMA_H
#define LITFASS_HUB_STORE_SCHEMA_H

#include <stddef.h>

extern const char *const store_schema_steps[];
extern const size_t store_schema_step_count;

#endif
