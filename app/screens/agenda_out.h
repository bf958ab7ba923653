/* "Fällt aus: Chor (19:00)": dates that a series leaves out (exdate). RFC 5545 takes them out of the calendar, so they are no
 * rows and are not counted; but whoever comes every week and looks here that day must not stand before a locked door. */
#ifndef LITFASS_SCREENS_AGENDA_OUT_H
#define LITFASS_SCREENS_AGENDA_OUT_H

#include "screens/app.h"

enum { AGENDA_OUT_LINES = 4 };

struct agenda_out {
  const char *lines[AGENDA_OUT_LINES + 1]; /* in the frame's arena; the last one may say how many more */
  size_t count;
};

/* Of those that start before `to` and would end behind `from`. `by_day`: the lines name the day. What takes place under the
 * same name on the same day is not off: calendars take a date out of a series to write it anew. */
void agenda_out_read(struct app *app, int64_t from, int64_t to, bool by_day, struct agenda_out *out);

/* Returns the height; 0 when there is nothing. */
int agenda_out_draw(struct ui *ui, const struct agenda_out *out, int x, int y, int width);

#endif
