/* What a tap means, as a value: nodes carry actions, the app carries them out. */
#ifndef LITFASS_UI_ACTION_H
#define LITFASS_UI_ACTION_H

#include <stdbool.h>

enum action_kind {
  ACTION_NONE,
  ACTION_GO,    /* to screen `number` with argument `id` */
  ACTION_ENTRY, /* to the entry `id` */
  ACTION_HOME,
  ACTION_BACK,
  ACTION_SIZE,      /* next text size */
  ACTION_CONTRAST,  /* the other colours */
  ACTION_REACH,     /* controls into the lower half, and back */
  ACTION_LANGUAGE,  /* BCP 47 tag in `id` */
  ACTION_FILTER,    /* filter `number` of the screen */
  ACTION_CHOOSE,    /* filter `number` and argument `id` of the screen that this one chooses for, and back to it */
  ACTION_PAGE,      /* scroll by `number` pages: -1 or 1 */
  ACTION_LETTER,    /* to the letter `id` of a list */
  ACTION_TYPE,      /* the letter `id` into the text of the screen */
  ACTION_KEYBOARD,  /* enum keyboard_key `number` */
  ACTION_SUGGEST,   /* the words `id` instead of what was typed: as secret as that */
  ACTION_SPEECH,    /* enum reading_command `number` */
  ACTION_PRINT,     /* the entry `id` */
  ACTION_PICK,      /* option `number` of the form's step: chooses it, or takes it back */
  ACTION_STEP,      /* to step `number` of the form; `state` 1: the present one is skipped, its answer goes */
  ACTION_FORM,      /* enum form_command `number` */
  ACTION_VOLUNTEER, /* enum volunteer_command `number` */
  ACTION_DEVICE,    /* enum device_command `number`, of `state` or `id` */
  ACTION_STAY,      /* "Ich lese noch" */
};

struct action {
  enum action_kind kind;
  int number;
  int state; /* ACTION_GO: filter of the screen that it goes to */
  char id[65];
};

static inline struct action action_of(enum action_kind kind, int number) {
  return (struct action){.kind = kind, .number = number};
}

struct action action_with_id(enum action_kind kind, int number, const char *id);
struct action action_full(enum action_kind kind, int number, int state, const char *id);
bool action_equals(const struct action *a, const struct action *b);

#endif
