#include "client/picture.h"

#include "base/str.h"

#include <stdint.h>
#include <string.h>

static unsigned read_be(const unsigned char *bytes, int count) {
  unsigned value = 0;
  for (int i = 0; i < count; i++)
    value = value << 8 | bytes[i];
  return value;
}

/* PNG 1.2, 5.2 and 11.2.2: the signature, then IHDR with width and height. */
static bool read_png(const unsigned char *bytes, size_t len, unsigned *width, unsigned *height) {
  static const unsigned char start[16] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
  if (len < 33 || memcmp(bytes, start, sizeof start) != 0) return false;
  *width = read_be(bytes + 16, 4);
  *height = read_be(bytes + 20, 4);
  return true;
}

static bool is_frame_start(unsigned marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* ITU T.81, B.1.1: segments until the frame header, which has the size. */
static bool read_jpeg(const unsigned char *bytes, size_t len, unsigned *width, unsigned *height) {
  if (len < 4 || bytes[0] != 0xFF || bytes[1] != 0xD8) return false;
  for (size_t at = 2; at + 9 <= len;) {
    if (bytes[at] != 0xFF) return false;
    unsigned marker = bytes[at + 1];
    if (marker == 0xFF) { /* fill */
      at++;
      continue;
    }
    if (is_frame_start(marker)) {
      *height = read_be(bytes + at + 5, 2);
      *width = read_be(bytes + at + 7, 2);
      return true;
    }
    if (marker < 0xC0 || marker == 0xD9 || marker == 0xDA) return false; /* pixels before the frame header */
    size_t segment = read_be(bytes + at + 2, 2);
    if (segment < 2) return false;
    at += 2 + segment;
  }
  return false;
}

bool picture_check(const char *name, const void *data, size_t len, struct err *err) {
  unsigned width = 0;
  unsigned height = 0;
  if (len > PICTURE_BYTES_MAX) return err_set(err, ERR_TOO_BIG, "picture has %zu bytes", len);
  bool ok = str_ends_with(name, ".png") ? read_png(data, len, &width, &height) : read_jpeg(data, len, &width, &height);
  if (!ok || width == 0 || height == 0) return err_set(err, ERR_PARSE, "is not the picture that its name says");
  if (width <= PICTURE_SIDE_MAX && height <= PICTURE_SIDE_MAX && (uint64_t)width * height <= PICTURE_PIXELS_MAX) return true;
  return err_set(err, ERR_TOO_BIG, "picture has %u x %u pixels", width, height);
}
