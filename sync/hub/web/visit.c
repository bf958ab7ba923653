#include "hub/web/visit.h"

#include "base/str.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

/* A survey of fifty questions with twenty answers in six languages has 5,500 fields. */
enum { POST_MEMORY = 8192, FIELDS_MAX = 6000, NAME_MAX_LENGTH = 100 };

/* A field of a form, still growing. */
struct field {
  struct param param;
  struct buf value;
  struct field *next;
};

struct visit {
  struct web *web;
  struct request request;
  struct reply reply;
  struct MHD_PostProcessor *form; /* NULL: the body is none */
  struct field *fields, *last;
  size_t field_count, body_len, body_max;
  unsigned refused; /* a status, once something is wrong */
  bool is_head;
};

static const char *header(struct MHD_Connection *connection, const char *name) {
  const char *value = MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
  return value && utf8_is_valid(value, strlen(value)) ? value : "";
}

static void read_headers(struct request *request, struct MHD_Connection *connection) {
  request->host = header(connection, MHD_HTTP_HEADER_HOST);
  request->origin = header(connection, "Origin");
  request->fetch_site = header(connection, "Sec-Fetch-Site");
  request->authorization = header(connection, MHD_HTTP_HEADER_AUTHORIZATION);
  request->idempotency_key = header(connection, "Idempotency-Key");
  request->if_none_match = header(connection, MHD_HTTP_HEADER_IF_NONE_MATCH);
  request->content_type = header(connection, MHD_HTTP_HEADER_CONTENT_TYPE);
  request->session = request_cookie(&request->arena, header(connection, MHD_HTTP_HEADER_COOKIE), "__Host-litfass");
  request->next = request_cookie(&request->arena, header(connection, MHD_HTTP_HEADER_COOKIE), "litfass-next");
}

static bool is_loopback(const char *address) {
  return str_starts_with(address, "127.") || str_equals(address, "::1") || str_starts_with(address, "::ffff:127.");
}

