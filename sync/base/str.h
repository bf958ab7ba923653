/* Small questions about text. Everything here is pure; text is UTF-8 unless it says bytes. */
#ifndef LITFASS_BASE_STR_H
#define LITFASS_BASE_STR_H

#include "base/compiler.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool str_equals(const char *a, const char *b); /* NULL equals only NULL */
bool str_starts_with(const char *text, const char *prefix);
bool str_ends_with(const char *text, const char *suffix);
bool str_is_empty(const char *text); /* NULL or "" */

/* Whether `word` is one of `words`, which are parted by single spaces. */
bool str_has_word(const char *words, const char *word);

/* Copies what fits, always ends with NUL, never cuts a UTF-8 character in half. Returns false when it had to cut. */
bool str_copy(char *out, size_t size, const char *text);

/* Reads the character at text[0..len); returns its bytes (1 to 4), or 0 when it is not valid UTF-8 (RFC 3629: no overlong
 * forms, no surrogates, nothing above U+10FFFF) or len is 0. */
size_t utf8_decode(const char *text, size_t len, uint32_t *out);

/* Writes the character to out[0..4) and returns its bytes. */
size_t utf8_encode(uint32_t codepoint, char *out);

bool utf8_is_valid(const char *text, size_t len);
size_t utf8_length(const char *text); /* characters, not bytes */

/* Whole text is a decimal number in [min, max]. No sign but '-', no spaces. */
MUST_USE bool parse_int(const char *text, int64_t min, int64_t max, int64_t *out);

/* Lower case hex; out holds 2 * len + 1 bytes. */
void hex_format(const unsigned char *bytes, size_t len, char *out);
/* Exactly 2 * len hex digits, either case. */
MUST_USE bool hex_parse(const char *text, unsigned char *out, size_t len);

#endif
