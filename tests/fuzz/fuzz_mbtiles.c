/* A map file that somebody put beside the board: opened and read, or refused; a tile keeps to its cap. */
#include "scratch.h"

#include "base/compiler.h"
#include "cache/mbtiles.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct mbtiles *tiles;
  struct err err = {0};
  if (!mbtiles_open(scratch_file("map.mbtiles", data, size), &tiles, &err)) {
    ASSERT(err.code != ERR_NONE);
    return 0;
  }
  int zoom = mbtiles_min_zoom(tiles);
  ASSERT(zoom >= 0 && mbtiles_max_zoom(tiles) >= zoom && mbtiles_max_zoom(tiles) <= MBTILES_ZOOM_MAX);
  for (int place = 0; place < 2; place++) {
    scoped_buf tile;
    buf_init(&tile, MBTILES_TILE_MAX_BYTES);
    if (mbtiles_read(tiles, zoom, place, place, &tile, &err)) ASSERT(tile.len <= MBTILES_TILE_MAX_BYTES);
    (void)mbtiles_has(tiles, zoom, place, place);
  }
  mbtiles_close(tiles);
  return 0;
}
