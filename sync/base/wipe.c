#include "base/wipe.h"

#include <string.h>

/* Deeper than any call of ours goes: the deepest are SQLite's and HarfBuzz's, about 20 KiB. */
enum { STACK_BYTES = 128 * 1024 };

void wipe(void *memory, size_t size) {
  if (size > 0) explicit_bzero(memory, size);
}

void wipe_stack(void) {
  char below[STACK_BYTES];
  explicit_bzero(below, sizeof below);
}
