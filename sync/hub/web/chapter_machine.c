/* What boards ask, under /v1/: they prove themselves by their device key (Authorization: Bearer), and come again until they are
 * answered with 2xx or told by a 4xx that they never will be (client/mail.c). */
#include "base/str.h"
#include "hub/inbox.h"
#include "hub/screens.h"
#include "hub/web/chapters.h"
#include "hub/web/page.h"
#include "spool/pairing.h"

#include <string.h>

static const char *bearer(const struct page *page) {
  const char *value = page->request->authorization;
  return str_starts_with(value, "Bearer ") ? value + strlen("Bearer ") : "";
}

bool machine_say(struct page *page, unsigned status, const char *words) {
  json_t *object = json_pack("{s:s}", status < 300 ? "state" : "error", words);
  char *text = json_dumps(object, JSON_COMPACT);
  json_decref(object);
  reply_json(page->reply, status, text ? text : "{}");
  free(text);
  return true;
}

/* Bad news of a handler in the language of machines. */
bool machine_say_failure(struct page *page, const struct err *err) {
  bool is_theirs = err->code == ERR_PARSE || err->code == ERR_TOO_BIG || err->code == ERR_DENIED;
  unsigned status = err->code == ERR_TOO_BIG ? 413 : is_theirs ? 422 : 500;
  return machine_say(page, status, is_theirs ? err->msg : "try again later");
}

/* Of a board that is none of ours. */
static bool say_unknown(struct page *page) {
  reply_header(page->reply, "WWW-Authenticate", "Bearer");
  return machine_say(page, 401, "unknown device key");
}

static bool take_message(struct page *page, struct err *err) {
  struct store *store = page->hub->store;
  struct letter letter = {
      .line = buf_text(&page->request->body), .len = page->request->body.len, .key = page->request->idempotency_key};
  const char *settings;
  bool is_new;
  if (!screen_by_key(store, bearer(page), &letter.screen, err)) return false;
  if (letter.screen == 0) return say_unknown(page);
  struct err why = {0};
  if (inbox_kind(&letter) == MESSAGE_PICTURE) return shots_take(page, &letter, err);
  if (!store_begin(store, err)) return false;
  if (!inbox_take(store, &letter, page_now(page), &is_new, &why)) return store_rollback(store), machine_say_failure(page, &why);
  if (!store_commit(store, err) || !screen_settings(store, letter.screen, page_now(page), page->arena, &settings, err))
    return false;
  reply_json(page->reply, 200,
             arena_printf(page->arena, "{\"state\":\"%s\",\"screen\":%s}", is_new ? "taken" : "known", settings));
  return true;
}

/* {"screen":{…}}: what is wanted of the board that asks. */
static bool tell_screen(struct page *page, struct err *err) {
  const char *settings;
  int64_t screen;
  if (!screen_by_key(page->hub->store, bearer(page), &screen, err)) return false;
  if (screen == 0) return say_unknown(page);
  if (!screen_asked(page->hub->store, screen, page_now(page), err) ||
      !screen_settings(page->hub->store, screen, page_now(page), page->arena, &settings, err))
    return false;
  reply_json(page->reply, 200, arena_printf(page->arena, "{\"screen\":%s}", settings));
  return true;
}

/* Everything that a paired board needs to know. */
static bool welcome(struct page *page, int64_t screen, struct err *err) {
  const char *root, *name, *settings;
  if (!store_get(page->hub->store, "root_key", "", page->arena, &root, err) ||
      !store_get(page->hub->store, "name", "", page->arena, &name, err) ||
      !screen_settings(page->hub->store, screen, page_now(page), page->arena, &settings, err))
    return false;
  json_t *object = json_pack("{s:s,s:s,s:s,s:s,s:o}", "state", "paired", "feed", "/feed/", "root_key", root, "house", name,
                             "screen", json_loads(settings, 0, NULL));
  char *text = json_dumps(object, JSON_COMPACT);
  json_decref(object);
  reply_json(page->reply, 200, text ? text : "{}");
  free(text);
  return true;
}

static bool take_pairing(struct page *page, struct err *err) {
  const char *key = bearer(page);
  enum pairing_state state;
  struct err why = {0};
  char hash[DEVICE_KEY_SIZE];
  int64_t screen;
  if (strlen(key) != DEVICE_KEY_SIZE - 1 || strspn(key, "0123456789abcdef") != DEVICE_KEY_SIZE - 1)
    return machine_say(page, 401, "a device key has 64 hex digits");
  device_key_hash(key, hash);
  if (!pairing_ask(page->hub->store, hash, page->request->peer, page_now(page), &state, &why)) {
    if (why.code != ERR_TOO_BIG) return *err = why, false;
    reply_header(page->reply, "Retry-After", "300");
    return machine_say(page, 429, why.msg);
  }
  if (state == PAIRING_REVOKED) return machine_say(page, 403, "this board was disconnected");
  if (state == PAIRING_WAITING) return machine_say(page, 202, "waiting");
  return screen_by_key(page->hub->store, key, &screen, err) && welcome(page, screen, err);
}

const struct route chapter_machine[] = {
    {METHOD_POST, "/v1/messages", ROLE_NOBODY, ROUTE_MACHINE, take_message},
    {METHOD_GET, "/v1/screen", ROLE_NOBODY, ROUTE_MACHINE, tell_screen},
    {METHOD_POST, "/v1/pairing", ROLE_NOBODY, ROUTE_MACHINE, take_pairing},
    {0},
};
