/* The daemon's side of the spool: an hourly heartbeat goes in, and what waits goes to the hub, `POST {hub}/v1/messages`, each
 * message under its own Idempotency-Key until the hub has said 2xx. `GET {hub}/v1/screen` asks what the hub wants of this
 * board.
 *
 * What a status means:
 *   2xx                        the hub has it: gone
 *   401 403 404 405            it is us or the address, not the message: kept, tried again, and said in the log
 *   408 409 425 429, 5xx, none the hub is busy or away: tried again, not before Retry-After
 *   any other 3xx or 4xx       the hub will never take it: put aside with its words (spool.h)
 * A message on which the hub fails with 5xx does not hold up those behind it, but three in a row end the round. */
#ifndef LITFASS_CLIENT_MAIL_H
#define LITFASS_CLIENT_MAIL_H

#include "base/clock.h"
#include "cache/writer.h"
#include "client/http.h"
#include "spool/spool.h"

struct mail {
  struct http *http;         /* borrowed */
  const struct clock *clock; /* borrowed */
  struct spool spool;
  char url[HTTP_URL_SIZE]; /* "": no hub to write to; nothing is ever due then */
  char ask_url[HTTP_URL_SIZE];
  char device_key[128];
  const char *cache, *device;              /* borrowed */
  int64_t heartbeat_s;                     /* 0: none */
  int64_t next_send_ms, next_heartbeat_ms; /* elapsed time */
  int64_t next_ask_ms;                     /* not before */
  int failures;                            /* rounds in a row that failed */
  int watch;                               /* inotify on the folder; -1: none */
};

struct mail_config {
  const char *hub, *device_key_file, *spool, *cache; /* borrowed */
  const char *device;                                /* status of litfass-device; borrowed; NULL or "": none */
  int64_t heartbeat_s;
};

/* ERR_CONFIG for an address or key file that cannot be. `chance` in [0, 1) spreads the first heartbeat over its interval. */
MUST_USE bool mail_open(struct mail *mail, const struct mail_config *config, struct http *http, const struct clock *clock,
                        double chance, struct err *err);
void mail_close(struct mail *mail);

/* Readable when something was put into the spool; -1: no watch. */
int mail_fd(const struct mail *mail);

/* When something is to be done, in elapsed milliseconds; INT64_MAX: never. */
int64_t mail_due_ms(const struct mail *mail);

/* Does what is due. Failures are logged here, once for each row of them. `chance` as in schedule.h. */
void mail_run(struct mail *mail, const struct writer_info *info, double chance);

/* Asks the hub what it wants of this board, and keeps it beside the cache (wishes.h); where there is no hub, or no key for it,
 * nothing. For the end of a poll. A hub that does not answer is none of its worries: messages tell of that. */
void mail_ask(struct mail *mail);

/* One round of sending. False with the first reason when something has to be tried again; *retry_after_s as the hub asked. */
struct mail_round {
  size_t sent, refused, left;
  int64_t retry_after_s;
};
MUST_USE bool mail_send(struct mail *mail, struct mail_round *out, struct err *err);

#endif
