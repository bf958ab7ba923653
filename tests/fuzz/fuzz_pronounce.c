/* Any text, said by the rules of one of our languages: it ends, and what comes out is text again. The first byte picks the
 * language. */
#include "base/compiler.h"
#include "base/str.h"
#include "speech/pronounce.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_MAX = 2000, SAID_MAX = 64 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const langs[] = {"de", "en", "tr", "uk", "ar"};
  static struct pronunciation *rules[COUNT_OF(langs)]; /* kept for all runs */
  if (size < 2 || size > TEXT_MAX) return 0;
  size_t pick = data[0] % COUNT_OF(langs);
  struct err err;
  if (!rules[pick] && !pronunciation_load(SOURCE_DIR "/assets/speech", langs[pick], &rules[pick], &err)) abort();
  char text[TEXT_MAX];
  memcpy(text, data + 1, size - 1);
  text[size - 1] = '\0';
  scoped_buf said;
  buf_init(&said, SAID_MAX);
  pronounce(rules[pick], text, &said);
  ASSERT(!said.overflowed);
  ASSERT(!utf8_is_valid(text, strlen(text)) || utf8_is_valid(buf_text(&said), said.len));
  return 0;
}
