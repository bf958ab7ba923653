/* Everything that a sync needs, opened together: the writer (with what to do when the cache is damaged), HTTP, the update. */
#ifndef LITFASS_CLIENT_SESSION_H
#define LITFASS_CLIENT_SESSION_H

#include "client/options.h"
#include "client/update.h"

struct session {
  struct sync_options *options; /* borrowed */
  struct writer *writer;
  struct http *http;
  struct update update;
  int failures;              /* polls in a row that failed */
  char stick_complaint[240]; /* what was said last about the stick: said once */
};

/* `stop` ends transfers. A damaged cache is put aside ("<cache>.damaged") and rebuilt from what is kept; that is logged. */
MUST_USE bool session_open(struct session *session, struct sync_options *options, const volatile sig_atomic_t *stop,
                           struct err *err);
void session_close(struct session *session);

/* The cache was found damaged: put it aside and rebuild it, without network. */
MUST_USE bool session_heal(struct session *session, const char *why, struct err *err);

/* Reads the whole cache for damage; heals it. */
MUST_USE bool session_check(struct session *session, struct err *err);

/* update_poll, and what belongs around it: a failure is noted in the cache once until the next success. */
MUST_USE bool session_poll(struct session *session, struct update_result *out, struct err *err);

/* Takes what a stick brings, where the settings name a folder for it and there is one. What is wrong with it is logged, once;
 * it is nobody's failure. */
void session_take_stick(struct session *session);

/* Moves the window of occurrences to today. */
MUST_USE bool session_top_up(struct session *session, struct err *err);

#endif
