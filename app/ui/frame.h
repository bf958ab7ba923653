/* What every screen has around its page: header and footer bar, always in the same place (UI.md, "Frame of every screen"). */
#ifndef LITFASS_UI_FRAME_H
#define LITFASS_UI_FRAME_H

#include "ui/ui.h"
#include "ui/widgets.h"

#include <stdbool.h>

struct frame {
  const char *place;     /* name of the place */
  const char *freshness; /* "Stand: heute 08:10"; NULL to leave out */
  bool offline;
  const char *date_long;  /* "Samstag, 21. November"; NULL while the clock is not trusted */
  const char *date_short; /* "Sa 21.11." */
  const char *time;       /* "14:32" */
  const char *alert;      /* a notice that takes the top of every screen, or NULL */
  const char *alert_lang; /* BCP 47 */
  struct action alert_action;
  bool bare;    /* without header and alert: a low panel whose keyboard is out */
  bool is_home; /* without Start and Zurück */
  bool contrast_on, reach_on, reading_on;
  int size_step;   /* 0, 1, 2 */
  int help_screen; /* number of the screen that says how the board is used; home has a button for it in the place of Start */
  int more_screen; /* number of the screen behind "Mehr", for panels too narrow for all buttons */
};

/* Draws paper, header and alert; returns the rectangle of the page between header and footer, margins taken off. */
struct rect frame_draw(struct ui *ui, const struct frame *frame);

/* Where the footer begins. */
int frame_footer_top(const struct ui *ui);

/* Between the header and the middle of the panel: in reach mode nothing there can be touched (ui/hero.h). */
struct rect frame_upper_half(const struct ui *ui);

/* The footer, after the page: a reader comes to the page before the buttons that every page has. */
void frame_footer(struct ui *ui, const struct frame *frame);

struct bar_button {
  const char *icon;
  const char *word;
  struct action action;
  enum button_look look;
};
enum { BAR_BUTTONS_MAX = 8 };
/* The buttons of the footer, in their order. Returns how many; the first `*shown` stand in the footer, the panel has no room
 * for the others: they are on the "Mehr" screen, and a button leads there. */
size_t frame_buttons(struct ui *ui, const struct frame *frame, struct bar_button out[BAR_BUTTONS_MAX], size_t *shown);

#endif
