#include "hub/ranges.h"

#include "base/str.h"

#include <string.h>
#include <strings.h>

/* Digits up to `*end`; false when there are none or too many. */
static bool read_number(const char *text, uint64_t *out, const char **end) {
  size_t digits = strspn(text, "0123456789");
  if (digits == 0 || digits > 18) return false;
  *out = 0;
  for (size_t i = 0; i < digits; i++)
    *out = *out * 10 + (uint64_t)(text[i] - '0');
  *end = text + digits;
  return true;
}

static struct range_answer part(uint64_t from, uint64_t last, uint64_t size) {
  if (from >= size) return (struct range_answer){.kind = RANGE_OUTSIDE};
  if (last >= size) last = size - 1;
  return (struct range_answer){RANGE_PART, from, last - from + 1};
}

struct range_answer range_read(const char *header, uint64_t size) {
  const struct range_answer whole = {RANGE_WHOLE, 0, size};
  uint64_t from, last;
  const char *rest;
  if (!header || strncasecmp(header, "bytes=", 6) != 0) return whole;
  header += 6;
  if (*header == '-') { /* the last bytes */
    if (!read_number(header + 1, &last, &rest) || *rest) return whole;
    if (last == 0 || size == 0) return (struct range_answer){.kind = RANGE_OUTSIDE};
    return part(last < size ? size - last : 0, size - 1, size);
  }
  if (!read_number(header, &from, &rest) || *rest != '-') return whole;
  if (rest[1] == '\0') return part(from, UINT64_MAX, size);
  if (!read_number(rest + 1, &last, &rest) || *rest || last < from) return whole;
  return part(from, last, size);
}

bool etag_matches(const char *header, const char *etag) {
  if (!header) return false;
  if (str_equals(header, "*")) return true;
  size_t len = strlen(etag);
  for (const char *at = header; *at;) {
    at += strspn(at, " \t,");
    if (str_starts_with(at, "W/")) at += 2;
    if (strncmp(at, etag, len) == 0 && strchr(" \t,", at[len])) return true; /* strchr finds the final NUL too */
    const char *quote = *at == '"' ? strchr(at + 1, '"') : NULL;
    at = quote ? quote + 1 : at + strcspn(at, ",");
  }
  return false;
}
