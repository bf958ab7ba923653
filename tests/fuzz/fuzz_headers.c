/* Lines of an answer's header, as any server may send them: a value is text without line ends that stood in the line. */
#include "base/compiler.h"
#include "client/headers.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *line = (const char *)data;
  char value[40];
  int64_t from = -1;
  if (header_value(line, size, "etag", value, sizeof value)) {
    ASSERT(size >= 5 + strlen(value) && strlen(value) < sizeof value);
    ASSERT(value[0] == '\0' || memmem(line, size, value, strlen(value)));
    ASSERT(value[0] != ' ' && (value[0] == '\0' || !strchr(" \t\r\n", value[strlen(value) - 1])));
  }
  header_range_from(line, size, &from);
  ASSERT(from >= -1);
  return 0;
}
