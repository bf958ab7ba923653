/* A growing byte buffer with a cap given at birth. Always NUL-terminated behind its last byte, so text can be read in place.
 * Adding beyond the cap adds nothing, marks the buffer as overflowed and returns false: check once at the end with buf_ok. */
#ifndef LITFASS_BASE_BUF_H
#define LITFASS_BASE_BUF_H

#include "base/compiler.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

struct buf {
  char *data; /* NULL until the first byte */
  size_t len;
  size_t capacity;
  size_t max; /* bytes it may hold */
  bool overflowed;
  bool wipes; /* set by its owner: memory is zeroed before it is given back, for what visitors typed */
};

void buf_init(struct buf *buf, size_t max);
void buf_fini(struct buf *buf);
void buf_clear(struct buf *buf);

bool buf_add(struct buf *buf, const void *data, size_t len);
bool buf_adds(struct buf *buf, const char *text);
bool buf_addc(struct buf *buf, char c);
bool buf_addf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);

/* The bytes as text: never NULL, borrowed until the next change. */
const char *buf_text(const struct buf *buf);

/* False with ERR_TOO_BIG when something did not fit. */
MUST_USE bool buf_ok(const struct buf *buf, struct err *err);

#define scoped_buf CLEANUP(buf_fini) struct buf

#endif
