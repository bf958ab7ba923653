/* One picture as a one-page PDF (ISO 32000-1), which is what CUPS takes from everybody. */
#ifndef LITFASS_PRINT_PDF_H
#define LITFASS_PRINT_PDF_H

#include "base/buf.h"

#include <stdint.h>

/* The page is A4, filled by w x h pixels of 0x00RRGGBB words, `pitch` words apart, as grey. False when `out` overflows. */
MUST_USE bool pdf_page(const uint32_t *pixels, int w, int h, int pitch, struct buf *out, struct err *err);

#endif
