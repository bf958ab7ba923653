#include "print/press.h"

#include "base/log.h"
#include "base/str.h"
#include "draw/canvas.h"
#include "print/pdf.h"
#include "print/printer.h"

#include <stdlib.h>

enum { PDF_MOST_BYTES = 16 * 1024 * 1024 };

struct press {
  struct fonts *fonts;
  struct printer *printer;
  enum press_state state;
  bool waited; /* for this page */
};

struct press *press_create(const char *queue, struct fonts *fonts) {
  if (str_is_empty(queue)) return NULL;
  struct press *press = calloc(1, sizeof *press);
  ASSERT(press != NULL);
  press->fonts = fonts;
  press->printer = printer_create(queue);
  return press;
}

void press_destroy(struct press *press) {
  if (!press) return;
  printer_destroy(press->printer);
  free(press);
}

/* The canvas lives only here: its 15 MB are gone before anybody taps again. */
static bool render(struct press *press, const struct commands *page, struct buf *pdf, struct err *err) {
  struct canvas *canvas;
  if (!canvas_open(CANVAS_MEMORY, PRESS_WIDTH_PX, PRESS_HEIGHT_PX, press->fonts, &canvas, err)) return false;
  canvas_show(canvas, page);
  int pitch;
  const uint32_t *pixels = canvas_pixels(canvas, &pitch);
  bool ok = pdf_page(pixels, PRESS_WIDTH_PX, PRESS_HEIGHT_PX, pitch, pdf, err);
  canvas_close(canvas);
  return ok;
}

void press_print(struct press *press, const struct commands *page, int64_t now_ms) {
  if (press->state == PRESS_BUSY) return;
  scoped_buf pdf;
  struct err err;
  buf_init(&pdf, PDF_MOST_BYTES);
  bool started = render(press, page, &pdf, &err) && printer_start(press->printer, &pdf, now_ms, &err);
  press->waited = false;
  press->state = started ? PRESS_BUSY : PRESS_FAILED;
  if (!started) log_warning("printer: %s, no page for this visitor", err.msg);
}

bool press_tick(struct press *press, int64_t now_ms) {
  struct err err;
  if (!press || press->state != PRESS_BUSY) return false;
  enum printer_state state = printer_poll(press->printer, now_ms, &err);
  if (state == PRINTER_BUSY) return false;
  press->state = state == PRINTER_TOOK ? PRESS_DONE : PRESS_FAILED;
  if (state == PRINTER_REFUSED) log_warning("printer: %s, no page for this visitor", err.msg);
  return true;
}

enum press_state press_state(const struct press *press) { return press ? press->state : PRESS_IDLE; }

void press_reset(struct press *press) {
  if (press && press->state != PRESS_BUSY) press->state = PRESS_IDLE;
}

void press_wait(struct press *press, int most_ms) {
  if (!press || press->state != PRESS_BUSY || press->waited) return;
  press->waited = true;
  printer_wait(press->printer, most_ms);
}
