/* What the kernel says about the network: interfaces, whether they have a line, addresses, a way out. */
#ifndef LITFASS_DEVICE_NETWORK_H
#define LITFASS_DEVICE_NETWORK_H

#include "device/tree.h"

enum { NETWORK_INTERFACES_MAX = 8, NETWORK_ADDRESSES_MAX = 8, NETWORK_NAME_SIZE = 16, NETWORK_ADDRESS_SIZE = 46 };

struct network_interface {
  char name[NETWORK_NAME_SIZE];
  bool is_wireless;
  bool has_carrier;
  bool is_up; /* operstate "up" */
};

struct network {
  struct network_interface interfaces[NETWORK_INTERFACES_MAX]; /* without the loopback */
  size_t interface_count;
  char addresses[NETWORK_ADDRESSES_MAX][NETWORK_ADDRESS_SIZE]; /* of the board, without loopback and link-local ones */
  size_t address_count;
  bool has_route; /* a default route, IPv4 or IPv6 */
};

void network_read(const struct tree *tree, struct network *out);

/* Could reach something: a line, an address and a way out. Whether somebody answers is litfass-sync's to say. */
bool network_is_online(const struct network *network);

#endif
