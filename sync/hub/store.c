#include "hub/store.h"

#include "base/str.h"

#include <stdio.h>
#include <string.h>

bool store_set(struct store *store, const char *key, const char *value, struct err *err) {
  return query_run(store, "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
                   WITH(value_text(key), value_text(value)), err);
}

bool store_set_int(struct store *store, const char *key, int64_t value, struct err *err) {
  char text[24];
  snprintf(text, sizeof text, "%lld", (long long)value);
  return store_set(store, key, text, err);
}

bool store_get(struct store *store, const char *key, const char *fallback, struct arena *arena, const char **out,
               struct err *err) {
  const char *text;
  bool found;
  if (!query_find(store, "SELECT value FROM setting WHERE key = ?1", WITH(value_text(key)), &found, NULL, arena, &text, err))
    return false;
  *out = found ? text : fallback;
  return true;
}

bool store_get_int(struct store *store, const char *key, int64_t *out, struct err *err) {
  scoped_arena arena = {0};
  const char *text;
  if (!store_get(store, key, "0", &arena, &text, err)) return false;
  return parse_int(text, INT64_MIN, INT64_MAX, out) || err_set(err, ERR_CORRUPT, "hub.db: '%s' is not a number", key);
}

bool store_line(struct store *store, const char *id, struct arena *arena, const char **out, struct err *err) {
  bool found;
  const char *line = NULL;
  if (!query_find(store, "SELECT line FROM entry WHERE id = ?1", WITH(value_text(id)), &found, NULL, arena, &line, err))
    return false;
  *out = line;
  return true;
}

bool store_has(struct store *store, const char *id, bool *out, struct err *err) {
  return query_find(store, "SELECT 1 FROM entry WHERE id = ?1", WITH(value_text(id)), out, NULL, NULL, NULL, err);
}

/* What was published of the entry, kept at the first change since. */
static bool note_change(struct store *store, const char *id, struct err *err) {
  return query_run(store, "INSERT OR IGNORE INTO change (id, before) VALUES (?1, (SELECT line FROM entry WHERE id = ?1))",
                   WITH(value_text(id)), err);
}

/* In German, else in any language that there is. */
#define TITLE "(SELECT value FROM json_each(?2, '$.name') ORDER BY key IS NOT 'de' LIMIT 1)"

bool store_put(struct store *store, const char *id, const char *line, size_t len, const char *asset, bool *changed,
               struct err *err) {
  bool same;
  if (!query_find(store, "SELECT 1 FROM entry WHERE id = ?1 AND line = ?2", WITH(value_text(id), value_bytes(line, len)), &same,
                  NULL, NULL, NULL, err))
    return false;
  *changed = !same;
  if (same) return true;
  return note_change(store, id, err) &&
         query_run(store,
                   "INSERT OR REPLACE INTO entry (id, line, asset, kind, title, provider, verified, topics, visible_from, "
                   "visible_until, sort)"
                   " VALUES (?1, ?2, ?3, json_extract(?2, '$.kind'), " TITLE ", json_extract(?2, '$.provider'),"
                   " json_extract(?2, '$.verified'),"
                   " json_extract(?2, '$.topics'), json_extract(?2, '$.visible_from'), json_extract(?2, '$.visible_until'),"
                   " sortkey(" TITLE "))",
                   WITH(value_text(id), value_bytes(line, len), value_text(asset)), err);
}

bool store_drop(struct store *store, const char *id, bool *dropped, struct err *err) {
  if (!store_has(store, id, dropped, err)) return false;
  if (!*dropped) return true;
  return note_change(store, id, err) && query_run(store, "DELETE FROM entry WHERE id = ?1", WITH(value_text(id)), err);
}

bool store_mark(struct store *store, const char *id, bool *was_marked, struct err *err) {
  if (!query_run(store, "INSERT OR IGNORE INTO temp.kept (id) VALUES (?1)", WITH(value_text(id)), err)) return false;
  *was_marked = query_changes(store) == 0;
  return true;
}

bool store_unmark(struct store *store, const char *id, struct err *err) {
  return query_run(store, "DELETE FROM temp.kept WHERE id = ?1", WITH(value_text(id)), err);
}

enum { PORTION = 1000 }; /* as in the statements that follow */

struct texts {
  struct arena *arena;
  const char **items;
  size_t count;
};

static bool add_text(void *user, const struct row *row, struct err *err UNUSED) {
  struct texts *texts = user;
  texts->items[texts->count++] = arena_strdup(texts->arena, row_text(row, 0));
  return true;
}

/* The first column of at most PORTION rows, copied. */
static bool list_texts(struct store *store, const char *sql, const struct value *values, size_t count, struct texts *out,
                       struct err *err) {
  out->items = arena_array(out->arena, PORTION, sizeof *out->items);
  return query_each(store, sql, values, count, add_text, out, err);
}

bool store_drop_unmarked(struct store *store, size_t *dropped, struct err *err) {
  for (*dropped = 0;;) {
    scoped_arena arena = {0};
    struct texts ids = {.arena = &arena};
    bool was_there;
    if (!list_texts(store, "SELECT id FROM entry WHERE id NOT IN (SELECT id FROM temp.kept) LIMIT 1000", WITH_NOTHING, &ids,
                    err))
      return false;
    for (size_t i = 0; i < ids.count; i++)
      if (!store_drop(store, ids.items[i], &was_there, err)) return false;
    *dropped += ids.count;
    if (ids.count == 0) return true;
  }
}

