/* How a new board comes to its feed: it asks its hub, again and again, under a device key of its own, until a person has typed
 * the code that it shows (spool/pairing.h, spool/paired.h). Without network it shows its code all the same. */
#ifndef LITFASS_CLIENT_PAIR_H
#define LITFASS_CLIENT_PAIR_H

#include "client/options.h"

#include "base/err.h"

#include <signal.h>

enum { PAIR_LOOK_S = 5 };

enum pair_state { PAIR_WAITING, PAIR_DONE };

/* Asks once. A hub that does not answer, or refuses, is PAIR_WAITING with a line in the log at the first time and its state in
 * the note for the board; only a disk that takes no files is a failure. *retry_after_s: 0, or when the hub wants to be asked.
 */
MUST_USE bool pair_ask(const struct sync_options *options, const volatile sig_atomic_t *stop, enum pair_state *out,
                       int64_t *retry_after_s, struct err *err);

/* Where the settings name no feed and the board was paired: fills in feed, key and device key from beside the cache. */
MUST_USE bool pair_recall(struct sync_config *config, struct err *err);

#endif
