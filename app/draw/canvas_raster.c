/* The inner loops: fills and masks onto 32-bit words. */
#include <stddef.h>

#include "draw/canvas_internal.h"

static uint32_t word_of(struct color c) { return (uint32_t)c.r << 16 | (uint32_t)c.g << 8 | (uint32_t)c.b; }

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
  return blend(under, word_of(color), divide_255(coverage * color.a));
}

static uint32_t *row_at(const struct pixels *pixels, int x, int y) { return pixels->data + (ptrdiff_t)y * pixels->pitch + x; }

void raster_fill(struct pixels *pixels, struct rect clip, struct rect rect, struct color color) {
  const struct rect r = rect_intersect(rect, clip);
  const uint32_t word = word_of(color);
  if (color.a == 0) return;
  for (int y = r.y; y < r.y + r.h; y++) {
    uint32_t *row = row_at(pixels, r.x, y);
    if (color.a == 255)
      for (int x = 0; x < r.w; x++)
        row[x] = word;
    else
      for (int x = 0; x < r.w; x++)
        row[x] = blend(row[x], word, color.a);
  }
}

static void mask_row(uint32_t *row, const uint8_t *alpha, int count, int step, struct color color) {
  const uint32_t word = word_of(color);
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
