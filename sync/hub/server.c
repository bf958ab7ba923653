#include "hub/server.h"

#include "base/str.h"
#include "hub/feed_files.h"
#include "hub/lane.h"
#include "hub/patience.h"
#include "hub/web/visit.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <sodium.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Answers go out by four threads; pages are made one at a time all the same (web.h). What takes longer goes into a lane. */
enum { IDLE_S = 15, CONNECTIONS_MAX = 1024, HEADER_MEMORY = 16 * 1024, THREADS = 4 };

static const struct {
  size_t threads, jobs_max;
} lanes[] = {
    [WEB_PACE_PAGE] = {0, 0},               /* none */
    [WEB_PACE_SLOW] = {4, CONNECTIONS_MAX}, /* people who are signed in are never turned away */
    [WEB_PACE_EXPORT] = {1, 32},
    [WEB_PACE_PASSWORD] = {1, 64},
    [WEB_PACE_PREVIEW] = {1, CONNECTIONS_MAX},
};

#define FEED "/feed/"

struct server {
  struct MHD_Daemon *daemon;
  struct web *web;
  const struct clock *clock;
  struct patience patience;
  struct lane *lanes[COUNT_OF(lanes)];
  int folder; /* D/feed, as a descriptor */
};

/* One request, from its first line to the end of its answer. */
struct asking {
  char *uri;
  struct visit *visit; /* NULL: the feed is asked, or the headers are not there yet */
  bool has_headers;
  struct MHD_Connection *connection;
  struct lane *lane; /* where `job` counts; NULL: in none */
  struct lane_job job;
  bool is_answered; /* by a lane */
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

/* ---- what takes long ---- */

static void go_on(struct asking *asking) {
  asking->is_answered = true;
  MHD_resume_connection(asking->connection);
}

static void run_job(struct lane_job *job) {
  struct asking *asking = (struct asking *)(void *)((char *)job - offsetof(struct asking, job));
  visit_answer(asking->visit);
  go_on(asking);
}

static void turn_away(struct asking *asking) {
  visit_turn_away(asking->visit);
  go_on(asking);
}

/* libmicrohttpd calls on_request once more when the connection is resumed. */
static enum MHD_Result answer_in_lane(struct lane *lane, struct asking *asking, struct MHD_Connection *connection) {
  asking->connection = connection;
  asking->job.run = run_job;
  asking->lane = lane;
  MHD_suspend_connection(connection);
  if (lane_push(lane, &asking->job)) return MHD_YES;
  asking->lane = NULL;
  turn_away(asking);
  return MHD_YES;
}

static enum MHD_Result answer(const struct server *server, struct asking *asking, struct MHD_Connection *connection) {
  struct lane *lane = asking->is_answered ? NULL : server->lanes[visit_pace(asking->visit)];
  if (lane) return answer_in_lane(lane, asking, connection);
  if (!asking->is_answered) visit_answer(asking->visit);
  if (asking->lane) wait_for(server, connection, PATIENCE_ANSWER_MS);
  return visit_send(asking->visit, connection);
}

static void stop_lanes(struct server *server) {
  for (size_t i = 0; i < COUNT_OF(lanes); i++) {
    struct lane_job *job = server->lanes[i] ? lane_stop(server->lanes[i]) : NULL;
    while (job) {
      struct asking *asking = (struct asking *)(void *)((char *)job - offsetof(struct asking, job));
      job = job->next;
      turn_away(asking);
    }
  }
}

/* ---- what libmicrohttpd calls ---- */

static void on_completed(void *user, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode code UNUSED) {
  struct asking *asking = *state;
  wait_for(user, connection, PATIENCE_MS); /* for the next request of the same connection */
  if (!asking) return;
  if (asking->lane) lane_leave(asking->lane);
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
  return answer(server, asking, connection);
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
  for (size_t i = 0; i < COUNT_OF(lanes); i++)
    if (lanes[i].threads > 0) server->lanes[i] = lane_start(lanes[i].threads, lanes[i].jobs_max);
  unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | (at.any.sa_family == AF_INET6 ? MHD_USE_IPv6 : 0);
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
  stop_lanes(server);
  if (server->daemon) MHD_stop_daemon(server->daemon);
  for (size_t i = 0; i < COUNT_OF(lanes); i++)
    lane_destroy(server->lanes[i]);
  patience_fini(&server->patience);
  if (server->folder >= 0) close(server->folder);
  free(server);
}

void server_look(struct server *server) { patience_cut(&server->patience, clock_elapsed_ms(server->clock)); }

uint16_t server_port(const struct server *server) {
  return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
}
