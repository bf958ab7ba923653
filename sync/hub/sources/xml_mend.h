/* Feeds that are nearly XML. Browsers and feed readers forgive them, so nobody mends them at their source; Expat, rightly, does
 * not. What is whole stays byte for byte as it is. */
#ifndef LITFASS_HUB_SOURCES_XML_MEND_H
#define LITFASS_HUB_SOURCES_XML_MEND_H

#include "base/buf.h"

#include <stddef.h>

/* Writes the document to `out` without white space before its declaration; with "&" that begins none of XML's own references
 * (XML 1.0, 4.1 and 4.6) as "&amp;", outside of CDATA, so that "&nbsp;" and "Müller & Sohn" arrive as letters; and, where it
 * calls itself UTF-8 or nothing and is not, read as Windows-1252. Returns the encoding to parse it in, NULL: as it says itself.
 */
const char *xml_mend(const char *text, size_t len, struct buf *out);

#endif
