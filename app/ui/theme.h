/* The five colours and their contrast scheme (UI.md, "Tokens"). */
#ifndef LITFASS_UI_THEME_H
#define LITFASS_UI_THEME_H

#include "draw/geometry.h"

enum area { AREA_PLAIN, AREA_EVENTS, AREA_SERVICES, AREA_SHARING, AREA_NEWS, AREA_ALERT, AREA_COUNT };

struct theme {
  struct color paper, card;
  struct color ink, on_ink; /* text; text on a box filled with ink */
  struct color soft;
  struct color line;    /* decoration: cards */
  struct color tray;    /* what the keys of the keyboard lie on */
  struct color control; /* borders that are a control's mark: at least 3:1 on card and paper */
  struct color area[AREA_COUNT], on_area, tint[AREA_COUNT];
  struct color open, closed;
  struct color focus, focus_edge; /* the ring, and the dark lines on both sides of it */
};

extern const struct theme theme_light, theme_contrast;

#endif
