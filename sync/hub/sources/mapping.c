#include "hub/sources/mapping.h"

#include "base/str.h"
#include "feed/entry.h"
#include "hub/sources/fit.h"

#include <string.h>

enum { ITEMS_MAX = 200, SLUG_MAX = 64 };

static char *trimmed(struct arena *arena, const char *text, size_t len) {
  while (len > 0 && strchr(" \t\r", *text))
    text++, len--;
  while (len > 0 && strchr(" \t\r", text[len - 1]))
    len--;
  return arena_strndup(arena, text, len);
}

static bool parse_item(const char *text, size_t len, struct arena *arena, struct mapping_item *out, struct err *err) {
  const char *equals = NULL;
  for (size_t i = 0; i < len; i++)
    if (text[i] == '=') equals = text + i; /* the last: words may hold one */
  size_t word = equals ? (size_t)(equals - text) : 0;
  size_t id = equals ? word + 1 : 0;
  out->word = fit_slug(arena, trimmed(arena, text, word), SLUG_MAX);
  out->id = trimmed(arena, text + id, len - id);
  if (!entry_id_is_valid(out->id)) return err_set(err, ERR_USAGE, "'%.60s' is no id (a-z, 0-9, '-')", out->id);
  return !equals || out->word[0] || err_set(err, ERR_USAGE, "nothing stands before '=%.60s'", out->id);
}

bool mapping_parse(const char *text, struct arena *arena, struct mapping *out, struct err *err) {
  struct mapping_item *items = arena_array(arena, ITEMS_MAX, sizeof *items);
  size_t count = 0;
  for (const char *at = text ? text : ""; *at;) {
    size_t len = strcspn(at, ",\n");
    if (strspn(at, " \t\r") < len) {
      if (count == ITEMS_MAX) return err_set(err, ERR_USAGE, "more than %d items", ITEMS_MAX);
      if (!parse_item(at, len, arena, &items[count++], err)) return false;
    }
    at += len + (at[len] != '\0');
  }
  *out = (struct mapping){items, count};
  return true;
}

const char *mapping_find(const struct mapping *mapping, const char *word) {
  scoped_arena arena = {0};
  const char *slug = fit_slug(&arena, word, SLUG_MAX);
  for (size_t i = 0; i < mapping->count; i++)
    if (mapping->items[i].word[0] && str_equals(mapping->items[i].word, slug)) return mapping->items[i].id;
  return NULL;
}

const char *mapping_default(const struct mapping *mapping, size_t nth) {
  for (size_t i = 0; i < mapping->count; i++)
    if (!mapping->items[i].word[0] && nth-- == 0) return mapping->items[i].id;
  return NULL;
}
