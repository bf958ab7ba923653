/* Masks as the caches keep them. */
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "base/wipe.h"
#include "draw/canvas_internal.h"

/* Into a block of its own size: a larger one cut down leaves holes between what the caches keep. */
struct packed_mask *mask_pack(const struct mask *mask) {
  size_t bytes;
  uint8_t *stretches = stretch_pack(mask->alpha, mask->w, mask->w, mask->h, &bytes);
  struct packed_mask *packed = malloc(sizeof *packed + bytes);
  ASSERT(packed != NULL);
  *packed = (struct packed_mask){.x = mask->x, .y = mask->y, .w = mask->w, .h = mask->h, .bytes = bytes};
  memcpy(packed->stretches, stretches, bytes);
  wipe(stretches, bytes);
  free(stretches);
  return packed;
}
