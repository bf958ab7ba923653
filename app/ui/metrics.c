#include "ui/metrics.h"

#include <math.h>

static const double unknown_pixel_mm = 0.248; /* 21.5" at 1920 pixels */

void metrics_init(struct metrics *metrics, int width_px, int height_px, double panel_mm, double text_scale) {
  double px_per_mm = panel_mm > 0 ? width_px / panel_mm : 1 / unknown_pixel_mm;
  *metrics = (struct metrics){
      .width_px = width_px,
      .height_px = height_px,
      .px_per_mm = px_per_mm,
      .width_mm = width_px / px_per_mm,
      .height_mm = height_px / px_per_mm,
      .text_scale = text_scale,
      .portrait = width_px < height_px,
  };
}

double metrics_key_mm(const struct metrics *metrics) {
  double diagonal_in = hypot(metrics->width_mm, metrics->height_mm) / 25.4;
  return diagonal_in >= 15 ? 20 : 16;
}
