/* Entries: what is accepted has a canonical line that is accepted too, is its own canonical line, and is valid UTF-8. */
#include "base/compiler.h"
#include "base/str.h"
#include "feed/entry.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  scoped_arena arena = {0};
  scoped_buf once;
  scoped_buf twice;
  struct entry entry;
  struct err err = {0};
  buf_init(&once, ENTRY_LINE_MAX);
  buf_init(&twice, ENTRY_LINE_MAX);
  if (!entry_read((const char *)data, size, &arena, &entry, &once, &err)) {
    ASSERT(err.code != ERR_NONE && err.msg[0] != '\0' && utf8_is_valid(err.msg, strlen(err.msg)));
    return 0;
  }
  ASSERT(entry_id_is_valid(entry.id) && entry.name.count > 0 && utf8_is_valid(once.data, once.len));
  ASSERT(entry_normalize(once.data, once.len, &twice, &err));
  ASSERT(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0);
  return 0;
}
