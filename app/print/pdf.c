/* Five objects: catalogue, pages, page, picture, and the drawing of it; then the table of where each begins. */
#include "print/pdf.h"

#include <stdlib.h>
#include <zlib.h>

enum { OBJECTS = 5 };

static const char
    catalogue[] = "<</Type/Catalog/Pages 2 0 R>>",
    pages[] = "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    page[] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.276 841.89]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>",
    drawing[] = "595.276 0 0 841.89 0 0 cm /I Do\n"; /* points: 210 mm x 297 mm */

static void begin(struct buf *out, size_t offsets[OBJECTS], int number) {
  offsets[number - 1] = out->len;
  buf_addf(out, "%d 0 obj\n", number);
}

static void add_plain(struct buf *out, size_t offsets[OBJECTS], int number, const char *body) {
  begin(out, offsets, number);
  buf_addf(out, "%s\nendobj\n", body);
}

/* ITU-R BT.601 luma. */
static unsigned char grey(uint32_t word) {
  return (unsigned char)(((word >> 16 & 0xFF) * 77 + (word >> 8 & 0xFF) * 150 + (word & 0xFF) * 29) >> 8);
}

static bool add_picture(const uint32_t *pixels, int w, int h, int pitch, struct buf *out, size_t offsets[OBJECTS]) {
  size_t size = (size_t)w * (size_t)h;
  unsigned char *plain = malloc(size);
  uLongf packed_size = compressBound(size);
  unsigned char *packed = malloc(packed_size);
  ASSERT(plain != NULL && packed != NULL);
  for (int y = 0; y < h; y++)
    for (int x = 0; x < w; x++)
      plain[(size_t)y * (size_t)w + (size_t)x] = grey(pixels[(ptrdiff_t)y * pitch + x]);
  bool ok = compress2(packed, &packed_size, plain, size, Z_BEST_SPEED) == Z_OK;
  begin(out, offsets, 4);
  buf_addf(out,
           "<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
           "/Length %lu>>\nstream\n",
           w, h, (unsigned long)packed_size);
  ok = ok && buf_add(out, packed, packed_size) && buf_adds(out, "\nendstream\nendobj\n");
  free(packed);
  free(plain);
  return ok;
}

bool pdf_page(const uint32_t *pixels, int w, int h, int pitch, struct buf *out, struct err *err) {
  size_t offsets[OBJECTS];
  size_t start = out->len;
  ASSERT(start == 0); /* offsets count from the beginning of the file */
  buf_adds(out, "%PDF-1.4\n");
  add_plain(out, offsets, 1, catalogue);
  add_plain(out, offsets, 2, pages);
  add_plain(out, offsets, 3, page);
  if (!add_picture(pixels, w, h, pitch, out, offsets))
    return err_set(err, ERR_TOO_BIG, "the page takes more than %zu bytes", out->max);
  begin(out, offsets, 5);
  buf_addf(out, "<</Length %zu>>\nstream\n%sendstream\nendobj\n", sizeof drawing - 1, drawing);
  size_t table = out->len;
  buf_addf(out, "xref\n0 %d\n0000000000 65535 f \n", OBJECTS + 1);
  for (int i = 0; i < OBJECTS; i++)
    buf_addf(out, "%010zu 00000 n \n", offsets[i]);
  buf_addf(out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", OBJECTS + 1, table);
  return buf_ok(out, err);
}
