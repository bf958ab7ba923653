#include "client/mail.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "cache/shown.h"
#include "client/board.h"
#include "client/schedule.h"
#include "client/wishes.h"
#include "feed/stamp.h"
#include "spool/paired.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
  ROUND_LIMIT_MS = 2 * 60 * 1000,
  ROUND_MESSAGES = 100,  /* then the feed has its turn */
  STUMBLES_MAX = 3,      /* 5xx in a row */
  REPLY_MAX = 16 * 1024, /* of the hub to a message */
  LOOK_MS = 300 * 1000,  /* how often to look without being told */
  ASK_LIMIT_MS = 20 * 1000,
  DEAF_MS = 3600 * 1000, /* a hub that does not know the question is asked again after so long */
};

/* ---- opening ---- */

/* A header's value: printable, no spaces. */
static bool read_key(const char *path, char *out, size_t size, struct err *err) {
  scoped_buf text;
  buf_init(&text, size);
  if (!fs_read(path, &text, err)) return err->code = ERR_CONFIG, false;
  size_t len = strcspn(buf_text(&text), "\r\n");
  for (size_t i = 0; i < len; i++)
    if (text.data[i] <= ' ' || text.data[i] > '~') return err_set(err, ERR_CONFIG, "'%s' line 1: not a key", path);
  if (len == 0 || len >= size) return err_set(err, ERR_CONFIG, "'%s' line 1: no key, or one that is too long", path);
  memcpy(out, text.data, len);
  out[len] = '\0';
  return true;
}

static bool set_urls(struct mail *mail, const char *hub, struct err *err) {
  if (!http_check_url(hub, err)) return err->code = ERR_CONFIG, false;
  const char *slash = str_ends_with(hub, "/") ? "" : "/";
  int used = snprintf(mail->url, sizeof mail->url, "%s%sv1/messages", hub, slash);
  snprintf(mail->ask_url, sizeof mail->ask_url, "%s%sv1/screen", hub, slash);
  return used < (int)sizeof mail->url || err_set(err, ERR_CONFIG, "the address of the hub is too long");
}

static void open_watch(struct mail *mail) {
  mail->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (mail->watch < 0 || inotify_add_watch(mail->watch, mail->spool.folder, IN_MOVED_TO) >= 0) return;
  close(mail->watch);
  mail->watch = -1;
}

bool mail_open(struct mail *mail, const struct mail_config *config, struct http *http, const struct clock *clock, double chance,
               struct err *err) {
  *mail = (struct mail){.http = http, .clock = clock, .cache = config->cache, .device = config->device, .watch = -1};
  if (str_is_empty(config->hub)) return true;
  if (!set_urls(mail, config->hub, err) || !spool_init(&mail->spool, config->spool, err)) return false;
  if (!str_is_empty(config->device_key_file) &&
      !read_key(config->device_key_file, mail->device_key, sizeof mail->device_key, err))
    return false;
  if (!fs_make_dirs(mail->spool.folder, err) || !spool_sweep(&mail->spool, err)) return false;
  open_watch(mail);
  int64_t now = clock_elapsed_ms(clock);
  mail->heartbeat_s = config->heartbeat_s;
  mail->next_send_ms = now;
  mail->next_heartbeat_ms = config->heartbeat_s ? now + (int64_t)((double)config->heartbeat_s * 1000 * chance) : INT64_MAX;
  return true;
}

void mail_close(struct mail *mail) {
  if (mail->watch >= 0) close(mail->watch);
  mail->watch = -1;
}

int mail_fd(const struct mail *mail) { return mail->watch; }

int64_t mail_due_ms(const struct mail *mail) {
  if (!mail->url[0]) return INT64_MAX;
  return mail->next_send_ms < mail->next_heartbeat_ms ? mail->next_send_ms : mail->next_heartbeat_ms;
}

/* ---- heartbeat ---- */

static json_t *stamp(int64_t utc) {
  char text[STAMP_TEXT_SIZE];
  if (utc == 0) return json_null();
  stamp_format(utc, text);
  return json_string(text);
}

/* Where no litfass-device is at work the heartbeat has no member of it. */
static void add_board(const struct mail *mail, json_t *body) {
  struct board board;
  struct err ignored;
  if (!str_is_empty(mail->device) && board_read(mail->device, mail->clock, &board, &ignored))
    json_object_set_new(body, "device", board_json(&board));
}

static char *heartbeat_body(const struct mail *mail, const struct writer_info *info) {
  struct spool_tally tally = {0};
  struct shown shown;
  struct err ignored;
  if (!shown_read(mail->cache, &shown, &ignored)) shown = (struct shown){0};
  if (!spool_count(&mail->spool, &tally, &ignored)) log_warning("%s", ignored.msg);
  json_t *body = json_pack("{s:s,s:I,s:I,s:o,s:o,s:o,s:o,s:s,s:s,s:I,s:I}", "program", LITFASS_VERSION, "version",
                           (json_int_t)info->version, "shown_version", (json_int_t)shown.version, "shown_since",
                           stamp(shown.utc), "published", stamp(info->published_utc), "checked", stamp(info->checked_utc),
                           "failing_since", stamp(info->failing_since_utc), "last_error", info->last_error, "clock",
                           clock_is_trusted(mail->clock) ? "trusted" : "not trusted", "waiting", (json_int_t)tally.waiting,
                           "refused", (json_int_t)tally.refused);
  add_board(mail, body);
  char *text = json_dumps(body, JSON_COMPACT);
  json_decref(body);
  ASSERT(text != NULL);
  return text;
}

