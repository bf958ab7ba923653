/* The crawler: walks every screen of the real app as its visitors do, by taps or by keys alone, and looks at each frame.
 *
 * A state is a screen with its argument, filter and dialog; it is kept as the way that leads to it from home, and gone to again
 * by repeating that way. Lists are sampled: a few entries of each kind, those with the longest texts among them. What is wrong
 * becomes a finding, told once with the number of combinations in which it was met. */
#ifndef LITFASS_TESTS_CRAWL_H
#define LITFASS_TESTS_CRAWL_H

#include "base/arena.h"
#include "play/stage.h"

#include <stdbool.h>
#include <stddef.h>

struct panel {
  const char *name;
  int width_px, height_px;
  double width_mm;
};
extern const struct panel panels[];
extern const size_t panel_count;
extern const char *const crawl_langs[]; /* those of the interface, the default first */
extern const size_t crawl_lang_count;

struct combo {
  size_t panel;
  int size; /* 0: 100 %, 1: 140 %, 2: 200 % */
  bool contrast, reach;
  const char *lang;
};

/* ---- findings ---- */

struct finding {
  char key[240];   /* check, screen and node: equal findings are one */
  char where[400]; /* the combination and the way there, of the first */
  char what[300];
  size_t times;
};

struct findings {
  struct finding *items; /* heap */
  size_t count, capacity;
};
void findings_fini(struct findings *findings);
/* Prints them, from that number on. */
void findings_print(const struct findings *findings, size_t from);

/* ---- the walk ---- */

enum { WAY_MAX = 10, PAGES_MAX = 60, KEY_SIZE = 200 };

struct step {
  struct action action;
  int64_t wait_ms; /* > 0: waits instead */
};

struct state {
  struct step way[WAY_MAX];
  size_t steps;
  char key[KEY_SIZE];
  char words[300]; /* the way as a person would say it */
};

struct control {
  struct action action;
  enum role role;
  const char *name;     /* in the crawl's arena */
  struct scroll scroll; /* where the page stood when it was found, */
  int nth;              /* and which of those that do the same had the focus */
};

struct controls {
  struct control *items;
  size_t count, capacity;
};

enum means { BY_TAPS, BY_KEYS, BY_BOTH };

struct hands;

struct crawl {
  struct stage stage;
  char spool[64]; /* a folder for what the walk sends */
  struct combo combo;
  struct findings findings;
  size_t printed; /* of them, so far */
  struct arena arena;
  enum means means;
  int pages_max;     /* of one scrolling screen that are looked at */
  size_t each_class; /* controls of a class that are followed on a screen */
  bool on_pixels;    /* contrast too, of a screen's first pages */
  struct state *states;
  size_t state_count, state_capacity;
  const struct state *at; /* for findings */
  struct rect home_button, back_button;
  size_t frames, taps, keys; /* done so far */
  char (*longest)[65];       /* ids of the entries with the longest texts */
  size_t longest_count;
};

/* Opens the cache; exits with a message when it cannot. */
void crawl_open(struct crawl *crawl, const char *cache, const char *place);
void crawl_close(struct crawl *crawl);

/* Walks everything in one combination, adding findings. */
void crawl_run(struct crawl *crawl, const struct combo *combo);
/* Looks at the states of the last walk in another combination, without trying each control again. */
void crawl_visit(struct crawl *crawl, const struct combo *combo);
/* Aims at everything on the first page of the states of the last walk. */
void crawl_aim(struct crawl *crawl, const struct combo *combo, struct hands *hands);

/* Behind a walk: is every entry of the content at most three taps from home, turning pages aside? */
void crawl_check_reach(struct crawl *crawl);

/* What tells this state from others; for two keys, whether only what is in sight differs. */
void crawl_state_key(const struct crawl *crawl, char out[KEY_SIZE]);
bool crawl_is_same_place(const char *a, const char *b);
/* Adds where the board is now, `step` behind `from`, unless it is known. */
void crawl_state_add(struct crawl *crawl, const struct state *from, const struct step *step, const char *words);

/* How often a control of each class has been followed. */
struct edges {
  struct {
    char name[100];
    size_t taken;
  } items[600];
  size_t count;
};
/* Whether this edge is still to be gone. An entry counts for its kind wherever it is found; all else for its screen. */
bool crawl_take_edge(const struct crawl *crawl, struct edges *edges, const struct action *action);

/* Home in this combination, as the next visitor finds it. */
void crawl_start(struct crawl *crawl, const struct combo *combo);
void crawl_go(struct crawl *crawl, const struct state *state);
void crawl_settle(struct crawl *crawl);
/* Finger down and up in the middle of what can be reached of the node. */
void crawl_tap(struct crawl *crawl, const struct node *node);
const struct node *crawl_control(const struct crawl *crawl, const struct action *action);

void crawl_find(struct crawl *crawl, const char *check, const char *node, const char *format, ...) PRINTF_LIKE(4, 5);

/* ---- what is looked at ---- */

/* Lines of text, by a hash of words and look: one that is cut by the edge of a page must be whole on another. */
struct lines {
  uint64_t *whole, *cut;
  size_t whole_count, whole_capacity, cut_count, cut_capacity;
  struct arena *arena;
};

/* Text whole, inside its box, not over other text; targets large enough and apart; Home and Back in their place. */
void layout_check(struct crawl *crawl, struct lines *lines);
/* After all pages of a screen: was each line whole somewhere? */
void layout_check_lines(struct crawl *crawl, const struct lines *lines);
/* The words of a text block, cut to `size`. */
const char *block_words(const struct text_block *block, char *out, size_t size);
/* The first command that counts: under a dialog none does. */
size_t first_command(const struct ui *ui);
/* Where line `i` of a text command stands, as tall as its letters. */
struct rect line_rect(const struct command *command, int i);

/* Contrast of text, icons and the edges of controls, measured on the drawn frame. */
void contrast_check(struct crawl *crawl);
void contrast_check_focus(struct crawl *crawl, const struct node *node);

/* ---- hands ---- */

struct hands {
  uint64_t seed;
  size_t taps, wrong, none; /* what the finger came down on: another control than was meant, or none */
};

/* Aims several times at every control of the frame, missing as older adults do. */
void hands_aim(struct crawl *crawl, struct hands *hands);
/* Random fingers, keys and pauses; then the board must be sane and no larger. Many of them begin when all screens have been
 * seen. */
void hands_maltreat(struct crawl *crawl, size_t events);

#endif