struct listener {
  store_on_entry *on_entry;
  store_on_change *on_change;
  void *user;
};

static struct store_line row_line(const struct row *row, int column) {
  return (struct store_line){.id = row_text(row, 0), .data = row_text(row, column), .len = row_length(row, column)};
}

static bool tell_entry(void *user, const struct row *row, struct err *err) {
  const struct listener *listener = user;
  const struct store_line line = row_line(row, 1);
  return listener->on_entry(listener->user, &line, err);
}

bool store_each_entry(struct store *store, store_on_entry *callback, void *user, struct err *err) {
  struct listener listener = {.on_entry = callback, .user = user};
  return query_each(store, "SELECT id, line FROM entry ORDER BY id", WITH_NOTHING, tell_entry, &listener, err);
}

static bool tell_change(void *user, const struct row *row, struct err *err) {
  const struct listener *listener = user;
  const struct store_line before = row_line(row, 1), now = row_line(row, 2);
  return listener->on_change(listener->user, &before, &now, err);
}

bool store_each_change(struct store *store, store_on_change *callback, void *user, struct err *err) {
  struct listener listener = {.on_change = callback, .user = user};
  return query_each(store,
                    "SELECT change.id, change.before, entry.line FROM change LEFT JOIN entry ON entry.id = change.id"
                    " ORDER BY change.id",
                    WITH_NOTHING, tell_change, &listener, err);
}

bool store_forget_changes(struct store *store, struct err *err) {
  return query_run(store, "DELETE FROM change", WITH_NOTHING, err);
}

bool store_add_file(struct store *store, enum store_file_kind kind, const struct feed_delta *file, struct err *err) {
  return query_run(store,
                   "INSERT OR REPLACE INTO file (path, kind, version, sha256, bytes, size) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                   WITH(value_text(file->file.path), value_number(kind), value_number(file->version),
                        value_text(file->file.sha256), value_number(file->file.bytes), value_number(file->file.size)),
                   err);
}

struct files {
  struct arena *arena;
  struct feed_delta *items;
  size_t count;
};

static bool add_file(void *user, const struct row *row, struct err *err UNUSED) {
  struct files *files = user;
  struct feed_delta *file = &files->items[files->count++];
  file->file.path = arena_strdup(files->arena, row_text(row, 0));
  file->version = row_number(row, 1);
  str_copy(file->file.sha256, sizeof file->file.sha256, row_text(row, 2));
  file->file.bytes = row_number(row, 3);
  file->file.size = row_number(row, 4);
  return true;
}

bool store_newest_files(struct store *store, enum store_file_kind kind, size_t limit, struct arena *arena,
                        struct feed_delta **out, size_t *count, struct err *err) {
  struct files files = {.arena = arena, .items = arena_array(arena, limit, sizeof *files.items)};
  if (!query_each(store, "SELECT path, version, sha256, bytes, size FROM file WHERE kind = ?1 ORDER BY version DESC LIMIT ?2",
                  WITH(value_number(kind), value_number((int64_t)limit)), add_file, &files, err))
    return false;
  *out = files.items;
  *count = files.count;
  return true;
}

bool store_has_file(struct store *store, const char *path, bool *out, struct err *err) {
  return query_find(store, "SELECT 1 FROM file WHERE path = ?1", WITH(value_text(path)), out, NULL, NULL, NULL, err);
}

bool store_remove_file(struct store *store, const char *path, struct err *err) {
  return query_run(store, "DELETE FROM file WHERE path = ?1", WITH(value_text(path)), err);
}

bool store_add_asset(struct store *store, const char *name, struct err *err) {
  return query_run(store,
                   "INSERT INTO asset (name, free_since) VALUES (?1, NULL) ON CONFLICT (name) DO UPDATE SET free_since = NULL",
                   WITH(value_text(name)), err);
}

/* What is published, prepared, or can still be taken out of the bin. */
#define USERS_OF_ASSET                                                                                                         \
  "SELECT 1 FROM entry WHERE entry.asset = asset.name UNION ALL SELECT 1 FROM draft WHERE draft.asset = asset.name"            \
  " UNION ALL SELECT 1 FROM bin WHERE bin.asset = asset.name"

bool store_unused_assets(struct store *store, int64_t version, int64_t grace, struct arena *arena, const char *const **out,
                         size_t *count, struct err *err) {
  struct texts names = {.arena = arena};
  if (!query_run(store, "UPDATE asset SET free_since = ?1 WHERE free_since IS NULL AND NOT EXISTS (" USERS_OF_ASSET ")",
                 WITH(value_number(version)), err) ||
      !query_run(store, "UPDATE asset SET free_since = NULL WHERE free_since IS NOT NULL AND EXISTS (" USERS_OF_ASSET ")",
                 WITH_NOTHING, err) ||
      !list_texts(store, "SELECT name FROM asset WHERE free_since <= ?1 LIMIT 1000", WITH(value_number(version - grace)),
                  &names, err))
    return false;
  *out = names.items;
  *count = names.count;
  return true;
}

bool store_remove_asset(struct store *store, const char *name, struct err *err) {
  return query_run(store, "DELETE FROM asset WHERE name = ?1", WITH(value_text(name)), err);
}
