/* HTTP from the hub outwards: documents of sources. The only file of the hub that includes curl.
 *
 * Every transfer has a cap on its bytes, counted as they come out of decompression; a limit for connecting, for stalling and
 * for the whole; and goes only where guard.h allows, at every hop. Redirects: at most five, never from https to http. No proxy:
 * it would connect where we cannot look. Certificates are always verified. */
#ifndef LITFASS_HUB_TRANSFER_H
#define LITFASS_HUB_TRANSFER_H

#include "base/buf.h"
#include "base/err.h"
#include "hub/guard.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

enum { TRANSFER_MARK_SIZE = 256, TRANSFER_TIMEOUT_S = 60 };

/* What tells whether a document is still the same (RFC 9110, 13.1): "" where the server said none. */
struct transfer_marks {
  char etag[TRANSFER_MARK_SIZE];
  char last_modified[TRANSFER_MARK_SIZE];
};

struct transfer_request {
  const char *url;
  const char *accept;          /* NULL: anything */
  struct transfer_marks marks; /* of what is there already */
  enum guard_reach reach;
  int64_t timeout_s;                 /* 0: TRANSFER_TIMEOUT_S */
  const volatile sig_atomic_t *stop; /* the transfer ends soon after it is set; may be NULL */
};

struct transfer_response {
  int status;            /* 200 or 304 on success; on failure what was answered, 0 for nothing */
  bool is_unchanged;     /* 304 */
  int64_t retry_after_s; /* 0: none; also on failure, at most a day */
  struct transfer_marks marks;
};

/* The document goes into `body`, whose max is the cap. ERR_USAGE: no address; ERR_DENIED: it leads where it must not;
 * ERR_TOO_BIG; ERR_NETWORK: everything else. */
MUST_USE bool transfer_get(const struct transfer_request *request, struct buf *body, struct transfer_response *out,
                           struct err *err);

#endif
