#include "spool/paired.h"

#include "base/fs.h"
#include "base/str.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MEMBER_MAX = 2000, PANEL_MM_MIN = 50, PANEL_MM_MAX = 2500 };
/* Whatever was written can be read: six members, of which JSON makes six bytes each in the worst case. */
enum { FILE_MAX = 6 * 6 * MEMBER_MAX + 1024 };

bool paired_path(const char *cache, const char *ending, char out[PAIRED_PATH_SIZE], struct err *err) {
  return snprintf(out, PAIRED_PATH_SIZE, "%s.%s", cache, ending) < PAIRED_PATH_SIZE || err_set(err, ERR_IO, "path too long");
}

/* Takes the object over. */
static bool write_object(const char *cache, const char *ending, json_t *object, struct err *err) {
  char path[PAIRED_PATH_SIZE];
  char *text = json_dumps(object, JSON_COMPACT | JSON_SORT_KEYS);
  json_decref(object);
  if (!text) return err_set(err, ERR_INTERNAL, "no JSON for '%s.%s'", cache, ending);
  bool ok = paired_path(cache, ending, path, err) && fs_write(path, text, strlen(text), err);
  free(text);
  return ok;
}

/* *out is NULL where there is no such file. */
static bool read_object(const char *cache, const char *ending, json_t **out, struct err *err) {
  char path[PAIRED_PATH_SIZE];
  scoped_buf text;
  buf_init(&text, FILE_MAX);
  *out = NULL;
  if (!paired_path(cache, ending, path, err)) return false;
  if (!fs_exists(path)) return true;
  if (!fs_read(path, &text, err)) return false;
  *out = json_loadb(buf_text(&text), text.len, JSON_REJECT_DUPLICATES, NULL);
  if (json_is_object(*out)) return true;
  json_decref(*out);
  *out = NULL;
  return err_set(err, ERR_CORRUPT, "'%s' is none of ours", path);
}

static const char *member(const json_t *object, const char *name, struct arena *arena) {
  const char *text = json_string_value(json_object_get(object, name));
  return text && strlen(text) <= MEMBER_MAX ? arena_strdup(arena, text) : NULL;
}

bool pairing_note_write(const char *cache, const struct pairing_note *note, struct err *err) {
  return write_object(cache, "pairing", json_pack("{s:s,s:s,s:s}", "code", note->code, "hub", note->hub, "state", note->state),
                      err);
}

bool pairing_note_read(const char *cache, struct arena *arena, struct pairing_note *out, struct err *err) {
  json_t *object;
  *out = (struct pairing_note){0};
  if (!read_object(cache, "pairing", &object, err)) return false;
  *out = (struct pairing_note){member(object, "code", arena), member(object, "hub", arena), member(object, "state", arena)};
  json_decref(object);
  return true;
}

bool pairing_note_remove(const char *cache, struct err *err) {
  char path[PAIRED_PATH_SIZE];
  if (!paired_path(cache, "pairing", path, err)) return false;
  return unlink(path) == 0 || errno == ENOENT || err_set_errno(err, "cannot remove '%s'", path);
}

bool paired_write(const char *cache, const struct paired *paired, struct err *err) {
  return write_object(cache, "paired",
                      json_pack("{s:s,s:s,s:s}", "feed", paired->feed, "root_key", paired->root_key, "house", paired->house),
                      err);
}

bool paired_read(const char *cache, struct arena *arena, struct paired *out, struct err *err) {
  json_t *object;
  *out = (struct paired){0};
  if (!read_object(cache, "paired", &object, err)) return false;
  *out = (struct paired){member(object, "feed", arena), member(object, "root_key", arena), member(object, "house", arena)};
  json_decref(object);
  return true;
}

static const char *const settings[] = {"hours", "languages", "name", "picture", "place", "topics"};

/* Members that are not there where they say nothing: wishes that pass. */
static bool is_passing(const char *name) { return str_equals(name, "picture"); }

static bool is_same(const char *path, const char *text) {
  struct err ignored;
  scoped_buf old;
  buf_init(&old, FILE_MAX);
  return fs_exists(path) && fs_read(path, &old, &ignored) && str_equals(buf_text(&old), text);
}

bool screen_note_write(const char *cache, const char *json, struct err *err) {
  char path[PAIRED_PATH_SIZE];
  json_t *given = json_loads(json, JSON_REJECT_DUPLICATES, NULL), *kept = json_object();
  for (size_t i = 0; i < COUNT_OF(settings); i++) {
    const char *text = json_string_value(json_object_get(given, settings[i]));
    bool is_empty = !text || !*text || strlen(text) > MEMBER_MAX;
    if (!is_empty || !is_passing(settings[i])) json_object_set_new(kept, settings[i], json_string(is_empty ? "" : text));
  }
  bool good = json_is_object(given);
  json_decref(given);
  char *text = json_dumps(kept, JSON_COMPACT | JSON_SORT_KEYS);
  json_decref(kept);
  if (!good) err_set(err, ERR_PARSE, "what the hub says about this board is no JSON object");
  good = good && paired_path(cache, "screen", path, err) && (is_same(path, text) || fs_write(path, text, strlen(text), err));
  free(text);
  return good;
}

bool screen_note_read(const char *cache, struct arena *arena, struct screen_note *out, struct err *err) {
  json_t *object;
  const char *texts[COUNT_OF(settings)];
  *out = (struct screen_note){"", "", "", "", "", ""};
  if (!read_object(cache, "screen", &object, err)) return false;
  for (size_t i = 0; i < COUNT_OF(settings); i++) {
    texts[i] = member(object, settings[i], arena);
    if (!texts[i]) texts[i] = "";
  }
  json_decref(object);
  *out = (struct screen_note){
      .hours = texts[0], .languages = texts[1], .name = texts[2], .picture = texts[3], .place = texts[4], .topics = texts[5]};
  return true;
}

bool board_note_write(const char *cache, const struct board_note *note, struct err *err) {
  return write_object(cache, "board", json_pack("{s:f,s:s}", "panel_mm", note->panel_mm, "place", note->place), err);
}

bool board_note_read(const char *cache, struct arena *arena, struct board_note *out, struct err *err) {
  json_t *object;
  *out = (struct board_note){.place = ""};
  if (!read_object(cache, "board", &object, err)) return false;
  double mm = json_number_value(json_object_get(object, "panel_mm"));
  const char *place = member(object, "place", arena);
  if (mm >= PANEL_MM_MIN && mm <= PANEL_MM_MAX) out->panel_mm = mm;
  if (place) out->place = place;
  json_decref(object);
  return true;
}
