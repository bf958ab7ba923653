/* The lines that vCard and iCalendar are made of (RFC 6350, 3.2 to 3.4; RFC 5545, 3.1 and 3.3.11): escaped, folded, ended by
 * CRLF, and never more of them than there is room for. */
#ifndef LITFASS_FEED_CONTENT_LINE_H
#define LITFASS_FEED_CONTENT_LINE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Appends `text` as a value of type TEXT: backslash, semicolon and comma escaped, a line break as "\n"; other control
 * characters, soft hyphens and direction marks, which a telephone book could not search, are left out. NULL is "". */
void content_escape(struct buf *out, const char *text);

/* Appends "name:value" as one content line, folded so that no line has more than 75 octets and no character is cut. `value` is
 * escaped already. False, and nothing appended, when `out` would grow beyond `limit` bytes. */
bool content_line(struct buf *out, size_t limit, const char *name, const char *value);

/* The same for a value that is plain text; nothing happens, and that is true, when it is NULL or "". */
bool content_text(struct buf *out, size_t limit, const char *name, const char *text);

/* One moment of property `name`: a date (3.3.4) where `date_only`; wall time of `zone`; UTC where that is NULL (3.3.5). */
void content_moment(struct buf *out, const char *name, const char *zone, bool date_only, int64_t wall);

#endif
