/* One paragraph, character by character: what is drawn, in which face and direction, and where a line may end.
 * Lives in the scratch arena of one layout. */
#ifndef LITFASS_DRAW_FONTS_PARAGRAPH_H
#define LITFASS_DRAW_FONTS_PARAGRAPH_H

#include "draw/fonts_internal.h"

enum {
  CHAR_SPACE = 1,   /* a line may end here; the space then takes no room */
  CHAR_EXTENDS = 2, /* belongs to the character before it: never parted from it */
  CHAR_BREAK = 4,   /* a line may end behind it */
  CHAR_SOFT = 8,    /* a soft hyphen: a line may end here, with a hyphen */
};

struct paragraph {
  struct fonts *fonts;
  const struct text_style *style;
  const char *lang;
  uint32_t *text; /* what is drawn: characters that no face has are U+FFFD already */
  uint8_t *level; /* bidi embedding levels: odd is right to left */
  uint8_t *face;
  uint8_t *flags;
  int count;
  bool rtl; /* the paragraph's own direction */
};

/* Takes over `text`, which must be in the scratch arena. */
void paragraph_init(struct paragraph *paragraph, struct fonts *fonts, const struct text_style *style, const char *lang,
                    uint32_t *text, int count);

/* The end of the run that starts at `start`, within [start, end): one word (or
 * its part up to a hyphen), face and direction; or one stretch of spaces. */
int paragraph_run_end(const struct paragraph *paragraph, int start, int end);

/* Width of [start, end): the sum of its runs. */
int paragraph_width(const struct paragraph *paragraph, int start, int end);
int paragraph_run_width(const struct paragraph *paragraph, int start, int end, uint64_t *key);

/* Width of one more character ('-' or U+2026) behind a line. */
int paragraph_suffix_width(const struct paragraph *paragraph, uint32_t suffix);

#endif
