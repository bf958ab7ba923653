/* The semantic tree: what is on screen, in words (roles of WAI-ARIA 1.2). One tree serves key navigation, reading aloud, the
 * hub's preview and tests. A control that is not in the tree does not exist. */
#ifndef LITFASS_UI_TREE_H
#define LITFASS_UI_TREE_H

#include "base/arena.h"
#include "base/buf.h"
#include "draw/geometry.h"
#include "ui/action.h"

#include <stdbool.h>
#include <stddef.h>

enum role {
  ROLE_BUTTON,
  ROLE_LINK,
  ROLE_HEADING,
  ROLE_LIST,
  ROLE_LISTITEM,
  ROLE_TEXT,
  ROLE_TEXTBOX,
  ROLE_DIALOG,
  ROLE_IMAGE,
  ROLE_STATUS,
  ROLE_COUNT
};

enum node_state {
  NODE_SELECTED = 1 << 0,  /* the chosen one of several, a switch that is on */
  NODE_OFFSCREEN = 1 << 1, /* scrolled out of the page */
  NODE_SPOKEN = 1 << 2,    /* is being read aloud */
  NODE_IN_PAGE = 1 << 3,   /* moves when the page scrolls */
};

struct node {
  enum role role;
  const char *name;     /* never NULL */
  const char *value;    /* what stands beside the name: "Jetzt geöffnet, bis 16:00"; NULL where there is none */
  const char *lang;     /* BCP 47, what the name is written in ("zxx": no language, an address); the value is the interface's */
  unsigned state;       /* enum node_state */
  struct rect rect;     /* pixels; may lie outside the screen when scrolled away */
  struct rect hit;      /* the part that a finger can reach; empty when NODE_OFFSCREEN */
  struct action action; /* ACTION_NONE: not a control */
};

struct tree {
  struct arena *arena;
  struct node *nodes; /* in reading order */
  size_t count, capacity;
  size_t modal_from; /* nodes before this one lie under a dialog and cannot be reached */
};

void tree_init(struct tree *tree, struct arena *arena);
struct node *tree_add(struct tree *tree, struct node node);

const char *role_name(enum role role);
/* False for names that are no role. */
MUST_USE bool role_parse(const char *name, enum role *out);

/* The node that a finger at x, y means: the control under it, else the nearest one within `slack_px` (UI.md: forgiving hit
 * test). NULL when there is none. */
const struct node *tree_hit(const struct tree *tree, int x, int y, int slack_px);

/* By role and name as a person would say it (spaces for no-break spaces, no soft hyphens): equal first, then a name that begins
 * with it, then one that contains it (for ROLE_TEXT any node's name or value counts, for ROLE_TEXTBOX its own two). NULL when
 * there is none. */
const struct node *tree_find(const struct tree *tree, enum role role, const char *name);

/* {"nodes":[{"role","name","value","lang","state","rect":[x,y,w,h]}]} */
void tree_dump_json(const struct tree *tree, struct buf *out);

#endif
