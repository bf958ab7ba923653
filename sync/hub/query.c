#include "hub/query.h"

#include "base/fs.h"
#include "base/str.h"
#include "cache/sortkey.h"
#include "hub/store_schema.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { APPLICATION_ID = 0x4C465342 /* "LFSB" */, BUSY_MS = 15000, LENGTH_MAX = 2 * 1024 * 1024, SLOTS = 256 };

/* Compiled statements by the address of their SQL: open addressing, never more than three quarters full. */
struct slot {
  const char *sql;
  sqlite3_stmt *statement;
};

struct store {
  sqlite3 *db;
  struct slot slots[SLOTS];
  size_t used;
};

struct row {
  sqlite3_stmt *statement;
};

static bool fail(const struct store *store, struct err *err) {
  int code = sqlite3_errcode(store->db);
  bool damaged = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
  return err_set(err, damaged ? ERR_CORRUPT : ERR_IO, "hub.db: %s", sqlite3_errmsg(store->db));
}

static bool run_script(struct store *store, const char *sql, struct err *err) {
  return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail(store, err);
}

void store_close(struct store *store) {
  if (!store) return;
  for (size_t i = 0; i < SLOTS; i++)
    sqlite3_finalize(store->slots[i].statement);
  sqlite3_close(store->db);
  free(store);
}

static void close_store(struct store **store) { store_close(*store); }

/* sortkey(text): the order of DIN 5007-1, by bytes. A column of its own has it, so that other tools can still write to hub.db:
 * an index with a collation of ours would keep them out. */
static void sort_key(sqlite3_context *context, int count UNUSED, sqlite3_value **values) {
  unsigned char key[SORTKEY_MAX];
  const char *text = (const char *)sqlite3_value_text(values[0]);
  size_t len = sortkey_make(text ? text : "", key);
  sqlite3_result_text(context, (const char *)key, (int)len, SQLITE_TRANSIENT);
}

static bool add_functions(struct store *store, struct err *err) {
  return sqlite3_create_function(store->db, "sortkey", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, sort_key, NULL, NULL) ==
             SQLITE_OK ||
         fail(store, err);
}

static bool open_file(const char *path, int flags, struct store **out, struct err *err) {
  CLEANUP(close_store) struct store *store = calloc(1, sizeof *store);
  ASSERT(store != NULL);
  if (sqlite3_open_v2(path, &store->db, flags, NULL) != SQLITE_OK) return fail(store, err);
  sqlite3_busy_timeout(store->db, BUSY_MS);
  sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, LENGTH_MAX);
  if (!add_functions(store, err)) return false;
  if (!run_script(store,
                  "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA cache_size = -16384;"
                  "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON;"
                  "CREATE TEMP TABLE kept (id TEXT PRIMARY KEY) WITHOUT ROWID;",
                  err))
    return false;
  *out = TAKE(store);
  return true;
}

static bool read_pragma(struct store *store, const char *sql, int *out, struct err *err) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK) return fail(store, err);
  bool got = sqlite3_step(statement) == SQLITE_ROW;
  *out = got ? sqlite3_column_int(statement, 0) : 0;
  sqlite3_finalize(statement);
  return got || fail(store, err);
}

/* Two programs may start at once: the version is read again behind the lock. */
static bool bring_up_to_date(struct store *store, struct err *err) {
  char mark[96];
  int version;
  if (!store_begin(store, err) || !read_pragma(store, "PRAGMA user_version", &version, err)) return false;
  for (size_t i = (size_t)version; i < store_schema_step_count; i++)
    if (!run_script(store, store_schema_steps[i], err)) return false;
  snprintf(mark, sizeof mark, "PRAGMA application_id = %d; PRAGMA user_version = %zu", APPLICATION_ID, store_schema_step_count);
  return run_script(store, mark, err) && store_commit(store, err);
}

bool store_create(const char *path, struct err *err) {
  CLEANUP(close_store) struct store *store = NULL;
  if (fs_exists(path)) return err_set(err, ERR_IO, "'%s' is there already", path);
  return open_file(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &store, err) && bring_up_to_date(store, err);
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
  if (version < 1 || (size_t)version > store_schema_step_count)
    return err_set(err, ERR_CORRUPT, "'%s' belongs to a newer litfass-hub", path);
  if ((size_t)version < store_schema_step_count && !bring_up_to_date(store, err)) return false;
  *out = TAKE(store);
  return true;
}

bool store_begin(struct store *store, struct err *err) {
  return run_script(store, "BEGIN IMMEDIATE; DELETE FROM temp.kept", err);
}

bool store_commit(struct store *store, struct err *err) { return run_script(store, "COMMIT", err); }

