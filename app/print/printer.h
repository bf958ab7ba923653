/* CUPS, by its own program: `lp` gets a PDF on its standard input and runs beside us. No shell, nothing waits for it. */
#ifndef LITFASS_PRINT_PRINTER_H
#define LITFASS_PRINT_PRINTER_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct printer;

enum printer_state { PRINTER_IDLE, PRINTER_BUSY, PRINTER_TOOK, PRINTER_REFUSED };

/* `queue` is the name of a CUPS queue; copied. */
struct printer *printer_create(const char *queue);
/* Ends an lp that still runs. */
void printer_destroy(struct printer *printer);

/* Hands one document over. ERR_NOT_FOUND when there is no lp, ERR_IO when it cannot be started; not while one is busy. */
MUST_USE bool printer_start(struct printer *printer, const struct buf *pdf, int64_t now_ms, struct err *err);

/* How the last document fares: PRINTER_TOOK and PRINTER_REFUSED are told once, with what lp said in `err`; an lp that does not
 * end within 20 s is ended. */
enum printer_state printer_poll(struct printer *printer, int64_t now_ms, struct err *err);

/* Waits for a busy lp to end, in real time, but no longer than this; for scripts, whose clock stands still. */
void printer_wait(struct printer *printer, int most_ms);

#endif
