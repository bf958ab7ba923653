#include "cache/tokens.h"

#include "base/compiler.h"
#include "base/str.h"
#include "cache/letters.h"

#include <stdint.h>
#include <string.h>

/* What a character is within a word. */
enum role { ROLE_GAP, ROLE_LETTER, ROLE_DIGIT, ROLE_NOTHING, ROLE_HYPHEN, ROLE_APOSTROPHE };

struct range {
  uint32_t first, last;
};

/* Beyond Latin: not part of any word. Ascending. */
static const struct range gaps[] = {
    {0x2000, 0x2BFF}, {0x2E00, 0x2E7F}, {0x3000, 0x303F}, {0xE000, 0xF8FF},
    {0xFE10, 0xFE6F}, {0xFF00, 0xFF0F}, {0xFFF0, 0xFFFF}, {0x1F000, 0x10FFFF},
};
/* Marks and joiners: a word is the same with and without. Ascending. */
static const struct range nothings[] = {
    {0x00AD, 0x00AD}, {0x00B7, 0x00B7}, {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0610, 0x061A},
    {0x0640, 0x0640}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06ED}, {0x200B, 0x200F},
    {0x2027, 0x2027}, {0x2060, 0x2064}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
};
static const struct range arabic_marks[] = {{0x060C, 0x060D}, {0x061B, 0x061F}, {0x066A, 0x066D}, {0x06D4, 0x06D4}};

/* Letters that people take for one another, and digits of other scripts. */
struct pair {
  uint32_t from, to;
};
static const struct pair pairs[] = {
    {0x0451, 0x0435}, {0x0491, 0x0433},                                     /* ё ґ */
    {0x0622, 0x0627}, {0x0623, 0x0627}, {0x0625, 0x0627}, {0x0671, 0x0627}, /* آ أ إ ٱ: alef */
    {0x0649, 0x064A}, {0x06CC, 0x064A}, {0x0626, 0x064A},                   /* ى ی ئ: yeh */
    {0x0624, 0x0648}, {0x0629, 0x0647}, {0x06A9, 0x0643},                   /* ؤ: waw, ة: heh, ک: kaf */
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t c) {
  for (size_t i = 0; i < count && c >= ranges[i].first; i++)
    if (c <= ranges[i].last) return true;
  return false;
}

static enum role role_of_ascii(uint32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return ROLE_LETTER;
  if (c >= '0' && c <= '9') return ROLE_DIGIT;
  return c == '-' ? ROLE_HYPHEN : c == '\'' ? ROLE_APOSTROPHE : ROLE_GAP;
}

static enum role role_of(uint32_t c) {
  if (c < 0x80) return role_of_ascii(c);
  if (c == 0x2010 || c == 0x2011) return ROLE_HYPHEN;
  if (c == 0x2019 || c == 0x02BC) return ROLE_APOSTROPHE;
  if ((c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9)) return ROLE_DIGIT;
  if (in_ranges(nothings, COUNT_OF(nothings), c)) return ROLE_NOTHING;
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA ? ROLE_LETTER : ROLE_GAP;
  if (c == 0xD7 || c == 0xF7) return ROLE_GAP;
  return in_ranges(gaps, COUNT_OF(gaps), c) || in_ranges(arabic_marks, COUNT_OF(arabic_marks), c) ? ROLE_GAP : ROLE_LETTER;
}

static uint32_t fold_other(uint32_t c) {
  c = letter_lower(c);
  for (size_t i = 0; i < COUNT_OF(pairs); i++)
    if (pairs[i].from == c) return pairs[i].to;
  return c;
}

static bool is_cyrillic(uint32_t c) { return c >= 0x0400 && c <= 0x052F; }

/* и, і and е with a combining mark are letters of their own. */
static uint32_t compose(uint32_t letter, uint32_t mark) {
  if (letter == 0x0438 && mark == 0x0306) return 0x0439;
  if (letter == 0x0456 && mark == 0x0308) return 0x0457;
  return 0;
}

static void append(struct token *out, const char *bytes, size_t len) {
  if (out->len + len > TOKEN_MAX) return;
  memcpy(out->text + out->len, bytes, len);
  out->len += len;
}

static void append_letter(struct token *out, uint32_t c) {
  char bytes[4];
  const char *base;
  if (c < 0x80) {
    bytes[0] = (char)(c | 0x20);
    append(out, bytes, 1);
  } else if (c < 0x2000 && (base = letter_base(c)) != NULL) {
    append(out, base, strlen(base));
  } else {
    append(out, bytes, utf8_encode(fold_other(c), bytes));
  }
}

/* ae, oe and ue as a, o and u; "ue" not where the u belongs to the letter before it (neue, Bauer, Quelle). */
static void fold_digraphs(struct token *token) {
  size_t used = 0;
  char *text = token->text;
  for (size_t i = 0; i < token->len; i++) {
    bool follows = i > 0 && text[i] == 'e' && (text[i - 1] == 'a' || text[i - 1] == 'o' || text[i - 1] == 'u');
    bool is_own = follows && text[i - 1] == 'u' && i > 1 && (text[i - 2] == 'a' || text[i - 2] == 'e' || text[i - 2] == 'q');
    if (!follows || is_own) text[used++] = text[i];
  }
  token->len = used;
  text[used] = '\0';
}

