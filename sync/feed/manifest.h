/* The manifest: what version the feed is at and which files make it (FEED.md, "Files under the feed's base URL").
 * Strict JSON, at most MANIFEST_MAX bytes, unknown fields ignored.
 *
 * The snapshot may be older than the version: writing it costs in proportion to all content, so a hub writes one only every so
 * often. Then the deltas reach back at least to it: a client without a cache (or further behind than the deltas reach) takes
 * the snapshot and then every delta above snapshot_version; `content` and `entries` are those of `version`. */
#ifndef LITFASS_FEED_MANIFEST_H
#define LITFASS_FEED_MANIFEST_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MANIFEST_MAX = 1024 * 1024, SNAPSHOT_MAX = 256 * 1024 * 1024 };

#define FEED_FORMAT "litfass-feed/1"

struct feed_file {
  const char *path; /* relative to the base URL: "snapshot/7-<sha256>.jsonl.gz"; never absolute, no ".." */
  char sha256[65];  /* of the compressed bytes */
  int64_t bytes;    /* compressed */
  int64_t size;     /* plain */
};

struct feed_delta {
  int64_t version; /* leads from version - 1 to version */
  struct feed_file file;
};

struct manifest {
  const char *name; /* of the place, shown in the header */
  int64_t version;
  int64_t published; /* UTC seconds; written as RFC 3339 with Z */
  int64_t expires;   /* UTC seconds; 0 where absent */
  int64_t entries;
  char content[65];
  int64_t snapshot_version; /* what the snapshot holds: `version` or an older one; its field is snapshot.version */
  struct feed_file snapshot;
  const struct feed_delta *deltas; /* ascending by version, without gaps, the last leads to `version` */
  size_t delta_count;
  int64_t poll_s;
  char seal_key[65]; /* what visitors write is sealed for it: X25519 public key in hex; "" where absent */
};

/* Relative, of plain ASCII characters, no segment that is empty or starts with a dot: can neither leave the feed's folder nor
 * name another host. */
bool feed_path_is_safe(const char *path);

MUST_USE bool manifest_parse(const char *json, size_t len, struct arena *arena, struct manifest *out, struct err *err);
MUST_USE bool manifest_format(const struct manifest *manifest, struct buf *out, struct err *err);

/* The sum modulo 2^256 of the SHA-256 of entry lines: order does not matter, adding and dropping cost one hash each. */
struct content_sum {
  unsigned char bytes[32]; /* big endian */
};

void content_sum_add(struct content_sum *sum, const char *line, size_t len);
void content_sum_drop(struct content_sum *sum, const char *line, size_t len);
void content_sum_format(const struct content_sum *sum, char out[65]);
MUST_USE bool content_sum_parse(const char *hex, struct content_sum *out);

/* One line of a delta: {"put":{…entry…}} or {"drop":"id"}. `put` is borrowed from `line` (the entry's exact bytes). */
struct delta_line {
  const char *put; /* NULL for a drop */
  size_t put_len;
  char drop[65];
};
/* Only the frame is checked; what stands in `put` is entry_parse's business. */
MUST_USE bool delta_line_parse(const char *line, size_t len, struct delta_line *out, struct err *err);

#endif
