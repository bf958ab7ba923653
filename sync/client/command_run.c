/* The daemon. Sleeps until the next of: a poll, midnight's top-up, the daily check of the cache, a signal, or a reader's word
 * that the cache is damaged. */
#include "client/command.h"

#include "base/civil.h"
#include "base/compiler.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/notify.h"
#include "base/pulse.h"
#include "base/str.h"
#include "cache/damage.h"
#include "client/confine.h"
#include "client/mail.h"
#include "client/pair.h"
#include "client/schedule.h"
#include "client/session.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

enum {
  DAY_MS = 86400 * 1000,
  POLL_FALLBACK_S = 300,
  METERED_POLL_S = 3600,
  METERED_HEARTBEAT_S = 6 * 3600,
  LONGEST_SLEEP_MS = 3600 * 1000,
  WORK_MS = 20 * 60 * 1000 /* a poll and a round of messages, each with its own limit, take less */
};

static volatile sig_atomic_t stop_asked;
static volatile sig_atomic_t poll_asked;

static void on_signal(int number) {
  if (number == SIGHUP)
    poll_asked = 1;
  else
    stop_asked = 1;
}

/* Signals are blocked but while the daemon sleeps or transfers, so none is lost between a look at the flags and the sleep. */
static void catch_signals(sigset_t *while_asleep) {
  sigset_t ours;
  struct sigaction action = {.sa_handler = on_signal};
  sigemptyset(&ours);
  sigaddset(&ours, SIGTERM);
  sigaddset(&ours, SIGINT);
  sigaddset(&ours, SIGHUP);
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGHUP, &action, NULL);
  sigprocmask(SIG_UNBLOCK, &ours, NULL);
  sigprocmask(SIG_BLOCK, &ours, while_asleep);
}

struct daemon {
  struct sync_options options;
  struct session session;
  struct damage_watch watch;
  struct mail mail;
  struct notify notify;
  struct pulse_beat beat;
  sigset_t while_asleep;
  bool reached;                        /* the hub has answered since the start */
  int64_t next_poll_ms, next_check_ms; /* elapsed time */
};

static double chance(void) { return (double)randombytes_random() / 4294967296.0; }

static int64_t now_ms(const struct daemon *daemon) { return clock_elapsed_ms(&daemon->options.clock); }

static void log_success(const struct daemon *daemon, const struct update_result *result) {
  const struct writer_info *info = writer_info(daemon->session.writer);
  static const char *const ways[] = {[UPDATE_DELTAS] = "from deltas", [UPDATE_SNAPSHOT] = "from the snapshot"};
  log_info("feed '%s': version %" PRId64 " %s, %" PRId64 " entries (%" PRId64 " skipped), %" PRId64 " pictures (%" PRId64
           " missing), %" PRId64 " requests, %" PRId64 " bytes",
           daemon->options.config.feed, result->version, result->way == UPDATE_NONE ? "still there" : ways[result->way],
           info->entries, info->skipped, result->pictures, result->pictures_missing, result->requests, result->bytes);
}

static void log_failure(const struct daemon *daemon, const struct err *err, int64_t delay_ms) {
  const struct writer_info *info = writer_info(daemon->session.writer);
  log_warning("feed '%s': %s, keeping version %" PRId64 ", retry in %" PRId64 " s", daemon->options.config.feed, err->msg,
              info->version, delay_ms / 1000);
}

static int64_t poll_interval_s(const struct daemon *daemon) {
  const struct sync_config *config = &daemon->options.config;
  int64_t feeds_s = daemon->session.update.poll_s > 0 ? daemon->session.update.poll_s : POLL_FALLBACK_S;
  int64_t poll_s = config->poll_s > 0 ? config->poll_s : feeds_s;
  return config->is_metered && poll_s < METERED_POLL_S ? METERED_POLL_S : poll_s;
}

/* After a poll, so that what a caretaker wants of this board is here as soon as what is published. */
static void ask_hub(struct daemon *daemon) {
  sigset_t blocked;
  sigprocmask(SIG_SETMASK, &daemon->while_asleep, &blocked);
  mail_ask(&daemon->mail);
  sigprocmask(SIG_SETMASK, &blocked, NULL);
}

