#include "hub/store.h"

#include "base/fs.h"
#include "base/str.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCHEMA_VERSION = 1, APPLICATION_ID = 0x4C465342 /* "LFSB" */, BUSY_MS = 15000 };

static const char schema[] = "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
                             "CREATE TABLE entry (id TEXT PRIMARY KEY, line TEXT NOT NULL, asset TEXT);"
                             "CREATE INDEX entry_asset ON entry (asset) WHERE asset IS NOT NULL;"
                             "CREATE TABLE change (id TEXT PRIMARY KEY, before TEXT);"
                             "CREATE TABLE file (path TEXT PRIMARY KEY, kind INTEGER NOT NULL, version INTEGER NOT NULL,"
                             "  sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, size INTEGER NOT NULL);"
                             "CREATE INDEX file_order ON file (kind, version);"
                             "CREATE TABLE asset (name TEXT PRIMARY KEY, free_since INTEGER) WITHOUT ROWID;";

/* Each statement is prepared once, at its first use. */
enum statement {
  SET_VALUE,
  GET_VALUE,
  FIND_LINE,
  NOTE_CHANGE,
  PUT_LINE,
  DROP_LINE,
  MARK,
  UNMARK,
  LIST_UNMARKED,
  LIST_ENTRIES,
  LIST_CHANGES,
  FORGET_CHANGES,
  ADD_FILE,
  FIND_FILE,
  LIST_FILES,
  REMOVE_FILE,
  ADD_ASSET,
  FREE_ASSETS,
  TAKE_ASSETS,
  LIST_ASSETS,
  REMOVE_ASSET,
  STATEMENT_COUNT
};

static const char *const statements[STATEMENT_COUNT] = {
    [SET_VALUE] = "INSERT INTO setting (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
    [GET_VALUE] = "SELECT value FROM setting WHERE key = ?1",
    [FIND_LINE] = "SELECT line FROM entry WHERE id = ?1",
    [NOTE_CHANGE] = "INSERT OR IGNORE INTO change (id, before) VALUES (?1, (SELECT line FROM entry WHERE id = ?1))",
    [PUT_LINE] = "INSERT INTO entry (id, line, asset) VALUES (?1, ?2, ?3)"
                 " ON CONFLICT (id) DO UPDATE SET line = ?2, asset = ?3",
    [DROP_LINE] = "DELETE FROM entry WHERE id = ?1",
    [MARK] = "INSERT OR IGNORE INTO temp.kept (id) VALUES (?1)",
    [UNMARK] = "DELETE FROM temp.kept WHERE id = ?1",
    [LIST_UNMARKED] = "SELECT id FROM entry WHERE id NOT IN (SELECT id FROM temp.kept) LIMIT 1000",
    [LIST_ENTRIES] = "SELECT id, line FROM entry ORDER BY id",
    [LIST_CHANGES] = "SELECT change.id, change.before, entry.line FROM change LEFT JOIN entry ON entry.id = change.id"
                     " ORDER BY change.id",
    [FORGET_CHANGES] = "DELETE FROM change",
    [ADD_FILE] = "INSERT OR REPLACE INTO file (path, kind, version, sha256, bytes, size) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [FIND_FILE] = "SELECT 1 FROM file WHERE path = ?1",
    [LIST_FILES] = "SELECT path, version, sha256, bytes, size FROM file WHERE kind = ?1 ORDER BY version DESC LIMIT ?2",
    [REMOVE_FILE] = "DELETE FROM file WHERE path = ?1",
    [ADD_ASSET] = "INSERT INTO asset (name, free_since) VALUES (?1, NULL) ON CONFLICT (name) DO UPDATE SET free_since = NULL",
    [FREE_ASSETS] = "UPDATE asset SET free_since = ?1 WHERE free_since IS NULL"
                    " AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.asset = asset.name)",
    [TAKE_ASSETS] = "UPDATE asset SET free_since = NULL WHERE free_since IS NOT NULL"
                    " AND EXISTS (SELECT 1 FROM entry WHERE entry.asset = asset.name)",
    [LIST_ASSETS] = "SELECT name FROM asset WHERE free_since <= ?1 LIMIT 1000",
    [REMOVE_ASSET] = "DELETE FROM asset WHERE name = ?1",
};

struct store {
  sqlite3 *db;
  sqlite3_stmt *prepared[STATEMENT_COUNT];
};

static bool fail(struct store *store, struct err *err) {
  int code = sqlite3_errcode(store->db);
  bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
  return err_set(err, damaged ? ERR_CORRUPT : ERR_IO, "hub.db: %s", sqlite3_errmsg(store->db));
}

