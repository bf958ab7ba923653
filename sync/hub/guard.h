/* Which addresses the hub may fetch documents from: an editor types the URL, and it must not lead into the house (server-side
 * request forgery, QUALITY S7). Asked with the address that is about to be connected, so that names which change their mind
 * between two look-ups (DNS rebinding) and redirects help nobody.
 *
 * Refused: everything but public unicast. The registries are IANA's IPv4 and IPv6 Special-Purpose Address Registries (RFC
 * 6890); addresses that carry an IPv4 address (mapped, NAT64, 6to4, Teredo) are judged by it or refused. */
#ifndef LITFASS_HUB_GUARD_H
#define LITFASS_HUB_GUARD_H

#include "base/err.h"

#include <stdbool.h>
#include <sys/socket.h>

enum guard_reach {
  GUARD_PUBLIC, /* the internet only */
  GUARD_INSIDE, /* also loopback and private networks, for intranets and tests; never link-local, multicast, broadcast */
};

bool guard_allows(const struct sockaddr *address, enum guard_reach reach);

/* http or https, a host, no user name, at most 2,000 bytes. ERR_USAGE says what is wrong. */
MUST_USE bool guard_check_url(const char *url, struct err *err);

#endif
