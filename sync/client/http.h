/* HTTP for the sync: GET of the feed's files, POST of messages, and nothing else. The only file that includes curl.
 *
 * Every transfer has a cap on its bytes (counted in the write callback: curl 7.88 does not apply MAXFILESIZE to chunked
 * bodies), a limit for connecting (10 s), for stalling (below 1 kB/s for 30 s) and for the whole job. https with TLS 1.2 or
 * newer, or http to the own machine; redirects only within the same scheme, host and port, at most three. Nothing here can turn
 * the verification of certificates off. */
#ifndef LITFASS_CLIENT_HTTP_H
#define LITFASS_CLIENT_HTTP_H

#include "base/buf.h"
#include "base/err.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HTTP_ETAG_SIZE = 128, HTTP_URL_SIZE = 2048 };

struct http;

struct http_config {
  const char *ca_file;                 /* PEM; NULL or "": the system's */
  const char *pin;                     /* "sha256//…" of the server's public key; NULL or "": none */
  int64_t max_bytes_per_s;             /* 0: as fast as it goes */
  const volatile sig_atomic_t *stop;   /* transfers end soon after it is set; may be NULL */
  int64_t (*elapsed_ms)(const void *); /* monotonic clock of the caller */
  const void *elapsed_user;
};

struct http *http_create(const struct http_config *config);
void http_destroy(struct http *http);

/* ERR_USAGE for anything but https, or http to a loopback address. */
MUST_USE bool http_check_url(const char *url, struct err *err);

/* From now on no transfer goes on for longer than this, all together. */
void http_start_job(struct http *http, int64_t limit_ms);

/* Bytes as they come; false ends the transfer with the err that was set. */
typedef bool http_data_fn(void *user, const void *data, size_t len, struct err *err);

struct http_request {
  const char *url;
  const char *etag; /* sent as If-None-Match; NULL or "": none */
  int64_t max_bytes;
  int64_t from;         /* > 0: asks for the rest from this byte on */
  const char *bearer;   /* sent as Authorization; NULL or "": none */
  const char *if_range; /* with `from`: the strong ETag of what is there already; NULL or "": none */
  http_data_fn *on_data;
  void *user;
};

struct http_response {
  int status;                /* 200, 206 or 304 on success; 0 when nobody answered; set before the first byte comes */
  int64_t range_from;        /* 206: where the bytes begin */
  char etag[HTTP_ETAG_SIZE]; /* "" when there is none that fits */
  int64_t retry_after_s;     /* 0: none; seconds, also where a date was sent; set on failure too */
};

/* 200, 304 and, where asked for, 206 are success. ERR_NETWORK for every other answer and for none, ERR_TOO_BIG beyond the cap.
 */
MUST_USE bool http_get(struct http *http, const struct http_request *request, struct http_response *out, struct err *err);

struct http_post {
  const char *url;
  const void *body; /* JSON */
  size_t len;
  const char *bearer;          /* sent as Authorization; NULL or "": none */
  const char *idempotency_key; /* draft-ietf-httpapi-idempotency-key-header-07 */
  struct buf *reply;           /* gets the whole answer, up to its own cap; NULL: not wanted */
};

enum { HTTP_ANSWER_SIZE = 200 };

/* 2xx is success; redirects are not followed. `answer` gets the beginning of what the server said, printable ASCII on one line,
 * for logs. ERR_NETWORK for every other answer (out->status tells which) and for none. */
MUST_USE bool http_post(struct http *http, const struct http_post *post, struct http_response *out,
                        char answer[HTTP_ANSWER_SIZE], struct err *err);

/* What has gone over the wire since http_create: bodies, and requests including those that failed. */
struct http_totals {
  int64_t requests, bytes;
};
struct http_totals http_totals(const struct http *http);

#endif
