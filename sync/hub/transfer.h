/* From the hub outwards: documents of sources come in, files of the feed, words to a person or a program go out. The only file
 * of the hub that includes curl.
 *
 * Every transfer has a cap on its bytes, counted as they come out of decompression; a limit for connecting, for stalling and
 * for the whole; and goes only where guard.h allows, at every hop. Redirects: at most five, never from https to http. No proxy:
 * it would connect where we cannot look. Certificates are always verified. */
#ifndef LITFASS_HUB_TRANSFER_H
#define LITFASS_HUB_TRANSFER_H

#include "base/buf.h"
#include "base/err.h"
#include "hub/guard.h"

#include <stdatomic.h>
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
  int64_t timeout_s;       /* 0: TRANSFER_TIMEOUT_S */
  const atomic_bool *stop; /* the transfer ends soon after it is set; may be NULL */
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

/* Something that goes out. Where it goes an admin has set, so it may be anywhere; redirects are not followed. */
struct transfer_upload {
  const char *url;
  const char *method; /* "PUT", "POST", "DELETE" */
  const void *body;   /* NULL: none */
  size_t len;
  const char *content_type, *cache_control; /* NULL: none */
  /* Amazon's signature, version 4, for object stores; `access_key` NULL: none. */
  const char *region, *access_key, *secret_key;
  int64_t timeout_s; /* 0: TRANSFER_TIMEOUT_S */
};

/* ERR_NETWORK: not answered with 2xx; what was answered stands in the message. */
MUST_USE bool transfer_send(const struct transfer_upload *upload, struct err *err);

struct transfer_letter {
  const char *server; /* "smtps://mail.example.org:465", or smtp://, which must then offer STARTTLS unless it is this machine */
  const char *user, *password; /* NULL or "": none */
  const char *from, *to;       /* addresses */
  const char *subject, *text;  /* UTF-8 */
};

/* RFC 5321 and 5322. ERR_NETWORK: it was not taken. */
MUST_USE bool transfer_mail(const struct transfer_letter *letter, struct err *err);

#endif
