/* Opened as a file that nobody writes (immutable: also on a disk that is read-only), with SQLite's guards against hostile
 * schemas on: `tiles` may be a view, and often is. */
#include "cache/mbtiles.h"

#include "base/str.h"
#include "cache/db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { URI_MAX = 3 * 4096 };

struct mbtiles {
  sqlite3 *db;
  sqlite3_stmt *read, *has;
  int min_zoom, max_zoom;
};

/* A path as SQLite's URI (https://sqlite.org/uri.html). */
static bool uri_of(const char *path, char *out, size_t size) {
  static const char hex[] = "0123456789ABCDEF";
  size_t len = (size_t)snprintf(out, size, "file:");
  for (const char *c = path; *c; c++) {
    if (len + 32 > size) return false;
    if (strchr("?#%", *c)) {
      out[len++] = '%';
      out[len++] = hex[(unsigned char)*c >> 4];
      out[len++] = hex[*c & 15];
    } else {
      out[len++] = *c;
    }
  }
  snprintf(out + len, size - len, "?mode=ro&immutable=1");
  return true;
}

static bool open_file(struct mbtiles *tiles, const char *path, struct err *err) {
  char uri[URI_MAX];
  if (access(path, R_OK) != 0) return err_set_errno(err, "map '%s'", path);
  if (!uri_of(path, uri, sizeof uri)) return err_set(err, ERR_TOO_BIG, "map: the path is too long");
  if (sqlite3_open_v2(uri, &tiles->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) != SQLITE_OK)
    return err_set(err, ERR_CORRUPT, "map '%s': %s", path, sqlite3_errmsg(tiles->db));
  sqlite3_db_config(tiles->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(tiles->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit(tiles->db, SQLITE_LIMIT_LENGTH, 2 * MBTILES_TILE_MAX_BYTES);
  return true;
}

/* What the metadata says; without a word about the zoom, what there is. */
static bool read_zooms(struct mbtiles *tiles, struct err *err) {
  sqlite3_int64 low, high;
  if (!db_number(tiles->db,
                 "SELECT coalesce((SELECT CAST(value AS INTEGER) FROM metadata WHERE name='minzoom'),"
                 " (SELECT min(zoom_level) FROM tiles), -1)",
                 &low, err) ||
      !db_number(tiles->db,
                 "SELECT coalesce((SELECT CAST(value AS INTEGER) FROM metadata WHERE name='maxzoom'),"
                 " (SELECT max(zoom_level) FROM tiles), -1)",
                 &high, err))
    return false;
  if (low < 0 || high < low) return err_set(err, ERR_CORRUPT, "map: no tiles, or zoom levels that make no sense");
  tiles->min_zoom = low < MBTILES_ZOOM_MAX ? (int)low : MBTILES_ZOOM_MAX;
  tiles->max_zoom = high < MBTILES_ZOOM_MAX ? (int)high : MBTILES_ZOOM_MAX;
  return true;
}

static bool check_format(struct mbtiles *tiles, struct err *err) {
  sqlite3_stmt *stmt = NULL;
  bool row = false;
  char format[32] = "png"; /* older files do not say it */
  if (!db_prepare(tiles->db, &stmt, "SELECT value FROM metadata WHERE name='format'", err) || !db_step(stmt, &row, err))
    return false;
  if (row && sqlite3_column_text(stmt, 0)) str_copy(format, sizeof format, (const char *)sqlite3_column_text(stmt, 0));
  sqlite3_finalize(stmt);
  if (str_equals(format, "png") || str_equals(format, "jpg") || str_equals(format, "jpeg")) return true;
  return err_set(err, ERR_PARSE, "map: tiles are '%.20s', and only png and jpg can be drawn", format);
}

bool mbtiles_open(const char *path, struct mbtiles **out, struct err *err) {
  struct mbtiles *tiles = calloc(1, sizeof *tiles);
  ASSERT(tiles != NULL);
  if (!open_file(tiles, path, err) || !check_format(tiles, err) || !read_zooms(tiles, err)) {
    mbtiles_close(tiles);
    return false;
  }
  *out = tiles;
  return true;
}

void mbtiles_close(struct mbtiles *tiles) {
  if (!tiles) return;
  db_close(tiles->db);
  free(tiles);
}

int mbtiles_min_zoom(const struct mbtiles *tiles) { return tiles->min_zoom; }
int mbtiles_max_zoom(const struct mbtiles *tiles) { return tiles->max_zoom; }

/* False when there is no such place on earth. */
static bool bind_tile(sqlite3_stmt *stmt, int zoom, int column, int row) {
  if (zoom < 0 || zoom > MBTILES_ZOOM_MAX || column < 0 || row < 0 || column >= 1 << zoom || row >= 1 << zoom) return false;
  sqlite3_bind_int(stmt, 1, zoom);
  sqlite3_bind_int(stmt, 2, column);
  sqlite3_bind_int(stmt, 3, (1 << zoom) - 1 - row);
  return true;
}

bool mbtiles_has(struct mbtiles *tiles, int zoom, int column, int row) {
  bool there = false;
  struct err err;
  static const char sql[] = "SELECT 1 FROM tiles WHERE zoom_level=? AND tile_column=? AND tile_row=? LIMIT 1";
  if (!db_prepare(tiles->db, &tiles->has, sql, &err) || !bind_tile(tiles->has, zoom, column, row)) return false;
  bool ok = db_step(tiles->has, &there, &err);
  sqlite3_reset(tiles->has);
  return ok && there;
}

bool mbtiles_read(struct mbtiles *tiles, int zoom, int column, int row, struct buf *out, struct err *err) {
  bool there = false;
  static const char sql[] = "SELECT tile_data FROM tiles WHERE zoom_level=? AND tile_column=? AND tile_row=? LIMIT 1";
  if (!db_prepare(tiles->db, &tiles->read, sql, err)) return false;
  if (bind_tile(tiles->read, zoom, column, row) && !db_step(tiles->read, &there, err)) return false;
  if (!there) return err_set(err, ERR_NOT_FOUND, "map: no tile %d/%d/%d", zoom, column, row);
  const void *data = sqlite3_column_blob(tiles->read, 0);
  int bytes = sqlite3_column_bytes(tiles->read, 0);
  bool fits = bytes <= MBTILES_TILE_MAX_BYTES && (bytes == 0 || buf_add(out, data, (size_t)bytes));
  sqlite3_reset(tiles->read);
  return fits || err_set(err, ERR_TOO_BIG, "map: tile %d/%d/%d has %d bytes", zoom, column, row, bytes);
}
