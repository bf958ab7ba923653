/* Request headers at the hub: Range and If-None-Match. What is sent lies within the file. First line the tag, second the range.
 */
#include "base/compiler.h"
#include "hub/ranges.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const uint64_t sizes[] = {0, 1, 999, UINT64_C(1) << 32, UINT64_MAX};
  char *text = malloc(size + 1);
  ASSERT(text != NULL);
  if (size > 0) memcpy(text, data, size);
  text[size] = '\0';
  char *range = strchr(text, '\n');
  if (range) *range++ = '\0';
  bool matches = etag_matches(text, "\"0123456789abcdef\"");
  ASSERT(!matches || strstr(text, "0123456789abcdef") || strchr(text, '*'));
  for (size_t i = 0; i < COUNT_OF(sizes); i++) {
    struct range_answer answer = range_read(range, sizes[i]);
    ASSERT(range || answer.kind == RANGE_WHOLE);
    if (answer.kind == RANGE_PART) ASSERT(answer.len > 0 && answer.from < sizes[i] && answer.len <= sizes[i] - answer.from);
  }
  free(text);
  return 0;
}
