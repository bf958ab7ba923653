/* A telephone number for somebody with a pencil. */
#include "model/words.h"

#include "base/str.h"

#include <string.h>

enum { LONG_GROUP = 4 };

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Digits of the group at `text`, which ends at a gap. */
static size_t group_length(const char *text) {
  size_t len = 0;
  while (is_digit(text[len]) || text[len] == '+')
    len++;
  return len;
}

static const char *next_group(const char *text) {
  while (*text && !is_digit(*text) && *text != '+')
    text++;
  return text;
}

static const char *add_group(struct words *w, const char *out, const char *digits, size_t len) {
  return arena_printf(w->arena, "%s%s%.*s", out, *out ? " " : "", (int)len, digits);
}

/* "23125410" in pairs, an odd one out in a group of three at the start: "231 25 41". */
static const char *add_pairs(struct words *w, const char *out, const char *digits) {
  size_t len = strlen(digits);
  size_t first = len % 2 == 1 && len > 1 ? 3 : 2;
  for (size_t at = 0; at < len;) {
    size_t group = at == 0 ? first : 2;
    if (group > len - at) group = len - at;
    out = add_group(w, out, digits + at, group);
    at += group;
  }
  return out;
}

/* No-break spaces, hyphens and slashes are gaps. */
const char *words_digits(struct words *w, const char *telephone) {
  const char *dialled = words_telephone(w, telephone);
  const char *rest = next_group(dialled);
  const char *out = "", *tail = "";
  size_t longest = 0;
  bool has_code = *rest == '0' || *rest == '+';
  for (const char *group = rest; *group;) {
    size_t len = group_length(group);
    if (has_code && *out == '\0')
      out = add_group(w, out, group, len);
    else if (len > longest)
      longest = len;
    group = next_group(group + len);
  }
  bool in_pairs = longest >= LONG_GROUP;
  for (const char *group = has_code ? next_group(rest + group_length(rest)) : rest; *group;) {
    size_t len = group_length(group);
    if (in_pairs)
      tail = arena_printf(w->arena, "%s%.*s", tail, (int)len, group);
    else
      out = add_group(w, out, group, len);
    group = next_group(group + len);
  }
  return in_pairs ? add_pairs(w, out, tail) : out;
}
