#include "hub/picture.h"

#include "base/str.h"

#include <sodium.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct size {
  uint32_t width, height;
};

static uint32_t read_be(const unsigned char *at, size_t bytes) {
  uint32_t value = 0;
  for (size_t i = 0; i < bytes; i++)
    value = value << 8 | at[i];
  return value;
}

/* PNG (ISO/IEC 15948), 5.2 and 11.2.2: signature, then IHDR; and the file ends with IEND, else it was cut off. */
static bool read_png(const unsigned char *data, size_t len, struct size *out) {
  static const unsigned char head[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
  static const unsigned char end[] = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82};
  if (len < sizeof head + 17 + sizeof end || memcmp(data, head, sizeof head) != 0) return false;
  if (memcmp(data + len - sizeof end, end, sizeof end) != 0) return false;
  out->width = read_be(data + 16, 4);
  out->height = read_be(data + 20, 4);
  return true;
}

/* JPEG (ITU T.81), B.1: marker segments up to the start of frame: baseline, extended or progressive. */
static bool read_jpeg(const unsigned char *data, size_t len, struct size *out) {
  if (len < 4 || data[0] != 0xFF || data[1] != 0xD8) return false;
  for (size_t at = 2; at + 9 < len;) {
    if (data[at] != 0xFF) return false;
    unsigned marker = data[at + 1];
    if (marker == 0xFF) { /* fill byte */
      at++;
      continue;
    }
    if (marker >= 0xC0 && marker <= 0xC2) {
      out->height = read_be(data + at + 5, 2);
      out->width = read_be(data + at + 7, 2);
      return true;
    }
    size_t segment = read_be(data + at + 2, 2);
    if (marker < 0xC0 || marker == 0xD9 || marker == 0xDA || segment < 2) return false;
    at += 2 + segment;
  }
  return false;
}

bool picture_check(const void *data, size_t len, char name[PICTURE_NAME_SIZE], struct err *err) {
  struct size size = {0};
  const char *extension = NULL;
  if (len > PICTURE_BYTES_MAX)
    return err_set(err, ERR_TOO_BIG, "%zu bytes, at most %d MiB fit", len, PICTURE_BYTES_MAX / 1024 / 1024);
  if (read_png(data, len, &size)) extension = "png";
  if (!extension && read_jpeg(data, len, &size)) extension = "jpg";
  if (!extension) return err_set(err, ERR_PARSE, "neither a whole PNG nor a JPEG");
  if (size.width == 0 || size.height == 0 || size.width > PICTURE_SIDE_MAX || size.height > PICTURE_SIDE_MAX ||
      (uint64_t)size.width * size.height > PICTURE_PIXELS_MAX)
    return err_set(err, ERR_TOO_BIG, "%ux%u pixels, at most %dx%d and %d megapixels fit", size.width, size.height,
                   PICTURE_SIDE_MAX, PICTURE_SIDE_MAX, PICTURE_PIXELS_MAX / 1000000);
  unsigned char hash[32];
  char hex[65];
  crypto_hash_sha256(hash, data, len);
  hex_format(hash, sizeof hash, hex);
  snprintf(name, PICTURE_NAME_SIZE, "%s.%s", hex, extension);
  return true;
}
