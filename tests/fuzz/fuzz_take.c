/* Entries on their way to a telephone: whatever an accepted entry holds, its text keeps to its size, is UTF-8, and a card or an
 * event is made of lines of 75 octets that end with CRLF. The first byte chooses the size, the rest is an entry. */
#include "base/civil.h"
#include "base/compiler.h"
#include "base/str.h"
#include "feed/take.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_lines(const char *text) {
  for (const char *line = text; *line;) {
    size_t len = strcspn(line, "\r\n");
    ASSERT(len <= 75 && line[len] == '\r' && line[len + 1] == '\n');
    line += len + 2;
  }
}

static void take_one(const struct entry *entry, size_t limit, bool whole_day) {
  struct take take = {.entry = entry, .lang = "de", .zone = "Europe/Berlin", .date_only = whole_day};
  take.has_occurrence = entry->start.is_set;
  take.start = entry->start.wall;
  take.end = take.start + (whole_day ? DAY_SECONDS : 5400);
  scoped_buf out;
  struct err err = {0};
  buf_init(&out, TAKE_MOST_BYTES);
  if (!take_text(&take, limit, &out, &err)) {
    ASSERT(err.code == ERR_TOO_BIG && limit < TAKE_LEAST_BYTES);
    return;
  }
  ASSERT(out.len <= limit && utf8_is_valid(buf_text(&out), out.len));
  if (take_form(&take) != TAKE_NOTE) check_lines(buf_text(&out));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  scoped_arena arena = {0};
  struct entry entry;
  struct err err;
  if (size == 0 || !entry_parse((const char *)data + 1, size - 1, &arena, &entry, &err)) return 0;
  take_one(&entry, (size_t)data[0] * 8, entry.start.date_only);
  take_one(&entry, TAKE_LEAST_BYTES, entry.start.date_only);
  return 0;
}