/* Transfers run with signals let through: they end on SIGTERM. */
static void poll_now(struct daemon *daemon) {
  struct update_result result;
  struct err err;
  sigset_t blocked;
  int failures = daemon->session.failures;
  poll_asked = 0;
  sigprocmask(SIG_SETMASK, &daemon->while_asleep, &blocked);
  session_take_stick(&daemon->session);
  bool ok = session_poll(&daemon->session, &result, &err);
  sigprocmask(SIG_SETMASK, &blocked, NULL);
  if (stop_asked) return;
  daemon->reached = daemon->reached || ok;
  int64_t delay = ok ? schedule_poll_ms(poll_interval_s(daemon), chance())
                     : schedule_retry_ms(daemon->reached ? poll_interval_s(daemon) : 0, daemon->session.failures,
                                         daemon->session.update.retry_after_s, chance());
  daemon->next_poll_ms = now_ms(daemon) + delay;
  if (!ok) log_failure(daemon, &err, delay);
  if (ok && (result.way != UPDATE_NONE || failures > 0)) log_success(daemon, &result);
  if (ok) ask_hub(daemon);
}

static void mail_now(struct daemon *daemon) {
  sigset_t blocked;
  sigprocmask(SIG_SETMASK, &daemon->while_asleep, &blocked);
  mail_run(&daemon->mail, writer_info(daemon->session.writer), chance());
  sigprocmask(SIG_SETMASK, &blocked, NULL);
}

static int64_t sooner(int64_t a, int64_t b) { return a < b ? a : b; }

static bool check_now(struct daemon *daemon, struct err *err) {
  daemon->next_check_ms = now_ms(daemon) + DAY_MS;
  return session_check(&daemon->session, err);
}

static int64_t until_midnight_ms(const struct daemon *daemon) {
  return (int64_t)(DAY_SECONDS - wall_second(clock_wall(&daemon->options.clock)) + 1) * 1000;
}

/* To litfass-device: a poll has ended, and the next will have ended by then. Without a network it ended too. */
static void give_sign_of_life(struct daemon *daemon, int64_t sleep_ms) {
  struct err err;
  const char *word = daemon->session.failures == 0 ? "polled" : "offline";
  if (!pulse_beat(&daemon->beat, &daemon->options.clock, sleep_ms + WORK_MS, word, &err))
    log_warning("sign of life: %s", err.msg);
}

/* Wall time may be set while we sleep, so midnight is looked for at least every hour. */
static void sleep_until_due(struct daemon *daemon) {
  int64_t due = sooner(sooner(daemon->next_poll_ms, daemon->next_check_ms), mail_due_ms(&daemon->mail));
  int64_t left = sooner(due - now_ms(daemon), sooner(until_midnight_ms(daemon), LONGEST_SLEEP_MS));
  left = notify_sleep_ms(&daemon->notify, left);
  if (left <= 0) return;
  give_sign_of_life(daemon, left);
  struct timespec time = {.tv_sec = left / 1000, .tv_nsec = left % 1000 * 1000000};
  struct pollfd watches[] = {{.fd = damage_watch_fd(&daemon->watch), .events = POLLIN},
                             {.fd = mail_fd(&daemon->mail), .events = POLLIN}};
  if (ppoll(watches, COUNT_OF(watches), &time, &daemon->while_asleep) < 0 && errno != EINTR)
    log_warning("sleep: %s", strerror(errno));
}

static bool serve(struct daemon *daemon, struct err *err) {
  if (!check_now(daemon, err)) return false;
  daemon->next_poll_ms = now_ms(daemon);
  while (!stop_asked) {
    if (damage_watch_take(&daemon->watch)) {
      log_warning("cache '%s': the app reports damage", daemon->options.config.cache);
      if (!check_now(daemon, err)) return false;
    }
    if (!session_top_up(&daemon->session, err)) log_warning("top-up: %s", err->msg);
    if (poll_asked || now_ms(daemon) >= daemon->next_poll_ms) poll_now(daemon);
    if (!stop_asked) mail_now(daemon);
    if (now_ms(daemon) >= daemon->next_check_ms && !check_now(daemon, err)) return false;
    /* The poll has ended, well or honestly offline. */
    notify_alive(&daemon->notify, now_ms(daemon));
    if (!stop_asked) sleep_until_due(daemon);
  }
  return true;
}

