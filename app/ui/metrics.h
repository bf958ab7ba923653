/* Millimetres to pixels. Layout never uses raw pixels (UI.md, "Everything is measured in millimetres"). */
#ifndef LITFASS_UI_METRICS_H
#define LITFASS_UI_METRICS_H

#include <stdbool.h>

struct metrics {
  int width_px, height_px;
  double px_per_mm;
  double width_mm, height_mm;
  double text_scale; /* of the page: 1, 1.4 or 2; header and footer keep their size */
  bool portrait;
};

/* `panel_mm` is the width of the panel; 0 means unknown: 0.248 mm for each pixel. */
void metrics_init(struct metrics *metrics, int width_px, int height_px, double panel_mm, double text_scale);

/* The least side of a key of our keyboard, in mm: 20 on panels of 15.6" and above, 16 on smaller ones. */
double metrics_key_mm(const struct metrics *metrics);

static inline int mm_px(const struct metrics *metrics, double mm) { return (int)(mm * metrics->px_per_mm + 0.5); }

static inline double clamp_mm(double mm, double min, double max) { return mm < min ? min : mm > max ? max : mm; }

#endif
