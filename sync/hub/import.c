#include "hub/import.h"

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "feed/entry.h"
#include "feed/strict.h"
#include "hub/lines.h"
#include "hub/picture.h"
#include "hub/relative.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What is checked, and what is written, only after every line was read. */
struct reference {
  const char *file;
  size_t line;
  const char *field, *id;
};

struct picture {
  const char *path; /* where it came from */
  char name[PICTURE_NAME_SIZE];
};

struct import {
  struct hub *hub;
  int32_t today;
  bool replace;
  const struct import_listener *listener;
  struct import_result result;
  struct arena arena; /* of references and pictures */
  struct reference *references;
  size_t reference_count, reference_capacity;
  struct picture *pictures;
  size_t picture_count, picture_capacity;
};

static const char image_field[] = "image.asset";

static void *grow(void *items, size_t count, size_t *capacity, size_t size) {
  if (count < *capacity) return items;
  *capacity = *capacity ? *capacity * 2 : 64;
  void *grown = realloc(items, *capacity * size);
  ASSERT(grown != NULL);
  return grown;
}

static void add_reference(struct import *import, const struct lines *lines, const char *field, const char *id) {
  if (!id) return;
  import->references =
      grow(import->references, import->reference_count, &import->reference_capacity, sizeof *import->references);
  import->references[import->reference_count++] =
      (struct reference){lines->name, lines->number, field, arena_strdup(&import->arena, id)};
}

/* "pictures/garten.png", beside the file of lines. Neither absolute nor "..": lines may come from elsewhere. */
static bool find_picture(struct import *import, const char *lines_name, const char *relative, const char **out,
                         struct err *err) {
  const char *slash = strrchr(lines_name, '/');
  int folder = slash ? (int)(slash - lines_name) + 1 : 0;
  if (relative[0] == '\0' || relative[0] == '/' || str_starts_with(relative, "../") || strstr(relative, "/../"))
    return err_set(err, ERR_PARSE, "must be a path below the folder of the lines");
  *out = arena_printf(&import->arena, "%.*s%s", folder, lines_name, relative);
  return true;
}

/* Replaces {"file":…} by {"asset":…}. The bytes are read again when they are written: a hundred pictures need not fit into
 * memory at once. */
static bool take_picture(struct import *import, const struct lines *lines, json_t *entry, struct err *err) {
  json_t *image = json_object_get(entry, "image");
  const char *relative = json_string_value(json_object_get(image, "file"));
  struct picture picture = {0};
  scoped_buf data;
  buf_init(&data, PICTURE_BYTES_MAX);
  if (!json_object_get(image, "file")) return true;
  if (!relative) return err_set(err, ERR_PARSE, "field 'image.file': must be a string");
  if (!find_picture(import, lines->name, relative, &picture.path, err) || !fs_read(picture.path, &data, err) ||
      !picture_check(buf_text(&data), data.len, picture.name, err)) {
    if (err->code == ERR_NOT_FOUND) err->code = ERR_PARSE;
    return err_prefix(err, "field 'image.file': '%.80s'", relative);
  }
  json_object_del(image, "file");
  json_object_set_new(image, "asset", json_string(picture.name));
  import->pictures = grow(import->pictures, import->picture_count, &import->picture_capacity, sizeof picture);
  import->pictures[import->picture_count++] = picture;
  return true;
}

/* Most lines need none of this; finding that out costs less than parsing them twice. */
static bool has_conveniences(const char *line) {
  static const char *const words[] = {"today", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "file\""};
  for (const char *quote = strchr(line, '"'); quote; quote = strchr(quote + 1, '"'))
    for (size_t i = 0; i < COUNT_OF(words); i++)
      if (str_starts_with(quote + 1, words[i])) return true;
  return false;
}

/* With relative dates resolved and pictures named by their hash. */
static bool resolve_line(struct import *import, const struct lines *lines, struct buf *out, struct err *err) {
  scoped_json *entry = strict_load(lines->line.data, lines->line.len, ENTRY_LINE_MAX, err);
  if (!entry) return false;
  relative_resolve_entry(entry, import->today);
  return take_picture(import, lines, entry, err) && strict_write(entry, out, err);
}

/* {"drop":"id"} and nothing else; the delta's form, with white space allowed. */
static bool read_drop(const struct buf *line, char id[ENTRY_ID_MAX + 1]) {
  struct err ignored;
  if (line->len > 256) return false;
  scoped_json *object = strict_load(line->data, line->len, 256, &ignored);
  const char *value = json_string_value(json_object_get(object, "drop"));
  if (json_object_size(object) != 1 || !entry_id_is_valid(value)) return false;
  return str_copy(id, ENTRY_ID_MAX + 1, value);
}

static bool drop_entry(struct import *import, const char *id, struct err *err) {
  bool dropped;
  if (!store_drop(import->hub->store, id, &dropped, err) || !store_unmark(import->hub->store, id, err)) return false;
  import->result.imported++;
  import->result.dropped += dropped;
  return true;
}

