/* A panel without a window system: the kernel's mode setting (KMS) and one dumb buffer that the processor writes into.
 *
 * It needs neither GL nor GBM: SDL's own KMSDRM driver has no software path, uploads every frame as a texture and brings Mesa
 * with its software rasteriser along (figures in firmware/image/README.md). One process at a time can be the master of a card.
 */
#ifndef LITFASS_DRAW_PANEL_H
#define LITFASS_DRAW_PANEL_H

#include "base/compiler.h"
#include "base/err.h"
#include "draw/geometry.h"

#include <stdint.h>

struct panel;

struct panel_size {
  int w, h;     /* pixels */
  int width_mm; /* as the panel says, 0 when it does not */
};

/* The first card with a connected panel, in the mode that the panel prefers. ERR_NOT_FOUND: there is no card, or no panel at
 * any. */
MUST_USE bool panel_open(struct panel **out, struct err *err);
/* Leaves the panel to the console. Takes NULL. */
void panel_close(struct panel *panel);

struct panel_size panel_size(const struct panel *panel);

/* Copies the rectangles of an image as large as the panel (0x00RRGGBB words, `pitch` in words) and lets the kernel send them.
 */
void panel_present(struct panel *panel, const uint32_t *pixels, int pitch, const struct rect *rects, int count);

#endif
