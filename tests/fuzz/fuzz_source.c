/* Documents of others, one program for each format (FORMAT): whatever the bytes are, what a reader gives are entries that
 * entry_read accepts with ids of its source, notes and errors are UTF-8, and a document that is refused has a reason. Reading
 * twice gives the same. */
#include "base/civil.h"
#include "base/compiler.h"
#include "base/str.h"
#include "feed/entry.h"
#include "hub/sources/format.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_entry(const struct intake *intake, size_t index) {
  scoped_arena arena = {0};
  scoped_buf line;
  struct entry entry;
  struct err err;
  const struct intake_entry *taken = &intake->entries[index];
  buf_init(&line, ENTRY_LINE_MAX);
  ASSERT(entry_read(taken->line, taken->len, &arena, &entry, &line, &err));
  ASSERT(line.len == taken->len && memcmp(line.data, taken->line, line.len) == 0 && str_equals(entry.id, taken->id));
  ASSERT(str_equals(FORMAT, "jsonl") || str_starts_with(entry.id, "quelle-"));
  for (size_t i = 0; i < index; i++)
    ASSERT(!str_equals(intake->entries[i].id, taken->id));
}

static void check_notes(const struct intake *intake) {
  ASSERT(intake->wrong_count <= intake->note_count);
  for (size_t i = 0; i < intake_notes_kept(intake); i++)
    ASSERT(utf8_is_valid(intake->notes[i].where, strlen(intake->notes[i].where)) &&
           utf8_is_valid(intake->notes[i].text, strlen(intake->notes[i].text)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  scoped_arena arena = {0};
  struct intake_rules rules = {
      .source = "quelle", .zone = "Europe/Berlin", .today = day_from_ymd(2026, 11, 21), .oldest = INT32_MIN};
  struct err err = {0};
  ASSERT(mapping_parse("Konzert=kultur, begegnung", &arena, &rules.topics, &err));
  ASSERT(mapping_parse("Saal=saal, hof", &arena, &rules.places, &err));
  scoped_intake intake;
  scoped_intake again;
  intake_init(&intake, &rules);
  intake_init(&again, &rules);
  bool read = format_read(format_find(FORMAT), data, size, &intake, &err);
  ASSERT(read || (err.code != ERR_NONE && err.msg[0] && utf8_is_valid(err.msg, strlen(err.msg))));
  ASSERT(format_read(format_find(FORMAT), data, size, &again, &err) == read && again.count == intake.count);
  for (size_t i = 0; i < intake.count; i++) {
    check_entry(&intake, i);
    ASSERT(str_equals(intake.entries[i].line, again.entries[i].line));
  }
  check_notes(&intake);
  return 0;
}
