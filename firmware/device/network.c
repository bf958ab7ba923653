/* The tables of /proc/net instead of netlink: a fake of them is a text file. */
#include "device/network.h"

#include "base/str.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 512, ROUTE_UP = 0x1 /* RTF_UP of linux/route.h */ };

struct look {
  const struct tree *tree;
  struct network *out;
};

static bool is_up(const struct tree *tree, const char *folder) {
  char path[PATH_MAX];
  char text[16];
  snprintf(path, sizeof path, "%s/operstate", folder);
  return tree_line(tree, path, text, sizeof text) && str_equals(text, "up");
}

static void visit_interface(void *user, const char *folder) {
  struct look *look = user;
  struct network *out = look->out;
  const char *name = strrchr(folder, '/') + 1;
  char path[PATH_MAX];
  int64_t carrier = 0;
  if (str_equals(name, "lo") || out->interface_count == NETWORK_INTERFACES_MAX) return;
  struct network_interface *interface = &out->interfaces[out->interface_count++];
  str_copy(interface->name, sizeof interface->name, name);
  snprintf(path, sizeof path, "%s/carrier", folder);
  interface->has_carrier = tree_number(look->tree, path, &carrier) && carrier == 1; /* unreadable while the interface is down */
  snprintf(path, sizeof path, "%s/wireless", folder);
  interface->is_wireless = tree_has(look->tree, path);
  interface->is_up = is_up(look->tree, folder);
}

static void add_address(struct network *out, const char *text) {
  for (size_t i = 0; i < out->address_count; i++)
    if (str_equals(out->addresses[i], text)) return;
  if (out->address_count < NETWORK_ADDRESSES_MAX) str_copy(out->addresses[out->address_count++], NETWORK_ADDRESS_SIZE, text);
}

typedef void take_line(void *user, char *line);

static void each_line(const struct tree *tree, const char *path, take_line *take, void *user) {
  char full[PATH_MAX];
  char line[LINE_SIZE];
  tree_path(tree, path, full);
  FILE *file = fopen(full, "re");
  if (!file) return;
  while (fgets(line, sizeof line, file))
    take(user, line);
  fclose(file);
}

/* /proc/net/fib_trie: a line "|-- 192.168.1.5" and below it "/32 host LOCAL" is an address of ours. */
struct trie {
  struct network *out;
  char last[NETWORK_ADDRESS_SIZE];
};

static void take_trie_line(void *user, char *line) {
  struct trie *trie = user;
  struct in_addr address;
  char *leaf = strstr(line, "|-- ");
  if (leaf) {
    leaf[strcspn(leaf, "\r\n")] = '\0';
    if (!str_copy(trie->last, sizeof trie->last, leaf + strlen("|-- "))) trie->last[0] = '\0';
    return;
  }
  if (!strstr(line, "/32 host LOCAL") || inet_pton(AF_INET, trie->last, &address) != 1) return;
  if (str_starts_with(trie->last, "127.") || str_starts_with(trie->last, "169.254.")) return;
  add_address(trie->out, trie->last);
}

/* /proc/net/if_inet6: 32 hex digits, index, prefix, scope (00 is global), flags, name. */
static void take_inet6_line(void *user, char *line) {
  struct network *out = user;
  unsigned char bytes[16];
  char text[NETWORK_ADDRESS_SIZE];
  char digits[33] = "";
  unsigned scope;
  if (sscanf(line, "%32s %*x %*x %x", digits, &scope) != 2 || scope != 0) return;
  if (strlen(digits) != 32 || !hex_parse(digits, bytes, sizeof bytes)) return;
  if (inet_ntop(AF_INET6, bytes, text, sizeof text)) add_address(out, text);
}

/* /proc/net/route: interface, destination, gateway, flags …, mask as the eighth. */
static void take_route(void *user, char *line) {
  bool *has_route = user;
  unsigned long destination, flags, mask;
  if (sscanf(line, "%*s %lx %*x %lx %*d %*d %*d %lx", &destination, &flags, &mask) != 3) return;
  if (destination == 0 && mask == 0 && (flags & ROUTE_UP)) *has_route = true;
}

/* /proc/net/ipv6_route: destination, its prefix length …, flags as the ninth, interface. The loopback holds a default that
 * rejects. */
static void take_route6(void *user, char *line) {
  bool *has_route = user;
  char destination[33] = "", interface[NETWORK_NAME_SIZE] = "";
  unsigned long length, flags;
  if (sscanf(line, "%32s %lx %*s %*s %*s %*x %*x %*x %lx %15s", destination, &length, &flags, interface) != 4) return;
  if (length == 0 && strspn(destination, "0") == 32 && (flags & ROUTE_UP) && !str_equals(interface, "lo")) *has_route = true;
}

void network_read(const struct tree *tree, struct network *out) {
  struct trie trie = {.out = out};
  *out = (struct network){0};
  tree_each(tree, "/sys/class/net/*", visit_interface, &(struct look){tree, out});
  each_line(tree, "/proc/net/fib_trie", take_trie_line, &trie);
  each_line(tree, "/proc/net/if_inet6", take_inet6_line, out);
  each_line(tree, "/proc/net/route", take_route, &out->has_route);
  each_line(tree, "/proc/net/ipv6_route", take_route6, &out->has_route);
}

bool network_is_online(const struct network *network) {
  bool has_line = false;
  for (size_t i = 0; i < network->interface_count; i++)
    has_line = has_line || network->interfaces[i].has_carrier;
  return has_line && network->address_count > 0 && network->has_route;
}
