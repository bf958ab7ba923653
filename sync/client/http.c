#include "client/http.h"

#include "base/compiler.h"
#include "base/str.h"
#include "client/headers.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  CONNECT_LIMIT_MS = 10 * 1000,
  STALL_BYTES_PER_S = 1000,
  STALL_S = 30,
  REDIRECTS_MAX = 3,
  HEADERS_MAX = 64 * 1024,
  RETRY_AFTER_MAX_S = 3600,
  POST_ANSWER_MAX = 64 * 1024,
};

struct http {
  CURL *curl;
  char ca_file[1024], pin[256];
  const volatile sig_atomic_t *stop;
  int64_t (*elapsed_ms)(const void *);
  const void *elapsed_user;
  int64_t deadline_ms;
  int64_t max_bytes_per_s;
  struct http_totals totals;
};

/* One transfer, as the callbacks see it. */
struct transfer {
  struct http *http;
  int64_t max_bytes;
  const char *etag, *bearer; /* of a GET; NULL or "": none */
  int64_t from;
  const char *if_range;
  http_data_fn *on_data; /* gets the body of a 200 */
  void *user;
  const struct http_post *post; /* NULL for a GET */
  char *answer;                 /* of a POST, whatever its status */
  struct http_response *response;
  int64_t body_bytes;
  size_t header_bytes;
  struct err *err;
  bool refused; /* err is set by us; curl's own words do not matter */
};

static bool is_loopback(const char *host) {
  return str_equals(host, "localhost") || str_equals(host, "[::1]") ||
         (str_starts_with(host, "127.") && strspn(host, "0123456789.") == strlen(host));
}

static bool check_parts(CURLU *url, const char *text, struct err *err) {
  char *scheme = NULL;
  char *host = NULL;
  char *user = NULL;
  bool ok =
      curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK && curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK;
  bool secret = curl_url_get(url, CURLUPART_USER, &user, 0) == CURLUE_OK;
  if (!ok)
    err_set(err, ERR_USAGE, "'%.100s' is no address", text);
  else if (secret)
    ok = err_set(err, ERR_USAGE, "'%.100s': no user names in addresses", text);
  else if (!str_equals(scheme, "https") && !(str_equals(scheme, "http") && is_loopback(host)))
    ok = err_set(err, ERR_USAGE, "'%.100s': https only, except on this machine itself", text);
  curl_free(scheme);
  curl_free(host);
  curl_free(user);
  return ok;
}

bool http_check_url(const char *text, struct err *err) {
  CURLU *url = curl_url();
  ASSERT(url != NULL);
  bool ok = curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK || err_set(err, ERR_USAGE, "'%.100s' is no address", text);
  ok = ok && check_parts(url, text, err);
  curl_url_cleanup(url);
  return ok;
}

/* Everything up to the path: scheme, host, port. */
static bool origin_of(const char *text, char *out, size_t size) {
  CURLU *url = curl_url();
  char *scheme = NULL;
  char *host = NULL;
  char *port = NULL;
  bool ok = url && curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK &&
            curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
            curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
            curl_url_get(url, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) == CURLUE_OK;
  if (ok) ok = snprintf(out, size, "%s://%s:%s", scheme, host, port) < (int)size;
  curl_free(scheme);
  curl_free(host);
  curl_free(port);
  curl_url_cleanup(url);
  return ok;
}

