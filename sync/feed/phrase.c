#include "feed/phrase.h"

#include "base/compiler.h"
#include "base/str.h"

#include <string.h>
#include <strings.h>

enum plural plural_german(int64_t n) { return n == 1 ? PLURAL_ONE : PLURAL_MANY; }

enum plural plural_ukrainian(int64_t n) {
  int64_t ones = n % 10, tens = n / 10 % 10;
  if (n == 1) return PLURAL_ONE;
  if (ones == 1 && tens != 1) return PLURAL_TWO;
  return ones >= 2 && ones <= 4 && tens != 1 ? PLURAL_FEW : PLURAL_MANY;
}

enum plural plural_arabic(int64_t n) {
  return n == 1 ? PLURAL_ONE : n == 2 ? PLURAL_TWO : n >= 3 && n <= 10 ? PLURAL_FEW : PLURAL_MANY;
}

bool phrase_fill(struct buf *out, const char *phrase, int64_t number, const char *first, const char *second) {
  if (!phrase) return false;
  for (; *phrase; phrase++) {
    if (*phrase == '#')
      buf_addf(out, "%lld", (long long)number);
    else if (*phrase == '@')
      buf_adds(out, first);
    else if (*phrase == '$')
      buf_adds(out, second);
    else
      buf_addc(out, *phrase);
  }
  return true;
}

/* Only letters whose capital takes as many bytes in UTF-8, Turkish i aside. */
static uint32_t capital_of(uint32_t letter) {
  bool is_latin = (letter >= 'a' && letter <= 'z') || (letter >= 0xE0 && letter <= 0xFE && letter != 0xF7);
  if (is_latin || (letter >= 0x430 && letter < 0x450)) return letter - 0x20;
  if (letter >= 0x450 && letter < 0x460) return letter - 0x50;
  bool is_pair = letter == 0x15F || letter == 0x11F || letter == 0x491; /* ş ğ ґ */
  return is_pair ? letter - 1 : letter;
}

void phrase_capitalize(struct buf *out, size_t start, const char *lang) {
  if (out->overflowed || out->len <= start) return;
  if (out->data[start] == 'i' && phrase_lang_match("tr", lang)) {
    scoped_buf rest;
    buf_init(&rest, out->len);
    buf_adds(&rest, out->data + start + 1);
    out->len = start;
    out->data[start] = '\0';
    buf_adds(out, "İ");
    buf_adds(out, buf_text(&rest));
    return;
  }
  uint32_t letter;
  size_t width = utf8_decode(out->data + start, out->len - start, &letter);
  if (width > 0) utf8_encode(capital_of(letter), out->data + start);
}

int phrase_lang_match(const char *own, const char *wanted) {
  if (!wanted) return 0;
  if (strcasecmp(own, wanted) == 0) return 2;
  size_t len = strcspn(wanted, "-_");
  return strncasecmp(own, wanted, len) == 0 && own[len] == '\0';
}

const void *phrase_lang_best(const void *tables, size_t count, size_t size, const char *wanted) {
  const void *best = NULL;
  int best_match = 0;
  for (size_t i = 0; i < count; i++) {
    const char *table = (const char *)tables + i * size;
    const char *own;
    memcpy(&own, table, sizeof own);
    int match = phrase_lang_match(own, wanted);
    if (match <= best_match) continue;
    best = table;
    best_match = match;
  }
  return best;
}