/* Who is at the other end; behind a proxy of this machine, whom that names last. */
static const char *find_peer(struct request *request, struct MHD_Connection *connection) {
  char text[INET6_ADDRSTRLEN] = "";
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (info && info->client_addr->sa_family == AF_INET) {
    struct sockaddr_in v4;
    memcpy(&v4, info->client_addr, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
  } else if (info && info->client_addr->sa_family == AF_INET6) {
    struct sockaddr_in6 v6;
    memcpy(&v6, info->client_addr, sizeof v6);
    inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
  }
  const char *forwarded = header(connection, "X-Forwarded-For");
  if (!is_loopback(text) || !*forwarded) return arena_strdup(&request->arena, text);
  const char *last = strrchr(forwarded, ',');
  last = last ? last + 1 : forwarded;
  return arena_strndup(&request->arena, last + strspn(last, " "), 64);
}

static bool read_uri(struct request *request, const char *uri) {
  size_t len = strcspn(uri, "?");
  request->url = arena_strdup(&request->arena, uri);
  if (!request_unescape(&request->arena, uri, len, false, &request->path)) return false;
  return uri[0] == '/' && (uri[len] == '\0' || request_read_query(request, uri + len + 1));
}

/* ---- the body ---- */

static struct field *add_field(struct visit *visit, const char *name, const char *file_name) {
  if (visit->field_count == FIELDS_MAX || strlen(name) > NAME_MAX_LENGTH) return NULL;
  struct field *field = calloc(1, sizeof *field);
  ASSERT(field != NULL);
  field->param.name = arena_strdup(&visit->request.arena, name);
  field->param.file_name = file_name ? arena_strdup(&visit->request.arena, file_name) : NULL;
  buf_init(&field->value, visit->body_max);
  if (visit->last)
    visit->last->next = field;
  else
    visit->fields = field;
  visit->last = field;
  visit->field_count++;
  return field;
}

static enum MHD_Result take_piece(void *user, enum MHD_ValueKind kind UNUSED, const char *name, const char *file_name,
                                  const char *type UNUSED, const char *encoding UNUSED, const char *data, uint64_t offset,
                                  size_t len) {
  struct visit *visit = user;
  struct field *field = offset == 0 ? add_field(visit, name ? name : "", file_name) : visit->last;
  if (field && buf_add(&field->value, data, len)) return MHD_YES;
  visit->refused = 413;
  return MHD_NO;
}

static bool is_form(const char *type) {
  return str_starts_with(type, "application/x-www-form-urlencoded") || str_starts_with(type, "multipart/form-data");
}

struct visit *visit_open(struct web *web, struct MHD_Connection *connection, const char *uri, const char *method) {
  struct visit *visit = calloc(1, sizeof *visit);
  ASSERT(visit != NULL);
  struct request *request = &visit->request;
  visit->web = web;
  visit->is_head = str_equals(method, "HEAD");
  request->method = str_equals(method, "POST") ? METHOD_POST : METHOD_GET;
  read_headers(request, connection);
  request->peer = find_peer(request, connection);
  if (!visit->is_head && !str_equals(method, "GET") && !str_equals(method, "POST"))
    visit->refused = 405;
  else if (!uri || !read_uri(request, uri))
    visit->refused = 400;
  else if (request->method == METHOD_POST)
    visit->body_max = web_body_max(web, request);
  buf_init(&request->body, visit->body_max);
  buf_init(&visit->reply.body, REPLY_BODY_MAX);
  if (request->method == METHOD_POST && !visit->refused && is_form(request->content_type)) {
    visit->form = MHD_create_post_processor(connection, POST_MEMORY, take_piece, visit);
    if (!visit->form) visit->refused = 400;
  }
  return visit;
}

void visit_close(struct visit *visit) {
  if (!visit) return;
  if (visit->form) MHD_destroy_post_processor(visit->form);
  while (visit->fields) {
    struct field *field = visit->fields;
    visit->fields = field->next;
    buf_fini(&field->value);
    free(field);
  }
  buf_fini(&visit->request.body);
  buf_fini(&visit->reply.body);
  arena_fini(&visit->request.arena);
  free(visit);
}

bool visit_is_upload(const struct visit *visit) { return visit->body_max > WEB_FORM_MAX; }

void visit_take(struct visit *visit, const char *data, size_t len) {
  if (visit->refused) return;
  if (len > visit->body_max - visit->body_len) {
    visit->refused = 413;
    return;
  }
  visit->body_len += len;
  bool taken = visit->form ? MHD_post_process(visit->form, data, len) == MHD_YES : buf_add(&visit->request.body, data, len);
  if (!taken && !visit->refused) visit->refused = 400;
}

/* Browsers end lines of a text with CR LF; we do with LF. */
static void drop_returns(struct buf *text) {
  size_t used = 0;
  for (size_t i = 0; i < text->len; i++)
    if (text->data[i] != '\r' || (i + 1 < text->len && text->data[i + 1] != '\n')) text->data[used++] = text->data[i];
  if (text->data) text->data[used] = '\0';
  text->len = used;
}

/* The fields as the request's form. False for text that is none. */
static bool finish_form(struct visit *visit) {
  struct param **tail = &visit->request.form;
  if (visit->form) {
    bool ended = MHD_destroy_post_processor(visit->form) == MHD_YES;
    visit->form = NULL;
    if (!ended) return false;
  }
  for (struct field *field = visit->fields; field; field = field->next) {
    if (!field->param.file_name) {
      drop_returns(&field->value);
      const char *text = buf_text(&field->value);
      if (strlen(text) != field->value.len || !utf8_is_valid(text, field->value.len) ||
          !utf8_is_valid(field->param.name, strlen(field->param.name)))
        return false;
    }
    field->param.value = buf_text(&field->value);
    field->param.len = field->value.len;
    *tail = &field->param;
    tail = &field->param.next;
  }
  return true;
}

static const struct {
  unsigned status;
  const char *words;
} refusals[] = {
    {400, "Diese Anfrage ist nicht lesbar.\n"},
    {405, "Hier gehen nur GET, HEAD und POST.\n"},
    {413, "Das ist zu groß.\n"},
    {503, "Gerade fragen zu viele danach. Bitte gleich noch einmal.\n"},
};

static void refuse(struct visit *visit) {
  struct reply *reply = &visit->reply;
  for (size_t i = 0; i < COUNT_OF(refusals); i++)
    if (refusals[i].status == visit->refused) reply_text(reply, visit->refused, refusals[i].words);
  if (visit->refused == 405) reply_header(reply, "Allow", "GET, HEAD, POST");
  if (visit->refused == 503) reply_header(reply, "Retry-After", "5");
}

enum web_pace visit_pace(struct visit *visit) { return visit->refused ? WEB_PACE_PAGE : web_pace(visit->web, &visit->request); }

void visit_answer(struct visit *visit) {
  visit->reply.status = 200;
  if (!visit->refused && !finish_form(visit)) visit->refused = 400;
  if (visit->refused)
    refuse(visit);
  else
    web_answer(visit->web, &visit->request, &visit->reply);
}

void visit_turn_away(struct visit *visit) {
  visit->refused = 503;
  refuse(visit);
}

enum MHD_Result visit_send(struct visit *visit, struct MHD_Connection *connection) {
  struct reply *reply = &visit->reply;
  struct MHD_Response *response = MHD_create_response_from_buffer(reply->body.len, reply->body.data, MHD_RESPMEM_MUST_FREE);
  if (!response) return MHD_NO;
  reply->body.data = NULL; /* the response has it now */
  MHD_add_response_header(response, "Content-Type", reply->type ? reply->type : "text/html; charset=utf-8");
  MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
  for (size_t i = 0; i < reply->header_count; i++)
    MHD_add_response_header(response, reply->headers[i].name, reply->headers[i].value);
  if (!reply->is_cacheable) MHD_add_response_header(response, "Cache-Control", "no-store");
  enum MHD_Result result = MHD_queue_response(connection, reply->status, response);
  MHD_destroy_response(response);
  return result;
}
