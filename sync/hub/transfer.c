#include "hub/transfer.h"

#include "base/compiler.h"
#include "base/str.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
  CONNECT_LIMIT_S = 10,
  STALL_BYTES_PER_S = 100,
  STALL_S = 20,
  REDIRECTS_MAX = 5,
  HEADERS_MAX = 64 * 1024,
  RETRY_AFTER_MAX_S = 86400,
  URL_SIZE = 2048,
};

/* One hop, as the callbacks see it. */
struct hop {
  CURL *curl;
  const struct transfer_request *request;
  struct buf *body;
  struct transfer_response *response;
  size_t header_bytes;
  struct err *err;
  bool refused; /* err is set by us; curl's own words do not matter */
};

static bool refuse(struct hop *hop) { return hop->refused = true, false; }

/* curl's last step before connect(): the address is final. */
static curl_socket_t on_socket(void *user, curlsocktype purpose UNUSED, struct curl_sockaddr *address) {
  struct hop *hop = user;
  if (!guard_allows(&address->addr, hop->request->reach)) {
    err_set(hop->err, ERR_DENIED, "the address leads into a private network, which is not allowed here");
    refuse(hop);
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static long status_of(CURL *curl) {
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return status;
}

static size_t on_body(char *data, size_t size, size_t count, void *user) {
  struct hop *hop = user;
  size_t len = size * count;
  if (status_of(hop->curl) != 200) return len; /* the page of an error or a redirect */
  if (buf_add(hop->body, data, len)) return len;
  err_set(hop->err, ERR_TOO_BIG, "the document has more than %zu MiB", hop->body->max >> 20);
  refuse(hop);
  return 0;
}

static void copy_value(const char *line, size_t len, char out[TRANSFER_MARK_SIZE]) {
  while (len > 0 && strchr(" \t", *line))
    line++, len--;
  while (len > 0 && strchr(" \t\r\n", line[len - 1]))
    len--;
  if (len >= TRANSFER_MARK_SIZE || memchr(line, '\0', len)) return;
  memcpy(out, line, len);
  out[len] = '\0';
}

static size_t on_header(char *line, size_t size, size_t count, void *user) {
  static const char etag[] = "etag:";
  static const char modified[] = "last-modified:";
  struct hop *hop = user;
  size_t len = size * count;
  hop->header_bytes += len;
  if (hop->header_bytes > HEADERS_MAX) {
    err_set(hop->err, ERR_TOO_BIG, "the answer has more than %d bytes of header", HEADERS_MAX);
    refuse(hop);
    return 0;
  }
  if (len > sizeof etag && strncasecmp(line, etag, sizeof etag - 1) == 0)
    copy_value(line + sizeof etag - 1, len - sizeof etag + 1, hop->response->marks.etag);
  if (len > sizeof modified && strncasecmp(line, modified, sizeof modified - 1) == 0)
    copy_value(line + sizeof modified - 1, len - sizeof modified + 1, hop->response->marks.last_modified);
  return len;
}

static int on_progress(void *user, curl_off_t a UNUSED, curl_off_t b UNUSED, curl_off_t c UNUSED, curl_off_t d UNUSED) {
  const struct hop *hop = user;
  return hop->request->stop && *hop->request->stop;
}

static void set_limits(CURL *curl, int64_t timeout_ms) {
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_LIMIT_S);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)timeout_ms);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)STALL_BYTES_PER_S);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)STALL_S);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "litfass-hub/" LITFASS_VERSION);
}

static void set_callbacks(CURL *curl, struct hop *hop) {
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, on_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, hop);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, hop);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, hop);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, hop);
}

static struct curl_slist *add_header(struct curl_slist *headers, const char *name, const char *value) {
  char line[TRANSFER_MARK_SIZE + 64];
  if (str_is_empty(value)) return headers;
  snprintf(line, sizeof line, "%s: %s", name, value);
  headers = curl_slist_append(headers, line);
  ASSERT(headers != NULL);
  return headers;
}

