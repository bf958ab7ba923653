/* Dates and local times as the feed writes them: whatever is accepted is what is written back. */
#include "base/civil.h"
#include "base/compiler.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The two freedoms of civil.h: a space for the T, and seconds that may stand there although they are 0. */
static bool same_time(const char *text, const char *again) {
  size_t len = strlen(again);
  return strncmp(text, again, len) == 0 && (text[len] == '\0' || strcmp(text + len, ":00") == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  char text[64];
  if (size >= sizeof text) return 0;
  if (size) memcpy(text, data, size);
  text[size] = '\0';

  int32_t day;
  if (day_parse(text, &day)) {
    char again[DAY_TEXT_SIZE];
    day_format(day, again);
    ASSERT(strcmp(text, again) == 0);
  }
  int64_t wall;
  if (wall_parse(text, &wall)) {
    char again[WALL_TEXT_SIZE];
    wall_format(wall, again);
    text[10] = 'T';
    ASSERT(same_time(text, again));
  }
  return 0;
}
