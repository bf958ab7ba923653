/* The frame as a small JPEG: the mean of the pixels that fall into one, so that letters stay readable, and as good as the bytes
 * allow. */
#include "draw/canvas.h"

#include <SDL.h>
#include <SDL_image.h>

enum { JPEG_ROOM = 1024 * 1024 };

/* Each pixel of `to` is the mean of its area of `from`; neither side of `to` is longer. */
static void shrink(const uint32_t *from, int pitch, struct rect size, SDL_Surface *to) {
  for (int y = 0; y < to->h; y++) {
    uint8_t *row = (uint8_t *)to->pixels + (size_t)y * (size_t)to->pitch;
    int y0 = (int)((int64_t)y * size.h / to->h), y1 = (int)((int64_t)(y + 1) * size.h / to->h);
    for (int x = 0; x < to->w; x++) {
      int x0 = (int)((int64_t)x * size.w / to->w), x1 = (int)((int64_t)(x + 1) * size.w / to->w);
      uint64_t red = 0, green = 0, blue = 0, count = (uint64_t)(y1 - y0) * (uint64_t)(x1 - x0);
      for (int v = y0; v < y1; v++)
        for (int u = x0; u < x1; u++) {
          uint32_t word = from[(size_t)v * (size_t)pitch + (size_t)u];
          red += word >> 16 & 0xFF;
          green += word >> 8 & 0xFF;
          blue += word & 0xFF;
        }
      row[3 * x] = (uint8_t)(red / count);
      row[3 * x + 1] = (uint8_t)(green / count);
      row[3 * x + 2] = (uint8_t)(blue / count);
    }
  }
}

static size_t on_bytes(SDL_RWops *stream, const void *data, size_t size, size_t count) {
  return buf_add(stream->hidden.unknown.data1, data, size * count) ? count : 0;
}

static bool encode(SDL_Surface *picture, int quality, struct buf *out) {
  SDL_RWops *stream = SDL_AllocRW();
  if (!stream) return false;
  buf_clear(out);
  *stream = (SDL_RWops){.type = SDL_RWOPS_UNKNOWN, .write = on_bytes, .hidden.unknown.data1 = out};
  bool ok = IMG_SaveJPG_RW(picture, stream, 0, quality) == 0;
  SDL_FreeRW(stream);
  return ok;
}

/* One size, the best quality that fits. */
static bool try_side(const struct canvas *canvas, int side, size_t max_bytes, struct buf *out, struct err *err) {
  static const int qualities[] = {85, 70, 50};
  struct rect size = canvas_rect(canvas);
  int pitch, longer = size.w > size.h ? size.w : size.h;
  const uint32_t *pixels = canvas_pixels(canvas, &pitch);
  if (side > longer) side = longer;
  int w = size.w * side / longer, h = size.h * side / longer;
  SDL_Surface *small = SDL_CreateRGBSurfaceWithFormat(0, w > 0 ? w : 1, h > 0 ? h : 1, 24, SDL_PIXELFORMAT_RGB24);
  if (!small) return err_set(err, ERR_INTERNAL, "no picture of the display: %.100s", SDL_GetError());
  shrink(pixels, pitch, size, small);
  bool fits = false;
  for (size_t i = 0; i < sizeof qualities / sizeof *qualities && !fits; i++)
    fits = encode(small, qualities[i], out) && out->len <= max_bytes;
  SDL_FreeSurface(small);
  return fits || err_set(err, ERR_TOO_BIG, "no picture of the display has less than %zu bytes", max_bytes);
}

bool canvas_jpeg(const struct canvas *canvas, int side_px, size_t max_bytes, struct buf *out, struct err *err) {
  buf_init(out, JPEG_ROOM);
  for (; side_px >= 240; side_px = side_px * 3 / 4) {
    if (try_side(canvas, side_px, max_bytes, out, err)) return true;
    if (err->code != ERR_TOO_BIG) break;
  }
  buf_fini(out);
  return false;
}
