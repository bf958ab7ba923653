/* Masks as the caches keep them: letters are mostly paper and ink, so a row is a list of stretches. */
#include <stdlib.h>
#include <string.h>

#include "base/compiler.h"
#include "base/wipe.h"
#include "draw/canvas_internal.h"

static int kind_of(uint8_t coverage) { return coverage == 0 ? MASK_PAPER : coverage == UINT8_MAX ? MASK_INK : MASK_EDGE; }

static int edge_length(const uint8_t *at, int most) {
  int n = 1;
  while (n < most && kind_of(at[n]) == MASK_EDGE)
    n++;
  return n;
}

/* Returns what is behind the row's stretches. */
static uint8_t *pack_row(const uint8_t *row, int width, uint8_t *out) {
  for (int x = 0, n; x < width; x += n) {
    const int kind = kind_of(row[x]), most = width - x < MASK_LONGEST ? width - x : MASK_LONGEST;
    n = kind == MASK_EDGE ? edge_length(row + x, most) : equal_bytes(row + x, most);
    *out++ = (uint8_t)(kind << MASK_KIND_SHIFT | (n - 1));
    if (kind != MASK_EDGE) continue;
    memcpy(out, row + x, (size_t)n);
    out += n;
  }
  return out;
}

/* Into a block of its own size: a larger one cut down leaves holes between what the caches keep. */
struct packed_mask *mask_pack(const struct mask *mask) {
  const size_t most = 2 * (size_t)mask->w * (size_t)mask->h; /* every second pixel an edge */
  uint8_t *stretches = malloc(most + 1), *end = stretches;
  ASSERT(stretches != NULL);
  for (int y = 0; y < mask->h; y++)
    end = pack_row(mask->alpha + (ptrdiff_t)y * mask->w, mask->w, end);
  const size_t bytes = (size_t)(end - stretches);
  struct packed_mask *packed = malloc(sizeof *packed + bytes);
  ASSERT(packed != NULL);
  *packed = (struct packed_mask){.x = mask->x, .y = mask->y, .w = mask->w, .h = mask->h, .bytes = bytes};
  memcpy(packed->stretches, stretches, bytes);
  wipe(stretches, bytes);
  free(stretches);
  return packed;
}
