#include "hub/sources/jsonl.h"

#include <string.h>

bool jsonl_read(const char *text, size_t len, struct intake *intake, struct err *err) {
  size_t number = 0;
  for (const char *line = text; line < text + len;) {
    scoped_arena arena = {0};
    size_t left = (size_t)(text + len - line);
    const char *end = memchr(line, '\n', left);
    size_t length = end ? (size_t)(end - line) : left;
    size_t blank = strspn(line, " \t\r");
    number++;
    if (blank < length && !intake_take_line(intake, line, length, arena_printf(&arena, "line %zu", number), err)) return false;
    line += length + 1;
  }
  return true;
}
