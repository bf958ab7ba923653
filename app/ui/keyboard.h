/* Our own keyboard: the board has no system to bring one up. Layouts are tables; each key is a button of the tree with its
 * letter, or its word, as the name.
 *
 * A visitor who never typed looks for a letter where the alphabet has it, others where their fingers know it: both orders are
 * one tap apart. The letters follow the interface's language, and change by one tap too: whoever reads Arabic may type German.
 * Key sizes: metrics_key_mm, on every panel. */
#ifndef LITFASS_UI_KEYBOARD_H
#define LITFASS_UI_KEYBOARD_H

#include "ui/textbox.h"
#include "ui/ui.h"

#include <stdbool.h>
#include <stddef.h>

/* Keys that are no letters: `number` of ACTION_KEYBOARD. The letters are ACTION_TYPE. */
enum keyboard_key {
  KEYBOARD_DELETE, /* one character */
  KEYBOARD_CLEAR,  /* all */
  KEYBOARD_PAGE,   /* the next page, behind the last one the first */
  KEYBOARD_ORDER,  /* by the alphabet, and back */
  KEYBOARD_LAYOUT, /* other letters: from those of the interface's language to German, then through all others */
  KEYBOARD_FOLD,   /* away, and back */
  KEYBOARD_SHIFT,  /* capital letters, and back; exact ones only */
};

/* How a visitor has set it: until the reset. */
struct keyboard {
  size_t home;   /* the layout of the interface's language */
  size_t layout; /* of keyboard_layouts */
  bool ordered;  /* by the alphabet */
  int page;      /* turned so often: letters (several pages of them on small panels), then digits and signs */
  bool folded;
  bool exact; /* for passwords: the letters of ASCII, small and capital, and all of its signs */
  bool shifted;
};

enum { KEYBOARD_ROWS = 3, KEYBOARD_ASCII = 1 /* of keyboard_layouts: letters of ASCII alone */ };

struct keyboard_layout {
  const char *lang;                    /* whose letters these are, BCP 47 */
  const char *name;                    /* in itself: "Deutsch" */
  bool rtl;                            /* its alphabet runs from right to left */
  const char *usual_name, *order_name; /* what the key for the order says: "QWERTZ", "A–Z" */
  const char *page_name;               /* what leads back from the digits: "ABC" */
  const char *usual[KEYBOARD_ROWS];    /* a key for each character, from left to right */
  const char *ordered[KEYBOARD_ROWS];  /* in reading direction */
  const char *extras;                  /* on the second page */
};
extern const struct keyboard_layout keyboard_layouts[];
extern const size_t keyboard_layout_count;

/* The letters of a language; German ones for those without their own. */
void keyboard_set_language(struct keyboard *keyboard, const char *lang);

/* Carries out ACTION_TYPE and ACTION_KEYBOARD. True when the text has changed. */
bool keyboard_press(struct keyboard *keyboard, struct textbox *box, const struct action *action);

/* The panel is too narrow for a row of large keys: letters are in the order of the alphabet, on several pages. Such a keyboard
 * takes all the room that it is given, and has no key to fold it away: its screen offers that. */
bool keyboard_is_paged(const struct metrics *metrics);

/* Height in pixels where it may take up to `room`: half of it, as long as keys keep their least size. Where there is no room
 * for four rows of such keys, it has three, as large as they can be. */
int keyboard_height(const struct ui *ui, const struct keyboard *keyboard, int room);

/* Into its tray, which is as wide as the panel. Folded, the tray holds the key that brings it back. */
void keyboard_draw(struct ui *ui, const struct keyboard *keyboard, struct rect tray);

#endif
