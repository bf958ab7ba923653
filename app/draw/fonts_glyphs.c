/* Letters of the first font, rendered once for each size; words are put together from them.
 *
 * SDL_ttf keeps glyphs for one size of one font and forgets them when the size changes: a page in a size that was not on the
 * screen before cost 60 words of 0.13 ms. Here a letter costs that once, whichever words it stands in, and the letters of sizes
 * to come are rendered while nobody waits. Widths follow SDL_ttf's (and HarfBuzz's) arithmetic to the quarter of a pixel; a
 * test compares both.
 *
 * This is right only where a letter looks the same whatever stands beside it. Andika's Latin and Cyrillic letters do: it does
 * not kern and has five ligatures, which count as letters here. All else (Arabic, combining characters, Noto, which kerns) is
 * shaped as whole words, see fonts_mask.c. */
#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "draw/cache.h"
#include "draw/fonts_internal.h"
#include "draw/hash.h"

enum {
  CACHE_BYTES = 4608 * 1024,
  WARM_BYTES = CACHE_BYTES / 8 * 7, /* guesses never push out what was used */
  WARM_LETTERS = 8,                 /* of one slice: about half a millisecond */
  MOST_STYLES = 64,
  LONGEST_UNIT = 3,
  LARGEST_UNIT_BYTES = LONGEST_UNIT * 4,
  SUBPIXEL = 64 /* advances have 6 bits behind the point, as in FreeType */
};

/* By how often German has them; then the other letters of the interface's languages, as far as there is room. */
static const char *const alphabets[] = {
    "enisratdhulcgmobwfkzvpüäßöjyxqSAEBMKGDWTFHPVRLNIUZOJCÖÄÜQXY.,-:0123456789()/–?!…„“·+\u00a0fiffflffi",
    "оанівтеирслкпудмяьзбгйчхцжюєїшщґфАБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ’ğışİçŞĞÇ",
};

/* Positions are quarters of a pixel, from the pen and the base line. */
struct glyph {
  int advance;     /* in 1/64 of a quarter */
  int left, right; /* of FreeType's box, which decides widths */
  int ink_left, ink_top, ink_width, ink_rows;
  uint8_t stretches[]; /* of the ink (stretch.h), row by row, in quarters */
};

struct glyphs {
  struct cache *cache;
  struct {
    int size_px;
    bool bold;
  } styles[MOST_STYLES];
  int style_count;
  int warm_alphabet, warm_style, warm_letter; /* what glyphs_warm does next */
};

struct glyphs *glyphs_create(void) {
  struct glyphs *glyphs = calloc(1, sizeof *glyphs);
  ASSERT(glyphs != NULL);
  glyphs->cache = cache_create(CACHE_BYTES);
  return glyphs;
}

void glyphs_destroy(struct glyphs *glyphs) {
  if (!glyphs) return;
  cache_destroy(glyphs->cache);
  free(glyphs);
}

/* --- what can be put together --- */

static bool stands_alone(uint32_t c) {
  static const struct {
    uint32_t first, last;
  } ranges[] = {{0x20, 0x7E},     {0xA0, 0xAC},     {0xAE, 0x24F},    {0x400, 0x45F},   {0x490, 0x491},
                {0x1E00, 0x1EFF}, {0x2010, 0x2015}, {0x2018, 0x201E}, {0x2026, 0x2026}, {0x20AC, 0x20AC}};
  for (size_t i = 0; i < COUNT_OF(ranges); i++)
    if (c >= ranges[i].first && c <= ranges[i].last) return true;
  return false;
}

bool glyphs_suffice(int face, const uint32_t *text, int count, bool rtl) {
  if (rtl || (face != fonts_first_face(false) && face != fonts_first_face(true))) return false;
  for (int i = 0; i < count; i++)
    if (!fonts_is_invisible(text[i]) && !stands_alone(text[i])) return false;
  return true;
}

/* A unit is a letter or one of the ligatures ff, fi, fl, ffi, ffl. */
static int unit_length(const uint32_t *text, int count) {
  if (text[0] != 'f' || count < 2) return 1;
  const int len = text[1] == 'f' && count > 2 ? 3 : 2;
  if (text[len - 1] == 'i' || text[len - 1] == 'l') return len;
  return text[1] == 'f' ? 2 : 1;
}

/* Without what is never drawn; at most `most`. */
static int visible(const uint32_t *text, int count, uint32_t *out, int most) {
  int n = 0;
  for (int i = 0; i < count && n < most; i++)
    if (!fonts_is_invisible(text[i])) out[n++] = text[i];
  return n;
}

/* --- one glyph --- */

static struct glyph *copy_ink(const SDL_Surface *surface, size_t *bytes) {
  const struct rect ink = surface ? fonts_ink(surface) : (struct rect){0};
  const uint8_t *first = surface ? (const uint8_t *)surface->pixels + (ptrdiff_t)ink.y * surface->pitch + ink.x : NULL;
  size_t count;
  uint8_t *stretches = stretch_pack(first, surface ? surface->pitch : 0, ink.w, ink.h, &count);
  *bytes = sizeof(struct glyph) + count;
  struct glyph *glyph = malloc(*bytes);
  ASSERT(glyph != NULL);
  *glyph = (struct glyph){.ink_left = ink.x, .ink_top = ink.y, .ink_width = ink.w, .ink_rows = ink.h};
  memcpy(glyph->stretches, stretches, count);
  free(stretches);
  return glyph;
}

