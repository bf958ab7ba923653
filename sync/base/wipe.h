/* Memory that must not keep what it held: what a visitor typed is gone for the next one. */
#ifndef LITFASS_BASE_WIPE_H
#define LITFASS_BASE_WIPE_H

#include <stddef.h>

/* Zeroes memory in a way that no compiler leaves out. */
void wipe(void *memory, size_t size);

/* Zeroes the part of the stack below the caller's frame, where functions that have returned left their variables. */
void wipe_stack(void);

#endif
