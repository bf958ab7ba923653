#include "screens/map_tiles.h"

#include "base/log.h"
#include "base/str.h"
#include "draw/canvas.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double map_px_mm = 0.28; /* of a tile's own pixel on the panel: what OGC calls the standardized rendering pixel */
static const double most_enlarged = 3;
enum { TILE_PX = 256 };

struct mbtiles *map_tiles_open(const char *path) {
  struct mbtiles *tiles = NULL;
  struct err err;
  if (!str_is_empty(path) && !mbtiles_open(path, &tiles, &err)) log_warning("%s, the map stays a sketch", err.msg);
  return tiles;
}

/* The tile under a position. */
static bool has_tile(struct mbtiles *tiles, const struct chart *chart, int zoom, struct position position) {
  struct point at = chart_point(chart, position);
  double tile_px = chart->world_px / (double)(1 << zoom);
  int column = (int)floor((at.x - chart->rect.x + chart->left_px) / tile_px);
  int row = (int)floor((at.y - chart->rect.y + chart->top_px) / tile_px);
  return mbtiles_has(tiles, zoom, column, row);
}

/* Whether the canvas can keep all tiles of this size that the chart touches. */
static bool is_kept(const struct ui *ui, const struct chart *chart, int tile_px) {
  size_t side = (size_t)tile_px;
  size_t columns = ((size_t)chart->rect.w + side - 1) / side + 1;
  size_t rows = ((size_t)chart->rect.h + side - 1) / side + 1;
  size_t bytes = columns * rows * side * side * 4;
  return bytes <= canvas_picture_bytes(ui->metrics.width_px, ui->metrics.height_px) * 9 / 10;
}

/* Tiles as large as the letters on them want it, or of the next zoom, where they take less room; at last smaller ones, which
 * show more of the surroundings. Whole pixels: no seams. */
static int tile_size(const struct ui *ui, const struct chart *chart, const struct mbtiles *tiles, int *zoom) {
  double least_px = TILE_PX * fmax(1, map_px_mm * ui->metrics.px_per_mm);
  int z = (int)floor(log2(chart->world_px / least_px));
  if (z > mbtiles_max_zoom(tiles)) z = mbtiles_max_zoom(tiles);
  if (z < mbtiles_min_zoom(tiles)) return 0;
  int size = (int)fmin(chart->world_px / (double)(1 << z), least_px * most_enlarged);
  if (!is_kept(ui, chart, size) && z < mbtiles_max_zoom(tiles)) {
    z++;
    size /= 2;
  }
  while (size > TILE_PX / 2 && !is_kept(ui, chart, size))
    size = size * 9 / 10;
  *zoom = z;
  return size;
}

bool map_tiles_fit(const struct ui *ui, struct mbtiles *tiles, struct position a, struct position b, struct chart *chart,
                   int *zoom) {
  int size = tiles ? tile_size(ui, chart, tiles, zoom) : 0;
  if (size == 0) return false;
  struct chart scaled = chart_scaled(chart, size * (double)(1 << *zoom));
  if (!has_tile(tiles, &scaled, *zoom, a) || !has_tile(tiles, &scaled, *zoom, b)) return false;
  *chart = scaled;
  return true;
}

void map_tiles_draw(struct ui *ui, const struct chart *chart, int zoom) {
  double tile_px = chart->world_px / (double)(1 << zoom);
  int first_column = (int)floor(chart->left_px / tile_px), first_row = (int)floor(chart->top_px / tile_px);
  int last_column = (int)floor((chart->left_px + chart->rect.w) / tile_px);
  int last_row = (int)floor((chart->top_px + chart->rect.h) / tile_px);
  commands_push_clip(&ui->commands, chart->rect);
  for (int row = first_row; row <= last_row; row++)
    for (int column = first_column; column <= last_column; column++) {
      struct rect rect = {chart->rect.x + (int)lround(column * tile_px - chart->left_px),
                          chart->rect.y + (int)lround(row * tile_px - chart->top_px), (int)tile_px, (int)tile_px};
      char name[64];
      snprintf(name, sizeof name, "tile:%d/%d/%d", zoom, column, row);
      command_image(&ui->commands, rect, name, 0, 0);
    }
  commands_pop_clip(&ui->commands);
}

bool map_tiles_read(void *tiles, const char *name, struct buf *out) {
  if (!str_starts_with(name, "tile:")) return false;
  int numbers[3] = {0}; /* zoom, column, row: map_tiles_draw wrote them */
  const char *at = name + strlen("tile:");
  for (size_t i = 0; i < COUNT_OF(numbers); i++) {
    char *end;
    numbers[i] = (int)strtol(at, &end, 10);
    at = *end == '/' ? end + 1 : end;
  }
  struct err err;
  if (tiles && !mbtiles_read(tiles, numbers[0], numbers[1], numbers[2], out, &err) && err.code != ERR_NOT_FOUND)
    log_warning("%s", err.msg);
  return true;
}
