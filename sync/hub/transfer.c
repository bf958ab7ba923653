#include "hub/transfer.h"

#include "base/compiler.h"
#include "base/str.h"

#include <curl/curl.h>
#include <sodium.h>
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

/* Runs one request with a handle of its own. */
static CURL *open_curl(void) {
  ASSERT(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
  CURL *curl = curl_easy_init();
  ASSERT(curl != NULL);
  return curl;
}

static void close_curl(CURL *curl) {
  curl_easy_cleanup(curl);
  curl_global_cleanup();
}

bool transfer_get(const struct transfer_request *request, struct buf *body, struct transfer_response *out, struct err *err) {
  *out = (struct transfer_response){0};
  if (!guard_check_url(request->url, err)) return false;
  CURL *curl = open_curl();
  bool done = go(curl, request, body, out, err);
  close_curl(curl);
  return done;
}

/* ---- outwards ---- */

struct answer {
  char words[160];
};

static size_t on_answer(char *data, size_t size, size_t count, void *user) {
  struct answer *answer = user;
  size_t len = size * count, used = strlen(answer->words);
  for (size_t i = 0; i < len && used + 1 < sizeof answer->words; i++)
    answer->words[used++] = data[i] >= ' ' && data[i] <= '~' ? data[i] : ' ';
  answer->words[used] = '\0';
  return len;
}

/* The body's hash, which stores want signed; curl 7.88 signs the header but does not make it. */
static struct curl_slist *add_content_hash(struct curl_slist *headers, const struct transfer_upload *upload) {
  unsigned char hash[32];
  char hex[65];
  if (!upload->access_key) return headers;
  crypto_hash_sha256(hash, upload->body ? upload->body : (const void *)"", upload->len);
  hex_format(hash, sizeof hash, hex);
  return add_header(headers, "x-amz-content-sha256", hex);
}

static void sign(CURL *curl, const struct transfer_upload *upload, char provider[80], char user[300]) {
  if (!upload->access_key) return;
  snprintf(provider, 80, "aws:amz:%s:s3", upload->region);
  snprintf(user, 300, "%s:%s", upload->access_key, upload->secret_key);
  curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, provider);
  curl_easy_setopt(curl, CURLOPT_USERPWD, user);
}

static bool send_once(CURL *curl, const struct transfer_upload *upload, struct err *err) {
  char details[CURL_ERROR_SIZE] = "", provider[80], user[300];
  struct answer answer = {""};
  set_limits(curl, (upload->timeout_s > 0 ? upload->timeout_s : TRANSFER_TIMEOUT_S) * 1000);
  curl_easy_setopt(curl, CURLOPT_URL, upload->url);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, details);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_answer);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
  if (upload->body) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)upload->len);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, upload->body);
  }
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, upload->method);
  sign(curl, upload, provider, user);
  struct curl_slist *headers = add_header(NULL, "Content-Type", upload->content_type);
  headers = add_content_hash(add_header(headers, "Cache-Control", upload->cache_control), upload);
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(headers);
  if (result != CURLE_OK) return err_set(err, ERR_NETWORK, "%s", details[0] ? details : curl_easy_strerror(result));
  long status = status_of(curl);
  return (status >= 200 && status < 300) || err_set(err, ERR_NETWORK, "HTTP %ld %s", status, answer.words);
}

bool transfer_send(const struct transfer_upload *upload, struct err *err) {
  if (!guard_check_url(upload->url, err)) return false;
  CURL *curl = open_curl();
  bool sent = send_once(curl, upload, err);
  close_curl(curl);
  return sent;
}

struct reading {
  const struct buf *text;
  size_t at;
};

static size_t on_read(char *out, size_t size, size_t count, void *user) {
  struct reading *reading = user;
  size_t left = reading->text->len - reading->at, len = size * count < left ? size * count : left;
  memcpy(out, reading->text->data + reading->at, len);
  reading->at += len;
  return len;
}

/* RFC 2047: words that are not ASCII, in one encoded word; subjects of ours are short. */
static void add_subject(struct buf *out, const char *subject) {
  static const char digits[] = "0123456789ABCDEF";
  buf_adds(out, "Subject: =?UTF-8?Q?");
  for (const unsigned char *at = (const unsigned char *)subject; *at; at++) {
    if (*at > ' ' && *at < 0x7F && !strchr("=?_", *at))
      buf_addc(out, (char)*at);
    else
      buf_addf(out, "=%c%c", digits[*at >> 4], digits[*at & 15]);
  }
  buf_adds(out, "?=\r\n");
}

static void write_letter(const struct transfer_letter *letter, struct buf *out) {
  buf_addf(out, "From: Litfass <%s>\r\nTo: <%s>\r\n", letter->from, letter->to);
  add_subject(out, letter->subject);
  buf_adds(out, "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
                "Auto-Submitted: auto-generated\r\n\r\n");
  for (const char *at = letter->text; *at; at++)
    buf_adds(out, *at == '\n' ? "\r\n" : (const char[]){*at, '\0'});
  buf_adds(out, "\r\n");
}

static bool is_here(const char *server) { return strstr(server, "//127.0.0.1") || strstr(server, "//localhost"); }

static bool mail_once(CURL *curl, const struct transfer_letter *letter, const struct buf *text, struct err *err) {
  char details[CURL_ERROR_SIZE] = "", from[300], to[300];
  struct reading reading = {.text = text};
  snprintf(from, sizeof from, "<%s>", letter->from);
  snprintf(to, sizeof to, "<%s>", letter->to);
  struct curl_slist *recipients = curl_slist_append(NULL, to);
  set_limits(curl, TRANSFER_TIMEOUT_S * 1000);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)(is_here(letter->server) ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  curl_easy_setopt(curl, CURLOPT_URL, letter->server);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, details);
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
  curl_easy_setopt(curl, CURLOPT_READDATA, &reading);
  if (!str_is_empty(letter->user)) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, letter->user);
    curl_easy_setopt(curl, CURLOPT_PASSWORD, letter->password);
  }
  CURLcode result = curl_easy_perform(curl);
  curl_slist_free_all(recipients);
  return result == CURLE_OK || err_set(err, ERR_NETWORK, "%s", details[0] ? details : curl_easy_strerror(result));
}

bool transfer_mail(const struct transfer_letter *letter, struct err *err) {
  scoped_buf text;
  buf_init(&text, 64 * 1024);
  if (!str_starts_with(letter->server, "smtp://") && !str_starts_with(letter->server, "smtps://"))
    return err_set(err, ERR_USAGE, "a mail server is smtp://… or smtps://…, not '%.60s'", letter->server);
  write_letter(letter, &text);
  if (!buf_ok(&text, err)) return false;
  CURL *curl = open_curl();
  bool sent = mail_once(curl, letter, &text, err);
  close_curl(curl);
  return sent;
}
