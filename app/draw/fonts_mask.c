/* Masks of words that are shaped as a whole, and of icons.
 *
 * Glyphs are rendered four times as wide as they are shown and averaged: letters then sit on quarters of a pixel while
 * SDL_ttf's cache of glyphs still works. Its own subpixel mode renders every letter anew (16 words: 1.4 ms, this way 0.3 ms),
 * and whole pixels space letters visibly uneven. */
#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/wipe.h"
#include "draw/fonts_internal.h"
#include "draw/hash.h"

struct mask *mask_create(int w, int h) {
  struct mask *mask = calloc(1, sizeof *mask + (size_t)w * (size_t)h);
  ASSERT(mask != NULL);
  mask->w = w;
  mask->h = h;
  return mask;
}

static const uint8_t *row_of(const SDL_Surface *surface, int y) {
  return (const uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch;
}

static int blank_at_start(const uint8_t *row, int count) { return count > 0 && row[0] == 0 ? equal_bytes(row, count) : 0; }

static int blank_at_end(const uint8_t *row, int count) {
  int n = 0;
  for (uint64_t eight; n + (int)sizeof eight <= count; n += (int)sizeof eight) {
    memcpy(&eight, row + count - n - sizeof eight, sizeof eight);
    if (eight != 0) break;
  }
  while (n < count && row[count - n - 1] == 0)
    n++;
  return n;
}

static bool is_blank(const uint8_t *row, int count) { return blank_at_start(row, count) == count; }

struct rect fonts_ink(const SDL_Surface *surface) {
  int left = surface->w, right = 0, top = 0, bottom = surface->h;
  if (surface->w <= 0) return (struct rect){0};
  while (top < bottom && is_blank(row_of(surface, top), surface->w))
    top++;
  while (bottom > top && is_blank(row_of(surface, bottom - 1), surface->w))
    bottom--;
  for (int y = top; y < bottom; y++) {
    const uint8_t *row = row_of(surface, y);
    left = blank_at_start(row, left);
    right = surface->w - blank_at_end(row + right, surface->w - right);
  }
  return right > 0 ? (struct rect){left, top, right - left, bottom - top} : (struct rect){0};
}

/* --- words as a whole --- */

/* The averages of twice four coverages. They stand in the bytes of `eight`, the first one lowest (little-endian, as all that we
 * build for), and are added side by side: none of the sums needs more than ten of its sixteen bits. */
static void average_fours(uint64_t eight, uint8_t out[2]) {
  const uint64_t pairs = (eight & UINT64_C(0x00FF00FF00FF00FF)) + (eight >> 8 & UINT64_C(0x00FF00FF00FF00FF));
  const uint64_t sums = pairs + (pairs >> 16) + UINT64_C(0x0000000200000002);
  const uint64_t means = sums >> 2;
  out[0] = (uint8_t)means;
  out[1] = (uint8_t)(means >> 32);
}

/* Averages a row of coverages to its true width, two pixels at a time; most of them are blank. */
static void narrow(const uint8_t *row, int count, uint8_t *out) {
  enum { EIGHT = 2 * FONTS_SCALE_X };
  uint64_t eight;
  int i = 0;
  for (; i + EIGHT <= count; i += EIGHT, out += 2) {
    memcpy(&eight, row + i, sizeof eight);
    if (eight) average_fours(eight, out);
  }
  if (i == count) return;
  uint8_t last[2];
  eight = 0;
  memcpy(&eight, row + i, (size_t)(count - i));
  average_fours(eight, last);
  memcpy(out, last, count - i > FONTS_SCALE_X ? 2 : 1);
}

/* Cut to the ink, counted from the origin; frees the surface. In the 8-bit surfaces of TTF_RenderUTF8_Shaded the palette's
 * index is the coverage. */
static struct mask *mask_of(SDL_Surface *surface, int origin_x, int origin_y) {
  const struct rect ink = fonts_ink(surface);
  const int first = ink.x / FONTS_SCALE_X, last = (rect_right(ink) + FONTS_SCALE_X - 1) / FONTS_SCALE_X;
  struct mask *mask = mask_create(last - first, ink.h);
  mask->x = first - origin_x;
  mask->y = ink.y - origin_y;
  const int start = first * FONTS_SCALE_X;
  for (int y = 0; y < ink.h; y++)
    narrow(row_of(surface, ink.y + y) + start, rect_right(ink) - start, mask->alpha + (ptrdiff_t)y * mask->w);
  wipe(surface->pixels, (size_t)surface->pitch * (size_t)surface->h);
  SDL_FreeSurface(surface);
  return mask;
}

SDL_Surface *fonts_render_text(TTF_Font *font, const char *text) {
  return TTF_RenderUTF8_Shaded(font, text, (SDL_Color){255, 255, 255, 255}, (SDL_Color){0, 0, 0, 255});
}

static uint32_t highest_character(const char *text) {
  uint32_t highest = 0, codepoint;
  size_t len = strlen(text), step;
  for (; (step = utf8_decode(text, len, &codepoint)) > 0; text += step, len -= step)
    if (codepoint > highest) highest = codepoint;
  return highest;
}

struct mask *fonts_shape(struct fonts *fonts, const struct text_run *run) {
  TTF_Font *font = fonts_sized_face(fonts, run->face, run->size_px, run->rtl);
  if (!font || run->width <= 0) return mask_create(0, 0);
  fonts_set_script(fonts, run->face, highest_character(run->text));
  SDL_Surface *surface = fonts_render_text(font, run->text);
  return surface ? mask_of(surface, 0, TTF_FontAscent(font)) : mask_create(0, 0);
}

struct mask *fonts_render(struct fonts *fonts, const struct text_run *run) {
  if (run->shaped) return fonts_shape(fonts, run);
  uint32_t text[FONTS_LONGEST_RUN];
  int count = 0;
  size_t len = strlen(run->text), step;
  for (const char *at = run->text; count < FONTS_LONGEST_RUN && (step = utf8_decode(at, len, &text[count])) > 0; count++) {
    at += step;
    len -= step;
  }
  return glyphs_render(fonts, text, count, run->face, run->size_px);
}

uint64_t fonts_icon_key(const char *name, int size_px) { return hash_text(hash_pair(0, fonts_icon_face(), size_px), name); }

struct mask *fonts_render_icon(struct fonts *fonts, const char *name, int size_px) {
  TTF_Font *font = fonts_has_icon(fonts, name) ? fonts_sized_face(fonts, fonts_icon_face(), size_px, false) : NULL;
  SDL_Surface *surface = font ? fonts_render_text(font, name) : NULL;
  if (!surface) return mask_create(0, 0);
  const int height = TTF_FontAscent(font) - TTF_FontDescent(font);
  return mask_of(surface, (surface->w / FONTS_SCALE_X - size_px) / 2, (height - size_px) / 2);
}

/* A name that is no ligature stays a row of letters, each of which is one em wide in this font; a few icons are a pixel wider
 * than their em. */
bool fonts_has_icon(struct fonts *fonts, const char *name) {
  enum { EM = 32 };
  TTF_Font *font = fonts_sized_face(fonts, fonts_icon_face(), EM, false);
  int width = 0;
  if (!font || str_is_empty(name) || name[1] == '\0' || TTF_SizeUTF8(font, name, &width, NULL) != 0) return false;
  return width < EM * FONTS_SCALE_X * 3 / 2;
}