static bool put_heartbeat(const struct mail *mail, const struct writer_info *info, struct err *err) {
  char id[MESSAGE_ID_SIZE];
  scoped_buf message;
  buf_init(&message, MESSAGE_MAX);
  message_make_id(id);
  int64_t made = clock_is_trusted(mail->clock) ? clock_utc(mail->clock) : MESSAGE_UNKNOWN_TIME;
  char *body = heartbeat_body(mail, info);
  bool ok = message_plain(MESSAGE_HEARTBEAT, id, made, body, &message, err) &&
            spool_put(&mail->spool, MESSAGE_HEARTBEAT, id, &message, err);
  free(body);
  return ok;
}

/* ---- sending ---- */

enum verdict { TAKEN, REFUSED, AGAIN, STUMBLED };

static enum verdict verdict_of(int status) {
  if (status >= 200 && status < 300) return TAKEN;
  if (status >= 500) return STUMBLED;
  switch (status) {
    case 0:
    case 401:
    case 403:
    case 404:
    case 405:
    case 408:
    case 409:
    case 425:
    case 429: return AGAIN;
    default: return REFUSED;
  }
}

/* `why` is set unless the message was taken. */
static enum verdict post(struct mail *mail, const struct spool_item *item, const struct buf *message, int64_t *retry_after_s,
                         struct err *why) {
  struct http_response response;
  char answer[HTTP_ANSWER_SIZE];
  scoped_buf reply;
  buf_init(&reply, REPLY_MAX);
  struct http_post request = {.url = mail->url,
                              .body = buf_text(message),
                              .len = message->len,
                              .bearer = mail->device_key,
                              .idempotency_key = item->id,
                              .reply = &reply};
  if (http_post(mail->http, &request, &response, answer, why)) return wishes_keep(mail->cache, &reply), TAKEN;
  *retry_after_s = response.retry_after_s;
  return verdict_of(response.status);
}

/* Sends one. AGAIN ends the round. */
static enum verdict send_one(struct mail *mail, const struct spool_item *item, struct mail_round *round, struct err *why) {
  scoped_buf message;
  struct err err;
  buf_init(&message, MESSAGE_MAX);
  if (!spool_read(&mail->spool, item, &message, &err)) {
    if (err.code == ERR_NOT_FOUND) return TAKEN; /* it has made room meanwhile */
    *why = err;
    return AGAIN;
  }
  enum verdict verdict = post(mail, item, &message, &round->retry_after_s, why);
  bool ok = true;
  if (verdict == TAKEN) {
    ok = spool_done(&mail->spool, item, &err);
    round->sent++;
  } else if (verdict == REFUSED) {
    log_warning("message '%s': %s, put aside", item->name, why->msg);
    ok = spool_refuse(&mail->spool, item, why->msg, &err);
    round->refused++;
  }
  if (!ok) *why = err;
  return ok ? verdict : AGAIN;
}

bool mail_send(struct mail *mail, struct mail_round *out, struct err *err) {
  scoped_arena arena = {0};
  struct spool_item *items;
  size_t count;
  int stumbles = 0;
  bool ok = true;
  *out = (struct mail_round){0};
  if (!spool_list(&mail->spool, &arena, &items, &count, err)) return false;
  http_start_job(mail->http, ROUND_LIMIT_MS);
  for (size_t i = 0; i < count && i < ROUND_MESSAGES && stumbles < STUMBLES_MAX; i++) {
    struct err why;
    enum verdict verdict = send_one(mail, &items[i], out, &why);
    if (verdict == TAKEN || verdict == REFUSED) {
      stumbles = 0;
      continue;
    }
    if (ok) *err = why;
    ok = false;
    if (verdict == AGAIN) break;
    stumbles++;
  }
  out->left = count - out->sent - out->refused;
  return ok;
}

void mail_ask(struct mail *mail) {
  int64_t now = clock_elapsed_ms(mail->clock);
  if (!mail->url[0] || !mail->device_key[0] || now < mail->next_ask_ms) return;
  http_start_job(mail->http, ASK_LIMIT_MS);
  if (!wishes_ask(mail->http, mail->ask_url, mail->device_key, mail->cache)) mail->next_ask_ms = now + DEAF_MS;
}

static void drain(const struct mail *mail) {
  char events[4096];
  while (mail->watch >= 0 && read(mail->watch, events, sizeof events) > 0) {
  }
}

static void run_round(struct mail *mail, double chance) {
  struct mail_round round;
  struct err err;
  drain(mail);
  bool ok = mail_send(mail, &round, &err);
  bool news = !ok && mail->failures == 0;
  mail->failures = ok ? 0 : mail->failures + 1;
  int64_t delay = !ok               ? schedule_retry_ms(LOOK_MS / 1000, mail->failures, round.retry_after_s, chance)
                  : round.left == 0 ? LOOK_MS
                                    : 0;
  mail->next_send_ms = clock_elapsed_ms(mail->clock) + delay;
  if (news)
    log_warning("hub '%s': %s, %zu messages wait, retry in %" PRId64 " s", mail->url, err.msg, round.left, delay / 1000);
}

/* Whether somebody has put something in. While the hub refuses to answer, its back-off counts. */
static bool is_told(const struct mail *mail) {
  char events[4096];
  bool told = mail->watch >= 0 && read(mail->watch, events, sizeof events) > 0;
  return told && mail->failures == 0;
}

void mail_run(struct mail *mail, const struct writer_info *info, double chance) {
  struct err err;
  if (!mail->url[0]) return;
  int64_t now = clock_elapsed_ms(mail->clock);
  if (now >= mail->next_heartbeat_ms) {
    if (!put_heartbeat(mail, info, &err)) log_warning("%s", err.msg);
    mail->next_heartbeat_ms = now + schedule_poll_ms(mail->heartbeat_s, chance);
  }
  if (is_told(mail)) mail->next_send_ms = now;
  if (now >= mail->next_send_ms) run_round(mail, chance);
}