void store_rollback(struct store *store) {
  if (store_is_writing(store)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

bool store_is_writing(const struct store *store) { return !sqlite3_get_autocommit(store->db); }

struct value value_text(const char *text) {
  return text ? value_bytes(text, strlen(text)) : (struct value){.kind = VALUE_NULL};
}

struct value value_bytes(const char *text, size_t len) {
  return (struct value){.kind = VALUE_TEXT, .text = text, .len = len};
}

struct value value_number(int64_t number) {
  return (struct value){.kind = VALUE_NUMBER, .number = number};
}

static struct slot *find_slot(struct store *store, const char *sql) {
  size_t at = ((uintptr_t)sql >> 3) * 2654435761U % SLOTS;
  while (store->slots[at].sql && store->slots[at].sql != sql)
    at = (at + 1) % SLOTS;
  return &store->slots[at];
}

static bool compile(struct store *store, const char *sql, unsigned flags, sqlite3_stmt **out, struct err *err) {
  return sqlite3_prepare_v3(store->db, sql, -1, flags, out, NULL) == SQLITE_OK || fail(store, err);
}

/* *is_kept is false for a second use inside the first one's rows: whoever is done finalizes that. */
static bool use(struct store *store, const char *sql, sqlite3_stmt **out, bool *is_kept, struct err *err) {
  struct slot *slot = find_slot(store, sql);
  *is_kept = !(slot->sql && sqlite3_stmt_busy(slot->statement)) && (slot->sql || store->used < SLOTS * 3 / 4);
  if (!*is_kept) return compile(store, sql, 0, out, err);
  if (!slot->sql) {
    if (!compile(store, sql, SQLITE_PREPARE_PERSISTENT, &slot->statement, err)) return false;
    slot->sql = sql;
    store->used++;
  }
  *out = slot->statement;
  return true;
}

static void bind(sqlite3_stmt *statement, const struct value *values, size_t count) {
  for (size_t i = 0; i < count; i++) {
    int index = (int)i + 1;
    if (values[i].kind == VALUE_TEXT)
      sqlite3_bind_text(statement, index, values[i].text, (int)values[i].len, SQLITE_STATIC);
    else if (values[i].kind == VALUE_NUMBER)
      sqlite3_bind_int64(statement, index, values[i].number);
  }
}

static bool walk(struct store *store, sqlite3_stmt *statement, query_on_row *callback, void *user, struct err *err) {
  const struct row row = {statement};
  for (;;) {
    int code = sqlite3_step(statement);
    if (code == SQLITE_DONE) return true;
    if (code != SQLITE_ROW) return fail(store, err);
    if (callback && !callback(user, &row, err)) return false;
  }
}

bool query_each(struct store *store, const char *sql, const struct value *values, size_t count, query_on_row *callback,
                void *user, struct err *err) {
  sqlite3_stmt *statement;
  bool is_kept;
  if (!use(store, sql, &statement, &is_kept, err)) return false;
  bind(statement, values, count);
  bool done = walk(store, statement, callback, user, err);
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  if (!is_kept) sqlite3_finalize(statement);
  return done;
}

bool query_run(struct store *store, const char *sql, const struct value *values, size_t count, struct err *err) {
  return query_each(store, sql, values, count, NULL, NULL, err);
}

int64_t query_changes(const struct store *store) { return sqlite3_changes(store->db); }
int64_t query_last_id(const struct store *store) { return sqlite3_last_insert_rowid(store->db); }

const char *row_text(const struct row *row, int column) { return (const char *)sqlite3_column_text(row->statement, column); }

size_t row_length(const struct row *row, int column) { return (size_t)sqlite3_column_bytes(row->statement, column); }

int64_t row_number(const struct row *row, int column) { return sqlite3_column_int64(row->statement, column); }

struct finding {
  bool found;
  int64_t *number;
  struct arena *arena;
  const char **text;
};

static bool take_finding(void *user, const struct row *row, struct err *err UNUSED) {
  struct finding *finding = user;
  if (finding->found) return true;
  finding->found = true;
  if (finding->number) *finding->number = row_number(row, 0);
  if (finding->text) *finding->text = row_text(row, 0) ? arena_strdup(finding->arena, row_text(row, 0)) : NULL;
  return true;
}

bool query_find(struct store *store, const char *sql, const struct value *values, size_t count, bool *found, int64_t *number,
                struct arena *arena, const char **text, struct err *err) {
  struct finding finding = {.number = number, .arena = arena, .text = text};
  if (!query_each(store, sql, values, count, take_finding, &finding, err)) return false;
  *found = finding.found;
  return true;
}

static json_t *column_json(sqlite3_stmt *statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return json_integer(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT: return json_real(sqlite3_column_double(statement, column));
    case SQLITE_NULL: return json_null();
    default:
      return json_stringn((const char *)sqlite3_column_text(statement, column),
                          (size_t)sqlite3_column_bytes(statement, column));
  }
}

static bool add_object(void *user, const struct row *row, struct err *err) {
  json_t *object = json_object();
  for (int i = 0; i < sqlite3_column_count(row->statement); i++) {
    json_t *value = column_json(row->statement, i);
    if (!value || json_object_set_new(object, sqlite3_column_name(row->statement, i), value) != 0) {
      json_decref(object);
      return err_set(err, ERR_CORRUPT, "hub.db: '%s' is not UTF-8", sqlite3_column_name(row->statement, i));
    }
  }
  json_array_append_new(user, object);
  return true;
}

bool query_list(struct store *store, const char *sql, const struct value *values, size_t count, json_t **out, struct err *err) {
  json_t *rows = json_array();
  if (!query_each(store, sql, values, count, add_object, rows, err)) {
    json_decref(rows);
    return false;
  }
  *out = rows;
  return true;
}

bool query_object(struct store *store, const char *sql, const struct value *values, size_t count, json_t **out,
                  struct err *err) {
  json_t *rows;
  if (!query_list(store, sql, values, count, &rows, err)) return false;
  *out = json_incref(json_array_get(rows, 0));
  json_decref(rows);
  return true;
}

bool store_copy(struct store *store, const char *path, struct err *err) {
  CLEANUP(close_store) struct store *copy = calloc(1, sizeof *copy);
  ASSERT(copy != NULL);
  if (sqlite3_open_v2(path, &copy->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) != SQLITE_OK) return fail(copy, err);
  sqlite3_backup *backup = sqlite3_backup_init(copy->db, "main", store->db, "main");
  if (!backup) return fail(copy, err);
  sqlite3_backup_step(backup, -1);
  return sqlite3_backup_finish(backup) == SQLITE_OK || fail(copy, err);
}
