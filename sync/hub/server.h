/* The hub over HTTP: the feed's files below /feed/ (feed_files.h), its pages everywhere else (web/web.h). */
#ifndef LITFASS_HUB_SERVER_H
#define LITFASS_HUB_SERVER_H

#include "base/clock.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct server;
struct web;

struct server_plan {
  const char *feed_folder;
  const char *address; /* numeric, IPv4 or IPv6 */
  uint16_t port;       /* 0 takes a free one */
  struct web *web;     /* borrowed, like the clock */
  const struct clock *clock;
};

MUST_USE bool server_open(const struct server_plan *plan, struct server **out, struct err *err);
void server_close(struct server *server);

/* Cuts clients that are too slow; to be called every second or so. */
void server_look(struct server *server);

uint16_t server_port(const struct server *server);

#endif