struct http *http_create(const struct http_config *config) {
  struct http *http = calloc(1, sizeof *http);
  ASSERT(http != NULL && curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
  http->curl = curl_easy_init();
  ASSERT(http->curl != NULL);
  str_copy(http->ca_file, sizeof http->ca_file, config->ca_file ? config->ca_file : "");
  str_copy(http->pin, sizeof http->pin, config->pin ? config->pin : "");
  http->stop = config->stop;
  http->elapsed_ms = config->elapsed_ms;
  http->elapsed_user = config->elapsed_user;
  http->deadline_ms = INT64_MAX;
  http->max_bytes_per_s = config->max_bytes_per_s;
  return http;
}

void http_destroy(struct http *http) {
  if (!http) return;
  curl_easy_cleanup(http->curl);
  curl_global_cleanup();
  free(http);
}

void http_start_job(struct http *http, int64_t limit_ms) {
  http->deadline_ms = http->elapsed_ms(http->elapsed_user) + limit_ms;
}

struct http_totals http_totals(const struct http *http) {
  return http->totals;
}

static bool is_stopped(const struct http *http) { return http->stop && *http->stop; }

/* Adds what fits, fit for a line of a log. */
static void note_answer(char *answer, const char *data, size_t len) {
  size_t used = strlen(answer);
  for (; len > 0 && used + 1 < HTTP_ANSWER_SIZE; data++, len--)
    answer[used++] = *data >= ' ' && *data <= '~' ? *data : ' ';
  answer[used] = '\0';
}

static size_t on_body(char *data, size_t size, size_t count, void *user) {
  struct transfer *transfer = user;
  size_t len = size * count;
  transfer->body_bytes += (int64_t)len;
  transfer->http->totals.bytes += (int64_t)len;
  if (transfer->body_bytes > transfer->max_bytes) {
    err_set(transfer->err, ERR_TOO_BIG, "the answer has more than %lld bytes", (long long)transfer->max_bytes);
    transfer->refused = true;
    return 0;
  }
  if (transfer->answer) {
    note_answer(transfer->answer, data, len);
    if (transfer->post->reply) buf_add(transfer->post->reply, data, len);
    return len;
  }
  long status = 0;
  curl_easy_getinfo(transfer->http->curl, CURLINFO_RESPONSE_CODE, &status);
  transfer->response->status = (int)status;
  if (status != 200 && (status != 206 || transfer->from == 0)) return len; /* the page of an error or a redirect */
  if (transfer->on_data(transfer->user, data, len, transfer->err)) return len;
  transfer->refused = true;
  return 0;
}

static size_t on_header(char *line, size_t size, size_t count, void *user) {
  struct transfer *transfer = user;
  struct http_response *response = transfer->response;
  size_t len = size * count;
  transfer->header_bytes += len;
  if (transfer->header_bytes > HEADERS_MAX) {
    err_set(transfer->err, ERR_TOO_BIG, "the answer has more than %d bytes of header", HEADERS_MAX);
    transfer->refused = true;
    return 0;
  }
  header_range_from(line, len, &response->range_from);
  header_value(line, len, "etag", response->etag, sizeof response->etag);
  return len;
}

static int on_progress(void *user, curl_off_t a UNUSED, curl_off_t b UNUSED, curl_off_t c UNUSED, curl_off_t d UNUSED) {
  const struct transfer *transfer = user;
  return is_stopped(transfer->http);
}

static long time_left_ms(const struct http *http) {
  int64_t left = http->deadline_ms == INT64_MAX ? INT32_MAX : http->deadline_ms - http->elapsed_ms(http->elapsed_user);
  if (left > INT32_MAX) left = INT32_MAX;
  return left < 1 ? 1 : (long)left;
}

static void set_limits(struct http *http) {
  CURL *curl = http->curl;
  long connect_ms = time_left_ms(http) < CONNECT_LIMIT_MS ? time_left_ms(http) : CONNECT_LIMIT_MS;
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, connect_ms);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, time_left_ms(http));
  /* Else the end of a transfer waits for the thread that resolves the name, however long that hangs; it ends by itself. */
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, (long)STALL_BYTES_PER_S);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)STALL_S);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https"); /* http_check_url decides which of them */
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "litfass-sync/" LITFASS_VERSION);
  if (http->max_bytes_per_s > 0) {
    curl_easy_setopt(curl, CURLOPT_MAX_RECV_SPEED_LARGE, (curl_off_t)http->max_bytes_per_s);
    curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, 1024L); /* curl looks at the speed every hundred buffers */
  }
  if (http->ca_file[0]) curl_easy_setopt(curl, CURLOPT_CAINFO, http->ca_file);
  if (http->pin[0]) curl_easy_setopt(curl, CURLOPT_PINNEDPUBLICKEY, http->pin);
}

static void set_callbacks(CURL *curl, struct transfer *transfer) {
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, transfer);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, transfer);
}

static bool explain(const struct transfer *transfer, CURLcode result, const char *details, struct err *err) {
  if (is_stopped(transfer->http)) return err_set(err, ERR_NETWORK, "stopped");
  if (result == CURLE_PARTIAL_FILE || result == CURLE_RECV_ERROR)
    return err_set(err, ERR_NETWORK, "the answer ends too early (%lld bytes)", (long long)transfer->body_bytes);
  return err_set(err, ERR_NETWORK, "%s", details[0] ? details : curl_easy_strerror(result));
}

static struct curl_slist *add_header(struct curl_slist *headers, const char *name, const char *value) {
  char line[HTTP_ANSWER_SIZE + 128];
  if (str_is_empty(value)) return headers;
  snprintf(line, sizeof line, "%s: %s", name, value);
  headers = curl_slist_append(headers, line);
  ASSERT(headers != NULL);
  return headers;
}

static struct curl_slist *add_bearer(struct curl_slist *headers, const char *key) {
  char bearer[HTTP_ANSWER_SIZE];
  if (str_is_empty(key)) return headers;
  snprintf(bearer, sizeof bearer, "Bearer %s", key);
  return add_header(headers, "Authorization", bearer);
}

static struct curl_slist *post_headers(CURL *curl, const struct http_post *post) {
  struct curl_slist *headers = add_header(NULL, "Content-Type", "application/json");
  headers = add_bearer(add_header(headers, "Idempotency-Key", post->idempotency_key), post->bearer);
  curl_easy_setopt(curl, CURLOPT_POST, 1L);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, post->body);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)post->len);
  return headers;
}

