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

enum { COLUMNS_MAX = 11 };

/* The blank-separated columns of a line; what a line lacks is "". */
static void split(char *line, const char *columns[COLUMNS_MAX]) {
  char *rest;
  for (size_t i = 0; i < COLUMNS_MAX; i++) {
    const char *word = strtok_r(i ? NULL : line, " \t\n", &rest);
    columns[i] = word ? word : "";
  }
}

/* Anything that is no hexadecimal number is one that nothing matches. */
static unsigned long hex(const char *text) {
  char *end;
  unsigned long value = strtoul(text, &end, 16);
  return end == text || *end ? ULONG_MAX : value;
}

static bool is_up_route(const char *flags) { return hex(flags) != ULONG_MAX && (hex(flags) & ROUTE_UP); }

/* /proc/net/if_inet6: 32 hex digits, index, prefix, scope (00 is global), flags, name. */
static void take_inet6_line(void *user, char *line) {
  const char *columns[COLUMNS_MAX];
  unsigned char bytes[16];
  char text[NETWORK_ADDRESS_SIZE];
  split(line, columns);
  if (strlen(columns[0]) != 32 || !hex_parse(columns[0], bytes, sizeof bytes) || hex(columns[3]) != 0) return;
  if (inet_ntop(AF_INET6, bytes, text, sizeof text)) add_address(user, text);
}

/* /proc/net/route: interface, destination, gateway, flags …, mask as the eighth. */
static void take_route(void *user, char *line) {
  const char *columns[COLUMNS_MAX];
  bool *has_route = user;
  split(line, columns);
  if (hex(columns[1]) == 0 && hex(columns[7]) == 0 && is_up_route(columns[3])) *has_route = true;
}

/* /proc/net/ipv6_route: destination, its prefix length …, flags as the ninth, interface. The loopback holds a default that
 * rejects. */
static void take_route6(void *user, char *line) {
  const char *columns[COLUMNS_MAX];
  bool *has_route = user;
  split(line, columns);
  bool is_default = strlen(columns[0]) == 32 && strspn(columns[0], "0") == 32 && hex(columns[1]) == 0;
  if (is_default && is_up_route(columns[8]) && !str_equals(columns[9], "lo")) *has_route = true;
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
