/* Coverage in few bytes: letters are mostly paper and ink, so a row is a list of stretches, each of which is a byte (2 bits of
 * kind, 6 of length less one) and, for edges, as many coverages. A third of the plain pixels for words, a tenth for large
 * letters. */
#ifndef LITFASS_DRAW_STRETCH_H
#define LITFASS_DRAW_STRETCH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum stretch_kind { STRETCH_PAPER, STRETCH_INK, STRETCH_EDGE };
enum { STRETCH_KIND_SHIFT = 6, STRETCH_LONGEST = 1 << STRETCH_KIND_SHIFT };

/* A stretch of a row, from the row's left edge. */
struct stretch {
  int at, count;
  enum stretch_kind kind;
  const uint8_t *edge; /* coverages */
};

/* Returns the stretch behind it; `at` is the reader's to keep. */
static inline const uint8_t *stretch_read(const uint8_t *from, struct stretch *out) {
  out->kind = *from >> STRETCH_KIND_SHIFT;
  out->count = (*from & (STRETCH_LONGEST - 1)) + 1;
  out->edge = from + 1;
  return from + 1 + (out->kind == STRETCH_EDGE ? out->count : 0);
}

/* Packs w * h coverages, `pitch` bytes from row to row, into a block that is larger than `bytes`: the caller's to copy, wipe
 * and free. */
uint8_t *stretch_pack(const uint8_t *coverage, ptrdiff_t pitch, int w, int h, size_t *bytes);

/* How many bytes from here on equal the first, at most `most`; eight at a time, for letters are wide. */
static inline int equal_bytes(const uint8_t *at, int most) {
  const uint64_t pattern = at[0] * UINT64_C(0x0101010101010101);
  int n = 1;
  for (uint64_t eight; n + (int)sizeof eight <= most; n += (int)sizeof eight) {
    memcpy(&eight, at + n, sizeof eight);
    if (eight != pattern) break;
  }
  while (n < most && at[n] == at[0])
    n++;
  return n;
}

#endif
