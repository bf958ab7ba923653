#include "hub/screens.h"

#include "base/str.h"
#include "hub/shots.h"
#include "spool/pairing.h"

#include <string.h>

bool screen_by_key(struct store *store, const char *device_key, int64_t *id, struct err *err) {
  char hash[DEVICE_KEY_SIZE];
  bool found;
  *id = 0;
  device_key_hash(device_key, hash);
  return query_find(store, "SELECT id FROM screen WHERE key_hash = ?1 AND revoked IS NULL", WITH(value_text(hash)), &found, id,
                    NULL, NULL, err);
}

/* ---- pairing ---- */

static bool find_state(struct store *store, const char *hash, bool *is_known, enum pairing_state *out, struct err *err) {
  int64_t is_revoked = 0;
  if (!query_find(store, "SELECT revoked IS NOT NULL FROM screen WHERE key_hash = ?1", WITH(value_text(hash)), is_known,
                  &is_revoked, NULL, NULL, err))
    return false;
  *out = !*is_known ? PAIRING_WAITING : is_revoked ? PAIRING_REVOKED : PAIRING_DONE;
  return true;
}

static bool count_waiting(struct store *store, const char *hash, const char *peer, int64_t *all, int64_t *of_peer,
                          struct err *err) {
  bool found;
  return query_find(store, "SELECT count(*) FROM pairing WHERE key_hash <> ?1", WITH(value_text(hash)), &found, all, NULL, NULL,
                    err) &&
         query_find(store, "SELECT count(*) FROM pairing WHERE key_hash <> ?1 AND peer = ?2",
                    WITH(value_text(hash), value_text(peer)), &found, of_peer, NULL, NULL, err);
}

/* Within a transaction. */
static bool wait_for_person(struct store *store, const char *hash, const char *peer, int64_t now, struct err *err) {
  int64_t all, of_peer;
  char code[PAIRING_CODE_SIZE];
  pairing_code(hash, code);
  if (!query_run(store, "DELETE FROM pairing WHERE asked < ?1", WITH(value_number(now - PAIRING_S)), err) ||
      !count_waiting(store, hash, peer, &all, &of_peer, err))
    return false;
  if (all >= PAIRINGS_MAX || of_peer >= PAIRINGS_PER_PEER) return err_set(err, ERR_TOO_BIG, "too many boards wait already");
  return query_run(store, "INSERT OR REPLACE INTO pairing (key_hash, code, peer, asked) VALUES (?1, ?2, ?3, ?4)",
                   WITH(value_text(hash), value_text(code), value_text(peer), value_number(now)), err);
}

bool pairing_ask(struct store *store, const char *hash, const char *peer, int64_t now, enum pairing_state *out,
                 struct err *err) {
  bool is_known;
  if (!find_state(store, hash, &is_known, out, err)) return false;
  if (is_known) return true;
  if (store_begin(store, err) && wait_for_person(store, hash, peer, now, err) && store_commit(store, err)) return true;
  store_rollback(store);
  return false;
}

bool pairing_find(struct store *store, const char *code, int64_t now, struct arena *arena, const char **hash, struct err *err) {
  bool found;
  *hash = NULL;
  return query_find(store, "SELECT key_hash FROM pairing WHERE code = ?1 AND asked >= ?2",
                    WITH(value_text(code), value_number(now - PAIRING_S)), &found, NULL, arena, hash, err);
}

/* ---- boards ---- */

bool screen_add(struct store *store, const char *hash, const struct screen_plan *plan, int64_t now, int64_t *id,
                struct err *err) {
  if (!query_run(store,
                 "INSERT INTO screen (key_hash, name, place, languages, topics, hours, created)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                 WITH(value_text(hash), value_text(plan->name), value_text(plan->place), value_text(plan->languages),
                      value_text(plan->topics), value_text(plan->hours), value_number(now)),
                 err))
    return false;
  *id = query_last_id(store);
  return query_run(store, "DELETE FROM pairing WHERE key_hash = ?1", WITH(value_text(hash)), err);
}

bool screen_save(struct store *store, int64_t id, const struct screen_plan *plan, struct err *err) {
  return query_run(store, "UPDATE screen SET name = ?2, place = ?3, languages = ?4, topics = ?5, hours = ?6 WHERE id = ?1",
                   WITH(value_number(id), value_text(plan->name), value_text(plan->place), value_text(plan->languages),
                        value_text(plan->topics), value_text(plan->hours)),
                   err);
}

bool screen_revoke(struct store *store, int64_t id, int64_t now, struct err *err) {
  return query_run(store, "UPDATE screen SET revoked = ?2 WHERE id = ?1 AND revoked IS NULL",
                   WITH(value_number(id), value_number(now)), err);
}

bool screen_heard(struct store *store, int64_t id, const char *heartbeat, int64_t made, int64_t now, struct err *err) {
  if (!query_run(store, "UPDATE screen SET seen = ?2 WHERE id = ?1", WITH(value_number(id), value_number(now)), err))
    return false;
  return !heartbeat || query_run(store,
                                 "UPDATE screen SET heartbeat = ?2, heartbeat_made = ?3"
                                 " WHERE id = ?1 AND coalesce(heartbeat_made, 0) <= ?3",
                                 WITH(value_number(id), value_text(heartbeat), value_number(made ? made : now)), err);
}

/* Most of these find nothing to write, and then cost no fsync. */
bool screen_asked(struct store *store, int64_t id, int64_t now, struct err *err) {
  return query_run(
      store,
      "UPDATE screen SET seen = ?2, wish_told = CASE WHEN wish IS NULL THEN wish_told ELSE coalesce(wish_told, ?2) END"
      " WHERE id = ?1 AND (coalesce(seen, 0) <= ?3 OR (wish IS NOT NULL AND wish_told IS NULL))",
      WITH(value_number(id), value_number(now), value_number(now - ASKED_EVERY_S)), err);
}

bool screen_settings(struct store *store, int64_t id, int64_t now, struct arena *arena, const char **json, struct err *err) {
  bool found;
  *json = "{}";
  return query_find(store,
                    "SELECT json_object('name', name, 'place', place, 'languages', languages, 'topics', topics, 'hours', hours,"
                    " 'picture', CASE WHEN wish_at > ?2 THEN coalesce(wish, '') ELSE '' END) FROM screen WHERE id = ?1",
                    WITH(value_number(id), value_number(now - SHOT_WISH_S)), &found, NULL, arena, json, err);
}
