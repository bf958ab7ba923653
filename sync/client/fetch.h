/* Files of the feed from its base URL, or from a folder (a USB stick): small ones into memory, large ones onto the disk with
 * length and hash checked on the way. */
#ifndef LITFASS_CLIENT_FETCH_H
#define LITFASS_CLIENT_FETCH_H

#include "base/buf.h"
#include "client/http.h"
#include "feed/manifest.h"

/* Where a feed is: the base URL, or the path of a folder, with a slash at its end. */
struct origin {
  struct http *http; /* borrowed */
  char base[HTTP_URL_SIZE];
  bool is_folder;
};

/* Whether it is an absolute path and not an address. */
bool origin_is_folder(const char *feed);

/* ERR_USAGE as http_check_url. */
MUST_USE bool origin_init(struct origin *origin, struct http *http, const char *url, struct err *err);

/* `out` is cleared first; its max is the cap. `etag` may be NULL; status 304 leaves `out` empty. */
MUST_USE bool fetch_text(const struct origin *origin, const char *path, const char *etag, struct buf *out,
                         struct http_response *response, struct err *err);

/* Writes the file to `to`, synced to disk. ERR_NETWORK when length or hash are not those of `file`. A transfer that is cut off
 * leaves its beginning in `to` (and "<to>.etag"), and the next call asks for the rest (RFC 9110, 14.2: Range, If-Range). */
MUST_USE bool fetch_file(const struct origin *origin, const struct feed_file *file, const char *to, struct err *err);

/* A file of at most `max` bytes into memory whose SHA-256 must be `sha256` (64 hex digits). */
MUST_USE bool fetch_hashed(const struct origin *origin, const char *path, const char *sha256, struct buf *out, struct err *err);

#endif
