/* Root's door: what is accepted is within its bounds and survives being written again; what is refused has a reason that can be
 * shown. The list of networks that nmcli gives, too: names come from anybody's access point. */
#include "base/compiler.h"
#include "base/str.h"
#include "device/request.h"
#include "device/wifi.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_request(const char *text, size_t size) {
  struct request once, twice;
  struct err err = {0};
  scoped_buf line;
  buf_init(&line, REQUEST_MAX * 8);
  if (!request_parse(text, size, &once, &err)) {
    ASSERT(err.code != ERR_NONE && err.msg[0] != '\0' && utf8_is_valid(err.msg, strlen(err.msg)));
    return;
  }
  ASSERT(once.verb[0] != '\0');
  request_format(&once, &line);
  ASSERT(!line.overflowed);
  if (line.len > REQUEST_MAX) return;
  ASSERT(request_parse(line.data, line.len, &twice, &err));
  ASSERT(memcmp(&once, &twice, sizeof once) == 0);
}

static void try_networks(const char *text, size_t size) {
  struct wifi list[WIFI_MAX];
  char *copy = malloc(size + 1);
  ASSERT(copy);
  memcpy(copy, text, size);
  copy[size] = '\0';
  size_t count = wifi_parse(copy, list);
  free(copy);
  ASSERT(count <= WIFI_MAX);
  for (size_t i = 0; i < count; i++)
    ASSERT(ssid_is_valid(list[i].ssid) && list[i].signal >= 0 && list[i].signal <= 100);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  try_request((const char *)data, size);
  try_networks((const char *)data, size);
  return 0;
}
