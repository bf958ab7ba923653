/* From an entry to paper: lays out the page, renders it, hands it to the printer, and tells how it went. */
#ifndef LITFASS_PRINT_PRESS_H
#define LITFASS_PRINT_PRESS_H

#include "base/err.h"
#include "draw/commands.h"

#include <stdbool.h>
#include <stdint.h>

struct press;

/* The page in pixels: A4 at 200 dots per inch. At 300 the picture takes 35 MB instead of 15, and nobody sees it at this size of
 * letters. */
enum { PRESS_WIDTH_PX = 1654, PRESS_HEIGHT_PX = 2339, PRESS_WIDTH_MM = 210, PRESS_HEIGHT_MM = 297 };

enum press_state { PRESS_IDLE, PRESS_BUSY, PRESS_DONE, PRESS_FAILED };

/* NULL when no queue is configured (NULL or ""): the board has no printer then. The fonts stay the caller's. */
struct press *press_create(const char *queue, struct fonts *fonts);
void press_destroy(struct press *press);

/* Renders the commands and starts printing: about 0.1 s. On failure the state is PRESS_FAILED, and the log says why. */
void press_print(struct press *press, const struct commands *page, int64_t now_ms);

/* True when the state has changed. Any of these may be asked without a press. */
bool press_tick(struct press *press, int64_t now_ms);
enum press_state press_state(const struct press *press);
/* Back to PRESS_IDLE, unless it is busy. */
void press_reset(struct press *press);
/* See printer_wait; only once for each page, so that a script goes on beside an lp that hangs. */
void press_wait(struct press *press, int most_ms);

#endif
