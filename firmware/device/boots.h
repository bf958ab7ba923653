/* How many starts in a row were without health: "<boot id> <count>" in the data folder. A start of this program within the same
 * boot counts nothing; a board that
 * cannot write cannot count, and counts as started too often: better no reset than one after the other. */
#ifndef LITFASS_DEVICE_BOOTS_H
#define LITFASS_DEVICE_BOOTS_H

#include "base/err.h"
#include "device/tree.h"

/* The number, this start included. `path` is as the kernel knows it. */
int boots_count(const struct tree *tree, const char *path);

/* Health was seen: the next start is the first again. */
MUST_USE bool boots_forget(const struct tree *tree, const char *path, struct err *err);

#endif
