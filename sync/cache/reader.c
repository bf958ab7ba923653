/* The connection is opened read-write with query_only: a read-only one cannot read a WAL database while nobody has it open for
 * writing, because it cannot make the shared memory file. It never checkpoints, not on close either: before SQLite 3.51.3 two
 * connections that checkpoint or write at once can damage a WAL, and the daemon is the one that does. */
#include "cache/reader_private.h"

#include "base/str.h"
#include "cache/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Only another program's recovery after a power cut can make a reader of a WAL wait; it takes milliseconds. */
enum { RECOVERY_WAIT_MS = 200 };

#define IS_VISIBLE(alias, now)                                                                                                 \
  "(" now " IS NULL OR ((" alias ".visible_from IS NULL OR " alias ".visible_from <= " now ") AND (" alias                     \
  ".visible_until IS NULL OR " alias ".visible_until > " now ")))"

#define IS_IN(facet)                                                                                                           \
  "(" facet " IS NULL OR EXISTS(SELECT 1 FROM list x WHERE x.facet = " facet " AND x.kind = l.kind AND x.key = l.key AND "     \
  "x.row = l.row))"

/* ?1 facet, ?2 kind, ?3 key, ?4 row, ?5 flags mask, ?6 flags wanted, ?7 now, ?8 to ?10 and ?12 further facets, ?11 a byte for
 * each number of opening hours (the flags hold it from bit 16 on). */
#define LIST_FILTER                                                                                                            \
  "l.facet = ?1 AND l.kind = ?2 AND l.flags & ?5 = ?6 AND " IS_VISIBLE("l", "?7") " AND " IS_IN("?8") " AND " IS_IN(           \
      "?9") " AND " IS_IN("?10") " AND " IS_IN("?12") " AND (?11 IS NULL OR substr(?11, 1 + (l.flags >> 16), 1) = x'01')"

/* ?4 a byte for each number of opening hours. */
#define IS_WANTED(hours) "substr(?4, 1 + (" hours "), 1) = x'01'"
#define HIDDEN_AND_WANTED(where)                                                                                               \
  "(SELECT count(*) FROM list WHERE facet = ?1 AND kind = ?2 AND " where " AND " IS_WANTED("flags >> 16") ")"

_Static_assert(FLAG_HOURS_SHIFT == 16, "LIST_FILTER and HIDDEN_AND_WANTED know it");

