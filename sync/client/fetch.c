#include "client/fetch.h"

#include "base/compiler.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool origin_is_folder(const char *feed) { return feed[0] == '/'; }

bool origin_init(struct origin *origin, struct http *http, const char *url, struct err *err) {
  *origin = (struct origin){.http = http, .is_folder = origin_is_folder(url)};
  if (!origin->is_folder && !http_check_url(url, err)) return false;
  bool closed = str_ends_with(url, "/");
  if (snprintf(origin->base, sizeof origin->base, "%s%s", url, closed ? "" : "/") >= (int)sizeof origin->base - 256)
    return err_set(err, ERR_USAGE, "the address of the feed is too long");
  return true;
}

/* A stranger's stick: only plain files count, and only up to the cap. */
static bool read_plain(int fd, int64_t max, http_data_fn *on_data, void *user, struct err *err) {
  struct stat info;
  char chunk[16384];
  int64_t total = 0;
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return err_set(err, ERR_NETWORK, "not a plain file");
  for (;;) {
    ssize_t len = read(fd, chunk, sizeof chunk);
    if (len < 0 && errno == EINTR) continue;
    if (len < 0) return err_set(err, ERR_NETWORK, "%s", strerror(errno)); /* the stick's fault, not our disk's */
    if (len == 0) return true;
    total += len;
    if (total > max) return err_set(err, ERR_TOO_BIG, "more than %" PRId64 " bytes", max);
    if (!on_data(user, chunk, (size_t)len, err)) return false;
  }
}

static bool get_from_folder(const struct origin *origin, const char *path, int64_t max, http_data_fn *on_data, void *user,
                            struct http_response *response, struct err *err) {
  char file[HTTP_URL_SIZE + 256];
  *response = (struct http_response){.status = 200};
  snprintf(file, sizeof file, "%s%s", origin->base, path);
  int fd = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
  if (fd < 0) return err_set(err, ERR_NETWORK, "'%.100s': %s", file, strerror(errno));
  bool ok = read_plain(fd, max, on_data, user, err) || err_prefix(err, "'%.100s'", file);
  close(fd);
  return ok;
}

static bool get(const struct origin *origin, const char *path, const char *etag, int64_t max, http_data_fn *on_data, void *user,
                struct http_response *response, struct err *err) {
  char url[HTTP_URL_SIZE];
  if (origin->is_folder) return get_from_folder(origin, path, max, on_data, user, response, err);
  snprintf(url, sizeof url, "%s%s", origin->base, path);
  struct http_request request = {.url = url, .etag = etag, .max_bytes = max, .on_data = on_data, .user = user};
  return http_get(origin->http, &request, response, err) || err_prefix(err, "'%.100s'", path);
}

static bool add_to_buf(void *user, const void *data, size_t len, struct err *err) {
  return buf_add(user, data, len) || buf_ok(user, err);
}

bool fetch_text(const struct origin *origin, const char *path, const char *etag, struct buf *out,
                struct http_response *response, struct err *err) {
  buf_clear(out);
  return get(origin, path, etag, (int64_t)out->max, add_to_buf, out, response, err);
}

static bool hash_is(const unsigned char digest[crypto_hash_sha256_BYTES], const char *sha256) {
  char hex[2 * crypto_hash_sha256_BYTES + 1];
  hex_format(digest, crypto_hash_sha256_BYTES, hex);
  return str_equals(hex, sha256);
}

bool fetch_hashed(const struct origin *origin, const char *path, const char *sha256, struct buf *out, struct err *err) {
  struct http_response response;
  unsigned char digest[crypto_hash_sha256_BYTES];
  if (!fetch_text(origin, path, NULL, out, &response, err)) return false;
  crypto_hash_sha256(digest, (const unsigned char *)buf_text(out), out->len);
  return hash_is(digest, sha256) || err_set(err, ERR_NETWORK, "'%.100s': the hash is wrong", path);
}

struct sink {
  int fd;
  int64_t bytes;
  crypto_hash_sha256_state hash;
};

static void close_sink(const struct sink *sink) {
  if (sink->fd >= 0) close(sink->fd);
}

static bool add_to_file(void *user, const void *data, size_t len, struct err *err) {
  struct sink *sink = user;
  crypto_hash_sha256_update(&sink->hash, data, len);
  sink->bytes += (int64_t)len;
  for (const char *at = data; len > 0;) {
    ssize_t put = write(sink->fd, at, len);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return err_set_errno(err, "cannot store a download");
    at += put;
    len -= (size_t)put;
  }
  return true;
}

static bool check(struct sink *sink, const struct feed_file *file, struct err *err) {
  unsigned char digest[crypto_hash_sha256_BYTES];
  crypto_hash_sha256_final(&sink->hash, digest);
  if (sink->bytes != file->bytes)
    return err_set(err, ERR_NETWORK, "'%.100s': %" PRId64 " bytes instead of %" PRId64, file->path, sink->bytes, file->bytes);
  if (!hash_is(digest, file->sha256)) return err_set(err, ERR_NETWORK, "'%.100s': the hash is wrong", file->path);
  return fsync(sink->fd) == 0 || err_set_errno(err, "cannot store '%.100s'", file->path);
}

bool fetch_file(const struct origin *origin, const struct feed_file *file, const char *to, struct err *err) {
  struct http_response response;
  CLEANUP(close_sink) struct sink sink = {.fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
  if (sink.fd < 0) return err_set_errno(err, "cannot create '%s'", to);
  crypto_hash_sha256_init(&sink.hash);
  if (get(origin, file->path, NULL, file->bytes, add_to_file, &sink, &response, err) && check(&sink, file, err)) return true;
  unlink(to);
  if (err->code == ERR_TOO_BIG) err->code = ERR_NETWORK; /* longer than announced: a wrong answer, not a limit of the format */
  return false;
}
