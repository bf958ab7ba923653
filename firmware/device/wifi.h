/* What nmcli says about Wi-Fi (nmcli(1), --terse: one network a line, fields parted by ':', "\:" and "\\" within them). */
#ifndef LITFASS_DEVICE_WIFI_H
#define LITFASS_DEVICE_WIFI_H

#include "device/request.h"

enum { WIFI_MAX = 40 };

struct wifi {
  char ssid[SSID_SIZE];
  int signal; /* 0 to 100 */
  bool is_secure, is_in_use;
};

#define WIFI_FIELDS "IN-USE,SSID,SIGNAL,SECURITY"

/* Networks by strength, each name once; hidden ones and lines that are none of these are left out. Pure. */
size_t wifi_parse(const char *text, struct wifi out[WIFI_MAX]);

#endif
