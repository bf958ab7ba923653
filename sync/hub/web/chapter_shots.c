/* Pictures of the displays: asking for one, taking in what a board sends, showing it beside how the board is. */
#include "base/civil.h"
#include "base/str.h"
#include "base/zone.h"
#include "hub/inbox.h"
#include "hub/picture.h"
#include "hub/picture_clean.h"
#include "hub/shots.h"
#include "hub/web/chapters.h"
#include "hub/web/page.h"
#include "hub/web/words.h"
#include "spool/message_open.h"
#include "spool/shot.h"

#include <string.h>

enum { QUIET_S = 3 * 60 /* a board that asks each minute would have come by then */ };

/* ---- from the board ---- */

/* Written anew by another process; the hub goes on meanwhile. False with ERR_PARSE or ERR_TOO_BIG for what is no picture. */
static bool clean(struct page *page, const struct shot *shot, struct buf *out, struct err *err) {
  if (shot->len < 2 || memcmp(shot->picture, "\xFF\xD8", 2) != 0) return err_set(err, ERR_PARSE, "this is no JPEG");
  web_pause(page);
  bool ok = picture_clean(page->hub->dir, shot->picture, shot->len, out, err);
  web_resume(page);
  return ok;
}

static bool keep(struct page *page, int64_t screen, const struct shot *shot, int64_t made, struct err *err) {
  struct store *store = page->hub->store;
  struct err why = {0};
  scoped_buf picture;
  buf_init(&picture, PICTURE_BYTES_MAX);
  bool is_good = clean(page, shot, &picture, &why);
  bool is_theirs = why.code == ERR_PARSE || why.code == ERR_TOO_BIG;
  if (!is_good && !is_theirs) return *err = why, false;
  if (!store_begin(store, err) ||
      !(is_good ? shot_keep(store, screen, picture.data, picture.len, made, err) : shot_refuse(store, screen, err)) ||
      !store_commit(store, err))
    return false;
  return is_good ? machine_say(page, 200, "taken") : machine_say_failure(page, &why);
}

static bool note(struct page *page, int64_t screen, enum shot_state state, struct err *err) {
  struct store *store = page->hub->store;
  return store_begin(store, err) && shot_note(store, screen, shot_state_name(state), err) && store_commit(store, err) &&
         machine_say(page, 200, "taken");
}

bool shots_take(struct page *page, const struct letter *letter, struct err *err) {
  struct message message;
  struct shot shot;
  struct err why = {0};
  bool is_wanted;
  if (!message_open(letter->line, letter->len, NULL, page->arena, &message, &why) ||
      !shot_parse(message.body, page->arena, &shot, &why))
    return machine_say_failure(page, &why);
  if (*letter->key && !str_equals(letter->key, message.id))
    return machine_say(page, 422, "the Idempotency-Key is not the message's id");
  if (!shot_is_wanted(page->hub->store, letter->screen, shot.wish, page_now(page), &is_wanted, err)) return false;
  if (!is_wanted) return machine_say(page, 200, "known"); /* answered already, or nobody waits any more */
  if (shot.state != SHOT_TAKEN) return note(page, letter->screen, shot.state, err);
  int64_t made = message.made_utc == MESSAGE_UNKNOWN_TIME ? page_now(page) : message.made_utc;
  return keep(page, letter->screen, &shot, made, err);
}

/* ---- how far it is ---- */

static const char *words_of_wish(const struct page *page, const json_t *row) {
  const char *state = json_string_value(json_object_get(row, "wish_state"));
  int64_t asked = json_integer_value(json_object_get(row, "wish_at"));
  int64_t seen = json_integer_value(json_object_get(row, "seen"));
  bool is_told = json_is_integer(json_object_get(row, "wish_told"));
  if (!json_is_string(json_object_get(row, "wish")))
    return str_equals(state, "refused") ? N_("Was die Tafel geschickt hat, war kein Bild. Bitte fordern Sie es noch einmal an.")
                                        : NULL;
  if (page_now(page) - asked > SHOT_WISH_S) return N_("Einen Tag lang kam kein Bild. Bitte fordern Sie es noch einmal an.");
  if (str_equals(state, "busy"))
    return N_("Anzeige besetzt: gerade ist jemand an der Tafel. Das Bild entsteht, sobald niemand mehr da ist.");
  if (str_equals(state, "dark")) return N_("Der Bildschirm ist gerade aus. Das Bild entsteht, sobald er wieder an ist.");
  if (is_told) return N_("Noch nicht da: die Tafel weiß Bescheid.");
  return page_now(page) - asked < QUIET_S || seen > asked ? N_("Noch nicht da: die Tafel fragt etwa jede Minute nach.")
                                                          : N_("Keine Verbindung: die Tafel hat sich seit der Anfrage nicht "
                                                               "gemeldet. Das Bild kommt, sobald sie wieder da ist.");
}

void shots_describe(const struct page *page, json_t *row) {
  char text[40];
  int64_t made = json_integer_value(json_object_get(row, "picture_made"));
  const char *words = words_of_wish(page, row);
  json_object_set_new(row, "shot_words", words ? json_string(words) : json_null());
  json_object_set_new(row, "shot_made", json_null());
  if (made == 0) return;
  struct civil at = wall_to_civil(zone_to_wall(page->hub->clock.zone, made));
  snprintf(text, sizeof text, "%d.%d.%d, %02d:%02d", at.day, at.month, at.year, at.hour, at.minute);
  json_object_set_new(row, "shot_made", json_string(text));
}

/* ---- for people ---- */

static bool find(struct page *page, int64_t *id, const char **name, struct err *err) {
  bool found = false;
  if (!parse_int(page->segments[0], 1, INT64_MAX, id)) return err_set(err, ERR_NOT_FOUND, "no such screen");
  if (!query_find(page->hub->store, "SELECT name FROM screen WHERE id = ?1 AND revoked IS NULL", WITH(value_number(*id)),
                  &found, NULL, page->arena, name, err))
    return false;
  return found || err_set(err, ERR_NOT_FOUND, "no such screen");
}

static bool ask(struct page *page, struct err *err) {
  struct store *store = page->hub->store;
  const char *name;
  int64_t id;
  if (!store_begin(store, err) || !find(page, &id, &name, err) || !shot_ask(store, id, page_now(page), err) ||
      !page_note(page, "picture", arena_printf(page->arena, "screen %lld", (long long)id), NULL, name, err) ||
      !store_commit(store, err))
    return false;
  page_done(page, arena_printf(page->arena, "/screens/%lld", (long long)id), N_("Das Bild ist angefordert."));
  return true;
}

static bool show(struct page *page, struct err *err) {
  const void *data;
  const char *name;
  size_t len;
  int64_t id;
  if (!find(page, &id, &name, err) || !shot_load(page->hub->store, id, page->arena, &data, &len, err)) return false;
  if (!data) return err_set(err, ERR_NOT_FOUND, "no picture of this screen");
  page->reply->type = "image/jpeg";
  return buf_add(&page->reply->body, data, len) || buf_ok(&page->reply->body, err);
}

const struct route chapter_shots[] = {
    {METHOD_GET, "/screens/{}/picture", ROLE_ADMIN, 0, show},
    {METHOD_POST, "/screens/{}/picture", ROLE_ADMIN, 0, ask},
    {0},
};
