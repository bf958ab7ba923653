/* Lines of an answer's header (RFC 9110), as the server sent them. Pure: nothing in them is believed. */
#ifndef LITFASS_CLIENT_HEADERS_H
#define LITFASS_CLIENT_HEADERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The value of the line when it is the field `name` (lower case, any case matches), without white space around it. False, and
 * `out` as before, for other fields and for values that do not fit or are no text. */
bool header_value(const char *line, size_t len, const char *name, char *out, size_t size);

/* Where the part begins, of "Content-Range: bytes 100-999/1000"; as before for all else. */
void header_range_from(const char *line, size_t len, int64_t *out);

#endif
