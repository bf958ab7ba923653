/* The blocks that the page of one entry is made of: each draws one thing that the entry says, or nothing when it says nothing.
 */
#ifndef LITFASS_SCREENS_ENTRY_BLOCKS_H
#define LITFASS_SCREENS_ENTRY_BLOCKS_H

#include "screens/app.h"
#include "screens/rows.h"
#include "ui/qr.h"

/* An entry, read once for the frame. */
struct detail {
  struct app *app;
  struct entry entry;
  struct words words;
  struct whereabouts where;
  enum area area;
  const char *lang_used; /* of the texts, when it is not the visitor's */
  bool only_description; /* lacks the visitor's language: the note stands there */
  struct occurrence next[4];
  size_t next_count;
  bool wide;
  bool on_paper; /* nothing that is true only now */
};

/* The entry that is shown, whichever of its screens that is; an event from the day on that was tapped. False: it is gone. */
MUST_USE bool detail_load(struct app *app, struct ui *ui, struct detail *out);
/* The page that says so. */
void detail_gone(struct app *app, struct ui *ui, struct rect page);

/* Draws at x, y in `width` and returns the height: 0 when the entry has no such thing. */
typedef int block_draw(struct ui *ui, struct detail *d, int x, int y, int width);

block_draw block_name, block_language_note, block_summary, block_description; /* entry_name.c */
block_draw block_verified, block_picture;
block_draw block_status, block_hours, block_when;       /* entry_time.c; the status is the first line of the hours */
block_draw block_telephone, block_place, block_contact; /* entry_contact.c */
block_draw block_take;                                  /* entry_take.c */
block_draw block_facts, block_phases, block_questions;  /* entry_facts.c */
block_draw block_voices;

/* The entry as a QR code that fits, quiet zone and all, into a square. False: it does not. */
MUST_USE bool detail_code(struct ui *ui, struct detail *d, int side_px, struct qr *out);

/* Whether a map of the way there says something: both ends are known, and neither next door nor in another town. */
bool map_is_useful(struct app *app, const struct whereabouts *where);

/* The ways home as buttons of 20 mm, in as many columns as fit. */
int take_buttons(struct ui *ui, struct detail *d, int x, int y, int width);

/* Words behind an icon that stands beside their first line. */
int icon_line(struct ui *ui, int x, int y, int width, const char *icon, const char *text, const struct label *label);

#endif