static struct glyph *make_glyph(struct fonts *fonts, const uint32_t *unit, int len, int face, int size_px, size_t *bytes) {
  char text[LARGEST_UNIT_BYTES + 1] = "";
  for (int i = 0, at = 0; i < len; i++)
    at += (int)utf8_encode(unit[i], text + at);
  TTF_Font *font = fonts_sized_face(fonts, face, size_px, false);
  if (!font) return copy_ink(NULL, bytes);
  fonts_set_script(fonts, face, unit[0]);
  SDL_Surface *surface = fonts_render_text(font, text);
  struct glyph *glyph = copy_ink(surface, bytes);
  SDL_FreeSurface(surface);
  int left = 0, right = 0;
  TTF_GlyphMetrics32(font, unit[0], &left, &right, NULL, NULL, NULL);
  if (left < 0) glyph->ink_left += left; /* SDL_ttf moved the pen so that all of the ink is in the surface */
  glyph->ink_top -= TTF_FontAscent(font);
  glyph->left = left;
  glyph->right = len == 1 ? right : glyph->ink_left + glyph->ink_width;
  glyph->advance = fonts_advance(fonts, face, size_px, text, SUBPIXEL);
  return glyph;
}

static const struct glyph *get_glyph(struct fonts *fonts, const uint32_t *unit, int len, int face, int size_px) {
  struct cache *cache = fonts_glyphs(fonts)->cache;
  uint64_t key = hash_pair((uint64_t)len, face, size_px);
  for (int i = 0; i < len; i++)
    key = hash_mix(key, unit[i]);
  struct glyph *glyph = cache_find(cache, key);
  if (glyph) return glyph;
  size_t bytes;
  glyph = make_glyph(fonts, unit, len, face, size_px, &bytes);
  cache_put(cache, key, glyph, bytes);
  return glyph;
}

/* --- words --- */

struct extent {
  int left, right; /* of the boxes and the pen's way */
  int ink_left, ink_right, ink_top, ink_bottom;
};

static int min(int a, int b) { return a < b ? a : b; }
static int max(int a, int b) { return a > b ? a : b; }

static struct extent measure(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px) {
  struct extent extent = {.ink_left = INT32_MAX, .ink_right = INT32_MIN, .ink_top = INT32_MAX, .ink_bottom = INT32_MIN};
  int pen = 0;
  for (int i = 0, len; i < count; i += len) {
    len = unit_length(text + i, count - i);
    const struct glyph *glyph = get_glyph(fonts, text + i, len, face, size_px);
    const int at = pen / SUBPIXEL;
    extent.left = min(extent.left, at + glyph->left);
    extent.right = max(extent.right, at + glyph->right);
    pen += glyph->advance;
    if (glyph->ink_width == 0) continue;
    extent.ink_left = min(extent.ink_left, at + glyph->ink_left);
    extent.ink_right = max(extent.ink_right, at + glyph->ink_left + glyph->ink_width);
    extent.ink_top = min(extent.ink_top, glyph->ink_top);
    extent.ink_bottom = max(extent.ink_bottom, glyph->ink_top + glyph->ink_rows);
  }
  extent.right = max(extent.right, pen / SUBPIXEL);
  return extent;
}

int glyphs_width(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px) {
  uint32_t letters[FONTS_LONGEST_RUN] = {0};
  const int n = visible(text, count, letters, FONTS_LONGEST_RUN);
  const struct extent extent = measure(fonts, letters, n, face, size_px);
  return (extent.right - extent.left + FONTS_SCALE_X - 1) / FONTS_SCALE_X;
}

static void add(uint8_t *pixel, unsigned quarters) {
  const unsigned sum = *pixel + (quarters + FONTS_SCALE_X / 2) / FONTS_SCALE_X;
  *pixel = (uint8_t)(sum > UINT8_MAX ? UINT8_MAX : sum);
}

/* The pixel that quarters are being summed up for. */
struct pen {
  uint8_t *row;
  int pixel;
  unsigned sum;
};

static void move_pen(struct pen *pen, int pixel) {
  if (pixel == pen->pixel) return;
  if (pen->sum > 0) add(&pen->row[pen->pixel], pen->sum);
  pen->pixel = pixel;
  pen->sum = 0;
}

static void draw_ink(struct pen *pen, int at, int count) {
  move_pen(pen, at / FONTS_SCALE_X);
  const int room = FONTS_SCALE_X - at % FONTS_SCALE_X;
  pen->sum += (unsigned)min(count, room) * UINT8_MAX;
  for (count -= room; count > 0; count -= FONTS_SCALE_X) {
    move_pen(pen, pen->pixel + 1);
    pen->sum = (unsigned)min(count, FONTS_SCALE_X) * UINT8_MAX;
  }
}

