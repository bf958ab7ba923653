/* Rectangles and colours, in pixels of the panel; y grows downwards. */
#ifndef LITFASS_DRAW_GEOMETRY_H
#define LITFASS_DRAW_GEOMETRY_H

#include "base/compiler.h"

#include <stdbool.h>
#include <stdint.h>

struct point {
  int x, y;
};

struct rect {
  int x, y, w, h;
};

struct color {
  uint8_t r, g, b, a;
};

#define COLOR_NONE ((struct color){0, 0, 0, 0})

/* 0xRRGGBB, opaque. */
static inline struct color color_rgb(uint32_t rgb) {
  return (struct color){(uint8_t)(rgb >> 16), (uint8_t)(rgb >> 8), (uint8_t)rgb, 255};
}

static inline bool color_equals(struct color a, struct color b) { return a.r == b.r && a.g == b.g && a.b == b.b && a.a == b.a; }

static inline int rect_right(struct rect r) { return r.x + r.w; }
static inline int rect_bottom(struct rect r) { return r.y + r.h; }
static inline bool rect_is_empty(struct rect r) { return r.w <= 0 || r.h <= 0; }

static inline bool rect_contains(struct rect r, int x, int y) { return x >= r.x && x < r.x + r.w && y >= r.y && y < r.y + r.h; }

static inline struct rect rect_inset(struct rect r, int dx, int dy) {
  return (struct rect){r.x + dx, r.y + dy, r.w - 2 * dx, r.h - 2 * dy};
}

/* {0} when they do not meet. */
static inline struct rect rect_intersect(struct rect a, struct rect b) {
  int x = a.x > b.x ? a.x : b.x;
  int y = a.y > b.y ? a.y : b.y;
  int right = rect_right(a) < rect_right(b) ? rect_right(a) : rect_right(b);
  int bottom = rect_bottom(a) < rect_bottom(b) ? rect_bottom(a) : rect_bottom(b);
  if (right <= x || bottom <= y) return (struct rect){0};
  return (struct rect){x, y, right - x, bottom - y};
}

/* The smallest rectangle around both; an empty one does not count. */
static inline struct rect rect_union(struct rect a, struct rect b) {
  if (rect_is_empty(a)) return b;
  if (rect_is_empty(b)) return a;
  int x = a.x < b.x ? a.x : b.x;
  int y = a.y < b.y ? a.y : b.y;
  int right = rect_right(a) > rect_right(b) ? rect_right(a) : rect_right(b);
  int bottom = rect_bottom(a) > rect_bottom(b) ? rect_bottom(a) : rect_bottom(b);
  return (struct rect){x, y, right - x, bottom - y};
}

#endif
