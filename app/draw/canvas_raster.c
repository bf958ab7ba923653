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

/* --- masks --- */

static void mask_word(uint32_t *word, unsigned coverage, struct color color) {
  const uint32_t alpha = color.a == 255 ? coverage : divide_255(coverage * color.a);
  *word = alpha == 255 ? raster_word(color) : blend(*word, raster_word(color), alpha);
}

/* The row's mask begins at `left`; a mirrored one is read from its right. */
static void clipped_stretch(uint32_t *row, int left, int width, const struct stretch *stretch, struct rect clip,
                            struct color color, bool mirrored) {
  const int start = left + (mirrored ? width - stretch->at - stretch->count : stretch->at);
  if (stretch->kind == STRETCH_PAPER) return;
  for (int i = 0; i < stretch->count; i++) {
    const int x = start + (mirrored ? stretch->count - 1 - i : i);
    if (x >= clip.x && x < rect_right(clip))
      mask_word(&row[x], stretch->kind == STRETCH_INK ? UINT8_MAX : stretch->edge[i], color);
  }
}

static const uint8_t *clipped_row(uint32_t *row, int left, int width, const uint8_t *from, struct rect clip, struct color color,
                                  bool mirrored) {
  struct stretch stretch = {0};
  for (; stretch.at < width; stretch.at += stretch.count) {
    from = stretch_read(from, &stretch);
    clipped_stretch(row, left, width, &stretch, clip, color, mirrored);
  }
  return from;
}

static const uint8_t *skip_row(const uint8_t *from, int width) {
  struct stretch stretch;
  for (int at = 0; at < width; at += stretch.count)
    from = stretch_read(from, &stretch);
  return from;
}

/* What nearly all rows are: whole, and in a colour that covers. */
static const uint8_t *whole_row(uint32_t *row, int width, const uint8_t *from, struct color color) {
  const uint32_t word = raster_word(color);
  struct stretch stretch;
  for (const uint32_t *const end = row + width; row < end; row += stretch.count) {
    from = stretch_read(from, &stretch);
    if (stretch.kind == STRETCH_INK) {
      for (int i = 0; i < stretch.count; i++)
        row[i] = word;
    } else if (stretch.kind == STRETCH_EDGE) {
      for (int i = 0; i < stretch.count; i++)
        row[i] = blend(row[i], word, stretch.edge[i]);
    }
  }
  return from;
}

void raster_mask(struct pixels *pixels, struct rect clip, int x, int y, const struct packed_mask *mask, struct color color,
                 bool mirrored) {
  const struct rect seen = rect_intersect((struct rect){x, y, mask->w, mask->h}, clip);
  const bool is_whole = seen.w == mask->w && color.a == 255 && !mirrored;
  if (rect_is_empty(seen)) return;
  const uint8_t *from = mask->stretches;
  for (int at = y; at < rect_bottom(seen); at++) {
    if (at < seen.y)
      from = skip_row(from, mask->w);
    else if (is_whole)
      from = whole_row(row_at(pixels, x, at), mask->w, from, color);
    else
      from = clipped_row(row_at(pixels, 0, at), x, mask->w, from, seen, color, mirrored);
  }
}
