/* The upper half in reach mode (UI.md; EN 301 549, 8.3): what the screen is about, large, where nobody needs to touch. */
#ifndef LITFASS_UI_HERO_H
#define LITFASS_UI_HERO_H

#include "ui/ui.h"

/* Draws what the screen has left in ui->hero, or says that the controls are below, into `upper`; the nodes go before node
 * `first`, as it is read before the page. */
void hero_draw(struct ui *ui, struct rect upper, size_t first);

#endif
