/* The notes beside the cache (spool/paired.h): what a hub answers about its board is kept so that it can be read again, and
 * files that others wrote are believed as far as they hold. The first byte chooses. */
#include "scratch.h"

#include "base/buf.h"
#include "base/compiler.h"
#include "base/str.h"
#include "client/wishes.h"
#include "spool/paired.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char cache[256];

/* The input as "<cache>.<ending>"; sets `cache`. */
static void write_note(const char *ending, const uint8_t *data, size_t size) {
  char name[32];
  snprintf(name, sizeof name, "c.%s", ending);
  const char *path = scratch_file(name, data, size);
  snprintf(cache, sizeof cache, "%.*s", (int)(strlen(path) - strlen(ending) - 1), path);
}

static void check_text(const char *text) { ASSERT(!text || utf8_is_valid(text, strlen(text))); }

static void check_screen(const struct screen_note *note) {
  const char *const texts[] = {note->name, note->place, note->languages, note->topics, note->hours, note->picture};
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    ASSERT(texts[i] != NULL);
    check_text(texts[i]);
  }
}

/* Whatever was kept can be read. */
static void hear_wishes(const uint8_t *data, size_t size) {
  scoped_arena arena = {0};
  scoped_buf reply;
  struct screen_note note;
  struct err err;
  write_note("screen", data, 0);
  char path[PAIRED_PATH_SIZE];
  ASSERT(paired_path(cache, "screen", path, &err) && unlink(path) == 0);
  buf_init(&reply, 1024 * 1024);
  if (!buf_add(&reply, data, size)) return;
  wishes_keep(cache, &reply);
  ASSERT(screen_note_read(cache, &arena, &note, &err));
  check_screen(&note);
}

static void read_screen(const uint8_t *data, size_t size) {
  scoped_arena arena = {0};
  struct screen_note note;
  struct err err;
  write_note("screen", data, size);
  if (screen_note_read(cache, &arena, &note, &err)) check_screen(&note);
}

static void read_pairing(const uint8_t *data, size_t size) {
  scoped_arena arena = {0};
  struct pairing_note note;
  struct paired paired;
  struct err err;
  write_note("pairing", data, size);
  if (pairing_note_read(cache, &arena, &note, &err)) check_text(note.code), check_text(note.hub), check_text(note.state);
  write_note("paired", data, size);
  if (paired_read(cache, &arena, &paired, &err)) check_text(paired.feed), check_text(paired.root_key), check_text(paired.house);
}

static void read_board(const uint8_t *data, size_t size) {
  scoped_arena arena = {0};
  struct board_note note;
  struct err err;
  write_note("board", data, size);
  if (!board_note_read(cache, &arena, &note, &err)) return;
  ASSERT(note.panel_mm == 0 || (note.panel_mm >= 50 && note.panel_mm <= 2500));
  ASSERT(note.place != NULL);
  check_text(note.place);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static void (*const readers[])(const uint8_t *, size_t) = {hear_wishes, read_screen, read_pairing, read_board};
  if (size > 0) readers[(size_t)data[0] % COUNT_OF(readers)](data + 1, size - 1);
  return 0;
}
