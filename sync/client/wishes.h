/* What the hub wants of this board: asked of it, and kept beside the cache for the board and for litfass-device
 * (spool/paired.h). */
#ifndef LITFASS_CLIENT_WISHES_H
#define LITFASS_CLIENT_WISHES_H

#include "base/buf.h"
#include "client/http.h"

#include <stdbool.h>

/* `reply` is what the hub said: {"screen":{…}}. Hubs need not say anything; what is no such object changes nothing. */
void wishes_keep(const char *cache, const struct buf *reply);

/* False: this hub does not know the question. No answer at all is no reason not to ask again. */
bool wishes_ask(struct http *http, const char *url, const char *device_key, const char *cache);

#endif
