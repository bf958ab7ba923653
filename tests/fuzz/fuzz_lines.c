/* Snapshots and deltas on their way from the disk: whatever the bytes, no line is longer than was allowed, there are no more
 * than announced, and what is whole comes out whole. The first byte tells: odd, the rest is packed here first, so that the
 * lines are reached; else the rest is the file. */
#include "scratch.h"

#include "base/compiler.h"
#include "client/lines.h"

#include <stdbool.h>
#include <string.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINE_MAX_BYTES = 64, ANNOUNCED = 4096 };

struct seen {
  size_t lines, bytes;
};

static bool on_line(void *user, const char *line, size_t len, struct err *err UNUSED) {
  struct seen *seen = user;
  ASSERT(len <= LINE_MAX_BYTES && strlen(line) <= len && !memchr(line, '\n', len));
  seen->lines++;
  seen->bytes += len + 1;
  return true;
}

static size_t pack(const uint8_t *data, size_t size, uint8_t *out, size_t room) {
  z_stream stream = {.next_in = (Bytef *)(uintptr_t)data, .avail_in = (uInt)size, .next_out = out, .avail_out = (uInt)room};
  ASSERT(deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  ASSERT(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  deflateEnd(&stream);
  return room - stream.avail_out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static uint8_t packed[3 * ANNOUNCED];
  struct seen exact = {0};
  struct seen any = {0};
  struct err err;
  if (size < 1 || size > 2 * ANNOUNCED) return 0;
  bool is_plain = data[0] & 1;
  size_t len = is_plain ? pack(data + 1, size - 1, packed, sizeof packed) : size - 1;
  const char *path = scratch_file("lines", is_plain ? packed : data + 1, len);
  bool fits = lines_read(path, ANNOUNCED, LINE_MAX_BYTES, on_line, &exact, &err);
  ASSERT(exact.bytes <= ANNOUNCED + 1 && (fits || err.code != ERR_NONE));
  bool whole = lines_read(path, -1, LINE_MAX_BYTES, on_line, &any, &err);
  if (is_plain && whole) ASSERT(any.bytes >= size - 1 && any.bytes <= size);
  ASSERT(!fits || (whole && exact.lines == any.lines));
  return 0;
}
