/* Pixels: draws command lists with SDL's software surfaces into a window, or without one into memory.
 *
 * Only what changed is drawn: commands are hashed into cells, the cells compared with the last frame's, and a frame that is
 * equal presents nothing. Memory is bounded: glyph runs and pictures live in caches with a byte limit. */
#ifndef LITFASS_DRAW_CANVAS_H
#define LITFASS_DRAW_CANVAS_H

#include "base/buf.h"
#include "base/err.h"
#include "draw/commands.h"

#include <stdbool.h>
#include <stddef.h>

struct canvas;

enum canvas_mode { CANVAS_FULLSCREEN, CANVAS_WINDOW, CANVAS_MEMORY }; /* memory: no video driver at all */

/* CANVAS_MEMORY and CANVAS_WINDOW take width and height; full screen is as large as the panel, of
 * which it takes hold where no window system has it (no DISPLAY, WAYLAND_DISPLAY or SDL_VIDEODRIVER). The fonts stay the
 * caller's. */
MUST_USE bool canvas_open(enum canvas_mode mode, int width, int height, struct fonts *fonts, struct canvas **out,
                          struct err *err);
void canvas_close(struct canvas *canvas);
struct rect canvas_rect(const struct canvas *canvas);
/* The width of the panel as the display reports it (EDID), in mm; 0 when it does not. */
double canvas_panel_mm(const struct canvas *canvas);

/* Draws and presents what differs from the last frame; returns whether anything was presented. Never waits for a picture: one
 * that is not loaded yet leaves what lies under it. */
bool canvas_show(struct canvas *canvas, const struct commands *commands);

/* Loads one picture that the commands shown last lack; the next show of them draws it. Returns whether there was one (it may
 * turn out unreadable: it is not tried again while it stays wanted). Takes as long as decoding takes. */
bool canvas_load_next(struct canvas *canvas);

/* Forgets the last frame: the next show draws everything (window exposed, resized). */
void canvas_invalidate(struct canvas *canvas);

/* Follows a changed window size (CANVAS_WINDOW). */
MUST_USE bool canvas_resize(struct canvas *canvas, struct err *err);

/* Bytes of scaled pictures (4 for each pixel, drawn or clipped) that a canvas of this size keeps: what one frame shows must not
 * need more, or some of it stays undrawn. */
size_t canvas_picture_bytes(int width, int height);

/* Where pictures come from that are no files (tiles of a map). `read` adds the bytes of a picture that is its own, or none when
 * it cannot; it returns false for a name that is a path. */
struct picture_source {
  bool (*read)(void *context, const char *name, struct buf *out);
  void *context;
};
/* Copied; the context stays the caller's and must outlive the canvas, or the next source. */
void canvas_set_source(struct canvas *canvas, const struct picture_source *source);

struct canvas_stats {
  size_t frames_presented, frames_equal;
  size_t pixels_drawn; /* of the last presented frame */
  size_t cache_bytes;
};
struct canvas_stats canvas_stats(const struct canvas *canvas);

/* The picture as it stands, as PNG (RGB, no alpha). On failure a file that was there stays as it was. */
MUST_USE bool canvas_save(const struct canvas *canvas, const char *path, struct err *err);
/* The picture as it stands, made smaller, as JPEG of at most `max_bytes`: its longer side has `side_px` pixels, or less where
 * that is too much. `out` is made here and the caller's afterwards. */
MUST_USE bool canvas_jpeg(const struct canvas *canvas, int side_px, size_t max_bytes, struct buf *out, struct err *err);
/* The pixels as 0x00RRGGBB words, row by row, `*pitch` words apart; borrowed until the next show. */
const uint32_t *canvas_pixels(const struct canvas *canvas, int *pitch);

#endif
