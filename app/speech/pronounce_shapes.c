/* What tables of lines cannot tell: where a telephone number or an address begins and ends, and how their parts are said. */
#include "speech/pronounce_internal.h"

#include "base/str.h"

#include <ctype.h>
#include <string.h>

bool is_digit(char c) { return c >= '0' && c <= '9'; }

size_t blank_length(const char *text) {
  static const char *const blanks[] = {" ", "\t", "\n", "\u00a0", "\u202f", "\u2009"};
  for (size_t i = 0; i < COUNT_OF(blanks); i++)
    if (str_starts_with(text, blanks[i])) return strlen(blanks[i]);
  return 0;
}

/* Signs beyond ASCII that part words: U+0080 to U+00BF without ª º µ, × ÷, and U+2000 to U+2BFF (punctuation, currency,
 * arrows). */
static bool is_sign(uint32_t c) {
  if (c < 0x80) return !isalpha((int)c);
  return (c < 0xc0 && c != 0xaa && c != 0xb5 && c != 0xba) || c == 0xd7 || c == 0xf7 || (c >= 0x2000 && c < 0x2c00) ||
         c == 0x60c || c == 0x61b || c == 0x61f;
}

bool is_letter_at(const char *text) {
  uint32_t c;
  return utf8_decode(text, strnlen(text, 4), &c) > 0 && !is_sign(c);
}

bool is_letter_before(const char *start, const char *text) {
  if (text == start) return false;
  const char *at = text - 1;
  while (at > start && ((unsigned char)*at & 0xc0) == 0x80)
    at--;
  return is_letter_at(at);
}

/* ---- telephone ---- */

enum {
  LEAST_DIGITS = 6,
  MOST_DIGITS = 20,
  GAP_MAX = 8,       /* between groups of digits */
  ADDRESS_MAX = 254, /* RFC 5321, 4.5.3.1.3 */
};

/* Signs between groups of digits (DIN 5008: blanks, and a hyphen before the extension; people also write slashes and brackets).
 */
static size_t between_groups(const char *text) {
  size_t length = 0;
  while (length < GAP_MAX) {
    size_t blank = blank_length(text + length);
    if (blank > 0 && text[length] != '\n')
      length += blank;
    else if (text[length] && strchr("/-()", text[length]))
      length++;
    else
      break;
  }
  return length;
}

/* It begins with + or 0, so that "1 200 000" and "10 - 12" are none. */
static size_t match_phone(const char *text) {
  size_t at = 0, digits = 0, end = 0;
  if (text[at] == '(') at++;
  bool national = text[at] == '0';
  if (text[at] == '+') at++;
  if (!national && at == 0) return 0;
  while (is_digit(text[at]) && digits <= MOST_DIGITS) {
    while (is_digit(text[at])) {
      digits++;
      at++;
    }
    end = at;
    at += between_groups(text + at);
  }
  /* "12:30" or "3,50" behind it are no part of it, and neither is the last group then. */
  return digits >= LEAST_DIGITS && digits <= MOST_DIGITS && text[end] != ':' && !(text[end] == ',' && is_digit(text[end + 1]))
             ? end
             : 0;
}

/* The groups, "+49" as the 0 that is dialled here, "(0)" left out where the country stands before it. */
static const char *phone_groups(const char *found, struct buf *groups) {
  bool foreign = false;
  if (found[0] == '+') {
    foreign = !str_starts_with(found, "+49");
    found += foreign ? 1 : 3;
    found += between_groups(found);
    if (!foreign && str_starts_with(found, "0)")) found += 2;
    if (!foreign && *found != '0') buf_addc(groups, '0');
  } else if (found[0] == '(') {
    found++;
  }
  while (*found) {
    size_t gap = between_groups(found);
    if (gap > 0 && groups->len > 0 && groups->data[groups->len - 1] != ' ') buf_addc(groups, ' ');
    found += gap;
    if (*found) buf_addc(groups, *found++);
  }
  return foreign ? "+" : "";
}

