#include "base/pulse.h"

#include "base/buf.h"
#include "base/fs.h"
#include "base/str.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 96 };

void pulse_init(struct pulse_beat *beat, const char *folder, const char *name) {
  *beat = (struct pulse_beat){.last_ms = INT64_MIN / 2};
  if (str_is_empty(folder)) return;
  int used = snprintf(beat->path, sizeof beat->path, "%s/%s", folder, name);
  if (used >= (int)sizeof beat->path) beat->path[0] = '\0';
}

bool pulse_beat(struct pulse_beat *beat, const struct clock *clock, int64_t lease_ms, const char *word, struct err *err) {
  int64_t now = clock_elapsed_ms(clock);
  char text[TEXT_MAX];
  if (!beat->path[0] || (now - beat->last_ms < PULSE_EVERY_MS && str_equals(word, beat->last_word))) return true;
  beat->last_ms = now;
  str_copy(beat->last_word, sizeof beat->last_word, word);
  int len = snprintf(text, sizeof text, "%" PRId64 " %" PRId64 " %s\n", now, lease_ms, beat->last_word);
  if (fs_write_volatile(beat->path, text, (size_t)len, err)) return true;
  return err->code == ERR_NOT_FOUND;
}

static bool parse_word(const char *text, char out[PULSE_WORD_SIZE]) {
  size_t len = strspn(text, "abcdefghijklmnopqrstuvwxyz-");
  return len > 0 && text[len] == '\0' && str_copy(out, PULSE_WORD_SIZE, text);
}

static bool parse(char *text, size_t len, struct pulse *out) {
  char *first = len > 0 && text[len - 1] == '\n' ? strchr(text, ' ') : NULL;
  char *second = first ? strchr(first + 1, ' ') : NULL;
  if (!second) return false;
  *first = *second = text[len - 1] = '\0';
  return parse_int(text, 0, INT64_MAX, &out->stamp_ms) && parse_int(first + 1, 0, INT64_MAX, &out->lease_ms) &&
         parse_word(second + 1, out->word);
}

bool pulse_read(const char *path, struct pulse *out, struct err *err) {
  struct pulse pulse;
  scoped_buf text;
  buf_init(&text, TEXT_MAX);
  if (!fs_read(path, &text, err)) return false;
  if (!parse(text.data, text.len, &pulse)) return err_set(err, ERR_CORRUPT, "'%s' is no sign of life", path);
  *out = pulse;
  return true;
}
