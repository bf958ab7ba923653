/* The operator's own map below the marks, where there is one: which tiles, where, and their bytes for the canvas. */
#ifndef LITFASS_SCREENS_MAP_TILES_H
#define LITFASS_SCREENS_MAP_TILES_H

#include "base/buf.h"
#include "cache/mbtiles.h"
#include "model/chart.h"
#include "ui/ui.h"

/* NULL for NULL or "", and when the file cannot be used: that is logged, and the map stays a sketch. */
struct mbtiles *map_tiles_open(const char *path);

/* Chooses the zoom at which letters on the tiles can be read, and the scale of the chart with it. False: no tiles at both
 * places. */
bool map_tiles_fit(const struct ui *ui, struct mbtiles *tiles, struct position a, struct position b, struct chart *chart,
                   int *zoom);

void map_tiles_draw(struct ui *ui, const struct chart *chart, int zoom);

/* For canvas_set_source, with the mbtiles as context. */
bool map_tiles_read(void *tiles, const char *name, struct buf *out);

#endif
