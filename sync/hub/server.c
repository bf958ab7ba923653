#include "hub/server.h"

#include "base/str.h"
#include "hub/feed_files.h"
#include "hub/patience.h"
#include "hub/web/visit.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Answers go out by four threads; pages are made one at a time all the same (web.h). */
enum { IDLE_S = 15, CONNECTIONS_MAX = 1024, HEADER_MEMORY = 16 * 1024, THREADS = 4 };

#define FEED "/feed/"

struct server {
  struct MHD_Daemon *daemon;
  struct web *web;
  const struct clock *clock;
  struct patience patience;
  int folder; /* D/feed, as a descriptor */
};

/* One request, from its first line to the end of its answer. */
struct asking {
  char *uri;
  struct visit *visit; /* NULL: the feed is asked, or the headers are not there yet */
  bool has_headers;
};

static int socket_of(struct MHD_Connection *connection) {
  const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  return info ? info->connect_fd : -1;
}

static void wait_for(const struct server *server, struct MHD_Connection *connection, int64_t ms) {
  int64_t deadline = ms ? clock_elapsed_ms(server->clock) + ms : 0;
  patience_set((struct patience *)(uintptr_t)&server->patience, socket_of(connection), deadline);
}

static void on_connection(void *user, struct MHD_Connection *connection, void **state UNUSED,
                          enum MHD_ConnectionNotificationCode code) {
  wait_for(user, connection, code == MHD_CONNECTION_NOTIFY_STARTED ? PATIENCE_MS : 0);
}

static void *on_uri(void *user UNUSED, const char *uri, struct MHD_Connection *connection UNUSED) {
  struct asking *asking = calloc(1, sizeof *asking);
  ASSERT(asking != NULL);
  asking->uri = strdup(uri);
  return asking;
}

static void on_completed(void *user, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode code UNUSED) {
  struct asking *asking = *state;
  wait_for(user, connection, PATIENCE_MS); /* for the next request of the same connection */
  if (!asking) return;
  visit_close(asking->visit);
  free(asking->uri);
  free(asking);
}

static enum MHD_Result on_request(void *user, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version UNUSED, const char *body, size_t *body_len, void **state) {
  struct server *server = user;
  struct asking *asking = *state;
  bool is_feed = str_starts_with(url, FEED);
  if (!asking->has_headers) { /* answering here would close the connection */
    asking->has_headers = true;
    if (!is_feed) asking->visit = visit_open(server->web, connection, asking->uri, method);
    wait_for(server, connection, asking->visit && visit_is_upload(asking->visit) ? PATIENCE_UPLOAD_MS : PATIENCE_MS);
    return MHD_YES;
  }
  if (*body_len > 0) { /* the feed takes no body: it is read away */
    if (asking->visit) visit_take(asking->visit, body, *body_len);
    *body_len = 0;
    return MHD_YES;
  }
  wait_for(server, connection, 0);
  if (is_feed) return feed_files_answer(server->folder, connection, url + strlen(FEED), method);
  return visit_answer(asking->visit, connection);
}

/* Escapes stay as they are, and so name nothing: no file of a feed has a '%' in its path. */
static size_t keep_escapes(void *user UNUSED, struct MHD_Connection *connection UNUSED, char *text) { return strlen(text); }

union address {
  struct sockaddr any;
  struct sockaddr_in v4;
  struct sockaddr_in6 v6;
};

static bool read_address(const char *text, uint16_t port, union address *out, struct err *err) {
  *out = (union address){0};
  if (inet_pton(AF_INET, text, &out->v4.sin_addr) == 1) {
    out->v4.sin_family = AF_INET;
    out->v4.sin_port = htons(port);
    return true;
  }
  if (inet_pton(AF_INET6, text, &out->v6.sin6_addr) == 1) {
    out->v6.sin6_family = AF_INET6;
    out->v6.sin6_port = htons(port);
    return true;
  }
  return err_set(err, ERR_USAGE, "--bind must be an IPv4 or IPv6 address, not '%.60s'", text);
}

static void close_server(struct server **server) { server_close(*server); }

bool server_open(const struct server_plan *plan, struct server **out, struct err *err) {
  union address at;
  if (!read_address(plan->address, plan->port, &at, err)) return false;
  CLEANUP(close_server) struct server *server = calloc(1, sizeof *server);
  ASSERT(server != NULL && sodium_init() >= 0);
  server->web = plan->web;
  server->clock = plan->clock;
  patience_init(&server->patience);
  server->folder = open(plan->feed_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (server->folder < 0) return err_set_errno(err, "cannot open '%s'", plan->feed_folder);
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | (at.any.sa_family == AF_INET6 ? MHD_USE_IPv6 : 0);
  server->daemon = MHD_start_daemon(flags, plan->port, NULL, NULL, on_request, server, MHD_OPTION_SOCK_ADDR, &at.any,
                                    MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_S, MHD_OPTION_CONNECTION_LIMIT,
                                    (unsigned)CONNECTIONS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_MEMORY,
                                    MHD_OPTION_THREAD_POOL_SIZE, (unsigned)THREADS, MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes,
                                    NULL, MHD_OPTION_URI_LOG_CALLBACK, on_uri, NULL, MHD_OPTION_NOTIFY_CONNECTION,
                                    on_connection, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server, MHD_OPTION_END);
  if (!server->daemon) {
    err_set_errno(err, "cannot listen on %s port %u", plan->address, (unsigned)plan->port);
    err->code = ERR_NETWORK;
    return false;
  }
  *out = TAKE(server);
  return true;
}

void server_close(struct server *server) {
  if (!server) return;
  if (server->daemon) MHD_stop_daemon(server->daemon);
  patience_fini(&server->patience);
  if (server->folder >= 0) close(server->folder);
  free(server);
}

void server_look(struct server *server) { patience_cut(&server->patience, clock_elapsed_ms(server->clock)); }

uint16_t server_port(const struct server *server) {
  return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}
