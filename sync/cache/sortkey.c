/* Primary bytes: ' ' for separators, a digit run as '0' + its length and its digits, 'a' to 'z', UTF-8 of other scripts; all
 * ascend in that order. Behind them, only where the name has accents: byte 1 and the place of each accent. 1 is below every
 * primary byte, so accents never outweigh a later letter. */
#include "cache/sortkey.h"

#include "base/compiler.h"
#include "base/str.h"
#include "cache/letters.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { PRIMARY_MAX = 104, DIGITS_MAX = 40, ACCENT_MARK = 1 };

struct key {
  unsigned char *out;
  size_t len;
  bool separated; /* a separator waits for the next letter */
  unsigned char accents[SORTKEY_MAX];
  size_t accent_count;
};

static void add(struct key *key, const void *bytes, size_t len) {
  size_t gap = key->separated && key->len > 0;
  if (key->len + gap + len > PRIMARY_MAX) return;
  if (gap) key->out[key->len++] = ' ';
  key->separated = false;
  memcpy(key->out + key->len, bytes, len);
  key->len += len;
}

static void mark_accent(struct key *key) {
  if (key->accent_count < SORTKEY_MAX - PRIMARY_MAX - 1) key->accents[key->accent_count++] = (unsigned char)(key->len + 2);
}

static size_t add_digits(struct key *key, const char *text) {
  size_t run = strspn(text, "0123456789");
  size_t zeros = strspn(text, "0");
  if (zeros == run) zeros = run - 1;
  size_t count = run - zeros;
  if (count > DIGITS_MAX) count = DIGITS_MAX;
  unsigned char bytes[DIGITS_MAX + 1] = {(unsigned char)('0' + count)};
  memcpy(bytes + 1, text + zeros, count);
  add(key, bytes, count + 1);
  return zeros + count;
}

static bool add_latin(struct key *key, uint32_t codepoint) {
  const char *base = letter_base(codepoint);
  if (!base) return false;
  mark_accent(key);
  return add(key, base, strlen(base)), true;
}

static bool is_separator(uint32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '-' || c == '/' || c == 0xA0 || (c >= 0x2000 && c <= 0x2015) || c == 0x202F;
}

static bool is_combining(uint32_t c) { return c >= 0x0300 && c <= 0x036F; }

/* Punctuation and symbols beyond ASCII that appear in names: « » „ “ … · ° and the general punctuation block. */
static bool is_ignored(uint32_t c) { return c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x2BFF); }

static void add_character(struct key *key, uint32_t c) {
  char bytes[4];
  if (is_separator(c)) {
    key->separated = true;
  } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
    bytes[0] = (char)(c | 0x20);
    add(key, bytes, 1);
  } else if (is_combining(c)) {
    if (key->len > 0) mark_accent(key);
  } else if (!is_ignored(c) && !add_latin(key, c)) {
    add(key, bytes, utf8_encode(letter_lower(c), bytes));
  }
}

size_t sortkey_make(const char *text, unsigned char out[SORTKEY_MAX]) {
  struct key key = {.out = out};
  for (size_t left = strlen(text); left > 0;) {
    uint32_t codepoint;
    size_t used = utf8_decode(text, left, &codepoint);
    if (used == 0)
      used = 1;
    else if (codepoint >= '0' && codepoint <= '9')
      used = add_digits(&key, text);
    else
      add_character(&key, codepoint);
    text += used;
    left -= used;
  }
  if (key.accent_count > 0) {
    out[key.len++] = ACCENT_MARK;
    memcpy(out + key.len, key.accents, key.accent_count);
    key.len += key.accent_count;
  }
  return key.len;
}