/* Not CURLOPT_RESUME_FROM: with that a server that answers with the whole file is an error. */
static struct curl_slist *get_headers(const struct transfer *transfer) {
  char range[64];
  struct curl_slist *headers = add_bearer(add_header(NULL, "If-None-Match", transfer->etag), transfer->bearer);
  if (transfer->from == 0) return headers;
  snprintf(range, sizeof range, "bytes=%lld-", (long long)transfer->from);
  return add_header(add_header(headers, "Range", range), "If-Range", transfer->if_range);
}

/* One request without redirects. */
static bool transfer_once(struct transfer *transfer, const char *url, struct err *err) {
  struct http *http = transfer->http;
  char details[CURL_ERROR_SIZE] = "";
  if (is_stopped(http)) return err_set(err, ERR_NETWORK, "stopped");
  curl_easy_reset(http->curl);
  set_limits(http);
  set_callbacks(http->curl, transfer);
  curl_easy_setopt(http->curl, CURLOPT_URL, url);
  curl_easy_setopt(http->curl, CURLOPT_ERRORBUFFER, details);
  struct curl_slist *headers = transfer->post ? post_headers(http->curl, transfer->post) : get_headers(transfer);
  if (headers) curl_easy_setopt(http->curl, CURLOPT_HTTPHEADER, headers);
  http->totals.requests++;
  CURLcode result = curl_easy_perform(http->curl);
  curl_slist_free_all(headers);
  curl_off_t retry = 0;
  long status = 0;
  curl_easy_getinfo(http->curl, CURLINFO_RETRY_AFTER, &retry);
  curl_easy_getinfo(http->curl, CURLINFO_RESPONSE_CODE, &status);
  transfer->response->status = (int)status;
  transfer->response->retry_after_s = retry < 0 ? 0 : retry > RETRY_AFTER_MAX_S ? RETRY_AFTER_MAX_S : retry;
  if (transfer->refused) return false;
  return result == CURLE_OK || explain(transfer, result, details, err);
}

static bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Where a redirect leads, when that is the same host. */
static bool next_url(const struct http *http, const char *from, char *out, size_t size, struct err *err) {
  char *target = NULL;
  char here[HTTP_URL_SIZE];
  char there[HTTP_URL_SIZE];
  curl_easy_getinfo(http->curl, CURLINFO_REDIRECT_URL, &target);
  if (!target || !origin_of(from, here, sizeof here) || !origin_of(target, there, sizeof there))
    return err_set(err, ERR_NETWORK, "a redirect that leads nowhere");
  if (!str_equals(here, there)) return err_set(err, ERR_NETWORK, "redirect to another host ('%.100s') is not followed", there);
  return str_copy(out, size, target) || err_set(err, ERR_NETWORK, "a redirect to a very long address");
}

bool http_get(struct http *http, const struct http_request *request, struct http_response *out, struct err *err) {
  char url[HTTP_URL_SIZE];
  *out = (struct http_response){0};
  if (!http_check_url(request->url, err)) return false;
  if (!str_copy(url, sizeof url, request->url)) return err_set(err, ERR_USAGE, "address too long");
  for (int redirects = 0;; redirects++) {
    *out = (struct http_response){0};
    struct transfer transfer = {.http = http,
                                .max_bytes = request->max_bytes,
                                .etag = request->etag,
                                .bearer = request->bearer,
                                .from = request->from,
                                .if_range = request->if_range,
                                .on_data = request->on_data,
                                .user = request->user,
                                .response = out,
                                .err = err};
    if (!transfer_once(&transfer, url, err)) return false;
    if (!is_redirect(out->status)) break;
    if (redirects == REDIRECTS_MAX) return err_set(err, ERR_NETWORK, "more than %d redirects", REDIRECTS_MAX);
    if (!next_url(http, url, url, sizeof url, err)) return false;
  }
  if (out->status == 200 || (out->status == 206 && request->from > 0) || (out->status == 304 && !str_is_empty(request->etag)))
    return true;
  return err_set(err, ERR_NETWORK, "HTTP %d", out->status);
}

bool http_post(struct http *http, const struct http_post *post, struct http_response *out, char answer[HTTP_ANSWER_SIZE],
               struct err *err) {
  *out = (struct http_response){0};
  answer[0] = '\0';
  if (!http_check_url(post->url, err)) return false;
  struct transfer transfer = {
      .http = http, .max_bytes = POST_ANSWER_MAX, .post = post, .answer = answer, .response = out, .err = err};
  if (!transfer_once(&transfer, post->url, err)) return false;
  if (out->status >= 200 && out->status < 300) return true;
  return err_set(err, ERR_NETWORK, "HTTP %d%s%s", out->status, answer[0] ? ": " : "", answer);
}