static bool run(struct store *store, const char *sql, struct err *err) {
  return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(store, err);
}

void store_close(struct store *store) {
  if (!store) return;
  for (size_t i = 0; i < STATEMENT_COUNT; i++)
    sqlite3_finalize(store->prepared[i]);
  sqlite3_close(store->db);
  free(store);
}

static void close_store(struct store **store) { store_close(*store); }

static bool open_file(const char *path, int flags, struct store **out, struct err *err) {
  CLEANUP(close_store) struct store *store = calloc(1, sizeof *store);
  ASSERT(store != NULL);
  if (sqlite3_open_v2(path, &store->db, flags, NULL) != SQLITE_OK) return fail(store, err);
  sqlite3_busy_timeout(store->db, BUSY_MS);
  sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, 2 * 1024 * 1024);
  if (!run(store,
           "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;"
           "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;"
           "CREATE TEMP TABLE kept (id TEXT PRIMARY KEY) WITHOUT ROWID;",
           err))
    return false;
  *out = TAKE(store);
  return true;
}

bool store_create(const char *path, struct err *err) {
  struct store *store;
  char versions[96];
  if (fs_exists(path)) return err_set(err, ERR_IO, "'%s' is there already", path);
  if (!open_file(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &store, err)) return false;
  snprintf(versions, sizeof versions, "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID, SCHEMA_VERSION);
  bool made = store_begin(store, err) && run(store, schema, err) && run(store, versions, err) && store_commit(store, err);
  store_close(store);
  return made;
}

static bool read_pragma(struct store *store, const char *sql, int *out, struct err *err) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK) return fail(store, err);
  bool got = sqlite3_step(statement) == SQLITE_ROW;
  *out = got ? sqlite3_column_int(statement, 0) : 0;
  sqlite3_finalize(statement);
  return got || fail(store, err);
}

bool store_open(const char *path, struct store **out, struct err *err) {
  CLEANUP(close_store) struct store *store = NULL;
  int application, version;
  if (!fs_exists(path)) return err_set(err, ERR_NOT_FOUND, "there is no '%s'", path);
  if (!open_file(path, SQLITE_OPEN_READWRITE, &store, err)) return false;
  if (!read_pragma(store, "PRAGMA application_id", &application, err) ||
      !read_pragma(store, "PRAGMA user_version", &version, err))
    return false;
  if (application != APPLICATION_ID) return err_set(err, ERR_CORRUPT, "'%s' is not a hub's database", path);
  if (version != SCHEMA_VERSION) return err_set(err, ERR_CORRUPT, "'%s' belongs to a newer litfass-hub", path);
  *out = TAKE(store);
  return true;
}

bool store_begin(struct store *store, struct err *err) {
  return run(store, "BEGIN IMMEDIATE", err) && run(store, "DELETE FROM temp.kept", err);
}

bool store_commit(struct store *store, struct err *err) { return run(store, "COMMIT", err); }

