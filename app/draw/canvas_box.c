/* Boxes with round corners and a border inside the edge.
 *
 * A corner is a table of coverage, made once per radius. Where fill and border meet inside a pixel, each gets its own share:
 * the border what the outer circle covers and the inner one does not, the fill what the inner one covers. */
#include <math.h>
#include <stdlib.h>

#include "draw/canvas_internal.h"

enum { SLICES = 16, FULL = 255, LARGEST_RADIUS = 512 };

struct corner {
  const uint8_t *outer, *inner;
  int radius, inner_radius, border;
  bool round;
};

/* Exact in x, 16 slices in y. */
static void fill_corner(uint8_t *coverage, int radius) {
  for (int y = 0; y < radius; y++) {
    double edge[SLICES];
    for (int s = 0; s < SLICES; s++) {
      const double dy = radius - (y + (s + 0.5) / SLICES);
      edge[s] = radius - sqrt((double)radius * radius - dy * dy);
    }
    for (int x = 0; x < radius; x++) {
      double sum = 0;
      for (int s = 0; s < SLICES; s++)
        sum += fmin(fmax(x + 1 - edge[s], 0), 1);
      coverage[y * radius + x] = (uint8_t)lround(sum * FULL / SLICES);
    }
  }
}

const uint8_t *box_corner(struct cache *corners, int radius) {
  if (radius <= 0) return NULL;
  uint8_t *coverage = cache_find(corners, (uint64_t)radius);
  if (coverage) return coverage;
  const size_t bytes = (size_t)radius * (size_t)radius;
  coverage = malloc(bytes);
  ASSERT(coverage != NULL);
  fill_corner(coverage, radius);
  cache_put(corners, (uint64_t)radius, coverage, bytes);
  return coverage;
}

/* i and j count from the box's corner inwards. */
static unsigned outer_at(const struct corner *c, int i, int j) {
  if (!c->round || i >= c->radius || j >= c->radius) return FULL;
  return c->outer[j * c->radius + i];
}

static unsigned inner_at(const struct corner *c, int i, int j) {
  i -= c->border;
  j -= c->border;
  if (i < 0 || j < 0) return 0;
  if (!c->round || i >= c->inner_radius || j >= c->inner_radius) return FULL;
  return c->inner[j * c->inner_radius + i];
}

/* The square of `size` pixels at one corner; flips count i and j from the right or bottom edge. */
static void draw_corner(struct pixels *pixels, struct rect clip, struct rect square, bool flip_x, bool flip_y,
                        const struct corner *corner, const struct command *command) {
  const struct rect r = rect_intersect(square, clip);
  for (int y = r.y; y < r.y + r.h; y++) {
    uint32_t *row = pixels->data + (ptrdiff_t)y * pixels->pitch;
    const int j = flip_y ? square.y + square.h - 1 - y : y - square.y;
    for (int x = r.x; x < r.x + r.w; x++) {
      const int i = flip_x ? square.x + square.w - 1 - x : x - square.x;
      const unsigned outer = outer_at(corner, i, j);
      const unsigned inner = inner_at(corner, i, j);
      if (outer == 0) continue;
      if (inner == FULL && command->fill.a == FULL) {
        row[x] = raster_word(command->fill);
        continue;
      }
      uint32_t word = row[x];
      if (inner == FULL || corner->border == 0) {
        word = raster_over(word, command->fill, inner);
      } else {
        /* Border first over the whole shape, then the fill over its share of it: together they cover what outer covers. */
        const unsigned edge = outer > inner ? outer - inner : 0;
        const unsigned rest = FULL - inner;
        word = rest > 0 ? raster_over(word, command->border, edge * FULL / rest) : word;
        if (command->fill.a > 0) {
          word = raster_over(word, command->fill, inner);
        } else if (inner > 0) {
          word = raster_over(row[x], command->border, edge);
        }
      }
      row[x] = word;
    }
  }
}

static void draw_middle(struct pixels *pixels, struct rect clip, const struct command *command, int border, int size) {
  const struct rect r = command->rect;
  const struct rect inner = rect_inset(r, border, border);
  if (border > 0) {
    raster_fill(pixels, clip, (struct rect){r.x + size, r.y, r.w - 2 * size, border}, command->border);
    raster_fill(pixels, clip, (struct rect){r.x + size, r.y + r.h - border, r.w - 2 * size, border}, command->border);
    raster_fill(pixels, clip, (struct rect){r.x, r.y + size, border, r.h - 2 * size}, command->border);
    raster_fill(pixels, clip, (struct rect){r.x + r.w - border, r.y + size, border, r.h - 2 * size}, command->border);
  }
  const int edge = size - border;
  raster_fill(pixels, clip, (struct rect){r.x + size, inner.y, r.w - 2 * size, edge}, command->fill);
  raster_fill(pixels, clip, (struct rect){inner.x, r.y + size, inner.w, r.h - 2 * size}, command->fill);
  raster_fill(pixels, clip, (struct rect){r.x + size, r.y + r.h - size, r.w - 2 * size, edge}, command->fill);
}

static int clamp(int value, int most) { return value < 0 ? 0 : value > most ? most : value; }

void box_draw(struct pixels *pixels, struct rect clip, const struct command *command, struct cache *corners) {
  const struct rect r = command->rect;
  const int half = (r.w < r.h ? r.w : r.h) / 2;
  const int border = command->border.a > 0 ? clamp(command->border_px, half) : 0;
  const int radius = clamp(command->corners ? command->radius_px : 0, half < LARGEST_RADIUS ? half : LARGEST_RADIUS);
  const int inner_radius = radius > border ? radius - border : 0;
  const int size = radius > border ? radius : border;
  draw_middle(pixels, clip, command, border, size);
  if (size == 0) return;
  const uint8_t *const outer = box_corner(corners, radius);
  const uint8_t *const inner = box_corner(corners, inner_radius);
  for (unsigned i = 0; i < 4; i++) {
    const bool right = i == 1 || i == 2, bottom = i >= 2;
    const struct rect square = {right ? r.x + r.w - size : r.x, bottom ? r.y + r.h - size : r.y, size, size};
    const struct corner corner = {outer, inner, radius, inner_radius, border, radius > 0 && (command->corners & 1u << i)};
    draw_corner(pixels, clip, square, right, bottom, &corner, command);
  }
}
