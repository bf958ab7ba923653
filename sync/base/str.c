#include "base/str.h"

#include <string.h>

bool str_equals(const char *a, const char *b) {
  if (!a || !b) return a == b;
  return strcmp(a, b) == 0;
}

bool str_starts_with(const char *text, const char *prefix) { return strncmp(text, prefix, strlen(prefix)) == 0; }

bool str_ends_with(const char *text, const char *suffix) {
  size_t len = strlen(text);
  size_t tail = strlen(suffix);
  return len >= tail && memcmp(text + len - tail, suffix, tail) == 0;
}

bool str_is_empty(const char *text) { return !text || text[0] == '\0'; }

bool str_has_word(const char *words, const char *word) {
  size_t len = strlen(word);
  for (const char *at = words; len > 0 && (at = strstr(at, word)); at += len)
    if ((at == words || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0')) return true;
  return false;
}

bool str_copy(char *out, size_t size, const char *text) {
  ASSERT(size > 0);
  size_t len = strlen(text);
  bool fits = len < size;
  if (!fits) {
    len = size - 1;
    while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
      len--;
  }
  memcpy(out, text, len);
  out[len] = '\0';
  return fits;
}

static size_t utf8_width(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

size_t utf8_decode(const char *text, size_t len, uint32_t *out) {
  static const uint32_t lead_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (len == 0) return 0;
  const unsigned char *bytes = (const unsigned char *)text;
  size_t width = utf8_width(bytes[0]);
  if (width == 0 || width > len) return 0;
  uint32_t value = bytes[0] & lead_mask[width];
  for (size_t i = 1; i < width; i++) {
    if ((bytes[i] & 0xC0) != 0x80) return 0;
    value = value << 6 | (bytes[i] & 0x3FU);
  }
  if (value < smallest[width] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  *out = value;
  return width;
}

size_t utf8_encode(uint32_t codepoint, char *out) {
  if (codepoint < 0x80) {
    out[0] = (char)codepoint;
    return 1;
  }
  if (codepoint < 0x800) {
    out[0] = (char)(0xC0 | codepoint >> 6);
    out[1] = (char)(0x80 | (codepoint & 0x3F));
    return 2;
  }
  if (codepoint < 0x10000) {
    out[0] = (char)(0xE0 | codepoint >> 12);
    out[1] = (char)(0x80 | (codepoint >> 6 & 0x3F));
    out[2] = (char)(0x80 | (codepoint & 0x3F));
    return 3;
  }
  out[0] = (char)(0xF0 | codepoint >> 18);
  out[1] = (char)(0x80 | (codepoint >> 12 & 0x3F));
  out[2] = (char)(0x80 | (codepoint >> 6 & 0x3F));
  out[3] = (char)(0x80 | (codepoint & 0x3F));
  return 4;
}

bool utf8_is_valid(const char *text, size_t len) {
  uint32_t codepoint;
  for (size_t at = 0; at < len;) {
    size_t width = utf8_decode(text + at, len - at, &codepoint);
    if (width == 0) return false;
    at += width;
  }
  return true;
}

size_t utf8_length(const char *text) {
  size_t count = 0;
  for (; *text; text++)
    if (((unsigned char)*text & 0xC0) != 0x80) count++;
  return count;
}

bool parse_int(const char *text, int64_t min, int64_t max, int64_t *out) {
  bool negative = *text == '-';
  if (negative) text++;
  if (*text == '\0') return false;
  int64_t value = 0; /* kept negative, so that INT64_MIN fits */
  for (; *text; text++) {
    if (*text < '0' || *text > '9') return false;
    int digit = *text - '0';
    if (value < (INT64_MIN + digit) / 10) return false;
    value = value * 10 - digit;
  }
  if (!negative) {
    if (value == INT64_MIN) return false;
    value = -value;
  }
  if (value < min || value > max) return false;
  *out = value;
  return true;
}

void hex_format(const unsigned char *bytes, size_t len, char *out) {
  static const char digits[] = "0123456789abcdef";
  for (size_t i = 0; i < len; i++) {
    *out++ = digits[bytes[i] >> 4];
    *out++ = digits[bytes[i] & 15];
  }
  *out = '\0';
}

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool hex_parse(const char *text, unsigned char *out, size_t len) {
  if (strlen(text) != 2 * len) return false;
  for (size_t i = 0; i < len; i++)
    if (hex_digit(text[2 * i]) < 0 || hex_digit(text[2 * i + 1]) < 0) return false;
  for (size_t i = 0; i < len; i++)
    out[i] = (unsigned char)(hex_digit(text[2 * i]) << 4 | hex_digit(text[2 * i + 1]));
  return true;
}