static const char *const sql[RS_COUNT_ALL] = {
    [RS_DATA_VERSION] = "PRAGMA data_version",
    [RS_META] = "SELECT value FROM meta WHERE key = ?1",
    [RS_LINE] = "SELECT line FROM entry WHERE row = ?1",
    [RS_FIND] = "SELECT row FROM entry WHERE id = ?1 AND kind >= 0",
    [RS_FACET] = "SELECT facet FROM facet WHERE name = ?1",
    [RS_COUNTER] = "SELECT n FROM counter WHERE facet = ?1 AND kind = ?2",
    [RS_HIDDEN] = "SELECT (SELECT count(*) FROM list WHERE facet = ?1 AND kind = ?2 AND visible_from > ?3) + "
                  "(SELECT count(*) FROM list WHERE facet = ?1 AND kind = ?2 AND visible_until <= ?3)",
    [RS_KEPT] = "SELECT (SELECT coalesce(sum(n), 0) FROM hours_use WHERE facet = ?1 AND " IS_WANTED(
        "hours") ") - " HIDDEN_AND_WANTED("visible_from > ?3") " - " HIDDEN_AND_WANTED("visible_until <= ?3"),
    [RS_COUNT] = "SELECT count(*) FROM list l WHERE " LIST_FILTER,
    [RS_FORWARD] = "SELECT 0, key, row FROM list l WHERE " LIST_FILTER " AND (key, row) > (?3, ?4) ORDER BY key, row",
    [RS_BACKWARD] =
        "SELECT 0, key, row FROM list l WHERE " LIST_FILTER " AND (key, row) < (?3, ?4) ORDER BY key DESC, row DESC",
    [RS_SPAN] = "SELECT s.start, s.key, s.row, s.until FROM span s JOIN entry e ON e.row = s.row "
                "WHERE s.grp = ?5 AND s.bucket = ?1 AND s.start < ?2 AND s.until > ?3 AND " IS_VISIBLE(
                    "e", "?4") " ORDER BY s.start, s.key, s.row",
    [RS_STARTS] = "SELECT o.start, o.key, o.row, o.until FROM agenda o JOIN entry e ON e.row = o.row "
                  "WHERE o.grp = ?5 AND o.start >= ?1 AND o.start < ?2 AND (o.until > ?3 OR o.start >= ?3) AND " IS_VISIBLE(
                      "e", "?4") " ORDER BY o.start, o.key, o.row",
    [RS_OCCURRENCES_OF] =
        "SELECT start, until FROM occurrence WHERE row = ?1 AND (until > ?2 OR start >= ?2) ORDER BY start LIMIT ?3",
    [RS_DAYS] = "SELECT day, n FROM day_count WHERE grp = ?3 AND day >= ?1 AND day < ?2",
    [RS_SHIFTS] = "SELECT day, n FROM day_shift WHERE grp = ?3 AND day < ?2",
    [RS_TAKEN_OUT] = "SELECT o.row, o.start, o.until FROM taken_out o JOIN entry e ON e.row = o.row WHERE o.start >= ?1 AND "
                     "o.start < ?2 AND o.until > ?3 AND " IS_VISIBLE("e", "?4") " ORDER BY o.start, o.row LIMIT ?5",
    [RS_NEXT_DAY] = "SELECT day FROM day_count WHERE grp = ?1 AND day > ?2 AND n > 0 ORDER BY day LIMIT 1",
    [RS_HOURS] =
        "SELECT h.expression, u.n, h.hours FROM hours_use u JOIN hours h ON h.hours = u.hours WHERE u.facet = ?1 AND u.n > 0",
    [RS_TOPICS] = "SELECT substr(f.name, 3), c.n FROM facet f JOIN counter c ON c.facet = f.facet AND c.kind = ?1 "
                  "WHERE f.name >= 't/' AND f.name < 't0' AND c.n > 0 ORDER BY f.name",
    [RS_LANGUAGES] = "SELECT substr(f.name, 3), c.n FROM facet f JOIN counter c ON c.facet = f.facet AND c.kind = ?1 "
                     "WHERE f.name >= 'l/' AND f.name < 'l0' AND c.n > 0 ORDER BY f.name",
    [RS_NEAR_FIRST] = "SELECT z FROM near WHERE facet = ?1 AND z >= 0 ORDER BY z, spot LIMIT 1",
    [RS_NEAR_LAST] = "SELECT z FROM near WHERE facet = ?1 AND z >= 0 ORDER BY z DESC, spot DESC LIMIT 1",
    [RS_NEAR] = "SELECT n.spot, s.latitude, s.longitude FROM near n JOIN spot s ON s.spot = n.spot "
                "WHERE n.facet = ?1 AND n.z >= ?2 AND n.z < ?3 LIMIT ?4",
    [RS_SPOT] = "SELECT latitude, longitude FROM spot WHERE spot = ?1",
    [RS_UNKNOWN] = "SELECT spot FROM near WHERE facet = ?1 AND z = -1 AND spot > ?2 ORDER BY spot LIMIT 1",
    [RS_UNKNOWN_BACK] = "SELECT spot FROM near WHERE facet = ?1 AND z = -1 AND spot < ?2 ORDER BY spot DESC LIMIT 1",
    [RS_WORD_PAGES] = "SELECT page, words FROM word_page WHERE page >= 0 ORDER BY page",
    [RS_LAST_ROW] = "SELECT row FROM entry WHERE row >= 0 ORDER BY row DESC LIMIT 1",
    [RS_POSTINGS] = "SELECT key, rows FROM posting WHERE key >= ?1 AND key < ?2",
    [RS_FOUND] = "SELECT e.id, e.kind, e.due FROM entry e WHERE e.row = ?1 AND e.kind >= 0 AND " IS_VISIBLE("e", "?2"),
    [RS_RUNNING] = "SELECT 1 FROM occurrence WHERE row = ?1 AND (until > ?2 OR start >= ?2) LIMIT 1",
};

const char *reader_sql(enum reader_statement id) {
  while (!sql[id])
    id--;
  return sql[id];
}

bool reader_use(struct reader *reader, enum reader_statement id, sqlite3_stmt **out, struct err *err) {
  if (!db_prepare(reader->db, &reader->stmts[id], reader_sql(id), err)) return false;
  *out = reader->stmts[id];
  return true;
}

