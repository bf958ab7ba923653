/* What the parts of the canvas share: pixels in memory and what can be done to them, the cell grid of damage, caches of masks
 * and pictures. No window here. */
#ifndef LITFASS_DRAW_CANVAS_INTERNAL_H
#define LITFASS_DRAW_CANVAS_INTERNAL_H

#include "draw/cache.h"
#include "draw/canvas.h"
#include "draw/fonts_internal.h"

/* 0x00RRGGBB words; `pitch` in words. */
struct pixels {
  uint32_t *data;
  int w, h, pitch;
};

/* --- canvas_mask.c --- */

/* The same as a struct mask, in a third of its bytes. */
struct packed_mask {
  int x, y, w, h;
  size_t bytes;        /* of what follows */
  uint8_t stretches[]; /* stretch.h, row by row */
};

struct packed_mask *mask_pack(const struct mask *mask); /* the caller's to free */

/* --- canvas_raster.c: everything is cut to `clip`, which must lie inside the pixels --- */

void raster_fill(struct pixels *pixels, struct rect clip, struct rect rect, struct color color);
/* The colour through the mask, its top left pixel at x, y; `mirrored` left to right. */
void raster_mask(struct pixels *pixels, struct rect clip, int x, int y, const struct packed_mask *mask, struct color color,
                 bool mirrored);
static inline uint32_t raster_word(struct color c) { return (uint32_t)c.r << 16 | (uint32_t)c.g << 8 | (uint32_t)c.b; }
/* Lays `color` over the word with 0 to 255 of its own alpha. */
uint32_t raster_over(uint32_t under, struct color color, unsigned coverage);

/* --- canvas_text.c --- */

/* What words and icons look like. Words that are put together from letters (fonts_glyphs.c) cost microseconds; those that were
 * shaped as a whole, and icons, cost a quarter of a millisecond and are not pushed out by the others. */
struct masks {
  struct fonts *fonts;
  size_t most_bytes; /* of the composed ones; the shaped may have three times that */
  struct cache *composed, *shaped;
};

void masks_init(struct masks *masks, struct fonts *fonts, struct rect screen);
void masks_fini(struct masks *masks);
/* Wipes and drops what was shown. */
void masks_forget(struct masks *masks);

void text_draw(struct pixels *pixels, struct rect clip, const struct command *command, struct masks *masks);
void icon_draw(struct pixels *pixels, struct rect clip, const struct command *command, struct masks *masks);
/* Renders the words that the rectangles lack, font by font and size by size: SDL_ttf forgets its glyphs with each change. */
void text_prepare(const struct commands *commands, const struct rect *rects, int count, struct masks *masks);

/* --- canvas_box.c --- */

/* `corners` caches the coverage of quarter circles by radius. */
void box_draw(struct pixels *pixels, struct rect clip, const struct command *command, struct cache *corners);
/* Coverage of the quarter circle at the top left of a box, radius * radius bytes; NULL for 0. */
const uint8_t *box_corner(struct cache *corners, int radius);

/* --- canvas_image.c --- */

/* Of the picture at its size on the screen, which is what the cache holds. */
uint64_t image_key(const struct command *command);
/* Decodes and scales it into the cache; one that cannot be read is remembered there as empty. */
void image_load(struct cache *images, uint64_t key, const struct picture_source *source, const char *name, int w, int h);
/* Whether image_draw would draw anything. */
bool image_is_ready(struct cache *images, const struct command *command);
void image_draw(struct pixels *pixels, struct rect clip, const struct command *command, struct cache *images,
                struct cache *corners);

/* --- canvas_wanted.c: the pictures of the commands that were shown last --- */

struct wanted {
  struct want *items;
  size_t count;
};

void wanted_fini(struct wanted *wanted);
void wanted_update(struct wanted *wanted, const struct commands *commands);
/* Loads the first that is missing; false when none is. */
bool wanted_load_next(struct wanted *wanted, struct cache *images, const struct picture_source *source);

/* --- canvas_damage.c --- */

enum { CELL_PX = 32, MOST_DAMAGE_RECTS = 24 };

struct damage {
  int columns, rows;
  uint64_t *last, *now; /* a hash per cell */
  bool valid;           /* `last` is on the screen */
};

void damage_init(struct damage *damage, struct rect screen);
void damage_fini(struct damage *damage);
/* Compares with the frame before, remembers this one; writes the rectangles that differ and returns their number. A picture
 * that has been loaded (or dropped) since differs. */
int damage_find(struct damage *damage, const struct commands *commands, struct cache *images, struct rect screen,
                struct rect rects[MOST_DAMAGE_RECTS]);

#endif
