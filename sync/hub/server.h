/* The feed's folder over HTTP: GET and HEAD of the files of FEED.md below /feed/, and nothing else. One thread of
 * libmicrohttpd.
 *
 * Strong ETags (the SHA-256 of the bytes), If-None-Match, single byte ranges with If-Range (RFC 9110), immutable caching for
 * names that hold their hash. No folder listings; a path is looked at as feed_path_is_safe does before the disk is. */
#ifndef LITFASS_HUB_SERVER_H
#define LITFASS_HUB_SERVER_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

struct server;

/* `address` is a numeric IPv4 or IPv6 address; port 0 takes a free one. */
MUST_USE bool server_open(const char *feed_folder, const char *address, uint16_t port, struct server **out, struct err *err);
void server_close(struct server *server);

uint16_t server_port(const struct server *server);

#endif
