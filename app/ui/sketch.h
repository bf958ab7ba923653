/* A map like a hand sketch: places as marks with names, the way as a dotted line, how far five minutes are as dotted rings. It
 * shows where things lie to each other and never pretends to know a street. Geography is not mirrored for right-to-left
 * languages. */
#ifndef LITFASS_UI_SKETCH_H
#define LITFASS_UI_SKETCH_H

#include "ui/ui.h"

enum sketch_role { SKETCH_HERE, SKETCH_TARGET, SKETCH_LANDMARK };

struct sketch_mark {
  enum sketch_role role;
  struct point at; /* pixels of the panel, as they are */
  const char *name;
  const char *lang; /* NULL: the interface's */
};

struct sketch_ring {
  int radius_px; /* around the first mark */
  const char *words;
};

struct sketch {
  struct rect rect; /* of the picture, as ui takes it: mirrored like everything else */
  enum area area;
  bool on_picture;                 /* a map of tiles lies below: no paper, no rings */
  const struct sketch_mark *marks; /* here first, then the target, then landmarks by what they are worth */
  size_t mark_count;
  const struct sketch_ring *rings;
  size_t ring_count;
  int bar_px; /* scale: so long … */
  const char *bar_words;
  const char *north; /* "Norden" */
};

/* The rectangle in pixels as they are, which marks refer to. */
struct rect sketch_frame(const struct ui *ui, struct rect rect);

/* Draws it; no node. shown[i] tells whether the name of mark i found room: no name lies on another, and landmarks go with
 * theirs. */
void sketch_draw(struct ui *ui, const struct sketch *sketch, bool *shown);

#endif
