/* Where the lines of a paragraph end. */
#ifndef LITFASS_DRAW_FONTS_BREAK_H
#define LITFASS_DRAW_FONTS_BREAK_H

#include "draw/fonts_paragraph.h"

struct line_range {
  int start, end;  /* of what is drawn, without spaces at its end */
  int next;        /* where the next line starts */
  uint32_t suffix; /* drawn behind it: 0, '-' or U+2026 */
};

/* The line that starts at `start`; end == start with next == start when not even one character fits into max_width. */
struct line_range break_line(const struct paragraph *paragraph, int start, int max_width);

/* The line that starts at `start` as the last one: filled character by character and ended by "…". When not even "…" fits,
 * nothing is drawn. */
struct line_range break_ellipsis(const struct paragraph *paragraph, int start, int max_width);

#endif
