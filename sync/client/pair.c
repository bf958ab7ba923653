#include "client/pair.h"

#include "base/clock.h"
#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "client/http.h"
#include "spool/paired.h"
#include "spool/pairing.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { ASK_LIMIT_MS = 60 * 1000, REPLY_MAX = 16 * 1024 };

static int64_t elapsed(const void *clock) { return clock_elapsed_ms(clock); }

/* The board's key; made at the first start and kept. */
static bool get_key(const char *cache, char key[DEVICE_KEY_SIZE], struct err *err) {
  char path[PAIRED_PATH_SIZE];
  unsigned char bytes[32];
  scoped_buf text;
  buf_init(&text, DEVICE_KEY_SIZE + 1);
  if (!paired_path(cache, "key", path, err)) return false;
  if (fs_exists(path)) {
    if (!fs_read(path, &text, err)) return false;
    str_copy(key, DEVICE_KEY_SIZE, buf_text(&text));
    return hex_parse(key, bytes, sizeof bytes) || err_set(err, ERR_CORRUPT, "'%s' is no device key", path);
  }
  device_key_make(key);
  return fs_write_secret(path, key, strlen(key), err);
}

/* The feed's address: as the hub says it, or below the address that the board knows the hub by. */
static bool feed_address(const char *hub, const char *feed, char *out, size_t size) {
  if (feed[0] != '/') return str_copy(out, size, feed);
  bool has_slash = str_ends_with(hub, "/");
  return snprintf(out, size, "%s%s", hub, has_slash ? feed + 1 : feed) < (int)size;
}

static const char *text_of(const json_t *object, const char *name) {
  const char *text = json_string_value(json_object_get(object, name));
  return text ? text : "";
}

static bool keep_screen(const char *cache, const json_t *screen, struct err *err) {
  char *text = json_dumps(screen, JSON_COMPACT);
  bool ok = !text || screen_note_write(cache, text, err);
  free(text);
  return ok;
}

/* {"state":"paired","feed","root_key","house","screen"}: believed only when whole. */
static bool take_welcome(const struct sync_config *config, const struct buf *reply, enum pair_state *out, struct err *err) {
  json_t *object = json_loadb(buf_text(reply), reply->len, JSON_REJECT_DUPLICATES, NULL);
  unsigned char key[32];
  char feed[sizeof config->feed];
  struct paired paired = {.root_key = text_of(object, "root_key"), .house = text_of(object, "house"), .feed = feed};
  struct err why;
  bool good = str_equals(text_of(object, "state"), "paired") && hex_parse(paired.root_key, key, sizeof key) &&
              feed_address(config->hub, text_of(object, "feed"), feed, sizeof feed) && http_check_url(feed, &why);
  bool ok = true;
  if (good) {
    ok = keep_screen(config->cache, json_object_get(object, "screen"), err) && paired_write(config->cache, &paired, err) &&
         pairing_note_remove(config->cache, err);
    *out = PAIR_DONE;
    log_info("hub '%s': paired, feed '%s'", config->hub, feed);
  }
  json_decref(object);
  return ok;
}

static bool note(const struct sync_config *config, const char *key, const char *state, struct err *err) {
  char hash[DEVICE_KEY_SIZE], code[PAIRING_CODE_SIZE];
  device_key_hash(key, hash);
  pairing_code(hash, code);
  const struct pairing_note note = {code, config->hub, state};
  return pairing_note_write(config->cache, &note, err);
}

/* Written only when it differs: the board looks at it every second, and flash wears out. */
static bool note_if_new(const struct sync_config *config, const char *key, const char *state, const struct err *why,
                        struct err *err) {
  scoped_arena arena = {0};
  struct pairing_note old;
  if (!pairing_note_read(config->cache, &arena, &old, err)) old = (struct pairing_note){0};
  if (old.state && str_equals(old.state, state) && str_equals(old.hub, config->hub)) return true;
  if (why) log_warning("hub '%s': %s, the board waits to be paired", config->hub, why->msg);
  return note(config, key, state, err);
}

static bool ask(const struct sync_options *options, const volatile sig_atomic_t *stop, const char *key, struct buf *reply,
                struct http_response *response, struct err *why) {
  const struct sync_config *config = &options->config;
  const struct http_config plan = {
      .ca_file = config->ca_file, .pin = config->pin, .stop = stop, .elapsed_ms = elapsed, .elapsed_user = &options->clock};
  char url[HTTP_URL_SIZE], answer[HTTP_ANSWER_SIZE];
  const struct http_post post = {.url = url, .body = "", .len = 0, .bearer = key, .reply = reply};
  snprintf(url, sizeof url, "%s%sv1/pairing", config->hub, str_ends_with(config->hub, "/") ? "" : "/");
  struct http *http = http_create(&plan);
  http_start_job(http, ASK_LIMIT_MS);
  bool ok = http_post(http, &post, response, answer, why);
  http_destroy(http);
  return ok;
}

bool pair_ask(const struct sync_options *options, const volatile sig_atomic_t *stop, enum pair_state *out,
              int64_t *retry_after_s, struct err *err) {
  const struct sync_config *config = &options->config;
  struct http_response response = {0};
  char key[DEVICE_KEY_SIZE];
  struct err why;
  scoped_buf reply;
  buf_init(&reply, REPLY_MAX);
  *out = PAIR_WAITING;
  if (!get_key(config->cache, key, err)) return false;
  bool answered = ask(options, stop, key, &reply, &response, &why);
  *retry_after_s = response.retry_after_s;
  bool ok;
  if (!answered)
    ok = note_if_new(config, key, response.status == 403 ? "refused" : "offline", &why, err);
  else if (response.status == 200)
    ok = take_welcome(config, &reply, out, err);
  else
    ok = note_if_new(config, key, "waiting", NULL, err);
  sodium_memzero(key, sizeof key);
  return ok;
}

bool pair_recall(struct sync_config *config, struct err *err) {
  scoped_arena arena = {0};
  struct paired paired;
  char path[PAIRED_PATH_SIZE];
  if (config->feed[0] || !config->cache[0] || !config->hub[0]) return true;
  if (!paired_read(config->cache, &arena, &paired, err)) return false;
  if (!paired.feed || !paired.root_key) return true;
  if (!config->device_key_file[0] && (!paired_path(config->cache, "key", path, err) ||
                                      !str_copy(config->device_key_file, sizeof config->device_key_file, path)))
    return false;
  str_copy(config->feed, sizeof config->feed, paired.feed);
  str_copy(config->key, sizeof config->key, paired.root_key);
  return true;
}
