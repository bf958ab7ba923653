#include "client/session.h"

#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "base/zone.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 + 64 };

static int64_t elapsed_ms(const void *clock) { return clock_elapsed_ms(clock); }

static int64_t best_wall(const struct session *session) {
  const struct clock *clock = &session->options->clock;
  return clock_is_trusted(clock) ? clock_wall(clock) : zone_to_wall(clock->zone, clock->floor_utc);
}

/* The files of a damaged database are kept once, for whoever wants to know what happened to them. */
static bool put_aside(const char *cache, struct err *err) {
  char from[PATH_SIZE];
  char to[PATH_SIZE];
  snprintf(to, sizeof to, "%s.damaged", cache);
  if (rename(cache, to) != 0 && fs_exists(cache)) return err_set_errno(err, "cannot put '%s' aside", cache);
  snprintf(from, sizeof from, "%s-wal", cache);
  snprintf(to, sizeof to, "%s.damaged-wal", cache);
  if (rename(from, to) != 0) unlink(to);
  snprintf(from, sizeof from, "%s-shm", cache);
  unlink(from);
  return true;
}

static bool restore(struct session *session, const struct kept *kept, struct err *err) {
  const struct sync_config *config = &session->options->config;
  struct trust trust;
  struct err why;
  if (!trust_init(&trust, config->key, err)) return false;
  if (kept_restore(kept, &trust, session->writer, best_wall(session), &why)) {
    log_info("cache '%s': rebuilt from what is kept, version %" PRId64, config->cache, writer_info(session->writer)->version);
    return true;
  }
  log_warning("kept snapshot: %s, the cache starts %s", why.msg,
              writer_info(session->writer)->version ? "from a copy" : "empty");
  return true;
}

static bool open_writer(struct session *session, struct err *err) {
  const struct sync_config *config = &session->options->config;
  return writer_open(config->cache, config->zone, &session->writer, err);
}

/* The cache is not there. With a copy, content is back on screen as fast as a file is renamed; what has changed since follows.
 * A copy that is damaged itself goes the way of the cache, and what is kept is read line by line. */
static bool rebuild(struct session *session, struct err *err) {
  const struct sync_config *config = &session->options->config;
  struct kept kept;
  if (!kept_init(&kept, config->cache, err)) return false;
  bool is_copy = kept_put_copy(&kept, config->cache);
  bool ok = open_writer(session, err);
  if (!ok && is_copy && err->code == ERR_CORRUPT) ok = put_aside(config->cache, err) && open_writer(session, err);
  return ok && restore(session, &kept, err);
}

static void close_writer(struct session *session) {
  writer_close(session->writer);
  session->writer = session->update.writer = NULL;
}

bool session_heal(struct session *session, const char *why, struct err *err) {
  const struct sync_config *config = &session->options->config;
  log_error("%s, putting it aside and rebuilding", why);
  close_writer(session);
  if (!put_aside(config->cache, err) || !rebuild(session, err)) return false;
  /* The copy has not been read as a whole yet. It is used up, so the second time is the last. */
  if (!writer_quick_check(session->writer, err)) {
    if (err->code != ERR_CORRUPT) return false;
    close_writer(session);
    if (!put_aside(config->cache, err) || !rebuild(session, err)) return false;
  }
  session->update.writer = session->writer;
  session->update.pictures_done = false;
  return true;
}

/* A cache that is gone, or was cut to nothing, is rebuilt like a damaged one. */
static bool restore_when_empty(struct session *session, struct err *err) {
  char feed[PATH_SIZE];
  snprintf(feed, sizeof feed, "%s.kept/feed.json", session->options->config.cache);
  if (writer_info(session->writer)->version != 0 || !fs_exists(feed)) return true;
  close_writer(session);
  return put_aside(session->options->config.cache, err) && rebuild(session, err);
}

static bool open_cache(struct session *session, struct err *err) {
  if (!open_writer(session, err)) {
    if (err->code != ERR_CORRUPT) return false;
    struct err why = *err;
    if (!session_heal(session, why.msg, err)) return false;
  } else if (!restore_when_empty(session, err)) {
    return false;
  }
  clock_raise_floor(&session->options->clock, writer_info(session->writer)->newest_utc);
  return true;
}

bool session_open(struct session *session, struct sync_options *options, const volatile sig_atomic_t *stop, struct err *err) {
  const struct sync_config *config = &options->config;
  *session = (struct session){.options = options};
  struct http_config http = {.max_bytes_per_s = config->max_kbit_s * 1000 / 8,
                             .ca_file = config->ca_file,
                             .pin = config->pin,
                             .stop = stop,
                             .elapsed_ms = elapsed_ms,
                             .elapsed_user = &options->clock};
  if (!origin_is_folder(config->feed) && !http_check_url(config->feed, err)) return false;
  session->http = http_create(&http);
  if (!open_cache(session, err) || !update_init(&session->update, session->http, config->feed, config->key, config->cache,
                                                &options->clock, session->writer, err)) {
    session_close(session);
    return false;
  }
  session->update.without_pictures = config->is_metered;
  return true;
}

void session_close(struct session *session) {
  http_destroy(session->http);
  writer_close(session->writer);
  *session = (struct session){0};
}

bool session_check(struct session *session, struct err *err) {
  if (writer_quick_check(session->writer, err)) return true;
  if (err->code != ERR_CORRUPT) return false;
  struct err why = *err;
  return session_heal(session, why.msg, err);
}

static void note_failure(struct session *session, const struct err *err) {
  struct err ignored;
  if (writer_info(session->writer)->failing_since_utc != 0) return;
  if (!writer_note_failure(session->writer, clock_utc(&session->options->clock), err->msg, &ignored))
    log_warning("%s", ignored.msg);
}

bool session_poll(struct session *session, struct update_result *out, struct err *err) {
  bool ok = update_poll(&session->update, out, err);
  if (!ok && err->code == ERR_CORRUPT) {
    struct err why = *err;
    if (!session_heal(session, why.msg, err)) return false;
    ok = update_poll(&session->update, out, err);
  }
  writer_count_poll(session->writer, ok, out->requests, out->bytes);
  session->failures = ok ? 0 : session->failures + 1;
  if (!ok) note_failure(session, err);
  return ok;
}

static void complain(struct session *session, const char *words) {
  if (strcmp(words, session->stick_complaint) == 0) return;
  str_copy(session->stick_complaint, sizeof session->stick_complaint, words);
  if (words[0]) log_warning("stick '%s': %s", session->options->config.stick, words);
}

void session_take_stick(struct session *session) {
  const char *folder = session->options->config.stick;
  char feed[PATH_SIZE];
  struct update_result result;
  struct err err;
  snprintf(feed, sizeof feed, "%s/feed.json", folder);
  if (!folder[0] || !fs_exists(feed)) {
    complain(session, "");
    return;
  }
  if (!update_from_folder(&session->update, folder, &result, &err)) {
    complain(session, err.msg);
    return;
  }
  complain(session, "");
  if (result.way != UPDATE_NONE) log_info("stick '%s': version %" PRId64 " taken", folder, result.version);
}

bool session_top_up(struct session *session, struct err *err) {
  if (writer_info(session->writer)->version == 0) return true; /* the first version brings its window along */
  return writer_top_up(session->writer, best_wall(session), NULL, err);
}
