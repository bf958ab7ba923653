/* A hub and a daemon's session for programs that live through days in virtual time: the real hub over loopback HTTP, the real
 * session on a virtual clock, all of it in a scratch folder. What goes wrong ends the program with 2 and a line that says why.
 */
#ifndef LITFASS_SOAK_H
#define LITFASS_SOAK_H

#include "client/session.h"

#include <stdbool.h>
#include <sys/types.h>

enum { SOAK_DAY_MINUTES = 24 * 60 };

struct soak {
  const char *hub;      /* the program */
  bool has_events_only; /* all entries are weekly events; else each third, as in a lively house */
  char folder[64], dir[96], cache[96];
  struct sync_options options;
  struct session session;
  pid_t server;
};

_Noreturn void soak_give_up(const char *what);

/* `soak->hub` and `has_events_only` are set; the rest is made, with a first version published and not yet fetched, at noon of
 * 2026-11-21. Standard error is closed to the log. */
void soak_open(struct soak *soak);
void soak_close(struct soak *soak);

/* Ten changes to the content, and the next version. */
void soak_publish(struct soak *soak, int64_t round);

/* On the same port as before. */
void soak_start_server(struct soak *soak);
void soak_stop_server(struct soak *soak);

#endif