static bool open_all(struct daemon *daemon, struct err *err) {
  const struct sync_config *config = &daemon->options.config;
  struct mail_config mail = {.hub = config->hub,
                             .device_key_file = config->device_key_file,
                             .spool = config->spool,
                             .cache = config->cache,
                             .device = config->device,
                             .heartbeat_s = config->heartbeat_s};
  if (config->is_metered && mail.heartbeat_s > 0 && mail.heartbeat_s < METERED_HEARTBEAT_S)
    mail.heartbeat_s = METERED_HEARTBEAT_S;
  if (!session_open(&daemon->session, &daemon->options, &stop_asked, err)) return false;
  if (mail_open(&daemon->mail, &mail, daemon->session.http, &daemon->options.clock, chance(), err)) return true;
  session_close(&daemon->session);
  return false;
}

/* A board that knows its hub and no feed yet: shows its code until a person has typed it there. */
static bool get_paired(struct daemon *daemon, struct err *err) {
  if (daemon->options.config.feed[0]) return true;
  log_info("hub '%s': waiting to be paired", daemon->options.config.hub);
  notify_ready(&daemon->notify);
  while (!stop_asked) {
    int64_t retry_after_s = 0;
    enum pair_state state;
    sigset_t blocked;
    sigprocmask(SIG_SETMASK, &daemon->while_asleep, &blocked);
    bool ok = pair_ask(&daemon->options, &stop_asked, &state, &retry_after_s, err);
    sigprocmask(SIG_SETMASK, &blocked, NULL);
    if (!ok) return false;
    notify_alive(&daemon->notify, now_ms(daemon));
    if (state == PAIR_DONE) return pair_recall(&daemon->options.config, err);
    struct timespec time = {.tv_sec = retry_after_s > PAIR_LOOK_S ? retry_after_s : PAIR_LOOK_S};
    if (!stop_asked) ppoll(NULL, 0, &time, &daemon->while_asleep);
  }
  return true;
}

int command_run_daemon(int argc, char **argv) {
  struct daemon daemon = {0};
  struct err err;
  int code = options_read(
      argc, argv, "Keeps the cache up to date and sends messages until it is told to stop (SIGTERM). SIGHUP: look at once.",
      OPTIONS_NEED_FEED | OPTIONS_OR_HUB | OPTIONS_NEED_CACHE, &daemon.options);
  if (code != OPTIONS_GO_ON) return code;
  if (sodium_init() < 0) return EX_SOFTWARE;
  catch_signals(&daemon.while_asleep);
  notify_open(&daemon.notify);
  if (!get_paired(&daemon, &err)) {
    log_error("%s", err.msg);
    return err_exit_code(err.code);
  }
  if (stop_asked) return EX_OK;
  if (!open_all(&daemon, &err)) {
    log_error("%s", err.msg);
    return err_exit_code(err.code);
  }
  pulse_init(&daemon.beat, daemon.options.config.health, "sync");
  confine_daemon(&daemon.options.config);
  damage_watch_open(&daemon.watch, daemon.options.config.cache);
  log_info("feed '%s': watching, cache '%s' holds version %" PRId64, daemon.options.config.feed, daemon.options.config.cache,
           writer_info(daemon.session.writer)->version);
  notify_ready(&daemon.notify);
  bool ok = serve(&daemon, &err);
  if (!ok) log_error("%s", err.msg);
  notify_close(&daemon.notify);
  damage_watch_close(&daemon.watch);
  mail_close(&daemon.mail);
  session_close(&daemon.session);
  if (ok) log_info("stopped");
  return ok ? EX_OK : err_exit_code(err.code);
}
