/* QR codes (ISO/IEC 18004): error correction M, UTF-8 announced by its ECI where the text is not ASCII, the quiet zone of four
 * modules included. Always dark on white, whatever the colours of the screen: readers want it so. */
#ifndef LITFASS_UI_QR_H
#define LITFASS_UI_QR_H

#include "ui/ui.h"

struct qr {
  int modules;               /* on each side, without the quiet zone */
  const unsigned char *dark; /* modules * modules, row by row: 1 or 0 */
};

enum { QR_QUIET = 4 };

/* False when the text is empty or too long for any code (2,331 bytes). The modules live in the arena. */
MUST_USE bool qr_make(struct arena *arena, const char *text, struct qr *out);

/* The largest size of a module, in pixels, at which the code and its quiet zone fit into `side_px`; 0: none. */
int qr_module_px(const struct qr *qr, int side_px);
/* How many bytes surely fit when code and quiet zone may be `side_modules` wide; 0: not even the smallest code. */
size_t qr_capacity(int side_modules);

/* Draws code and quiet zone at x, y and returns the side. No node: the caller knows what it says. */
int qr_draw(struct ui *ui, int x, int y, const struct qr *qr, int module_px);

#endif
