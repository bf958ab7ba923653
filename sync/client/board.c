#include "client/board.h"

#include "base/fs.h"
#include "base/str.h"
#include "feed/strict.h"

#include <math.h>
#include <string.h>

enum { BOARD_SCHEMA = 1, TEMPERATURE_MAX = 200 };

/* Words of our own programs: small letters, digits, '-' and '.'. What else it may be goes nowhere. */
static bool take_word(const json_t *object, const char *key, char *out, size_t size) {
  const char *text = json_string_value(json_object_get(object, key));
  if (!text || strlen(text) >= size) return false;
  if (text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-.+~")] != '\0') return false;
  return str_copy(out, size, text);
}

static int64_t take_number(const json_t *object, const char *key) {
  const json_t *value = json_object_get(object, key);
  return json_is_integer(value) && json_integer_value(value) >= 0 ? json_integer_value(value) : BOARD_UNKNOWN;
}

static void take_problems(const json_t *list, struct board *out) {
  for (size_t i = 0; i < json_array_size(list) && out->problem_count < BOARD_PROBLEMS_MAX; i++) {
    scoped_json *one = json_pack("{s:O}", "name", json_array_get(list, i));
    if (take_word(one, "name", out->problems[out->problem_count], sizeof out->problems[0])) out->problem_count++;
  }
}

static void take_rest(const json_t *status, struct board *out) {
  const json_t *storage = json_object_get(status, "storage");
  const json_t *warmth = json_object_get(status, "temperature_c");
  out->has_temperature = json_is_number(warmth) && fabs(json_number_value(warmth)) < TEMPERATURE_MAX;
  if (out->has_temperature) out->temperature_c = json_number_value(warmth);
  out->free_mb = take_number(storage, "free_mb");
  out->life_percent = take_number(storage, "life_percent");
  out->ext4_errors = take_number(storage, "ext4_errors");
  if (!take_word(storage, "verdict", out->storage, sizeof out->storage)) out->storage[0] = '\0';
  if (!take_word(status, "supply", out->supply, sizeof out->supply)) out->supply[0] = '\0';
  if (!take_word(status, "time", out->time, sizeof out->time)) out->time[0] = '\0';
  if (!take_word(json_object_get(status, "update"), "state", out->update, sizeof out->update)) out->update[0] = '\0';
  take_problems(json_object_get(status, "problems"), out);
}

bool board_read(const char *path, const struct clock *clock, struct board *out, struct err *err) {
  scoped_buf text;
  buf_init(&text, BOARD_STATUS_MAX);
  *out = (struct board){0};
  if (!fs_read(path, &text, err)) return false;
  scoped_json *status = strict_load(buf_text(&text), text.len, BOARD_STATUS_MAX, err);
  if (!status || json_integer_value(json_object_get(status, "schema")) != BOARD_SCHEMA ||
      !take_word(status, "program", out->program, sizeof out->program) ||
      !take_word(status, "state", out->state, sizeof out->state))
    return err_set(err, ERR_CORRUPT, "'%s' is no status of litfass-device", path);
  int64_t age = clock_elapsed_ms(clock) - json_integer_value(json_object_get(status, "elapsed_ms"));
  if (age > BOARD_STALE_MS) return err_set(err, ERR_NOT_FOUND, "'%s' is %lld s old", path, (long long)age / 1000);
  take_rest(status, out);
  return true;
}

static json_t *known_text(const char *text) { return text[0] ? json_string(text) : json_null(); }
static json_t *known_number(int64_t value) { return value == BOARD_UNKNOWN ? json_null() : json_integer(value); }

json_t *board_json(const struct board *board) {
  json_t *problems = json_array();
  for (size_t i = 0; i < board->problem_count; i++)
    json_array_append_new(problems, json_string(board->problems[i]));
  return json_pack("{s:s,s:s,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "program", board->program, "state", board->state,
                   "problems", problems, "temperature_c",
                   board->has_temperature ? json_real(board->temperature_c) : json_null(), "supply", known_text(board->supply),
                   "storage", known_text(board->storage), "free_mb", known_number(board->free_mb), "life_percent",
                   known_number(board->life_percent), "ext4_errors", known_number(board->ext4_errors), "time",
                   known_text(board->time), "update", known_text(board->update));
}
