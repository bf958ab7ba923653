/* One line at root's door: {"verb": "display", "arg": "on"}. Strict JSON, known members only, texts only, all lengths bounded.
 * Pure; what it does not understand it says in one line. */
#ifndef LITFASS_DEVICE_REQUEST_H
#define LITFASS_DEVICE_REQUEST_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum { REQUEST_MAX = 2048, REQUEST_VERB_SIZE = 16, REQUEST_ARG_SIZE = 1024, SSID_SIZE = 33, PASSPHRASE_SIZE = 65 };

struct request {
  char verb[REQUEST_VERB_SIZE];
  char arg[REQUEST_ARG_SIZE];       /* "" when there is none */
  char ssid[SSID_SIZE];             /* of a Wi-Fi to join */
  char passphrase[PASSPHRASE_SIZE]; /* its secret: wiped with request_wipe, never logged */
};

/* ERR_PARSE or ERR_TOO_BIG with what is wrong; never with what was sent. */
MUST_USE bool request_parse(const char *line, size_t len, struct request *out, struct err *err);

/* The line for a request, with its newline. */
void request_format(const struct request *request, struct buf *out);

void request_wipe(struct request *request);

/* IEEE 802.11: 1 to 32 bytes; here also UTF-8 without controls, and no '-' first, which nmcli would take for an option. */
MUST_USE bool ssid_is_valid(const char *ssid);
/* "" (an open network), 8 to 63 printable ASCII characters, or 64 hex digits (IEEE 802.11 J.4.1: pass-phrase or PSK). */
MUST_USE bool passphrase_is_valid(const char *passphrase);

#endif
