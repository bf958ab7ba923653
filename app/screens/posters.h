/* What the board can advertise while nobody stands before it: only what is really on. */
#ifndef LITFASS_SCREENS_POSTERS_H
#define LITFASS_SCREENS_POSTERS_H

#include "screens/app.h"

enum { POSTERS_MAX = 24 };

/* Strings live in the frame's arena. */
struct poster {
  const char *key; /* tells it from the others, and from itself on another day */
  enum area area;
  const char *kicker; /* "Heute, 16:00 bis 18:00 Uhr" */
  const char *title;
  const char *lang; /* of the title, when it is not the interface's */
  const char *note; /* where, or what about it; NULL for nothing */
};

/* At least two: the emergency numbers hold always. In the order of showing, the kinds taking turns. */
size_t posters_read(struct app *app, struct poster out[POSTERS_MAX]);

#endif
