#include "hub/inbox.h"

#include "base/str.h"
#include "hub/screens.h"
#include "spool/message_open.h"

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