static void draw_edge(struct pen *pen, int at, int count, const uint8_t *coverage) {
  for (int i = 0; i < count; i++) {
    move_pen(pen, (at + i) / FONTS_SCALE_X);
    pen->sum += coverage[i];
  }
}

/* Averages one row of quarters into pixels, starting at quarter `at`; returns the stretch behind it. */
static const uint8_t *lay_row(uint8_t *row, const uint8_t *from, int at, int width) {
  struct pen pen = {.row = row, .pixel = at / FONTS_SCALE_X};
  struct stretch stretch;
  for (const int end = at + width; at < end; at += stretch.count) {
    from = stretch_read(from, &stretch);
    if (stretch.kind == STRETCH_INK) draw_ink(&pen, at, stretch.count);
    if (stretch.kind == STRETCH_EDGE) draw_edge(&pen, at, stretch.count, stretch.edge);
  }
  if (pen.sum > 0) add(&row[pen.pixel], pen.sum);
  return from;
}

/* Its ink starts at quarter `at` and row `top` of the mask. */
static void lay_glyph(struct mask *mask, const struct glyph *glyph, int at, int top) {
  const uint8_t *from = glyph->stretches;
  for (int y = top; y < top + glyph->ink_rows; y++)
    from = lay_row(mask->alpha + y * mask->w, from, at, glyph->ink_width);
}

struct mask *glyphs_render(struct fonts *fonts, const uint32_t *text, int count, int face, int size_px) {
  uint32_t letters[FONTS_LONGEST_RUN] = {0};
  const int n = visible(text, count, letters, FONTS_LONGEST_RUN);
  const struct extent extent = measure(fonts, letters, n, face, size_px);
  if (extent.ink_right <= extent.ink_left) return mask_create(0, 0);
  /* The leftmost box starts at 0, as in SDL_ttf: a "j" does not reach into the word before it. */
  const int first = (extent.ink_left - extent.left) / FONTS_SCALE_X;
  const int last = (extent.ink_right - extent.left + FONTS_SCALE_X - 1) / FONTS_SCALE_X;
  struct mask *mask = mask_create(last - first, extent.ink_bottom - extent.ink_top);
  mask->x = first;
  mask->y = extent.ink_top;
  int pen = 0;
  for (int i = 0, len; i < n; i += len) {
    len = unit_length(letters + i, n - i);
    const struct glyph *glyph = get_glyph(fonts, letters + i, len, face, size_px);
    const int at = pen / SUBPIXEL + glyph->ink_left - extent.left - first * FONTS_SCALE_X;
    if (glyph->ink_width > 0) lay_glyph(mask, glyph, at, glyph->ink_top - extent.ink_top);
    pen += glyph->advance;
  }
  return mask;
}

/* --- ahead of time --- */

void glyphs_expect(struct glyphs *glyphs, const struct text_style *styles, size_t count) {
  glyphs->style_count = glyphs->warm_alphabet = glyphs->warm_style = glyphs->warm_letter = 0;
  for (size_t i = 0; i < count && glyphs->style_count < MOST_STYLES; i++) {
    glyphs->styles[glyphs->style_count].size_px = styles[i].size_px;
    glyphs->styles[glyphs->style_count++].bold = styles[i].bold;
  }
}

enum { LONGEST_ALPHABET = 128 };

static int decode_letters(const char *alphabet, uint32_t *out) {
  int count = 0;
  size_t step;
  for (const char *at = alphabet; (step = utf8_decode(at, strlen(at), &out[count])) > 0; at += step) {
    count++;
    ASSERT(count < LONGEST_ALPHABET);
  }
  return count;
}

/* The next letter; behind the last one of an alphabet the next style, behind the last style the next alphabet. */
static void advance(struct glyphs *glyphs, int len, int count) {
  glyphs->warm_letter += len;
  if (glyphs->warm_letter < count) return;
  glyphs->warm_letter = 0;
  if (++glyphs->warm_style < glyphs->style_count) return;
  glyphs->warm_style = 0;
  glyphs->warm_alphabet++;
}

bool glyphs_warm(struct fonts *fonts) {
  struct glyphs *glyphs = fonts_glyphs(fonts);
  for (int done = 0; done < WARM_LETTERS; done++) {
    const bool all = glyphs->style_count == 0 || glyphs->warm_alphabet == (int)COUNT_OF(alphabets);
    if (all || cache_bytes(glyphs->cache) > WARM_BYTES) return false;
    uint32_t letters[LONGEST_ALPHABET] = {0};
    const int count = decode_letters(alphabets[glyphs->warm_alphabet], letters);
    const uint32_t *unit = letters + glyphs->warm_letter;
    const int len = unit_length(unit, count - glyphs->warm_letter);
    const int face = fonts_first_face(glyphs->styles[glyphs->warm_style].bold);
    get_glyph(fonts, unit, len, face, glyphs->styles[glyphs->warm_style].size_px);
    advance(glyphs, len, count);
  }
  return true;
}
