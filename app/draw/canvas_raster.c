/* The inner loops: fills and masks onto 32-bit words. */
#include <stddef.h>
#include <string.h>

#include "draw/canvas_internal.h"

/* Exact x / 255, rounded, for x up to 255 * 255. */
static uint32_t divide_255(uint32_t x) {
  x += 128;
  return (x + (x >> 8)) >> 8;
}

/* Red and blue are blended in one multiplication: their products do not reach into each other. */
static uint32_t blend(uint32_t under, uint32_t over, uint32_t alpha) {
  const uint32_t rest = 255 - alpha;
  uint32_t rb = (over & 0xFF00FF) * alpha + (under & 0xFF00FF) * rest + 0x800080;
  rb = (rb + ((rb >> 8) & 0xFF00FF)) >> 8 & 0xFF00FF;
  const uint32_t g = divide_255((over >> 8 & 0xFF) * alpha + (under >> 8 & 0xFF) * rest);
  return rb | g << 8;
}

uint32_t raster_over(uint32_t under, struct color color, unsigned coverage) {
  const uint32_t alpha = divide_255(coverage * color.a);
  return alpha == 255 ? raster_word(color) : blend(under, raster_word(color), alpha);
}

static uint32_t *row_at(const struct pixels *pixels, int x, int y) { return pixels->data + (ptrdiff_t)y * pixels->pitch + x; }

/* The first row is copied to the others: libc has a faster copy for each processor than what is compiled for all. */
static void fill_opaque(struct pixels *pixels, struct rect r, uint32_t word) {
  uint32_t *const first = row_at(pixels, r.x, r.y);
  for (int x = 0; x < r.w; x++)
    first[x] = word;
  for (int y = r.y + 1; y < r.y + r.h; y++)
    memcpy(row_at(pixels, r.x, y), first, (size_t)r.w * sizeof *first);
}

void raster_fill(struct pixels *pixels, struct rect clip, struct rect rect, struct color color) {
  const struct rect r = rect_intersect(rect, clip);
  const uint32_t word = raster_word(color);
  if (color.a == 0 || rect_is_empty(r)) return;
  if (color.a == 255) {
    fill_opaque(pixels, r, word);
    return;
  }
  for (int y = r.y; y < r.y + r.h; y++) {
    uint32_t *row = row_at(pixels, r.x, y);
    for (int x = 0; x < r.w; x++)
      row[x] = blend(row[x], word, color.a);
  }
}

static void mask_row(uint32_t *row, const uint8_t *alpha, int count, int step, struct color color) {
  const uint32_t word = raster_word(color);
  for (int i = 0; i < count; i++, alpha += step) {
    if (*alpha == 0) continue;
    const uint32_t a = color.a == 255 ? *alpha : divide_255((uint32_t)*alpha * color.a);
    row[i] = a == 255 ? word : blend(row[i], word, a);
  }
}

void raster_mask(struct pixels *pixels, struct rect clip, int x, int y, const struct mask *mask, struct color color,
                 bool mirrored) {
  const struct rect r = rect_intersect((struct rect){x, y, mask->w, mask->h}, clip);
  for (int row = r.y; row < r.y + r.h; row++) {
    const uint8_t *alpha = mask->alpha + (ptrdiff_t)(row - y) * mask->w;
    const int first = r.x - x;
    mask_row(row_at(pixels, r.x, row), mirrored ? alpha + mask->w - 1 - first : alpha + first, r.w, mirrored ? -1 : 1, color);
  }
}
