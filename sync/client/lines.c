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
    if (!newline && !splitter->line.overflowed) return true;
    if (!end_line(splitter, err)) return false;
    data += part + 1;
    len -= part + 1;
  }
  return true;
}

struct unpacker {
  FILE *file;
  z_stream stream;
  unsigned char packed[CHUNK / 4];
  char plain[CHUNK];
};

static void unpacker_fini(struct unpacker *unpacker) {
  inflateEnd(&unpacker->stream);
  if (unpacker->file) fclose(unpacker->file);
}

static bool refill(struct unpacker *unpacker, struct err *err) {
  if (unpacker->stream.avail_in > 0) return true;
  unpacker->stream.avail_in = (uInt)fread(unpacker->packed, 1, sizeof unpacker->packed, unpacker->file);
  unpacker->stream.next_in = unpacker->packed;
  if (unpacker->stream.avail_in > 0) return true;
  return err_set(err, ERR_PARSE, ferror(unpacker->file) ? "cannot be read" : "the gzip data ends too early");
}

static bool unpack(struct unpacker *unpacker, struct splitter *splitter, struct err *err) {
  for (int result = Z_OK; result != Z_STREAM_END;) {
    if (!refill(unpacker, err)) return false;
    unpacker->stream.next_out = (unsigned char *)unpacker->plain;
    unpacker->stream.avail_out = sizeof unpacker->plain;
    result = inflate(&unpacker->stream, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return err_set(err, ERR_PARSE, "is no gzip data");
    if (!split(splitter, unpacker->plain, sizeof unpacker->plain - unpacker->stream.avail_out, err)) return false;
  }
  return true;
}

bool lines_read(const char *path, int64_t size, size_t line_max, line_fn *each, void *user, struct err *err) {
  struct splitter splitter = {.size = size, .each = each, .user = user};
  CLEANUP(unpacker_fini) struct unpacker unpacker = {.file = fopen(path, "rbe")};
  if (!unpacker.file) return err_set_errno(err, "cannot open '%s'", path);
  if (inflateInit2(&unpacker.stream, GZIP_ONLY) != Z_OK) return err_set(err, ERR_INTERNAL, "zlib does not start");
  buf_init(&splitter.line, line_max);
  bool ok = unpack(&unpacker, &splitter, err);
  bool is_open = splitter.line.len > 0 || splitter.line.overflowed; /* no newline behind the last line */
  if (ok && is_open) ok = end_line(&splitter, err);
  if (ok && size >= 0 && splitter.plain != size)
    ok = err_set(err, ERR_PARSE, "%" PRId64 " plain bytes instead of %" PRId64, splitter.plain, size);
  buf_fini(&splitter.line);
  return ok;
}
