#include "hub/guard.h"

#include "base/compiler.h"
#include "base/str.h"

#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

enum { URL_BYTES_MAX = 2000 };
enum kind { INSIDE, NEVER };

static const struct range4 {
  uint32_t network;
  int bits;
  enum kind kind;
} ranges4[] = {
    {0x00000000, 8, NEVER},                            /* this network */
    {0x0A000000, 8, INSIDE},                           /* private, RFC 1918 */
    {0x64400000, 10, INSIDE},                          /* carriers' NAT, RFC 6598 */
    {0x7F000000, 8, INSIDE},                           /* loopback */
    {0xA9FE0000, 16, NEVER},                           /* link-local; clouds give out secrets there */
    {0xAC100000, 12, INSIDE}, {0xC0000000, 24, NEVER}, /* protocol assignments */
    {0xC0000200, 24, NEVER},                           /* documentation */
    {0xC0586300, 24, NEVER},                           /* 6to4 relays */
    {0xC0A80000, 16, INSIDE}, {0xC6120000, 15, NEVER}, /* benchmarks */
    {0xC6336400, 24, NEVER},  {0xCB007100, 24, NEVER}, /* documentation */
    {0xE0000000, 4, NEVER},                            /* multicast */
    {0xF0000000, 4, NEVER},                            /* reserved, broadcast */
};

static const struct range6 {
  unsigned char network[8]; /* none of them is longer */
  int bits;
  enum kind kind;
} ranges6[] = {
    {{0xFC}, 7, INSIDE},                   /* unique local */
    {{0xFE, 0x80}, 10, NEVER},             /* link-local */
    {{0x20, 0x01, 0x00, 0x00}, 23, NEVER}, /* protocol assignments, Teredo among them */
    {{0x20, 0x01, 0x0D, 0xB8}, 32, NEVER}, /* documentation */
    {{0x20, 0x02}, 16, NEVER},             /* 6to4 */
    {{0x3F, 0xFF}, 20, NEVER},             /* documentation, RFC 9637 */
};

static bool is_allowed(enum kind kind, enum guard_reach reach) { return kind == INSIDE && reach == GUARD_INSIDE; }

static bool allows4(uint32_t address, enum guard_reach reach) {
  for (size_t i = 0; i < COUNT_OF(ranges4); i++)
    if ((address ^ ranges4[i].network) >> (32 - ranges4[i].bits) == 0) return is_allowed(ranges4[i].kind, reach);
  return true;
}

static bool begins_with(const unsigned char *address, const unsigned char *network, int bits) {
  int whole = bits / 8;
  int rest = bits % 8;
  if (memcmp(address, network, (size_t)whole) != 0) return false;
  return rest == 0 || (address[whole] ^ network[whole]) >> (8 - rest) == 0;
}

static uint32_t last_four(const unsigned char *address) {
  return (uint32_t)address[12] << 24 | (uint32_t)address[13] << 16 | (uint32_t)address[14] << 8 | address[15];
}

static bool allows6(const unsigned char *address, enum guard_reach reach) {
  static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  static const unsigned char nat64[12] = {0x00, 0x64, 0xFF, 0x9B};
  static const unsigned char loopback[16] = {[15] = 1};
  if (memcmp(address, loopback, sizeof loopback) == 0) return reach == GUARD_INSIDE;
  if (memcmp(address, mapped, sizeof mapped) == 0) return allows4(last_four(address), reach);
  if (memcmp(address, nat64, sizeof nat64) == 0) return allows4(last_four(address), reach);
  for (size_t i = 0; i < COUNT_OF(ranges6); i++)
    if (begins_with(address, ranges6[i].network, ranges6[i].bits)) return is_allowed(ranges6[i].kind, reach);
  return address[0] >> 5 == 1; /* 2000::/3 is all that was given out */
}

bool guard_allows(const struct sockaddr *address, enum guard_reach reach) {
  if (address->sa_family == AF_INET) {
    struct sockaddr_in v4;
    memcpy(&v4, address, sizeof v4);
    return allows4(ntohl(v4.sin_addr.s_addr), reach);
  }
  if (address->sa_family == AF_INET6) {
    struct sockaddr_in6 v6;
    memcpy(&v6, address, sizeof v6);
    return allows6(v6.sin6_addr.s6_addr, reach);
  }
  return false;
}

bool guard_check_url(const char *url, struct err *err) {
  const char *host = NULL;
  if (strncasecmp(url, "https://", 8) == 0) host = url + 8;
  if (strncasecmp(url, "http://", 7) == 0) host = url + 7;
  if (strncasecmp(url, "webcal://", 9) == 0) return err_set(err, ERR_USAGE, "'%.80s': write https:// for webcal://", url);
  if (!host || strlen(url) > URL_BYTES_MAX) return err_set(err, ERR_USAGE, "'%.80s' is no address (https://…)", url);
  size_t authority = strcspn(host, "/?#");
  if (authority == 0 || strspn(host, ":") > 0) return err_set(err, ERR_USAGE, "'%.80s' has no host", url);
  if (memchr(host, '@', authority)) return err_set(err, ERR_USAGE, "no user names in addresses");
  for (const char *c = url; *c; c++)
    if ((unsigned char)*c <= ' ' || *c == 0x7F || strchr("\"<>\\^`{|}", *c))
      return err_set(err, ERR_USAGE, "'%.80s' holds what no address may", url);
  return true;
}