static bool open_as(struct reader *reader, bool immutable, struct err *err) {
  char uri[3 * sizeof reader->path + 32];
  size_t at = 0;
  at += (size_t)snprintf(uri, sizeof uri, "file:");
  for (const char *c = reader->path; *c; c++)
    at += (size_t)snprintf(uri + at, sizeof uri - at, strchr("%?#", *c) ? "%%%02X" : "%c", (unsigned char)*c);
  snprintf(uri + at, sizeof uri - at, immutable ? "?immutable=1" : "");
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | (immutable ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
  int version;
  if (sqlite3_open_v2(uri, &reader->db, flags, NULL) != SQLITE_OK)
    return reader->db ? db_fail(reader->db, err) : err_set(err, ERR_INTERNAL, "cache: out of memory");
  sqlite3_extended_result_codes(reader->db, 1);
  sqlite3_busy_timeout(reader->db, RECOVERY_WAIT_MS);
  sqlite3_db_config(reader->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_db_config(reader->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  if (!db_exec(reader->db,
               "PRAGMA query_only = 1; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -1000",
               err))
    return false;
  if (!schema_check(reader->db, &version, err)) return false;
  if (version == 0) return err_set(err, ERR_NOT_FOUND, "cache '%s' has no content yet", reader->path);
  if (version < schema_version()) return err_set(err, ERR_NOT_FOUND, "cache '%s' waits for its migration", reader->path);
  reader->immutable = immutable;
  return true;
}

static void disconnect(struct reader *reader) {
  db_close(reader->db);
  reader->db = NULL;
  memset(reader->stmts, 0, sizeof reader->stmts);
}

static bool wal_is_empty(const struct reader *reader) {
  char wal[sizeof reader->path + 8];
  struct stat info;
  snprintf(wal, sizeof wal, "%s-wal", reader->path);
  return stat(wal, &info) != 0 || info.st_size == 0;
}

/* A folder that we may not write and no daemon: SQLite cannot share memory there. Nothing can change the file behind our back
 * then but a daemon that starts later, and reader_poll notices that. */
static bool connect(struct reader *reader, struct err *err) {
  if (stat(reader->path, &reader->file) != 0) return err_set_errno(err, "cannot read cache '%s'", reader->path);
  if (!S_ISREG(reader->file.st_mode)) return err_set(err, ERR_IO, "cache '%.160s' is not a file", reader->path);
  struct err why;
  if (open_as(reader, false, &why)) return true;
  disconnect(reader);
  if (why.code == ERR_IO && wal_is_empty(reader)) {
    if (open_as(reader, true, &why)) return true;
    disconnect(reader);
  }
  *err = why;
  return false;
}

static bool look(struct reader *reader, sqlite3_int64 *out, struct err *err) {
  sqlite3_stmt *stmt;
  bool row;
  if (!reader_use(reader, RS_DATA_VERSION, &stmt, err) || !db_step(stmt, &row, err)) return false;
  *out = sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  return true;
}

bool reader_connect(const char *path, struct reader **out, struct err *err) {
  struct reader *reader = calloc(1, sizeof *reader);
  ASSERT(reader != NULL);
  bool ok = str_copy(reader->path, sizeof reader->path, path) || err_set(err, ERR_IO, "path too long: '%.80s…'", path);
  if (ok && connect(reader, err) && look(reader, &reader->data_version, err)) {
    *out = reader;
    return true;
  }
  reader_close(reader);
  return false;
}

bool reader_open(const char *path, struct reader **out, struct err *err) {
  struct reader *reader;
  struct reader_info info;
  if (!reader_connect(path, &reader, err)) return false;
  bool ok = reader_info(reader, &info, err);
  if (ok && info.version == 0) ok = err_set(err, ERR_NOT_FOUND, "cache '%s' has no content yet", path);
  if (ok)
    *out = reader;
  else
    reader_close(reader);
  return ok;
}

void reader_close(struct reader *reader) {
  if (!reader) return;
  parsed_clear(&reader->parsed);
  db_close(reader->db);
  free(reader);
}

static bool is_same_file(const struct reader *reader, const struct stat *now) {
  if (now->st_dev != reader->file.st_dev || now->st_ino != reader->file.st_ino) return false;
  if (!reader->immutable) return true;
  return now->st_size == reader->file.st_size && now->st_mtim.tv_sec == reader->file.st_mtim.tv_sec &&
         now->st_mtim.tv_nsec == reader->file.st_mtim.tv_nsec && wal_is_empty(reader);
}

/* The daemon has put a new cache in place of a damaged one: read on from there, once it has content. */
static bool follow(struct reader *reader) {
  struct reader *fresh;
  struct err err;
  if (!reader_open(reader->path, &fresh, &err)) return false;
  struct reader old = *reader;
  *reader = *fresh;
  *fresh = old;
  reader_close(fresh);
  return true;
}

bool reader_poll(struct reader *reader, bool *changed, struct err *err) {
  struct stat now;
  sqlite3_int64 version;
  *changed = false;
  if (stat(reader->path, &now) == 0 && !is_same_file(reader, &now)) {
    *changed = follow(reader);
    if (*changed) return true;
  }
  if (!look(reader, &version, err)) return false;
  *changed = version != reader->data_version;
  reader->data_version = version;
  return true;
}

/* The look fixes the version that the transaction sees, which may be newer than that of the last poll. */
bool reader_begin(struct reader *reader, struct err *err) {
  sqlite3_int64 version;
  if (!db_exec(reader->db, "BEGIN", err)) return false;
  if (!look(reader, &version, err)) {
    reader_end(reader);
    return false;
  }
  if (version != reader->parsed_version) parsed_clear(&reader->parsed);
  reader->parsed_version = version;
  return true;
}

void reader_end(struct reader *reader) {
  db_reset_all(reader->db);
  sqlite3_exec(reader->db, "COMMIT", NULL, NULL, NULL);
}

bool reader_meta(struct reader *reader, const char *key, char *text, size_t size, int64_t *number, struct err *err) {
  sqlite3_stmt *stmt;
  bool row;
  if (!reader_use(reader, RS_META, &stmt, err)) return false;
  sqlite3_bind_text(stmt, 1, key, -1, SQLITE_STATIC);
  if (!db_step(stmt, &row, err)) return false;
  if (!row) return true;
  if (number) *number = sqlite3_column_int64(stmt, 0);
  const char *value = text ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
  if (value) str_copy(text, size, value);
  sqlite3_reset(stmt);
  return true;
}

bool reader_info(struct reader *reader, struct reader_info *out, struct err *err) {
  struct reader_info info = {0};
  const struct {
    const char *key;
    int64_t *number;
  } numbers[] = {
      {"version", &info.version},     {"published", &info.published_utc},         {"expires", &info.expires_utc},
      {"checked", &info.checked_utc}, {"failing_since", &info.failing_since_utc}, {"newest", &info.newest_utc},
  };
  for (size_t i = 0; i < COUNT_OF(numbers); i++)
    if (!reader_meta(reader, numbers[i].key, NULL, 0, numbers[i].number, err)) return false;
  if (!reader_meta(reader, "name", info.name, sizeof info.name, NULL, err) ||
      !reader_meta(reader, "seal_key", info.seal_key, sizeof info.seal_key, NULL, err))
    return false;
  *out = info;
  return true;
}

bool reader_load(struct reader *reader, int64_t row, struct arena *arena, struct entry *out, struct err *err) {
  sqlite3_stmt *stmt;
  struct err why;
  bool found;
  bool in_transaction = !sqlite3_get_autocommit(reader->db); /* else it is not known which version this is */
  if (in_transaction && parsed_find(&reader->parsed, row, arena, out)) return true;
  if (!reader_use(reader, RS_LINE, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, row);
  if (!db_step(stmt, &found, err)) return false;
  if (!found) return err_set(err, ERR_CORRUPT, "cache: a list names row %lld, which is not there", (long long)row);
  const char *line = sqlite3_column_blob(stmt, 0);
  size_t len = (size_t)sqlite3_column_bytes(stmt, 0);
  bool ok =
      in_transaction ? parsed_add(&reader->parsed, row, line, len, arena, out, &why) : entry_parse(line, len, arena, out, &why);
  sqlite3_reset(stmt);
  return ok || err_set(err, ERR_CORRUPT, "cache: stored line does not parse: %.150s", why.msg);
}

bool reader_find_row(struct reader *reader, const char *id, int64_t *row, struct err *err) {
  sqlite3_stmt *stmt;
  bool found;
  if (!reader_use(reader, RS_FIND, &stmt, err)) return false;
  sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
  if (!db_step(stmt, &found, err)) return false;
  if (!found) return err_set(err, ERR_NOT_FOUND, "no entry '%s'", id);
  *row = sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  return true;
}

bool reader_find(struct reader *reader, const char *id, struct arena *arena, struct entry *out, struct err *err) {
  int64_t row;
  return reader_find_row(reader, id, &row, err) && reader_load(reader, row, arena, out, err);
}

bool reader_facet(struct reader *reader, enum facet facet, const char *value, bool newest, int64_t *out, struct err *err) {
  char name[FACET_NAME_MAX];
  sqlite3_stmt *stmt;
  bool found;
  *out = 0;
  if (!facet_name(facet, value, newest, name)) return true;
  if (!reader_use(reader, RS_FACET, &stmt, err)) return false;
  sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
  if (!db_step(stmt, &found, err)) return false;
  if (!found) return true;
  *out = sqlite3_column_int64(stmt, 0);
  sqlite3_reset(stmt);
  return true;
}

bool reader_asset_path(const struct reader *reader, const char *asset, char *out, size_t size) {
  int len = snprintf(out, size, "%s.assets/%s", reader->path, asset);
  return len > 0 && (size_t)len < size && access(out, R_OK) == 0;
}
