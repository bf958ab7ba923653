/* What the parts of fonts (and the canvas) share: the laid out lines, font faces by number, and glyph masks.
 * A run is one word in one face and one direction: the unit that is measured, rendered and cached, so that the width of a line
 * is always the sum of the widths of what will be drawn. */
#ifndef LITFASS_DRAW_FONTS_INTERNAL_H
#define LITFASS_DRAW_FONTS_INTERNAL_H

#include "draw/fonts.h"
#include "draw/stretch.h"

#include <stdint.h>

struct text_run {
  const char *text; /* UTF-8, logical order */
  int x;            /* from the line's left edge */
  int width;
  int size_px;
  int face;
  bool rtl;
  bool shaped;  /* as a whole, by HarfBuzz; else put together from letters */
  uint64_t key; /* of text, face, size and direction */
};

struct text_line {
  const struct text_run *runs; /* in visual order */
  int count;
  int width;
  bool rtl; /* of its paragraph: start is right */
};

/* Coverage of a rendered run: 0 to 255 per pixel, row by row without gaps, cut to the ink. */
struct mask {
  int x, y; /* of its top left pixel, from the run's left edge and its baseline */
  int w, h; /* 0 when there is no ink */
  uint8_t alpha[];
};

struct mask *mask_create(int w, int h); /* empty */

/* Renders a run; the mask is the caller's to free. NULL when the library refuses. */
struct mask *fonts_render(struct fonts *fonts, const struct text_run *run);
/* The same as one word by SDL_ttf and HarfBuzz, as every word could be. */
struct mask *fonts_shape(struct fonts *fonts, const struct text_run *run);
int fonts_shaped_width(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px, bool rtl);

/* The icon as a run of one ligature, centred in a square of size_px: the mask's x and y count from the square's top left. */
struct mask *fonts_render_icon(struct fonts *fonts, const char *name, int size_px);
uint64_t fonts_icon_key(const char *name, int size_px);

/* --- faces (fonts.c) --- */

enum { FACE_NONE = 255, FONTS_LONGEST_RUN = 512 /* characters; words are shorter */ };

/* The face that draws the character: `current` when it can (so that runs stay long), else the first of the chain, else
 * FACE_NONE. */
int fonts_face_for(struct fonts *fonts, uint32_t codepoint, bool bold, int current);
int fonts_first_face(bool bold);
int fonts_icon_face(void);

/* SDL_ttf's handle of the face, set to size and direction until the next call; FONTS_SCALE_X times as wide as it is high. NULL
 * when the file is missing. */
enum { FONTS_SCALE_X = 4 };
struct _TTF_Font *fonts_sized_face(struct fonts *fonts, int index, int size_px, bool rtl);
/* Andika and Noto Sans hold several scripts; HarfBuzz chooses features (local forms) by it. */
void fonts_set_script(struct fonts *fonts, int index, uint32_t codepoint);

/* How far the pen moves, in 1/parts of a FONTS_SCALE_X-th of a pixel; from one large size, so that nothing is rounded. */
int fonts_advance(struct fonts *fonts, int index, int size_px, const char *text, int parts);
/* 8-bit coverage; NULL when SDL_ttf refuses (no width). */
struct SDL_Surface *fonts_render_text(struct _TTF_Font *font, const char *text);
struct rect fonts_ink(const struct SDL_Surface *surface); /* where it is not 0 */

/* Ascent and height of the first face at the size, which place every base line. */
void fonts_metrics(struct fonts *fonts, int size_px, bool bold, int *ascent, int *height);

/* Width of the characters (soft hyphens and direction marks left out) in one face and direction; cached. `key` receives the
 * run's key. */
int fonts_run_width(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px, bool rtl, uint64_t *key);
/* The same for secret text: measured each time, and kept nowhere. */
int fonts_secret_width(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px, bool rtl, uint64_t *key);

/* Characters that are never drawn: soft hyphen, direction marks, joiners that the fonts lack. */
bool fonts_is_invisible(uint32_t codepoint);

struct arena *fonts_scratch(struct fonts *fonts); /* emptied by each layout */
struct hyphens *fonts_hyphens(struct fonts *fonts);
struct glyphs *fonts_glyphs(struct fonts *fonts);

/* --- glyphs (fonts_glyphs.c): letters rendered once for each size, and words put together from them --- */

struct glyphs;

struct glyphs *glyphs_create(void);
void glyphs_destroy(struct glyphs *glyphs);

/* Whether each letter looks the same whatever stands beside it; all else is shaped as whole words. */
bool glyphs_suffice(int face, const uint32_t *text, int count, bool rtl);
int glyphs_width(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px);
struct mask *glyphs_render(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px);

/* Renders a few letters of the styles that are expected; false when there is nothing left, or no room. */
void glyphs_expect(struct glyphs *glyphs, const struct text_style *styles, size_t count);
bool glyphs_warm(struct fonts *fonts);

/* --- hyphenation (fonts_hyphen.c) --- */

struct hyphens; /* dictionaries, opened when the first word needs one */

struct hyphens *hyphens_create(void);
void hyphens_destroy(struct hyphens *hyphens);

/* Reads the patterns of one more language; false when all are there. */
bool hyphens_warm(struct hyphens *hyphens);

/* Sets breaks[i] when the word may be broken after its character i; false when there are no patterns for `lang`. */
bool hyphens_find(struct hyphens *hyphens, const char *lang, const uint32_t *word, int count, bool *breaks);

#endif
