/* Text measured and laid out: bidi runs, font fallback, line breaking, hyphenation. Knows fonts, not windows.
 *
 * Fonts, tried in this order for each run of characters: Andika, Noto Sans, Noto Sans Arabic (and further Noto fonts), with the
 * bold cuts for bold text; Chinese and Japanese where fonts-droid-fallback is installed. A letter that none has becomes
 * U+FFFD of the first, a pictograph that none has is left out: it was decoration, and a box would look like damage. Icons are
 * ligatures of the Material Icons font. Opening is lazy: a font that no text needs is never read. */
#ifndef LITFASS_DRAW_FONTS_H
#define LITFASS_DRAW_FONTS_H

#include "base/arena.h"
#include "base/err.h"
#include "draw/geometry.h"

#include <stdbool.h>
#include <stddef.h>

struct fonts;

/* `folder` overrides /usr/share/fonts/truetype (NULL: the default). ERR_NOT_FOUND names the font and its Debian package. */
MUST_USE bool fonts_open(const char *folder, struct fonts **out, struct err *err);
void fonts_close(struct fonts *fonts);

/* Start is left, or right for a right-to-left paragraph; left and right are so for every paragraph. */
enum text_align { ALIGN_START, ALIGN_CENTER, ALIGN_END, ALIGN_LEFT, ALIGN_RIGHT };

struct text_style {
  int size_px;  /* em */
  int line_px;  /* distance of base lines; 0 means 1.35 em */
  int raise_px; /* base lines stand this much higher: for scripts that reach far down */
  bool bold;
  bool secret; /* what a visitor types: neither its widths nor its pictures are kept in any cache */
  enum text_align align;
  struct color color;
};

/* A paragraph (or several, parted by '\n') laid out in a width. Lives in the arena it was made in. */
struct text_block {
  int width;  /* of the widest line, at most the width asked for */
  int height; /* lines * line_px */
  int lines;
  int baseline;   /* of the first line, from the top */
  bool truncated; /* did not fit into max_lines; the last line ends in "…" */
  struct text_style style;
  const struct text_line *line; /* lines of runs; see fonts_internal.h */
  uint64_t hash;                /* of everything that decides the pixels, for damage */
};

/* Lays out UTF-8 `text` into lines of at most `max_width` pixels (0: one line, no limit), at most `max_lines` lines (0: no
 * limit). Breaks at spaces, after hyphens and slashes, at soft hyphens, then inside words by the hyphenation of `lang` (a BCP
 * 47 tag; "de", "de-simple" and "en" have patterns), and as the last resort anywhere. Never wider than max_width. Telephone
 * numbers written with no-break spaces (U+00A0) stay together while they fit. The paragraph's direction is that of its first
 * strong character; `lang` decides when there is none. */
const struct text_block *fonts_layout(struct fonts *fonts, struct arena *arena, const char *text, const char *lang,
                                      const struct text_style *style, int max_width, int max_lines);

/* Width of the text in one line; for choosing between wordings. */
int fonts_width(struct fonts *fonts, const char *text, const struct text_style *style);

/* The sizes and weights that texts are going to have, most likely first: fonts_warm renders their letters ahead. */
void fonts_expect(struct fonts *fonts, const struct text_style *styles, size_t count);

/* Does one piece of what the first text that needs it would wait for: hyphenation patterns, then fonts, then letters. False
 * when all is done. For idle moments; everything works without. */
bool fonts_warm(struct fonts *fonts);

/* Forgets the widths of all words: nothing tells any more what was shown. They are measured anew when they are needed. */
void fonts_forget(struct fonts *fonts);

/* Whether the Material Icons font draws `name` ("chevron_right") as one glyph. */
bool fonts_has_icon(struct fonts *fonts, const char *name);

#endif
