/* What is said for a screen: its semantic tree as a list of lines, each with its language and the place on the screen that it
 * belongs to. The page comes in reading order; header and footer, which every page has, only when asked for. */
#ifndef LITFASS_SPEECH_UTTERANCES_H
#define LITFASS_SPEECH_UTTERANCES_H

#include "i18n/catalog.h"
#include "speech/pronouncer.h"
#include "ui/tree.h"

/* Finds a node again in a later frame: the nth of this role and name. */
struct spot {
  enum role role;
  const char *name;
  size_t nth;
};

struct utterance {
  const char *text;        /* as it is said */
  const char *lang;        /* BCP 47, one of the interface's languages */
  struct spot first, last; /* of the nodes that it is about */
};

struct utterances {
  struct utterance *items;
  size_t count, capacity;
};

struct utterances_source {
  const struct tree *tree;
  size_t page_from, page_to; /* nodes before are the header's, nodes from `page_to` on the footer's */
  const char *lang;          /* the interface's */
  const struct catalog *catalog;
  bool with_frame; /* also what stands in header and footer */
  bool more_rows;  /* the page is a part of a list that goes on */
};

/* What is said lives in `arena`, and borrows nothing from the tree. */
void utterances_collect(const struct utterances_source *source, struct pronouncer *pronouncer, struct arena *arena,
                        struct utterances *out);

/* NULL when the node is not there any more. */
const struct node *spot_find(const struct tree *tree, const struct spot *spot);

#endif
