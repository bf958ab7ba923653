#include "draw/stretch.h"

#include <stdlib.h>

#include "base/compiler.h"

static enum stretch_kind kind_of(uint8_t coverage) {
  return coverage == 0 ? STRETCH_PAPER : coverage == UINT8_MAX ? STRETCH_INK : STRETCH_EDGE;
}

static int edge_length(const uint8_t *at, int most) {
  int n = 1;
  while (n < most && kind_of(at[n]) == STRETCH_EDGE)
    n++;
  return n;
}

/* Returns what is behind the row's stretches. */
static uint8_t *pack_row(const uint8_t *row, int width, uint8_t *out) {
  for (int x = 0, n; x < width; x += n) {
    const enum stretch_kind kind = kind_of(row[x]);
    const int most = width - x < STRETCH_LONGEST ? width - x : STRETCH_LONGEST;
    n = kind == STRETCH_EDGE ? edge_length(row + x, most) : equal_bytes(row + x, most);
    *out++ = (uint8_t)(kind << STRETCH_KIND_SHIFT | (unsigned)(n - 1));
    if (kind != STRETCH_EDGE) continue;
    memcpy(out, row + x, (size_t)n);
    out += n;
  }
  return out;
}

uint8_t *stretch_pack(const uint8_t *coverage, ptrdiff_t pitch, int w, int h, size_t *bytes) {
  const size_t most = 2 * (size_t)w * (size_t)h; /* rows of one edge each; nothing else takes two bytes a pixel */
  uint8_t *stretches = malloc(most + 1), *end = stretches;
  ASSERT(stretches != NULL);
  for (int y = 0; y < h; y++)
    end = pack_row(coverage + y * pitch, w, end);
  *bytes = (size_t)(end - stretches);
  return stretches;
}
