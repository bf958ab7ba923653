#include "hub/gzip.h"

#include "feed/manifest.h"

#include <stdlib.h>
#include <zlib.h>

struct gzip {
  z_stream stream;
  struct buf *out;
  int64_t size;
};

struct gzip *gzip_create(struct buf *out) {
  enum { LEVEL = 6, WINDOW_AND_GZIP = 15 + 16, MEMORY = 9 };
  struct gzip *gzip = calloc(1, sizeof *gzip);
  ASSERT(gzip != NULL);
  gzip->out = out;
  /* zlib's own header has MTIME 0. */
  ASSERT(deflateInit2(&gzip->stream, LEVEL, Z_DEFLATED, WINDOW_AND_GZIP, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK);
  return gzip;
}

void gzip_destroy(struct gzip *gzip) {
  if (!gzip) return;
  deflateEnd(&gzip->stream);
  free(gzip);
}

static void pump(struct gzip *gzip, int flush) {
  unsigned char chunk[16384];
  do {
    gzip->stream.next_out = chunk;
    gzip->stream.avail_out = sizeof chunk;
    ASSERT(deflate(&gzip->stream, flush) != Z_STREAM_ERROR);
    buf_add(gzip->out, chunk, sizeof chunk - gzip->stream.avail_out);
  } while (gzip->stream.avail_out == 0);
}

void gzip_add(struct gzip *gzip, const void *data, size_t len) {
  gzip->size += (int64_t)len;
  if (gzip->size > SNAPSHOT_MAX) return;
  gzip->stream.next_in = (z_const Bytef *)(uintptr_t)data;
  gzip->stream.avail_in = (uInt)len;
  pump(gzip, Z_NO_FLUSH);
}

bool gzip_finish(struct gzip *gzip, int64_t *plain_size, struct err *err) {
  if (gzip->size > SNAPSHOT_MAX) return err_set(err, ERR_TOO_BIG, "more than %d MiB of entries", SNAPSHOT_MAX / 1024 / 1024);
  pump(gzip, Z_FINISH);
  *plain_size = gzip->size;
  return buf_ok(gzip->out, err);
}
