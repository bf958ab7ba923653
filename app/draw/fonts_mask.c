/* Masks of words that are shaped as a whole, and of icons.
 *
 * Glyphs are rendered four times as wide as they are shown and averaged: letters then sit on quarters of a pixel while
 * SDL_ttf's cache of glyphs still works. Its own subpixel mode renders every letter anew (16 words: 1.4 ms, this way 0.3 ms),
 * and whole pixels space letters visibly uneven. */
#include <SDL_ttf.h>
#include <limits.h>
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

/* The average of four coverages. */
static uint8_t average_four(uint32_t four) {
  const uint32_t pairs = (four & 0x00FF00FF) + (four >> 8 & 0x00FF00FF);
  return (uint8_t)(((pairs & 0xFFFF) + (pairs >> 16) + FONTS_SCALE_X / 2) / FONTS_SCALE_X);
}

/* Writes the surface's coverage at its true width and returns where there is any. */
static struct rect narrow(const SDL_Surface *surface, uint8_t *out) {
  int left = INT_MAX, right = 0, top = surface->h, bottom = 0;
  for (int y = 0; y < surface->h; y++) {
    const uint8_t *row = (const uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch;
    for (int i = 0, x = 0; i < surface->w; i += FONTS_SCALE_X, x++, out++) {
      uint32_t four = 0;
      memcpy(&four, row + i, surface->w - i < FONTS_SCALE_X ? (size_t)(surface->w - i) : sizeof four);
      *out = four ? average_four(four) : 0;
      if (*out == 0) continue;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
    }
  }
  return right > 0 ? (struct rect){left, top, right - left, bottom - top} : (struct rect){0};
}

/* Cut to the ink, counted from the origin; frees the surface. In the 8-bit surfaces of TTF_RenderUTF8_Shaded the palette's
 * index is the coverage. */
static struct mask *mask_of(SDL_Surface *surface, int origin_x, int origin_y) {
  const int width = (surface->w + FONTS_SCALE_X - 1) / FONTS_SCALE_X;
  uint8_t *whole = malloc((size_t)width * (size_t)surface->h);
  ASSERT(whole != NULL);
  const struct rect ink = narrow(surface, whole);
  struct mask *mask = mask_create(ink.w, ink.h);
  mask->x = ink.x - origin_x;
  mask->y = ink.y - origin_y;
  for (int y = 0; y < ink.h; y++)
    memcpy(mask->alpha + y * ink.w, whole + (ink.y + y) * width + ink.x, (size_t)ink.w);
  wipe(whole, (size_t)width * (size_t)surface->h);
  free(whole);
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
