/* Where what ships with the programs lies: words, rules of pronunciation, synonyms. Found from where the program itself is, so
 * that a build tree, an installed one and a package unpacked somewhere else are all the same: <prefix>/bin beside
 * <prefix>/share/litfass. */
#ifndef LITFASS_BASE_SHARE_H
#define LITFASS_BASE_SHARE_H

#include "base/compiler.h"

#include <stdbool.h>
#include <stddef.h>

/* `name` below share/litfass of this program's prefix; /usr/share/litfass where the kernel does not say where the program is.
 * False when it does not fit. */
MUST_USE bool share_path(const char *name, char *out, size_t size);

#endif
