/* Headers of pictures from outside: what is accepted has sides within the limits, whatever stands behind the header. The first
 * byte chooses the ending of the name. */
#include "base/compiler.h"
#include "client/picture.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* PNG has its size at a fixed place. */
static unsigned png_side(const uint8_t *data, size_t at) {
  return (unsigned)data[at] << 24 | (unsigned)data[at + 1] << 16 | (unsigned)data[at + 2] << 8 | data[at + 3];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct err err = {0};
  if (size == 0) return 0;
  bool is_png = data[0] & 1;
  if (!picture_check(is_png ? "x.png" : "x.jpg", data + 1, size - 1, &err)) {
    ASSERT(err.code == ERR_PARSE || err.code == ERR_TOO_BIG);
    return 0;
  }
  ASSERT(size - 1 <= PICTURE_BYTES_MAX && size > 10);
  if (!is_png) return 0;
  unsigned width = png_side(data, 17);
  unsigned height = png_side(data, 21);
  ASSERT(width > 0 && height > 0 && width <= PICTURE_SIDE_MAX && height <= PICTURE_SIDE_MAX);
  ASSERT((uint64_t)width * height <= PICTURE_PIXELS_MAX);
  return 0;
}
