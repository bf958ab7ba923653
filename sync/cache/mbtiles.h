/* Map tiles that an operator has put beside the board: one SQLite file in the MBTiles 1.3 form, with PNG or JPEG pictures. Read
 * only; nothing in it is trusted. */
#ifndef LITFASS_CACHE_MBTILES_H
#define LITFASS_CACHE_MBTILES_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>

enum { MBTILES_TILE_MAX_BYTES = 1024 * 1024, MBTILES_ZOOM_MAX = 22 };

struct mbtiles;

/* ERR_NOT_FOUND: no such file; ERR_CORRUPT: not SQLite, or no tiles in it; ERR_PARSE: tiles that we cannot draw (vector tiles,
 * WebP). */
MUST_USE bool mbtiles_open(const char *path, struct mbtiles **out, struct err *err);
void mbtiles_close(struct mbtiles *tiles);

int mbtiles_min_zoom(const struct mbtiles *tiles);
int mbtiles_max_zoom(const struct mbtiles *tiles);

/* Columns count from the west and rows from the north, as on the web; MBTiles itself counts rows from the south (TMS). */
bool mbtiles_has(struct mbtiles *tiles, int zoom, int column, int row);
/* The picture's bytes. ERR_NOT_FOUND: no tile there; ERR_TOO_BIG: more than MBTILES_TILE_MAX_BYTES. */
MUST_USE bool mbtiles_read(struct mbtiles *tiles, int zoom, int column, int row, struct buf *out, struct err *err);

#endif
