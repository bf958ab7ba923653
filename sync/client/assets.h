/* The pictures that entries name, in the folder "<cache>.assets": fetched after the entries, swept when no entry names them. */
#ifndef LITFASS_CLIENT_ASSETS_H
#define LITFASS_CLIENT_ASSETS_H

#include "cache/writer.h"
#include "client/fetch.h"

struct assets_result {
  int64_t fetched, missing; /* missing: could not be had this time; each is logged */
};

/* Fetches what is missing. Fails only where trying on makes no sense: disk, cache, stop. */
MUST_USE bool assets_fetch(const struct origin *origin, const char *cache, struct writer *writer, struct assets_result *out,
                           struct err *err);

/* Puts pictures that no entry names aside ("….unused"), and removes those that have been aside for a week: an entry that comes
 * back within it finds its picture. `utc` is the time now. */
MUST_USE bool assets_sweep(const char *cache, struct writer *writer, int64_t utc, struct err *err);

/* "asset/<sha256>.<png|jpg>" by its name in entries: fetches and checks into `out`. */
MUST_USE bool assets_get(const struct origin *origin, const char *asset, struct buf *out, struct err *err);

#endif
