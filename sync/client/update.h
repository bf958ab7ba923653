/* One poll of the feed: verify, choose, download, apply in one transaction, then pictures. After every failure the cache is as
 * it was, but for a note of the failure.
 *
 * Requests: `feed.json` alone when nothing changed (304). `root.json` in front of it when none is known yet or a day has passed
 * since it was looked at, and behind it when feed.json is signed by a key that is not in force. */
#ifndef LITFASS_CLIENT_UPDATE_H
#define LITFASS_CLIENT_UPDATE_H

#include "base/clock.h"
#include "cache/writer.h"
#include "client/fetch.h"
#include "client/kept.h"
#include "client/trust.h"

struct update {
  struct origin origin;
  struct trust trust;
  struct kept kept;
  const char *cache;     /* borrowed */
  struct clock *clock;   /* borrowed */
  struct writer *writer; /* borrowed; the owner may put another in its place between polls */
  int64_t poll_s;        /* what the manifest asks for; 0: not known yet */
  int64_t retry_after_s; /* what the last answer asked for */
  bool without_pictures; /* none are fetched over the network */
  bool pictures_done;    /* nothing is missing, or there was a try for this version lately */
  int64_t pictures_next_ms;
};

/* Nothing to end; `http`, `cache`, `clock` and `writer` must outlive it. */
MUST_USE bool update_init(struct update *update, struct http *http, const char *feed, const char *key, const char *cache,
                          struct clock *clock, struct writer *writer, struct err *err);

enum update_way { UPDATE_NONE, UPDATE_DELTAS, UPDATE_SNAPSHOT };
struct update_result {
  enum update_way way;
  int64_t version, requests, bytes, pictures, pictures_missing;
};

/* ERR_NETWORK, ERR_DENIED, ERR_PARSE, ERR_IO as they are; ERR_CORRUPT: the cache itself is damaged. */
MUST_USE bool update_poll(struct update *update, struct update_result *out, struct err *err);

/* As update_poll, from a folder with a feed on it, as on a USB stick: same signatures, same order of checks. A folder knows
 * what was published but not whether that is still the newest: the content counts as confirmed when it was published. A version
 * that is here already is no news. */
MUST_USE bool update_from_folder(struct update *update, const char *folder, struct update_result *out, struct err *err);

#endif
