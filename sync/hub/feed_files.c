#include "hub/feed_files.h"

#include "base/str.h"
#include "feed/envelope.h"
#include "feed/manifest.h"
#include "hub/ranges.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ETAG_SIZE = 35 };

static const struct file_type {
  const char *ending, *type;
} types[] = {
    {".json", "application/json"},
    {".gz", "application/gzip"}, /* the file itself: never Content-Encoding, a client would unpack it unasked */
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
};

static const char *find_type(const char *path) {
  for (size_t i = 0; i < COUNT_OF(types); i++)
    if (str_ends_with(path, types[i].ending)) return types[i].type;
  return NULL;
}

static void close_fd(const int *fd) {
  if (*fd >= 0) close(*fd);
}
#define scoped_fd CLEANUP(close_fd) int

static enum MHD_Result respond(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response) {
  if (!response) return MHD_NO;
  MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
  enum MHD_Result result = MHD_queue_response(connection, status, response);
  MHD_destroy_response(response);
  return result;
}

static struct MHD_Response *text_response(const char *text) {
  struct MHD_Response *response =
      MHD_create_response_from_buffer(strlen(text), (void *)(uintptr_t)text, MHD_RESPMEM_PERSISTENT);
  if (response) MHD_add_response_header(response, "Content-Type", "text/plain; charset=utf-8");
  return response;
}

static enum MHD_Result refuse_path(struct MHD_Connection *connection) {
  return respond(connection, MHD_HTTP_NOT_FOUND, text_response("not found\n"));
}

static enum MHD_Result refuse_method(struct MHD_Connection *connection) {
  struct MHD_Response *response = text_response("only GET and HEAD\n");
  if (response) MHD_add_response_header(response, "Allow", "GET, HEAD");
  return respond(connection, MHD_HTTP_METHOD_NOT_ALLOWED, response);
}

/* Files named by their hash hold what their name says. */
static bool hash_from_name(const char *path, char hex[65]) {
  const char *name = strrchr(path, '/');
  if (!name) return false;
  for (const char *at = name + 1; *at;
       at += at[strspn(at, "0123456789abcdef")] ? strspn(at, "0123456789abcdef") + 1 : strlen(at))
    if (strspn(at, "0123456789abcdef") == 64) {
      memcpy(hex, at, 64);
      hex[64] = '\0';
      return true;
    }
  return false;
}

/* feed.json and root.json are replaced by rename: an open file never changes. */
static bool hash_from_bytes(int fd, uint64_t size, char hex[65]) {
  unsigned char hash[32];
  unsigned char chunk[16384];
  crypto_hash_sha256_state state;
  if (size > ENVELOPE_MAX) return false;
  crypto_hash_sha256_init(&state);
  for (uint64_t at = 0; at < size;) {
    ssize_t got = pread(fd, chunk, sizeof chunk, (off_t)at);
    if (got <= 0) return false;
    crypto_hash_sha256_update(&state, chunk, (size_t)got);
    at += (uint64_t)got;
  }
  crypto_hash_sha256_final(&state, hash);
  hex_format(hash, sizeof hash, hex);
  return true;
}

struct resource {
  int fd;
  uint64_t size;
  const char *type;
  bool immutable;
  char etag[ETAG_SIZE]; /* 32 hex digits in quotes: 128 bits, and a small answer */
};

static bool open_resource(int folder, const char *path, struct resource *out) {
  struct stat info;
  char hex[65];
  scoped_fd fd = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) return false;
  *out = (struct resource){.size = (uint64_t)info.st_size, .type = find_type(path), .immutable = hash_from_name(path, hex)};
  if (!out->immutable && !hash_from_bytes(fd, out->size, hex)) return false;
  snprintf(out->etag, sizeof out->etag, "\"%.32s\"", hex);
  out->fd = fd;
  fd = -1;
  return true;
}

static void add_validators(struct MHD_Response *response, const struct resource *resource) {
  MHD_add_response_header(response, "ETag", resource->etag);
  MHD_add_response_header(response, "Cache-Control", resource->immutable ? "public, max-age=31536000, immutable" : "no-cache");
}

static enum MHD_Result send_not_modified(struct MHD_Connection *connection, const struct resource *resource) {
  struct MHD_Response *response = MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
  if (response) add_validators(response, resource);
  return respond(connection, MHD_HTTP_NOT_MODIFIED, response);
}

static enum MHD_Result send_outside(struct MHD_Connection *connection, const struct resource *resource) {
  char text[64];
  struct MHD_Response *response = text_response("no such range\n");
  snprintf(text, sizeof text, "bytes */%llu", (unsigned long long)resource->size);
  if (response) MHD_add_response_header(response, "Content-Range", text);
  return respond(connection, MHD_HTTP_RANGE_NOT_SATISFIABLE, response);
}

/* Takes the descriptor over. */
static enum MHD_Result send_bytes(struct MHD_Connection *connection, struct resource *resource,
                                  const struct range_answer *range) {
  char text[96];
  struct MHD_Response *response = MHD_create_response_from_fd_at_offset64(range->len, resource->fd, range->from);
  if (!response) return MHD_NO;
  resource->fd = -1;
  add_validators(response, resource);
  MHD_add_response_header(response, "Content-Type", resource->type);
  MHD_add_response_header(response, "Accept-Ranges", "bytes");
  if (range->kind == RANGE_WHOLE) return respond(connection, MHD_HTTP_OK, response);
  snprintf(text, sizeof text, "bytes %llu-%llu/%llu", (unsigned long long)range->from,
           (unsigned long long)(range->from + range->len - 1), (unsigned long long)resource->size);
  MHD_add_response_header(response, "Content-Range", text);
  return respond(connection, MHD_HTTP_PARTIAL_CONTENT, response);
}

static const char *find_header(struct MHD_Connection *connection, const char *name) {
  return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static struct range_answer choose_range(struct MHD_Connection *connection, bool is_get, const struct resource *resource) {
  const char *if_range = find_header(connection, "If-Range");
  bool same = !if_range || str_equals(if_range, resource->etag);
  return range_read(is_get && same ? find_header(connection, "Range") : NULL, resource->size);
}

enum MHD_Result feed_files_answer(int folder, struct MHD_Connection *connection, const char *path, const char *method) {
  bool is_get = str_equals(method, "GET");
  if (!is_get && !str_equals(method, "HEAD")) return refuse_method(connection);
  struct resource resource;
  if (!feed_path_is_safe(path) || !find_type(path) || !open_resource(folder, path, &resource)) return refuse_path(connection);
  scoped_fd fd = resource.fd; /* until a response takes it */
  if (etag_matches(find_header(connection, "If-None-Match"), resource.etag)) return send_not_modified(connection, &resource);
  struct range_answer range = choose_range(connection, is_get, &resource);
  if (range.kind == RANGE_OUTSIDE) return send_outside(connection, &resource);
  enum MHD_Result result = send_bytes(connection, &resource, &range);
  fd = resource.fd;
  return result;
}
