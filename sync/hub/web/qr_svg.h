/* A text as a QR code for a page: SVG, made by libqrencode, one path, with the quiet zone of ISO/IEC 18004. */
#ifndef LITFASS_HUB_WEB_QR_SVG_H
#define LITFASS_HUB_WEB_QR_SVG_H

#include "base/buf.h"

MUST_USE bool qr_svg(const char *text, struct buf *out, struct err *err);

#endif
