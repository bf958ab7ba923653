#include "spool/shot.h"

#include "base/str.h"

#include <jansson.h>
#include <sodium.h>
#include <string.h>

static const char *const names[SHOT_STATES] = {[SHOT_TAKEN] = "taken", [SHOT_BUSY] = "busy", [SHOT_DARK] = "dark"};

const char *shot_state_name(enum shot_state state) { return names[state]; }

bool shot_body(const struct shot *shot, struct buf *out, struct err *err) {
  char coded[sodium_base64_ENCODED_LEN(SHOT_BYTES_MAX, sodium_base64_VARIANT_ORIGINAL)] = "";
  if (shot->len > SHOT_BYTES_MAX) return err_set(err, ERR_TOO_BIG, "a picture of more than %d bytes", SHOT_BYTES_MAX);
  if (shot->len > 0) sodium_bin2base64(coded, sizeof coded, shot->picture, shot->len, sodium_base64_VARIANT_ORIGINAL);
  buf_clear(out);
  buf_addf(out, "{\"wish\":\"%s\",\"state\":\"%s\",\"picture\":\"", shot->wish, names[shot->state]);
  return (buf_adds(out, coded) && buf_adds(out, "\"}")) || err_set(err, ERR_TOO_BIG, "a picture is too large for a message");
}

static bool decode(const char *coded, struct arena *arena, struct shot *out, struct err *err) {
  size_t room = strlen(coded) / 4 * 3 + 3;
  unsigned char *bytes = arena_alloc(arena, room);
  if (sodium_base642bin(bytes, room, coded, strlen(coded), NULL, &out->len, NULL, sodium_base64_VARIANT_ORIGINAL) != 0)
    return err_set(err, ERR_PARSE, "message: body: 'picture' is no base64");
  out->picture = bytes;
  return out->len <= SHOT_BYTES_MAX || err_set(err, ERR_TOO_BIG, "a picture of more than %d bytes", SHOT_BYTES_MAX);
}

bool shot_parse(const char *body, struct arena *arena, struct shot *out, struct err *err) {
  json_t *object = json_loads(body, JSON_REJECT_DUPLICATES, NULL);
  const char *wish = json_string_value(json_object_get(object, "wish"));
  const char *state = json_string_value(json_object_get(object, "state"));
  const char *coded = json_string_value(json_object_get(object, "picture"));
  *out = (struct shot){.state = SHOT_STATES};
  for (int i = 0; state && i < SHOT_STATES; i++)
    if (str_equals(state, names[i])) out->state = (enum shot_state)i;
  bool good = wish && coded && out->state != SHOT_STATES && (out->state == SHOT_TAKEN) == (*coded != '\0');
  if (!good) err_set(err, ERR_PARSE, "message: body: a picture and a state that do not fit together");
  if (good) out->wish = arena_strdup(arena, wish);
  good = good && (!*coded || decode(coded, arena, out, err));
  json_decref(object);
  return good;
}
