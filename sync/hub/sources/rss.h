/* News: RSS 2.0 (rssboard.org/rss-specification), Atom (RFC 4287) and RSS 1.0 (web.resource.org/rss/1.0), as notices.
 *
 * libexpat, no document type declaration, so neither entities nor anything else is fetched. Texts are HTML there and plain
 * text here. The day a piece of news was published becomes `visible_from`; its address is kept as `url`. */
#ifndef LITFASS_HUB_SOURCES_RSS_H
#define LITFASS_HUB_SOURCES_RSS_H

#include "base/err.h"
#include "hub/sources/intake.h"

#include <stdbool.h>
#include <stddef.h>

/* `text` in any encoding that it declares itself, of those that expat and we know. */
MUST_USE bool rss_read(const char *text, size_t len, struct intake *intake, struct err *err);

#endif