static bool is_redirect(long status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* One request. On a redirect `url` becomes where it leads. */
static bool hop_once(struct hop *hop, char url[URL_SIZE], int64_t timeout_ms, bool *goes_on, struct err *err) {
  char details[CURL_ERROR_SIZE] = "";
  const struct transfer_marks *marks = &hop->request->marks;
  set_limits(hop->curl, timeout_ms);
  set_callbacks(hop->curl, hop);
  curl_easy_setopt(hop->curl, CURLOPT_URL, url);
  curl_easy_setopt(hop->curl, CURLOPT_ERRORBUFFER, details);
  struct curl_slist *headers = add_header(NULL, "Accept", hop->request->accept ? hop->request->accept : "*/*");
  headers = add_header(headers, "If-None-Match", marks->etag);
  headers = add_header(headers, "If-Modified-Since", marks->last_modified);
  curl_easy_setopt(hop->curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(hop->curl);
  curl_slist_free_all(headers);
  curl_off_t retry = 0;
  char *target = NULL;
  curl_easy_getinfo(hop->curl, CURLINFO_RETRY_AFTER, &retry);
  curl_easy_getinfo(hop->curl, CURLINFO_REDIRECT_URL, &target);
  hop->response->status = (int)status_of(hop->curl);
  hop->response->retry_after_s = retry < 0 ? 0 : retry > RETRY_AFTER_MAX_S ? RETRY_AFTER_MAX_S : retry;
  *goes_on = false;
  if (hop->refused) return false;
  if (result != CURLE_OK) return err_set(err, ERR_NETWORK, "%s", details[0] ? details : curl_easy_strerror(result));
  if (!is_redirect(hop->response->status)) return true;
  *goes_on = true;
  if (!target || !guard_check_url(target, err)) return err_set(err, ERR_DENIED, "a redirect that leads nowhere good");
  if (strncasecmp(url, "https:", 6) == 0 && strncasecmp(target, "https:", 6) != 0)
    return err_set(err, ERR_DENIED, "a redirect from https to http");
  return str_copy(url, URL_SIZE, target) || err_set(err, ERR_NETWORK, "a redirect to a very long address");
}

static bool go(CURL *curl, const struct transfer_request *request, struct buf *body, struct transfer_response *out,
               struct err *err) {
  char url[URL_SIZE];
  int64_t timeout_ms = (request->timeout_s > 0 ? request->timeout_s : TRANSFER_TIMEOUT_S) * 1000;
  bool goes_on = true;
  str_copy(url, sizeof url, request->url);
  for (int redirects = 0; goes_on; redirects++) {
    struct hop hop = {.curl = curl, .request = request, .body = body, .response = out, .err = err};
    double seconds = 0;
    *out = (struct transfer_response){0};
    buf_clear(body);
    if (redirects > REDIRECTS_MAX) return err_set(err, ERR_NETWORK, "more than %d redirects", REDIRECTS_MAX);
    curl_easy_reset(curl);
    if (!hop_once(&hop, url, timeout_ms < 1 ? 1 : timeout_ms, &goes_on, err)) return false;
    curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &seconds);
    timeout_ms -= (int64_t)(seconds * 1000);
  }
  out->is_unchanged = out->status == 304 && (request->marks.etag[0] || request->marks.last_modified[0]);
  if (out->status == 200 || out->is_unchanged) return true;
  return err_set(err, ERR_NETWORK, "HTTP %d", out->status);
}

bool transfer_get(const struct transfer_request *request, struct buf *body, struct transfer_response *out, struct err *err) {
  *out = (struct transfer_response){0};
  if (!guard_check_url(request->url, err)) return false;
  ASSERT(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
  CURL *curl = curl_easy_init();
  ASSERT(curl != NULL);
  bool done = go(curl, request, body, out, err);
  curl_easy_cleanup(curl);
  curl_global_cleanup();
  return done;
}