void tokens_start(struct tokens *tokens, const char *text, size_t len) {
  tokens->at = text;
  tokens->end = text + len;
  tokens->joined_len = tokens->parts = 0;
  tokens->is_open = false;
  tokens->joined_from = tokens->joined_to = text;
}

static size_t peek(const char *at, const char *end, uint32_t *c, enum role *role) {
  size_t used = utf8_decode(at, (size_t)(end - at), c);
  if (used == 0) *c = ' ';
  *role = role_of(*c);
  return used ? used : 1;
}

static bool starts_word(const char *at, const char *end) {
  uint32_t c;
  enum role role;
  if (at >= end) return false;
  peek(at, end, &c, &role);
  return role == ROLE_LETTER || role == ROLE_DIGIT;
}

/* One part from `at`; stands behind it afterwards. */
static void read_part(struct tokens *tokens, struct token *out) {
  uint32_t c = 0;
  uint32_t before = 0;
  enum role role;
  out->len = 0;
  out->is_number = true;
  out->is_joined = false;
  out->written = tokens->at;
  while (tokens->at < tokens->end) {
    size_t used = peek(tokens->at, tokens->end, &c, &role);
    if (role == ROLE_APOSTROPHE && is_cyrillic(before) && starts_word(tokens->at + used, tokens->end)) {
      /* м'ясо is one word */
    } else if (role == ROLE_DIGIT) {
      char digit = (char)('0' + (c < 0x80 ? c - '0' : c & 15));
      append(out, &digit, 1);
    } else if (role == ROLE_LETTER) {
      append_letter(out, c);
      before = letter_lower(c);
      out->is_number = false;
    } else if (role == ROLE_NOTHING && out->len > 0) {
      uint32_t whole = compose(before, c);
      if (whole && out->len >= 2) {
        out->len -= 2;
        append_letter(out, whole);
      }
    } else {
      break;
    }
    tokens->at += used;
  }
  out->written_len = (size_t)(tokens->at - out->written);
  fold_digraphs(out);
}

/* A hyphen right before the next part keeps the compound open. */
static void note_part(struct tokens *tokens, const struct token *part) {
  if (tokens->parts == 0) {
    tokens->joined_len = 0;
    tokens->joined_from = part->written;
  }
  if (tokens->joined_len + part->len <= TOKEN_MAX) {
    memcpy(tokens->joined + tokens->joined_len, part->text, part->len);
    tokens->joined_len += part->len;
  }
  tokens->joined_to = part->written + part->written_len;
  tokens->parts++;
  uint32_t c;
  enum role role = ROLE_GAP;
  size_t used = tokens->at < tokens->end ? peek(tokens->at, tokens->end, &c, &role) : 0;
  tokens->is_open = role == ROLE_HYPHEN && starts_word(tokens->at + used, tokens->end);
  if (tokens->is_open) tokens->at += used;
}

static bool give_joined(struct tokens *tokens, struct token *out) {
  bool is_compound = tokens->parts > 1;
  tokens->parts = 0;
  if (!is_compound) return false;
  memcpy(out->text, tokens->joined, tokens->joined_len);
  out->len = tokens->joined_len;
  out->text[out->len] = '\0';
  out->written = tokens->joined_from;
  out->written_len = (size_t)(tokens->joined_to - tokens->joined_from);
  out->is_joined = true;
  out->is_number = strspn(out->text, "0123456789") == out->len;
  return !out->is_number;
}

bool tokens_next(struct tokens *tokens, struct token *out) {
  for (;;) {
    if (tokens->parts > 0 && !tokens->is_open && give_joined(tokens, out)) return true;
    while (tokens->at < tokens->end && !starts_word(tokens->at, tokens->end)) {
      uint32_t c;
      enum role role;
      tokens->at += peek(tokens->at, tokens->end, &c, &role);
    }
    if (tokens->at >= tokens->end) return false;
    read_part(tokens, out);
    note_part(tokens, out);
    if (out->len > 0) return true;
  }
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

/* Without +49, 0049 or the 0 in front. */
static void strip_prefix(char *digits, bool is_international) {
  size_t skip = 0;
  if (str_starts_with(digits, "00")) {
    is_international = true;
    skip = 2;
  }
  if (is_international)
    skip += str_starts_with(digits + skip, "49") ? 2 : 0;
  else if (digits[0] == '0')
    skip = 1;
  if (is_international && digits[skip] == '0') skip++; /* +49 (0)30 */
  memmove(digits, digits + skip, strlen(digits + skip) + 1);
}

bool digits_next(const char **at, char out[DIGITS_MAX + 1]) {
  for (;;) {
    const char *from = *at;
    while (*from && !is_digit(*from))
      from++;
    if (!*from) return *at = from, false;
    bool is_international = from > *at && from[-1] == '+';
    size_t count = 0;
    size_t gap = 0;
    for (; *from && gap <= 2; from++) {
      if (is_digit(*from) && count < DIGITS_MAX) {
        out[count++] = *from;
        gap = 0;
      } else if (*from != '\n' && strchr(" -/().", *from)) {
        gap++;
      } else {
        break;
      }
    }
    if (is_digit(*from) && count < DIGITS_MAX) gap = 0;
    while (is_digit(*from) && count == DIGITS_MAX)
      from++;
    *at = from;
    out[count] = '\0';
    strip_prefix(out, is_international);
    if (strlen(out) >= 3) return true;
  }
}