void store_rollback(struct store *store) {
  if (!sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

/* The statement, reset and unbound; NULL when it does not compile (a damaged file). */
static sqlite3_stmt *use(struct store *store, enum statement which, struct err *err) {
  sqlite3_stmt **slot = &store->prepared[which];
  if (!*slot && sqlite3_prepare_v3(store->db, statements[which], -1, SQLITE_PREPARE_PERSISTENT, slot, NULL) != SQLITE_OK) {
    fail(store, err);
    return NULL;
  }
  sqlite3_reset(*slot);
  sqlite3_clear_bindings(*slot);
  return *slot;
}

/* Borrowed text: it outlives the step. */
static void bind_text(sqlite3_stmt *statement, int index, const char *text) {
  if (text) sqlite3_bind_text(statement, index, text, -1, SQLITE_STATIC);
}

static bool finish(struct store *store, sqlite3_stmt *statement, struct err *err) {
  bool done = sqlite3_step(statement) == SQLITE_DONE;
  if (!done) fail(store, err);
  sqlite3_reset(statement);
  return done;
}

/* Runs a statement with one text (or none) that returns nothing. */
static bool run_with(struct store *store, enum statement which, const char *text, struct err *err) {
  sqlite3_stmt *statement = use(store, which, err);
  if (!statement) return false;
  bind_text(statement, 1, text);
  return finish(store, statement, err);
}

bool store_set(struct store *store, const char *key, const char *value, struct err *err) {
  sqlite3_stmt *statement = use(store, SET_VALUE, err);
  if (!statement) return false;
  bind_text(statement, 1, key);
  bind_text(statement, 2, value);
  return finish(store, statement, err);
}

bool store_set_int(struct store *store, const char *key, int64_t value, struct err *err) {
  char text[24];
  snprintf(text, sizeof text, "%lld", (long long)value);
  return store_set(store, key, text, err);
}

/* One step that may give a row; `*row` tells whether it did. */
static bool step(struct store *store, sqlite3_stmt *statement, bool *row, struct err *err) {
  int code = sqlite3_step(statement);
  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(store, err);
  sqlite3_reset(statement);
  return code == SQLITE_DONE;
}

static const char *column_text(sqlite3_stmt *statement, int column) {
  return (const char *)sqlite3_column_text(statement, column);
}

bool store_get(struct store *store, const char *key, const char *fallback, struct arena *arena, const char **out,
               struct err *err) {
  sqlite3_stmt *statement = use(store, GET_VALUE, err);
  bool row;
  if (!statement) return false;
  bind_text(statement, 1, key);
  if (!step(store, statement, &row, err)) return false;
  *out = row ? arena_strdup(arena, column_text(statement, 0)) : fallback;
  sqlite3_reset(statement);
  return true;
}

bool store_get_int(struct store *store, const char *key, int64_t *out, struct err *err) {
  scoped_arena arena = {0};
  const char *text;
  if (!store_get(store, key, "0", &arena, &text, err)) return false;
  return parse_int(text, INT64_MIN, INT64_MAX, out) || err_set(err, ERR_CORRUPT, "hub.db: '%s' is not a number", key);
}

/* Whether the entry is there with exactly this line (NULL: with any). */
static bool find_line(struct store *store, const char *id, const char *line, size_t len, bool *out, struct err *err) {
  sqlite3_stmt *statement = use(store, FIND_LINE, err);
  bool row;
  if (!statement) return false;
  bind_text(statement, 1, id);
  if (!step(store, statement, &row, err)) return false;
  *out = row;
  if (row && line) {
    const char *stored = column_text(statement, 0);
    *out = (size_t)sqlite3_column_bytes(statement, 0) == len && memcmp(stored, line, len) == 0;
  }
  sqlite3_reset(statement);
  return true;
}

bool store_has(struct store *store, const char *id, bool *out, struct err *err) {
  return find_line(store, id, NULL, 0, out, err);
}

bool store_put(struct store *store, const char *id, const char *line, size_t len, const char *asset, bool *changed,
               struct err *err) {
  bool same;
  if (!find_line(store, id, line, len, &same, err)) return false;
  *changed = !same;
  if (same) return true;
  if (!run_with(store, NOTE_CHANGE, id, err)) return false;
  sqlite3_stmt *statement = use(store, PUT_LINE, err);
  if (!statement) return false;
  bind_text(statement, 1, id);
  sqlite3_bind_text(statement, 2, line, (int)len, SQLITE_STATIC);
  bind_text(statement, 3, asset);
  return finish(store, statement, err);
}

bool store_drop(struct store *store, const char *id, bool *dropped, struct err *err) {
  if (!store_has(store, id, dropped, err)) return false;
  if (!*dropped) return true;
  return run_with(store, NOTE_CHANGE, id, err) && run_with(store, DROP_LINE, id, err);
}

bool store_mark(struct store *store, const char *id, bool *was_marked, struct err *err) {
  if (!run_with(store, MARK, id, err)) return false;
  *was_marked = sqlite3_changes(store->db) == 0;
  return true;
}

bool store_unmark(struct store *store, const char *id, struct err *err) { return run_with(store, UNMARK, id, err); }

/* The first column of every row, copied. */
static bool list_texts(struct store *store, sqlite3_stmt *statement, struct arena *arena, const char *const **out,
                       size_t *count, struct err *err) {
  enum { LIMIT = 1000 }; /* as in the statements */
  const char **texts = arena_array(arena, LIMIT, sizeof *texts);
  *count = 0;
  for (;;) {
    bool row;
    if (!step(store, statement, &row, err)) return false;
    if (!row) break;
    texts[(*count)++] = arena_strdup(arena, column_text(statement, 0));
  }
  *out = texts;
  return true;
}

bool store_drop_unmarked(struct store *store, size_t *dropped, struct err *err) {
  for (*dropped = 0;;) {
    scoped_arena arena = {0};
    const char *const *ids;
    size_t count;
    bool was_there;
    sqlite3_stmt *statement = use(store, LIST_UNMARKED, err);
    if (!statement || !list_texts(store, statement, &arena, &ids, &count, err)) return false;
    for (size_t i = 0; i < count; i++)
      if (!store_drop(store, ids[i], &was_there, err)) return false;
    *dropped += count;
    if (count == 0) return true;
  }
}

static struct store_line column_line(sqlite3_stmt *statement, int column) {
  return (struct store_line){.id = column_text(statement, 0),
                             .data = column_text(statement, column),
                             .len = (size_t)sqlite3_column_bytes(statement, column)};
}

bool store_each_entry(struct store *store, store_on_entry *callback, void *user, struct err *err) {
  sqlite3_stmt *statement = use(store, LIST_ENTRIES, err);
  bool row = statement != NULL;
  while (row) {
    if (!step(store, statement, &row, err)) return false;
    if (!row) return true;
    struct store_line line = column_line(statement, 1);
    if (!callback(user, &line, err)) break;
  }
  if (statement) sqlite3_reset(statement);
  return false;
}

bool store_each_change(struct store *store, store_on_change *callback, void *user, struct err *err) {
  sqlite3_stmt *statement = use(store, LIST_CHANGES, err);
  bool row = statement != NULL;
  while (row) {
    if (!step(store, statement, &row, err)) return false;
    if (!row) return true;
    struct store_line before = column_line(statement, 1);
    struct store_line now = column_line(statement, 2);
    if (!callback(user, &before, &now, err)) break;
  }
  if (statement) sqlite3_reset(statement);
  return false;
}

bool store_forget_changes(struct store *store, struct err *err) { return run_with(store, FORGET_CHANGES, NULL, err); }

bool store_add_file(struct store *store, enum store_file_kind kind, const struct feed_delta *file, struct err *err) {
  sqlite3_stmt *statement = use(store, ADD_FILE, err);
  if (!statement) return false;
  bind_text(statement, 1, file->file.path);
  sqlite3_bind_int(statement, 2, (int)kind);
  sqlite3_bind_int64(statement, 3, file->version);
  bind_text(statement, 4, file->file.sha256);
  sqlite3_bind_int64(statement, 5, file->file.bytes);
  sqlite3_bind_int64(statement, 6, file->file.size);
  return finish(store, statement, err);
}

bool store_newest_files(struct store *store, enum store_file_kind kind, size_t limit, struct arena *arena,
                        struct feed_delta **out, size_t *count, struct err *err) {
  struct feed_delta *files = arena_array(arena, limit, sizeof *files);
  sqlite3_stmt *statement = use(store, LIST_FILES, err);
  if (!statement) return false;
  sqlite3_bind_int(statement, 1, (int)kind);
  sqlite3_bind_int64(statement, 2, (sqlite3_int64)limit);
  size_t used = 0;
  for (;;) {
    bool row;
    if (!step(store, statement, &row, err)) return false;
    if (!row) break;
    struct feed_delta *file = &files[used++];
    file->file.path = arena_strdup(arena, column_text(statement, 0));
    file->version = sqlite3_column_int64(statement, 1);
    str_copy(file->file.sha256, sizeof file->file.sha256, column_text(statement, 2));
    file->file.bytes = sqlite3_column_int64(statement, 3);
    file->file.size = sqlite3_column_int64(statement, 4);
  }
  *out = files;
  *count = used;
  return true;
}

bool store_has_file(struct store *store, const char *path, bool *out, struct err *err) {
  sqlite3_stmt *statement = use(store, FIND_FILE, err);
  if (!statement) return false;
  bind_text(statement, 1, path);
  if (!step(store, statement, out, err)) return false;
  sqlite3_reset(statement);
  return true;
}

bool store_remove_file(struct store *store, const char *path, struct err *err) {
  return run_with(store, REMOVE_FILE, path, err);
}

bool store_add_asset(struct store *store, const char *name, struct err *err) { return run_with(store, ADD_ASSET, name, err); }

bool store_unused_assets(struct store *store, int64_t version, int64_t grace, struct arena *arena, const char *const **out,
                         size_t *count, struct err *err) {
  sqlite3_stmt *statement = use(store, FREE_ASSETS, err);
  if (!statement) return false;
  sqlite3_bind_int64(statement, 1, version);
  if (!finish(store, statement, err) || !run_with(store, TAKE_ASSETS, NULL, err)) return false;
  statement = use(store, LIST_ASSETS, err);
  if (!statement) return false;
  sqlite3_bind_int64(statement, 1, version - grace);
  return list_texts(store, statement, arena, out, count, err);
}

bool store_remove_asset(struct store *store, const char *name, struct err *err) {
  return run_with(store, REMOVE_ASSET, name, err);
}
