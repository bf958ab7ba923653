#include "hub/sources/fit.h"

#include "base/str.h"
#include "feed/entry.h"
#include "feed/text.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

bool source_name_is_valid(const char *name) { return entry_id_is_valid(name) && strlen(name) <= SOURCE_NAME_MAX; }

char *fit_id(struct arena *arena, const char *source, const char *foreign) {
  enum { HASH_BYTES = 16, SHOWN_BYTES = 8 };
  unsigned char hash[HASH_BYTES];
  char hex[2 * SHOWN_BYTES + 1];
  if (entry_id_is_valid(foreign) && strlen(source) + 1 + strlen(foreign) <= ENTRY_ID_MAX)
    return arena_printf(arena, "%s-%s", source, foreign);
  const char *both = arena_printf(arena, "%s\n%s", source, foreign);
  ASSERT(crypto_generichash(hash, sizeof hash, (const unsigned char *)both, strlen(both), NULL, 0) == 0);
  hex_format(hash, SHOWN_BYTES, hex);
  return arena_printf(arena, "%s-%s", source, hex);
}

/* How a letter that is not ASCII is spelled in an id; NULL: not at all. */
static const char *spelled(uint32_t c) {
  static const struct {
    uint32_t letter;
    const char *spelling;
  } letters[] = {{0xE4, "ae"}, {0xF6, "oe"}, {0xFC, "ue"}, {0xDF, "ss"}, {0xC4, "ae"}, {0xD6, "oe"}, {0xDC, "ue"},
                 {0xE9, "e"},  {0xE8, "e"},  {0xE0, "a"},  {0xE7, "c"},  {0x131, "i"}, {0x15F, "s"}, {0x11F, "g"}};
  for (size_t i = 0; i < COUNT_OF(letters); i++)
    if (letters[i].letter == c) return letters[i].spelling;
  return NULL;
}

char *fit_slug(struct arena *arena, const char *text, size_t max) {
  scoped_buf slug;
  buf_init(&slug, max);
  bool gap = false;
  for (size_t left = strlen(text); left > 0;) {
    char ascii[2] = "";
    uint32_t c = 0;
    size_t width = utf8_decode(text, left, &c);
    const char *letter = spelled(c);
    if (c < 0x80 && isalnum((int)c)) {
      ascii[0] = (char)tolower((int)c);
      letter = ascii;
    }
    if (letter) {
      size_t needed = strlen(letter) + (gap && slug.len > 0);
      if (slug.len + needed > max) break;
      if (gap && slug.len > 0) buf_addc(&slug, '-');
      buf_adds(&slug, letter);
    }
    gap = !letter;
    if (width == 0) width = 1;
    text += width;
    left -= width;
  }
  return arena_strdup(arena, buf_text(&slug));
}

/* The longest run of what numbers are written with, from the first '+' or digit. */
static size_t find_number(const char *text, const char **from) {
  const char *at = text + strcspn(text, "+0123456789(");
  if (*at == '(' && !strchr("0123456789+", at[1])) at += strcspn(at, "+0123456789");
  *from = at;
  return strspn(at, "+0123456789 ()-/.\t");
}

char *fit_telephone(struct arena *arena, const char *text) {
  static const char *const as_written[] = {"0800", "0180", "0137", "0700", "0900"};
  scoped_buf number;
  const char *from;
  buf_init(&number, 60);
  size_t len = find_number(text, &from);
  for (size_t i = 0; i < len; i++) { /* dots and tabs are no part of a number here; spaces fall together */
    char c = strchr(".\t", from[i]) ? ' ' : from[i];
    if (c == ' ' && (number.len == 0 || number.data[number.len - 1] == ' ')) continue;
    if (c == '+' && number.len > 0) break; /* the next number */
    buf_addc(&number, c);
  }
  while (number.len > 0 && strchr(" -/(", number.data[number.len - 1]))
    number.data[--number.len] = '\0';
  const char *plain = buf_text(&number);
  if (number.overflowed || strcspn(plain, "0123456789") == strlen(plain)) return NULL;
  if (plain[0] == '(' && plain[1] == '0') plain = arena_printf(arena, "0%s", plain + 2); /* (0711) 12345 */
  if (str_starts_with(plain, "00")) return arena_printf(arena, "+%s", plain + 2);
  if (plain[0] != '0') return arena_strdup(arena, plain);
  for (size_t i = 0; i < COUNT_OF(as_written); i++)
    if (str_starts_with(plain, as_written[i])) return arena_strdup(arena, plain);
  char *whole = arena_printf(arena, "+49 %s", plain + 1);
  size_t used = 0;
  for (const char *c = whole; *c; c++) {
    bool gap = strchr(" /)", *c) != NULL;
    if (!gap) whole[used++] = *c;
    if (gap && whole[used - 1] != ' ') whole[used++] = ' ';
  }
  whole[used] = '\0';
  return whole;
}

