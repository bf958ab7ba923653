#include "hub/shots.h"

#include "base/str.h"
#include "spool/shot.h"

#include <sodium.h>
#include <string.h>

bool shot_ask(struct store *store, int64_t screen, int64_t now, struct err *err) {
  unsigned char random[(SHOT_WISH_SIZE - 1) / 2];
  char wish[SHOT_WISH_SIZE];
  randombytes_buf(random, sizeof random);
  hex_format(random, sizeof random, wish);
  return query_run(store, "UPDATE screen SET wish = ?2, wish_at = ?3, wish_told = NULL, wish_state = '' WHERE id = ?1",
                   WITH(value_number(screen), value_text(wish), value_number(now)), err);
}

bool shot_is_wanted(struct store *store, int64_t screen, const char *wish, int64_t now, bool *out, struct err *err) {
  return query_find(store, "SELECT 1 FROM screen WHERE id = ?1 AND wish = ?2 AND wish_at > ?3",
                    WITH(value_number(screen), value_text(wish), value_number(now - SHOT_WISH_S)), out, NULL, NULL, NULL, err);
}

bool shot_note(struct store *store, int64_t screen, const char *state, struct err *err) {
  return query_run(store, "UPDATE screen SET wish_state = ?2 WHERE id = ?1", WITH(value_number(screen), value_text(state)),
                   err);
}

bool shot_refuse(struct store *store, int64_t screen, struct err *err) {
  return query_run(store, "UPDATE screen SET wish = NULL, wish_state = 'refused' WHERE id = ?1", WITH(value_number(screen)),
                   err);
}

/* Kept as text: rows of an answer are texts. */
bool shot_keep(struct store *store, int64_t screen, const void *data, size_t len, int64_t made, struct err *err) {
  size_t room = sodium_base64_encoded_len(len, sodium_base64_VARIANT_ORIGINAL);
  scoped_arena arena = {0};
  char *text = arena_alloc(&arena, room);
  sodium_bin2base64(text, room, data, len, sodium_base64_VARIANT_ORIGINAL);
  return query_run(store, "UPDATE screen SET wish = NULL, wish_state = '', picture = ?2, picture_made = ?3 WHERE id = ?1",
                   WITH(value_number(screen), value_text(text), value_number(made)), err);
}

bool shot_load(struct store *store, int64_t screen, struct arena *arena, const void **data, size_t *len, struct err *err) {
  const char *text = NULL;
  bool found;
  *data = NULL;
  if (!query_find(store, "SELECT picture FROM screen WHERE id = ?1 AND revoked IS NULL", WITH(value_number(screen)), &found,
                  NULL, arena, &text, err))
    return false;
  if (!found || !text) return true;
  size_t room = strlen(text);
  unsigned char *bytes = arena_alloc(arena, room);
  if (sodium_base642bin(bytes, room, text, room, NULL, len, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
    return err_set(err, ERR_CORRUPT, "the picture of screen %lld is damaged", (long long)screen);
  *data = bytes;
  return true;
}