static bool put_entry(struct import *import, const struct lines *lines, const struct entry *entry, const struct buf *line,
                      struct err *err) {
  bool changed, again;
  if (!store_put(import->hub->store, entry->id, line->data, line->len, entry->image_asset, &changed, err)) return false;
  if (!store_mark(import->hub->store, entry->id, &again, err)) return false;
  if (again)
    import->listener->on_warning(
        import->listener->user, lines->name, lines->number,
        arena_printf(&import->arena, "'%s' stood in a line above already, this one counts", entry->id));
  add_reference(import, lines, "location", entry->location.place);
  add_reference(import, lines, "provider", entry->provider);
  add_reference(import, lines, image_field, entry->image_asset);
  import->result.imported++;
  import->result.changed += changed;
  return true;
}

static void reject(struct import *import, const struct lines *lines, const char *reason) {
  import->result.rejected++;
  import->listener->on_rejected(import->listener->user, lines->name, lines->number, reason);
}

static bool read_entry(struct import *import, const struct lines *lines, struct arena *arena, struct entry *out,
                       struct buf *canonical, struct err *err) {
  const struct buf *line = &lines->line;
  scoped_buf resolved;
  buf_init(&resolved, ENTRY_LINE_MAX);
  if (!has_conveniences(line->data)) return entry_read(line->data, line->len, arena, out, canonical, err);
  return resolve_line(import, lines, &resolved, err) && entry_read(resolved.data, resolved.len, arena, out, canonical, err);
}

/* False only for what stops the whole import: the disk, the database. */
static bool take_line(struct import *import, const struct lines *lines, struct err *err) {
  char id[ENTRY_ID_MAX + 1];
  scoped_arena arena = {0};
  scoped_buf line;
  struct entry entry;
  buf_init(&line, ENTRY_LINE_MAX);
  if (read_drop(&lines->line, id)) return drop_entry(import, id, err);
  if (read_entry(import, lines, &arena, &entry, &line, err)) return put_entry(import, lines, &entry, &line, err);
  reject(import, lines, err->msg);
  return true;
}

static bool take_file(struct import *import, const char *name, struct err *err) {
  scoped_lines lines;
  if (!lines_open(&lines, name, err)) return false;
  for (;;) {
    switch (lines_next(&lines, err)) {
      case LINES_LINE:
        if (!take_line(import, &lines, err)) return false;
        break;
      case LINES_TOO_LONG: reject(import, &lines, "the line has more than 65536 bytes"); break;
      case LINES_END: return true;
      case LINES_FAILED: return false;
    }
  }
}

static bool is_there(const struct import *import, const struct reference *reference, bool *there, struct err *err) {
  char name[96], path[PATH_MAX];
  if (reference->field != image_field) return store_has(import->hub->store, reference->id, there, err);
  snprintf(name, sizeof name, "feed/asset/%s", reference->id);
  if (!hub_path(import->hub->dir, name, path, err)) return false;
  *there = fs_exists(path);
  return true;
}

static bool check_references(struct import *import, struct err *err) {
  for (size_t i = 0; i < import->reference_count; i++) {
    const struct reference *reference = &import->references[i];
    bool there;
    if (!is_there(import, reference, &there, err)) return false;
    if (there) continue;
    scoped_arena arena = {0};
    import->listener->on_warning(import->listener->user, reference->file, reference->line,
                                 arena_printf(&arena, "field '%s': there is no '%s'", reference->field, reference->id));
  }
  return true;
}

/* A file named by its hash never changes: one that is there is right. */
static bool write_pictures(struct import *import, struct err *err) {
  for (size_t i = 0; i < import->picture_count; i++) {
    const struct picture *picture = &import->pictures[i];
    char name[96], path[PATH_MAX], again[PICTURE_NAME_SIZE];
    scoped_buf data;
    buf_init(&data, PICTURE_BYTES_MAX);
    snprintf(name, sizeof name, "feed/asset/%s", picture->name);
    if (!store_add_asset(import->hub->store, picture->name, err) || !hub_path(import->hub->dir, name, path, err)) return false;
    if (fs_exists(path)) continue;
    if (!fs_read(picture->path, &data, err) || !picture_check(data.data, data.len, again, err)) return false;
    if (!str_equals(again, picture->name)) return err_set(err, ERR_IO, "'%s' changed during the import", picture->path);
    if (!fs_write(path, data.data, data.len, err)) return false;
  }
  return true;
}

static bool take_all(struct import *import, const char *const *files, size_t count, struct err *err) {
  struct store *store = import->hub->store;
  size_t unmarked = 0;
  if (!store_begin(store, err)) return false;
  for (size_t i = 0; i < count; i++)
    if (!take_file(import, files[i], err)) return false;
  if (import->result.rejected > 0) return true;
  if (import->replace && !store_drop_unmarked(store, &unmarked, err)) return false;
  import->result.dropped += unmarked;
  return write_pictures(import, err) && check_references(import, err) && store_commit(store, err);
}

bool import_files(struct hub *hub, const char *const *files, size_t count, bool replace, const struct import_listener *listener,
                  struct import_result *out, struct err *err) {
  struct import import = {.hub = hub, .today = wall_day(clock_wall(&hub->clock)), .replace = replace, .listener = listener};
  bool done = take_all(&import, files, count, err);
  store_rollback(hub->store);
  if (import.result.rejected > 0) import.result = (struct import_result){.rejected = import.result.rejected};
  if (done) *out = import.result;
  free(import.references);
  free(import.pictures);
  arena_fini(&import.arena);
  return done;
}
