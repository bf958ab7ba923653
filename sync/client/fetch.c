#include "client/fetch.h"

#include "base/compiler.h"
#include "base/fs.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 + 256 };

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

struct download {
  int64_t max;                 /* bytes */
  const char *etag, *if_range; /* NULL or "": none */
  int64_t from;
  http_data_fn *on_data;
  void *user;
};

static bool get(const struct origin *origin, const char *path, const struct download *download, struct http_response *response,
                struct err *err) {
  char url[HTTP_URL_SIZE];
  if (origin->is_folder) return get_from_folder(origin, path, download->max, download->on_data, download->user, response, err);
  snprintf(url, sizeof url, "%s%s", origin->base, path);
  struct http_request request = {.url = url,
                                 .etag = download->etag,
                                 .max_bytes = download->max,
                                 .from = download->from,
                                 .if_range = download->if_range,
                                 .on_data = download->on_data,
                                 .user = download->user};
  return http_get(origin->http, &request, response, err) || err_prefix(err, "'%.100s'", path);
}

static bool add_to_buf(void *user, const void *data, size_t len, struct err *err) {
  return buf_add(user, data, len) || buf_ok(user, err);
}

bool fetch_text(const struct origin *origin, const char *path, const char *etag, struct buf *out,
                struct http_response *response, struct err *err) {
  buf_clear(out);
  struct download download = {.max = (int64_t)out->max, .etag = etag, .on_data = add_to_buf, .user = out};
  return get(origin, path, &download, response, err);
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

/* ---- large files ---- */

/* A download on its way to the disk; what is there already from an attempt that was cut off is hashed first. */
struct sink {
  int fd;
  int64_t bytes;
  int64_t resumed; /* bytes from last time; 0 once they turned out useless */
  crypto_hash_sha256_state hash;
  const struct http_response *response;
};

static void close_sink(const struct sink *sink) {
  if (sink->fd >= 0) close(sink->fd);
}

static bool restart_sink(struct sink *sink, struct err *err) {
  crypto_hash_sha256_init(&sink->hash);
  sink->bytes = sink->resumed = 0;
  return (ftruncate(sink->fd, 0) == 0 && lseek(sink->fd, 0, SEEK_SET) == 0) || err_set_errno(err, "cannot store a download");
}

static bool hash_rest(struct sink *sink, int64_t max) {
  char chunk[16384];
  for (;;) {
    ssize_t len = read(sink->fd, chunk, sizeof chunk);
    if (len < 0 && errno == EINTR) continue;
    if (len <= 0) return len == 0;
    crypto_hash_sha256_update(&sink->hash, (const unsigned char *)chunk, (size_t)len);
    sink->bytes += len;
    if (sink->bytes > max) return false;
  }
}

static bool open_sink(struct sink *sink, const char *to, int64_t max, struct err *err) {
  sink->fd = open(to, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (sink->fd < 0) return err_set_errno(err, "cannot create '%s'", to);
  crypto_hash_sha256_init(&sink->hash);
  if (!hash_rest(sink, max)) return restart_sink(sink, err);
  sink->resumed = sink->bytes;
  return true;
}

/* The server may answer with the rest, or with the whole. */
static bool place(struct sink *sink, struct err *err) {
  if (sink->resumed == 0 || sink->bytes > sink->resumed) return true;
  if (sink->response->status != 206) return restart_sink(sink, err);
  if (sink->response->range_from == sink->resumed) return true;
  return err_set(err, ERR_PARSE, "the server sends other bytes than those asked for");
}

static bool add_to_file(void *user, const void *data, size_t len, struct err *err) {
  struct sink *sink = user;
  if (!place(sink, err)) return false;
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

/* Beside a download that was cut off: the ETag under which its rest can be asked for. */
static void etag_path(const char *to, char out[PATH_SIZE]) { snprintf(out, PATH_SIZE, "%s.etag", to); }

static void load_etag(const char *to, char out[HTTP_ETAG_SIZE]) {
  char path[PATH_SIZE];
  struct err ignored;
  scoped_buf text;
  buf_init(&text, HTTP_ETAG_SIZE - 1);
  etag_path(to, path);
  if (!fs_read(path, &text, &ignored)) buf_clear(&text);
  str_copy(out, HTTP_ETAG_SIZE, buf_text(&text));
}

/* Weak ones say nothing about bytes (RFC 9110, 13.1.5). */
static void save_etag(const char *to, const char *etag) {
  char path[PATH_SIZE];
  struct err ignored;
  etag_path(to, path);
  if (str_is_empty(etag) || str_starts_with(etag, "W/") || !fs_write(path, etag, strlen(etag), &ignored)) unlink(path);
}

static void discard(const char *to) {
  char path[PATH_SIZE];
  etag_path(to, path);
  unlink(path);
  unlink(to);
}

static bool transfer(const struct origin *origin, const struct feed_file *file, const char *etag, struct sink *sink,
                     struct http_response *response, struct err *err) {
  sink->response = response;
  if (sink->bytes == file->bytes) return true; /* all of it is here */
  struct download download = {
      .max = file->bytes - sink->bytes, .from = sink->bytes, .if_range = etag, .on_data = add_to_file, .user = sink};
  if (sink->bytes > 0) download.max = file->bytes; /* should the server send the whole */
  return get(origin, file->path, &download, response, err);
}

/* One try. *useless: what lies there cannot become the file. */
static bool fetch_once(const struct origin *origin, const struct feed_file *file, const char *to, bool *useless, bool *resumed,
                       struct err *err) {
  struct http_response response = {0};
  char etag[HTTP_ETAG_SIZE];
  CLEANUP(close_sink) struct sink sink = {.fd = -1};
  if (!open_sink(&sink, to, file->bytes, err)) return false;
  load_etag(to, etag);
  *resumed = sink.resumed > 0;
  if (!transfer(origin, file, etag, &sink, &response, err)) {
    *useless = err->code != ERR_NETWORK || response.status == 416 || sink.bytes == 0 || sink.bytes >= file->bytes;
    if (!*useless && response.status == 200) save_etag(to, response.etag);
    return false;
  }
  *useless = !check(&sink, file, err);
  return !*useless;
}

bool fetch_file(const struct origin *origin, const struct feed_file *file, const char *to, struct err *err) {
  bool useless = true;
  bool resumed = false;
  if (fetch_once(origin, file, to, &useless, &resumed, err)) return true;
  if (useless) discard(to);
  /* What was left from last time, or its server, was no good: from the beginning, once. */
  if (useless && resumed && err->code != ERR_IO && fetch_once(origin, file, to, &useless, &resumed, err)) return true;
  if (useless) discard(to);
  if (err->code == ERR_TOO_BIG) err->code = ERR_NETWORK; /* longer than announced: a wrong answer, not a limit of the format */
  return false;
}