/* Bytes of the first `count` characters. */
static size_t bytes_of(const char *text, size_t count) {
  size_t at = 0;
  for (; count > 0 && text[at]; count--)
    for (at++; ((unsigned char)text[at] & 0xC0) == 0x80; at++)
      ;
  return at;
}

char *fit_text(struct arena *arena, const char *text, size_t limit) {
  if (utf8_length(text) <= limit) return arena_strdup(arena, text);
  size_t most = bytes_of(text, limit - 1);
  size_t end = most;
  while (end > 0 && !strchr(" \n", text[end]))
    end--;
  if (end < most / 2) end = most; /* one endless word */
  while (end > 0 && strchr(" \n,;:-", text[end - 1]))
    end--;
  return arena_printf(arena, "%.*s…", (int)end, text);
}

struct limit {
  const char *field;
  size_t characters; /* of a text or string, or of each item of a list */
  size_t items;      /* 0: not a list */
};

/* feed/entry.c has the same figures; unit.sources holds both against each other. */
static const struct limit limits[] = {
    {"name", 80, 0},         {"summary", 300, 0},  {"description", 4000, 0}, {"price", 300, 0},     {"booking", 300, 0},
    {"contact_name", 80, 0}, {"keywords", 64, 64}, {"topics", 64, 16},       {"languages", 64, 32},
};
static const struct limit location_limits[] = {
    {"name", 80, 0}, {"street", 120, 0}, {"postal_code", 16, 0}, {"locality", 80, 0}, {"note", 300, 0},
};

struct cutting {
  struct arena *arena;
  void (*on_cut)(void *user, const char *field, size_t limit);
  void *user;
};

static void cut_string(const struct cutting *cutting, json_t *value, const struct limit *limit) {
  const char *text = json_string_value(value);
  if (!text || utf8_length(text) <= limit->characters) return;
  /* Only what is too long even when it is cleaned, as entry_read will do. */
  char *clean = text_clean(cutting->arena, text, json_string_length(value));
  if (utf8_length(clean) > limit->characters) cutting->on_cut(cutting->user, limit->field, limit->characters);
  ASSERT(json_string_set(value, fit_text(cutting->arena, clean, limit->characters)) == 0);
}

static void cut_list(const struct cutting *cutting, json_t *list, const struct limit *limit) {
  if (json_array_size(list) > limit->items) cutting->on_cut(cutting->user, limit->field, limit->items);
  while (json_array_size(list) > limit->items)
    json_array_remove(list, json_array_size(list) - 1);
  for (size_t i = 0; i < json_array_size(list); i++)
    cut_string(cutting, json_array_get(list, i), limit);
}

static void cut_fields(const struct cutting *cutting, json_t *object, const struct limit *table, size_t count) {
  for (size_t i = 0; i < count; i++) {
    json_t *value = json_object_get(object, table[i].field);
    const char *lang;
    json_t *translation;
    if (table[i].items > 0)
      cut_list(cutting, value, &table[i]);
    else if (json_is_object(value))
      json_object_foreach(value, lang, translation) cut_string(cutting, translation, &table[i]);
    else
      cut_string(cutting, value, &table[i]);
  }
}

void fit_entry(json_t *entry, struct arena *arena, void (*on_cut)(void *user, const char *field, size_t limit), void *user) {
  const struct cutting cutting = {arena, on_cut, user};
  cut_fields(&cutting, entry, limits, COUNT_OF(limits));
  cut_fields(&cutting, json_object_get(entry, "location"), location_limits, COUNT_OF(location_limits));
}
