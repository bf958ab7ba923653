#include "hub/web/qr_svg.h"

#include <qrencode.h>

enum { QUIET = 4 };

bool qr_svg(const char *text, struct buf *out, struct err *err) {
  QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
  if (!code) return err_set(err, ERR_TOO_BIG, "too long for a QR code");
  int side = code->width + 2 * QUIET;
  buf_addf(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\">", side, side);
  buf_addf(out, "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path d=\"", side, side);
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      if (code->data[y * code->width + x] & 1) buf_addf(out, "M%d %dh1v1h-1z", x + QUIET, y + QUIET);
  buf_adds(out, "\"/></svg>");
  QRcode_free(code);
  return buf_ok(out, err);
}
