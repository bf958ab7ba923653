/* What a visitor tells the house: answers to a survey, "this is wrong", an idea, an offer. A form is a row of steps, one thing
 * a page; what is filled in lies in one place (struct draft) until it is sealed, and is wiped with it.
 *
 * The step stands in the view's filter, so that Back goes one step back and answers stay; behind the last step a page shows
 * what goes off. Nothing is sent, kept or told before "Abschicken"; a form that is left is gone when somebody comes home. */
#ifndef LITFASS_SCREENS_FORM_H
#define LITFASS_SCREENS_FORM_H

#include "base/arena.h"
#include "feed/entry.h"
#include "ui/textbox.h"
#include "ui/theme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;
struct buf;
struct action;

enum { FORM_STEPS_MAX = 50, FORM_OPTIONS_MAX = 20, FORM_WORDS_BYTES = 1000 };

enum step_type {
  STEP_ONE,   /* one of the options */
  STEP_SCALE, /* likewise; the options have an order */
  STEP_SOME,  /* any number of them */
  STEP_WORDS, /* free text */
};

struct form_option {
  const char *text, *lang; /* lang as in struct choice */
};

struct form_step {
  const char *title, *lang;
  const char *note; /* what is done with it, below the question; NULL for none */
  enum step_type type;
  bool required;
  size_t limit; /* STEP_WORDS: bytes */
  const struct form_option *options;
  size_t option_count;
  const char *key;                /* its member of the message */
  const char *const *option_keys; /* what is sent for an option; NULL: its number */
};

/* Built for each frame, in its arena. */
struct form {
  const char *title, *lang;
  const char *note; /* on the page that shows what goes off */
  enum area area;
  const struct form_step *steps;
  size_t count;
  bool is_survey; /* its steps are questions: they are counted, and can be skipped */
  bool is_quick;  /* the first step is enough: it can be sent from there */
  uint64_t shape; /* another one: the answers are not about these questions */
};

enum draft_state {
  DRAFT_OPEN,
  DRAFT_SENDING, /* the page says so; the next tick does it */
  DRAFT_SENT,    /* safely in the spool; what was filled in is wiped */
  DRAFT_FAILED,  /* the disk does not take it; everything is still there */
  DRAFT_DISCARDED,
};

struct draft {
  int screen; /* enum screen_id of the form; 0: none */
  char id[65];
  uint64_t shape;
  uint64_t writes; /* bits: steps that are free text */
  size_t count;    /* steps */
  enum draft_state state;
  uint32_t picked[FORM_STEPS_MAX]; /* bits: chosen options */
  struct textbox words[FORM_STEPS_MAX];
};

enum form_command {
  FORM_SEND,
  FORM_DISCARD,
  FORM_RESUME, /* discarding or sending did not happen: back to what was filled in */
  FORM_LEAVE,  /* to the screen that led here */
};

/* The form of the screen that is shown. False: this screen is none, or its entry is gone. */
MUST_USE bool form_load(struct app *app, struct arena *arena, struct form *out);

bool form_is_answered(const struct form_step *step, const struct draft *draft, size_t index);
/* All that is required, and anything at all. */
bool form_is_complete(const struct form *form, const struct draft *draft);

/* The body of its message (spool/message.h) as JSON; `out` is wiped by its owner. False: more than a message holds. */
MUST_USE bool form_body(const struct form *form, const struct draft *draft, struct buf *out);

#endif
