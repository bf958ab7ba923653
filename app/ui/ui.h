/* One frame being built: the command list, the semantic tree, and the words, colours and measures in force.
 *
 * Immediate mode: a screen is a function from state to commands and nodes. Nothing here knows SDL, the clock or the disk, so
 * that a frame can be built and compared anywhere. Positions are written left-to-right; for right-to-left languages everything
 * is mirrored where it is emitted. */
#ifndef LITFASS_UI_UI_H
#define LITFASS_UI_UI_H

#include "base/arena.h"
#include "draw/commands.h"
#include "draw/fonts.h"
#include "i18n/catalog.h"
#include "ui/metrics.h"
#include "ui/theme.h"
#include "ui/tree.h"

#include <stdbool.h>

/* What the screen is about, in reach mode; the strings live as long as the frame. */
struct hero {
  const char *kicker, *title, *note; /* NULL for none */
  const char *lang;                  /* of the title, when it is not the interface's */
  const char *picture;               /* path */
  enum area area;
};

/* What was laid out in this frame: pages are measured before they are drawn, and most words are asked for several times. */
struct laid_out {
  uint64_t key;
  const struct text_block *block; /* NULL: empty */
};
enum { UI_LAID_OUT = 512 /* a place for each key; what was there before is laid out again */ };

struct ui {
  struct arena *arena; /* of the frame */
  struct commands commands;
  struct tree tree;
  struct fonts *fonts;
  struct metrics metrics;
  const struct theme *theme;
  const struct catalog *catalog;
  const char *lang; /* BCP 47 */
  bool rtl;
  bool chrome;                  /* header and footer: text keeps its size */
  int measuring;                /* > 0: nothing is emitted, heights are computed */
  const struct action *pressed; /* the control under the finger, or NULL */
  struct rect clip;             /* of the page, for what can be hit */
  bool reach;                   /* controls keep to the lower half, titles go to the upper one */
  struct hero hero;
  struct laid_out laid_out[UI_LAID_OUT];
};

/* How large text is, in mm of em at 100 % (UI.md: body cap height 6.1 mm, smallest 4.8 mm; Andika's cap height is 0.73 em). */
enum text_size {
  TEXT_SMALL,    /* 6.6 mm */
  TEXT_META,     /* 7.4 mm */
  TEXT_BODY,     /* 8.4 mm */
  TEXT_STRONG,   /* 9.4 mm */
  TEXT_TILE,     /* 10.3 mm */
  TEXT_ROW,      /* 10.9 mm: names in lists */
  TEXT_TITLE,    /* 13.9 mm */
  TEXT_NUMBER,   /* 16.4 mm: a telephone number */
  TEXT_CLOCK,    /* 12.9 mm */
  TEXT_HEADLINE, /* 26 mm: of a poster */
  TEXT_POSTER,   /* 38 mm */
};

struct label {
  enum text_size size;
  bool bold;
  enum text_align align; /* start and end are those of the page, whatever the text is written in */
  struct color color;
  int max_lines;    /* 0: as many as it takes */
  enum role role;   /* ROLE_TEXT or ROLE_HEADING */
  bool secret;      /* what a visitor typed: see struct text_style */
  bool silent;      /* drawn, but no node of its own: a control around it carries the words */
  const char *lang; /* NULL: the interface's */
};

void ui_begin(struct ui *ui, struct arena *arena);

int ui_mm(const struct ui *ui, double mm);                /* millimetres to pixels */
int ui_text_px(const struct ui *ui, enum text_size size); /* em */
/* Tells the fonts in which sizes the panel will be written on, now and after a change of size; for their idle moments. */
void ui_expect_text(struct fonts *fonts, const struct metrics *metrics, const double *scales, size_t scale_count);
/* Gaps that grow a little with the text, so that 200 % stays calm. */
int ui_gap(const struct ui *ui, double mm);
/* An icon beside words: it grows with them, though less, and hardly where there is little room. */
int ui_icon_px(const struct ui *ui, double mm);
/* Likewise between two controls: never less than the 3 mm that keep taps apart (UI.md). */
int ui_apart(const struct ui *ui, double mm);

/* Little room for what is written: a small panel, large text, or half the panel. Screens then put their choices behind one
 * button. */
bool ui_is_compact(const struct ui *ui);

#define TR(ui, text) tr((ui)->catalog, text)
const char *ui_printf(struct ui *ui, const char *format, ...) PRINTF_LIKE(2, 3);

/* Drawing, mirrored for right-to-left. None of it adds nodes. */
void ui_box(struct ui *ui, struct rect rect, struct color fill, struct color border, double border_mm, double radius_mm);
void ui_box_top(struct ui *ui, struct rect rect, struct color fill, double radius_mm); /* only the upper corners round */
void ui_icon(struct ui *ui, int x, int y, int size_px, const char *name, struct color color);
void ui_picture(struct ui *ui, struct rect rect, const char *path, double radius_mm, unsigned corners);

/* Lays out without drawing. */
const struct text_block *ui_layout(struct ui *ui, const char *text, const struct label *label, int width);
/* Draws a laid-out block, `width` being what its alignment refers to. */
void ui_block(struct ui *ui, int x, int y, int width, const struct text_block *block);

/* Draws text wrapped into `width`, adds its node unless silent, and returns the height. NULL or "" takes no space. */
int ui_text(struct ui *ui, int x, int y, int width, const char *text, const struct label *label);

/* Adds a node, its name in the interface's language; the rectangle is mirrored and clipped here. */
void ui_node(struct ui *ui, enum role role, const char *name, const char *value, unsigned state, struct rect rect,
             const struct action *action);
/* The name of the node that was just added is written in `lang`: for reading aloud. NULL leaves it. */
void ui_node_lang(struct ui *ui, const char *lang);

bool ui_is_pressed(const struct ui *ui, const struct action *action);

/* Emits nothing until the matching end: for heights. */
void ui_measure_begin(struct ui *ui);
void ui_measure_end(struct ui *ui);

void ui_push_clip(struct ui *ui, struct rect rect);
void ui_pop_clip(struct ui *ui);

/* The widest word of the text in this label, in pixels. */
int ui_longest_word(struct ui *ui, const char *text, const struct label *label);

#endif
