/* HTML and text that may be HTML: what comes out is UTF-8, never longer than reason, and holds no tag that went in. */
#include "base/compiler.h"
#include "base/str.h"
#include "hub/sources/plain.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const char *text, size_t size) {
  size_t len = strlen(text);
  ASSERT(utf8_is_valid(text, len) && len <= 2 * size + 16);
  ASSERT(len == 0 || !strchr("\n ", text[len - 1]));
  ASSERT(!strstr(text, "\n\n\n"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  scoped_arena arena = {0};
  const char *text = arena_strndup(&arena, (const char *)data, size);
  check(plain_from_html(&arena, (const char *)data, size), size);
  const char *line = plain_line(&arena, text);
  ASSERT(!strchr(line, '\n') && strlen(line) <= size);
  if (utf8_is_valid(text, strlen(text))) check(plain_from_text(&arena, text), size);
  return 0;
}
