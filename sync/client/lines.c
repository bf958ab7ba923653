#include "client/lines.h"

#include "base/buf.h"
#include "base/compiler.h"
#include "feed/manifest.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum { CHUNK = 64 * 1024, GZIP_ONLY = 15 + 16 };

struct splitter {
  struct buf line;
  int64_t plain, size, number;
  line_fn *each;
  void *user;
};

static void close_file(FILE **file) {
  if (*file) fclose(*file);
}

static void end_stream(z_stream *stream) { inflateEnd(stream); }

static bool end_line(struct splitter *splitter, struct err *err) {
  splitter->number++;
  if (splitter->line.overflowed)
    return err_set(err, ERR_TOO_BIG, "line %" PRId64 ": longer than %zu bytes", splitter->number, splitter->line.max);
  if (!splitter->each(splitter->user, buf_text(&splitter->line), splitter->line.len, err))
    return err_prefix(err, "line %" PRId64, splitter->number);
  buf_clear(&splitter->line);
  return true;
}

static bool split(struct splitter *splitter, const char *data, size_t len, struct err *err) {
  splitter->plain += (int64_t)len;
  if (splitter->plain > (splitter->size < 0 ? SNAPSHOT_MAX : splitter->size))
    return err_set(err, ERR_PARSE, "more plain bytes than announced");
  while (len > 0) {
    const char *newline = memchr(data, '\n', len);
    size_t part = newline ? (size_t)(newline - data) : len;
    buf_add(&splitter->line, data, part);
    if (!newline) return true;
    if (!end_line(splitter, err)) return false;
    data += part + 1;
    len -= part + 1;
  }
  return true;
}

static bool unpack(FILE *file, z_stream *stream, struct splitter *splitter, struct err *err) {
  unsigned char packed[CHUNK / 4];
  char plain[CHUNK];
  for (int result = Z_OK; result != Z_STREAM_END;) {
    if (stream->avail_in == 0) {
      stream->avail_in = (uInt)fread(packed, 1, sizeof packed, file);
      stream->next_in = packed;
      if (stream->avail_in == 0)
        return err_set(err, ERR_PARSE, ferror(file) ? "cannot be read" : "the gzip data ends too early");
    }
    stream->next_out = (unsigned char *)plain;
    stream->avail_out = sizeof plain;
    result = inflate(stream, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return err_set(err, ERR_PARSE, "is no gzip data");
    if (!split(splitter, plain, sizeof plain - stream->avail_out, err)) return false;
  }
  return true;
}

bool lines_read(const char *path, int64_t size, size_t line_max, line_fn *each, void *user, struct err *err) {
  struct splitter splitter = {.size = size, .each = each, .user = user};
  CLEANUP(close_file) FILE *file = fopen(path, "rbe");
  if (!file) return err_set_errno(err, "cannot open '%s'", path);
  CLEANUP(end_stream) z_stream stream = {0};
  if (inflateInit2(&stream, GZIP_ONLY) != Z_OK) return err_set(err, ERR_INTERNAL, "zlib does not start");
  buf_init(&splitter.line, line_max);
  bool ok = unpack(file, &stream, &splitter, err);
  if (ok && splitter.line.len > 0) ok = end_line(&splitter, err); /* no newline behind the last line */
  if (ok && size >= 0 && splitter.plain != size)
    ok = err_set(err, ERR_PARSE, "%" PRId64 " plain bytes instead of %" PRId64, splitter.plain, size);
  buf_fini(&splitter.line);
  return ok;
}
