#include "client/headers.h"

#include "base/str.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

bool header_value(const char *line, size_t len, const char *name, char *out, size_t size) {
  size_t name_len = strlen(name);
  if (len <= name_len || strncasecmp(line, name, name_len) != 0 || line[name_len] != ':') return false;
  line += name_len + 1;
  len -= name_len + 1;
  while (len > 0 && (*line == ' ' || *line == '\t'))
    line++, len--;
  while (len > 0 && memchr(" \t\r\n", line[len - 1], 4))
    len--;
  if (len >= size || memchr(line, '\0', len)) return false;
  memcpy(out, line, len);
  out[len] = '\0';
  return true;
}

void header_range_from(const char *line, size_t len, int64_t *out) {
  static const char unit[] = "bytes ";
  char value[64];
  char digits[24];
  int64_t from;
  if (!header_value(line, len, "content-range", value, sizeof value) || !str_starts_with(value, unit)) return;
  const char *start = value + sizeof unit - 1;
  size_t count = strspn(start, "0123456789");
  if (count >= sizeof digits || start[count] != '-') return;
  snprintf(digits, sizeof digits, "%.*s", (int)count, start);
  if (parse_int(digits, 0, INT64_MAX, &from)) *out = from;
}