static void say_groups(const char *found, bool by_twos, struct buf *out) {
  scoped_buf groups;
  buf_init(&groups, 100);
  buf_adds(out, phone_groups(found, &groups));
  const char *comma = "";
  for (const char *group = buf_text(&groups); *group;) {
    size_t length = strcspn(group, " ");
    buf_adds(out, comma);
    comma = ", ";
    for (size_t i = 0; i < length; i++) {
      bool pair_begins = (length - i) % 2 == 0;
      /* 07 is no number that is said. */
      if (i > 0 && (!by_twos || pair_begins || group[i - 1] == '0')) buf_addc(out, ' ');
      buf_addc(out, group[i]);
    }
    group += length;
    group += *group == ' ';
  }
}

void say_pairs(const struct table *signs UNUSED, const char *found, struct buf *out) { say_groups(found, true, out); }
void say_digits(const struct table *signs UNUSED, const char *found, struct buf *out) { say_groups(found, false, out); }

/* ---- addresses of mail and web ---- */

static bool is_address_char(char c) { return isalnum((unsigned char)c) || (c && strchr("@.-_/:?=&#%~+", c)); }

static bool ends_like_a_domain(const char *host, size_t length) {
  static const char *const ends[] = {"de",  "com",      "org",    "net",    "eu",      "info",  "example",
                                     "at",  "ch",       "berlin", "bayern", "hamburg", "koeln", "cologne",
                                     "nrw", "saarland", "io",     "tr",     "ua"};
  const char *dot = memrchr(host, '.', length);
  if (!dot || dot == host) return false;
  size_t rest = length - (size_t)(dot + 1 - host);
  for (size_t i = 0; i < COUNT_OF(ends); i++)
    if (strlen(ends[i]) == rest && strncmp(dot + 1, ends[i], rest) == 0) return true;
  return false;
}

static size_t match_address(const char *text) {
  size_t length = 0;
  while (is_address_char(text[length]))
    if (++length > ADDRESS_MAX) return 0;
  while (length > 0 && strchr(".:?&-", text[length - 1])) /* the sentence's own */
    length--;
  if (length < 4) return 0;
  const char *at = memchr(text, '@', length);
  if (at) return at > text && memchr(at, '.', length - (size_t)(at - text)) ? length : 0;
  if (str_starts_with(text, "https://") || str_starts_with(text, "http://") || str_starts_with(text, "www.")) return length;
  size_t host = strcspn(text, "/?#");
  return ends_like_a_domain(text, host < length ? host : length) ? length : 0;
}

static void add_part(const struct table *signs, const char *part, struct buf *out) {
  if (out->len > 0 && out->data[out->len - 1] != ' ') buf_addc(out, ' ');
  scoped_arena arena = {0};
  for (size_t i = 0; signs && i < signs->count; i++) {
    size_t length;
    const char *said;
    if (!rule_match(&signs->rules[i], part, part, &arena, &length, &said) || part[length]) continue;
    buf_adds(out, said);
    return;
  }
  buf_adds(out, part);
}

void say_address(const struct table *signs, const char *found, struct buf *out) {
  const char *at = str_starts_with(found, "https://") ? found + 8 : str_starts_with(found, "http://") ? found + 7 : found;
  scoped_buf said; /* of its own, so that its first blank is known */
  buf_init(&said, 4000);
  while (*at) {
    char part[128];
    size_t length = 0;
    while (isalnum((unsigned char)at[length]) && length < sizeof part - 1)
      length++;
    if (length == 0) length = 1;
    memcpy(part, at, length);
    part[length] = '\0';
    at += length;
    if (*at || !str_equals(part, "/")) add_part(signs, part, &said);
  }
  buf_adds(out, buf_text(&said));
}

/* ---- names ---- */

/* A word that begins with a capital letter of Latin script: a town behind its postal code. */
static size_t match_name(const char *text) {
  bool capital =
      (*text >= 'A' && *text <= 'Z') || str_starts_with(text, "Ä") || str_starts_with(text, "Ö") || str_starts_with(text, "Ü");
  if (!capital) return 0;
  size_t length = 0;
  while (is_letter_at(text + length)) {
    uint32_t c;
    length += utf8_decode(text + length, strnlen(text + length, 4), &c);
  }
  return length;
}

const struct shape *shape_find(const char *name) {
  static const struct shape shapes[] = {{"phone", match_phone}, {"address", match_address}, {"name", match_name}};
  for (size_t i = 0; i < COUNT_OF(shapes); i++)
    if (str_equals(shapes[i].name, name)) return &shapes[i];
  return NULL;
}
