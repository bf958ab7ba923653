/* The thread of `serve` for what waits for other machines: looks at sources when their time comes, brings the feed to an object
 * store (mirror.h), tells of silent boards (alarm.h), and forgets each hour what is too old to keep; with a database handle of
 * its own, so that neither pages nor screens wait for somebody else's web server. What it changes is marked as wanted for
 * publishing ("publish_wanted"). */
#ifndef LITFASS_HUB_ERRANDS_H
#define LITFASS_HUB_ERRANDS_H

#include "base/err.h"
#include "hub/hub.h"

#include <stdatomic.h>
#include <stdbool.h>

/* Looks at all that are due, one after the other, and logs each that failed, changed something or came back. False only when
 * the database cannot be asked. Blocks as long as the network does: belongs in a thread of its own, or a command. */
MUST_USE bool sources_run_due(struct hub *hub, const atomic_bool *stop, struct err *err);

struct errands;

/* Starts the thread; `dir` and `clock_text` as for hub_open, both borrowed until errands_stop. */
MUST_USE bool errands_start(const char *dir, const char *clock_text, struct errands **out, struct err *err);

/* Ends the transfer that goes on, waits for the thread, frees. NULL is fine. */
void errands_stop(struct errands *errands);

#endif
