/* Serves feed and pages until SIGINT or SIGTERM. What is saved is published within a second. Once an hour, and on SIGHUP, it
 * looks whether the manifest wants to be signed again or written again: a feed that nobody edits for a fortnight must not
 * expire. */
#include "hub/command.h"

#include "base/log.h"
#include "base/notify.h"
#include "base/str.h"
#include "hub/confine.h"
#include "hub/hub.h"
#include "hub/publish.h"
#include "hub/server.h"
#include "hub/errands.h"
#include "hub/web/web.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { RENEW_LOOK_S = 3600 };

static void close_server(struct server **server) { server_close(*server); }
static void stop_errands(struct errands **errands) { errands_stop(*errands); }

/* Blocked here, before the server's thread starts, so that both threads leave them to sigtimedwait. */
static void block_signals(sigset_t *ours) {
  sigemptyset(ours);
  sigaddset(ours, SIGINT);
  sigaddset(ours, SIGTERM);
  sigaddset(ours, SIGHUP);
  ASSERT(sigprocmask(SIG_BLOCK, ours, NULL) == 0);
  signal(SIGPIPE, SIG_IGN);
}

static bool announce(const struct options *options, const char *address, uint16_t port, const char *key, struct err *err) {
  bool v6 = strchr(address, ':') != NULL;
  char url[128];
  snprintf(url, sizeof url, "http://%s%s%s:%u/feed/", v6 ? "[" : "", address, v6 ? "]" : "", (unsigned)port);
  if (options->json)
    printf("{\"feed\":\"%s\",\"key\":\"%s\"}\n", url, key);
  else
    printf("serving %s for screens that pin the key %s; Ctrl-C ends it\n", url, key);
  return fflush(stdout) == 0 || err_set_errno(err, "cannot write the output");
}

static void renew(struct hub *hub) {
  struct err err;
  int64_t version;
  if (!publish_renew(hub, &version, &err))
    log_warning("serve: cannot renew the manifest, serving it as it is: %s", err.msg);
  else if (version == 0)
    log_warning("serve: nothing is published yet");
}

/* What was saved on a page or came from a source. What `import` brings waits for `publish`. */
static void publish_wanted(struct hub *hub) {
  struct publication publication = {0};
  struct err err;
  int64_t wanted;
  if (!store_get_int(hub->store, "publish_wanted", &wanted, &err) || (wanted && !publish(hub, &publication, &err)) ||
      (wanted && !store_set_int(hub->store, "publish_wanted", 0, &err)))
    log_warning("serve: cannot publish yet: %s", err.msg);
  else if (publication.changed)
    log_info("serve: version %lld, %zu entries put, %zu dropped", (long long)publication.version, publication.put,
             publication.dropped);
}

/* To a service SIGHUP says "look again". Whoever closes the terminal that it was started in wants it to end. */
static bool ends_it(int number, bool has_terminal) {
  return number == SIGINT || number == SIGTERM || (number == SIGHUP && has_terminal);
}

/* Every second: cut who is too slow, publish what is new; every hour: keep the manifest fresh. */
static void serve_until_told(const sigset_t *ours, struct server *server, struct web *web) {
  const struct timespec second = {.tv_sec = 1};
  bool has_terminal = isatty(STDIN_FILENO);
  struct notify notify;
  notify_open(&notify);
  notify_ready(&notify);
  for (int number, seconds = 1; !ends_it(number = sigtimedwait(ours, NULL, &second), has_terminal); seconds++) {
    if (number < 0 && errno != EAGAIN) continue;
    server_look(server);
    pthread_mutex_lock(&web->lock);
    publish_wanted(web->hub);
    if (seconds % RENEW_LOOK_S == 0 || number == SIGHUP) renew(web->hub);
    pthread_mutex_unlock(&web->lock);
    notify_alive(&notify, clock_elapsed_ms(&web->hub->clock));
  }
  notify_close(&notify);
}

bool command_serve(const struct options *options, struct err *err) {
  scoped_hub hub = {0};
  scoped_arena arena = {0};
  CLEANUP(web_fini) struct web web = {0};
  CLEANUP(close_server) struct server *server = NULL;
  CLEANUP(stop_errands) struct errands *errands = NULL;
  struct server_plan plan = {.address = options->bind ? options->bind : "127.0.0.1", .web = &web, .clock = &hub.clock};
  const char *key;
  char feed[PATH_MAX];
  int64_t port = 8080;
  sigset_t ours;
  if (options->port && !parse_int(options->port, 0, 65535, &port))
    return err_set(err, ERR_USAGE, "--port must be 0 to 65535, not '%.20s'", options->port);
  if (!hub_open(&hub, options->dir, options->clock, err) || !store_get(hub.store, "root_key", "", &arena, &key, err) ||
      !hub_path(options->dir, "feed", feed, err) || !web_init(&web, &hub, err))
    return false;
  block_signals(&ours);
  renew(&hub);
  if (!options->no_sandbox) confine_hub(options->dir);
  plan.feed_folder = feed;
  plan.port = (uint16_t)port;
  if (!server_open(&plan, &server, err) || !announce(options, plan.address, server_port(server), key, err)) return false;
  if (!errands_start(options->dir, options->clock, &errands, err)) return false;
  serve_until_told(&ours, server, &web);
  return true;
}
