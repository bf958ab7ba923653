#include "feed/stamp.h"

#include "base/civil.h"
#include "feed/strict.h"

#include <stdio.h>
#include <string.h>

/* wall_format leaves out seconds that are zero; RFC 3339 does not. */
void stamp_format(int64_t utc, char out[STAMP_TEXT_SIZE]) {
  char text[WALL_TEXT_SIZE];
  wall_format(utc, text);
  snprintf(out, STAMP_TEXT_SIZE, "%s%sZ", text, strlen(text) == 16 ? ":00" : "");
}

static bool stamp_parse(const char *text, int64_t *out) {
  char wall[WALL_TEXT_SIZE];
  size_t len = strlen(text);
  if (len != WALL_TEXT_SIZE || text[10] != 'T' || text[len - 1] != 'Z') return false;
  memcpy(wall, text, len - 1);
  wall[len - 1] = '\0';
  return wall_parse(wall, out);
}

bool stamp_read(const json_t *object, const char *key, bool optional, int64_t *out, struct err *err) {
  const char *text;
  if (optional && !json_object_get(object, key)) return *out = 0, true;
  if (!strict_string(object, key, &text, err)) return false;
  if (!stamp_parse(text, out)) return err_set(err, ERR_PARSE, "field '%s': must be like 2026-11-22T00:48:14Z", key);
  return true;
}
