#include "hub/inbox.h"

#include "base/clock.h"
#include "base/log.h"
#include "base/str.h"
#include "hub/house.h"
#include "hub/screens.h"

#include <sodium.h>
#include <string.h>

/* Heartbeats are not kept: the newest stands with its board. */
static bool take_heartbeat(struct store *store, const struct letter *letter, struct arena *arena, int64_t now,
                           struct err *err) {
  struct message message;
  if (letter->len > HEARTBEAT_MAX) return err_set(err, ERR_TOO_BIG, "a heartbeat of more than %d bytes", HEARTBEAT_MAX);
  return message_open(letter->line, letter->len, NULL, arena, &message, err) &&
         screen_heard(store, letter->screen, message.body, message.made_utc, now, err);
}

static bool keep(struct store *store, const struct letter *letter, const struct message *message, int64_t now, bool *is_new,
                 struct err *err) {
  if (!query_run(store, "INSERT OR IGNORE INTO message (id, screen, kind, received, line) VALUES (?1, ?2, ?3, ?4, ?5)",
                 WITH(value_text(message->id), value_number(letter->screen), value_text(message_kind_name(message->kind)),
                      value_number(now), value_bytes(letter->line, letter->len)),
                 err))
    return false;
  *is_new = query_changes(store) > 0;
  return true;
}

enum message_kind inbox_kind(const struct letter *letter) {
  scoped_arena arena = {0};
  struct message message;
  struct err ignored;
  return message_look(letter->line, letter->len, &arena, &message, &ignored) ? message.kind : MESSAGE_KINDS;
}

bool inbox_take(struct store *store, const struct letter *letter, int64_t now, bool *is_new, struct err *err) {
  scoped_arena arena = {0};
  struct message message;
  if (!message_look(letter->line, letter->len, &arena, &message, err)) return false;
  if (*letter->key && !str_equals(letter->key, message.id))
    return err_set(err, ERR_PARSE, "the Idempotency-Key is not the message's id");
  *is_new = true;
  if (message.kind == MESSAGE_HEARTBEAT) return take_heartbeat(store, letter, &arena, now, err);
  return keep(store, letter, &message, now, is_new, err) && screen_heard(store, letter->screen, NULL, 0, now, err);
}

/* ---- reading ---- */

/* The house's key, or that it is not here. */
static bool get_key(struct hub *hub, struct seal_pair *out, bool *is_here, struct err *err) {
  *is_here = house_load(hub->dir, out, err);
  return *is_here || err->code == ERR_NOT_FOUND;
}

bool inbox_settle(struct hub *hub, const char *id, struct err *err) {
  return query_run(hub->store, "UPDATE message SET is_done = 1, line = '' WHERE id = ?1", WITH(value_text(id)), err);
}

#define LETTERS                                                                                                                \
  "SELECT message.id, received, line, screen.name AS screen FROM message JOIN screen ON screen.id = message.screen"            \
  " WHERE kind = ?1 AND is_done = 0"

/* Puts "body" in the place of "line". *is_open is false for what this key does not open. */
static bool open_letter(json_t *row, const struct seal_pair *key, bool *is_open, struct err *why) {
  scoped_arena arena = {0};
  struct message message;
  const char *line = json_string_value(json_object_get(row, "line"));
  *is_open = line && message_open(line, strlen(line), key, &arena, &message, why);
  if (!*is_open) return true;
  json_object_set_new(row, "body", json_loads(message.body, 0, NULL));
  json_object_del(row, "line");
  return true;
}

static bool open_all(struct hub *hub, json_t *rows, const struct seal_pair *key, json_t *out, struct err *err) {
  size_t i;
  json_t *row;
  json_array_foreach(rows, i, row) {
    struct err why = {0};
    bool is_open;
    if (!open_letter(row, key, &is_open, &why)) return false;
    if (is_open) {
      json_array_append(out, row);
      continue;
    }
    const char *id = json_string_value(json_object_get(row, "id"));
    log_warning("message %s cannot be read and is put away: %s", id, why.msg);
    if (!inbox_settle(hub, id, err)) return false;
  }
  return true;
}

static bool open_rows(struct hub *hub, json_t *rows, json_t **out, bool *is_locked, struct err *err) {
  struct seal_pair key;
  bool is_here = true;
  *is_locked = false;
  *out = json_array();
  if (json_array_size(rows) == 0) return true;
  bool ok = get_key(hub, &key, &is_here, err);
  *is_locked = !is_here;
  if (ok && is_here) ok = open_all(hub, rows, &key, *out, err);
  sodium_memzero(&key, sizeof key);
  if (ok) return true;
  json_decref(*out);
  return false;
}

bool inbox_read(struct hub *hub, enum message_kind kind, json_t **out, bool *is_locked, struct err *err) {
  json_t *rows;
  if (!query_list(hub->store, LETTERS " ORDER BY received LIMIT 200", WITH(value_text(message_kind_name(kind))), &rows, err))
    return false;
  bool ok = open_rows(hub, rows, out, is_locked, err);
  json_decref(rows);
  return ok;
}

bool inbox_find(struct hub *hub, enum message_kind kind, const char *id, json_t **out, struct err *err) {
  json_t *rows, *opened;
  bool is_locked;
  *out = NULL;
  if (!query_list(hub->store, LETTERS " AND message.id = ?2", WITH(value_text(message_kind_name(kind)), value_text(id)), &rows,
                  err))
    return false;
  bool ok = open_rows(hub, rows, &opened, &is_locked, err);
  json_decref(rows);
  if (!ok) return false;
  *out = json_incref(json_array_get(opened, 0));
  json_decref(opened);
  return true;
}

bool inbox_read_texts(struct hub *hub, int64_t limit, json_t **out, struct err *err) {
  json_t *rows;
  bool is_locked;
  if (!query_list(hub->store,
                  "SELECT message.id, received, line, screen.name AS screen FROM message JOIN screen ON screen.id = screen"
                  " WHERE kind = 'survey' AND is_done = 1 AND line <> '' ORDER BY received DESC LIMIT ?1",
                  WITH(value_number(limit)), &rows, err))
    return false;
  bool ok = open_rows(hub, rows, out, &is_locked, err);
  json_decref(rows);
  return ok;
}

bool inbox_sweep(struct hub *hub, struct err *err) {
  return query_run(hub->store, "DELETE FROM message WHERE is_done = 1 AND line = '' AND received < ?1",
                   WITH(value_number(clock_utc(&hub->clock) - INBOX_KEEP_S)), err);
}
