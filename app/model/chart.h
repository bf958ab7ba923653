/* From coordinates to pixels of a picture: the Mercator projection of web maps (EPSG:3857), in which north is up and a metre
 * has the same length both ways; over a town it does not matter which projection it is, and tiles come in this one. */
#ifndef LITFASS_MODEL_CHART_H
#define LITFASS_MODEL_CHART_H

#include "draw/geometry.h"
#include "model/way.h"

#include <stdbool.h>

struct chart {
  struct rect rect;       /* of the picture, in pixels */
  double world_px;        /* the whole earth's width */
  double left_px, top_px; /* of the rectangle's corner, from 180° west and 85.0511° north */
};

/* Both positions inside, at least `margin_px` away from the edges where there is room for that; the picture shows at least
 * `least_metres` both ways. */
struct chart chart_fit(struct rect rect, struct position a, struct position b, int margin_px, double least_metres);
/* The same middle at another scale. */
struct chart chart_scaled(const struct chart *chart, double world_px);

struct point chart_point(const struct chart *chart, struct position position);
/* At the middle of the picture. */
double chart_metres_per_px(const struct chart *chart);

/* The longest of 10, 20, 50, 100 … metres that is at most `most_px` long; its length in *px. */
int chart_bar_metres(const struct chart *chart, int most_px, int *px);

#endif
