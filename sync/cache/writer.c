#include "cache/writer_private.h"

#include "base/fs.h"
#include "base/str.h"
#include "base/zone.h"
#include "cache/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* Pages that the connection may hold. With 64 MB a cold load of 100,000 entries is a tenth cheaper; the daemon keeps to 30 MB
 * instead. */
#define CACHE_KIB_IDLE "-1000"
#define CACHE_KIB_WHOLE "-4000"

enum { TALLY_ENOUGH = 24 * 1024 }; /* counters in the making: 1.3 MB */

static const char *const sql[ST_COUNT] = {
    [ST_META_SET] = "INSERT INTO meta(key, value) VALUES(?1, ?2) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
    [ST_ENTRY_FIND] = "SELECT row, kind, line FROM entry WHERE id = ?1",
    [ST_ENTRY_INSERT] = "INSERT INTO entry(row, id, kind, visible_from, visible_until, due, line, groups) "
                        "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [ST_ENTRY_REPLACE] = "REPLACE INTO entry(row, id, kind, visible_from, visible_until, due, line, groups) "
                         "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [ST_ENTRY_DELETE] = "DELETE FROM entry WHERE row = ?1",
    [ST_ENTRY_NEXT] = "SELECT row, id, line FROM entry WHERE row > ?1 ORDER BY row LIMIT 1",
    [ST_ENTRY_ENDS] = "UPDATE entry SET due = NULL WHERE row = ?1",
    [ST_FACET_FIND] = "SELECT facet FROM facet WHERE name = ?1",
    [ST_FACET_INSERT] = "INSERT INTO facet(name) VALUES(?1)",
    [ST_LIST_INSERT] =
        "INSERT INTO list(facet, kind, key, row, flags, visible_from, visible_until) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [ST_LIST_DELETE] = "DELETE FROM list WHERE facet = ?1 AND kind = ?2 AND key = ?3 AND row = ?4",
    [ST_HOURS_FIND] = "SELECT hours FROM hours WHERE expression = ?1",
    [ST_HOURS_INSERT] = "INSERT INTO hours(expression) VALUES(?1)",
    [ST_OCCURRENCE_INSERT] = "INSERT OR IGNORE INTO occurrence(row, start, until, key) VALUES(?1, ?2, ?3, ?4)",
    [ST_OCCURRENCE_OF] = "SELECT o.row, o.start, o.until, o.key, e.groups FROM occurrence o JOIN entry e ON e.row = o.row "
                         "WHERE o.row = ?1",
    [ST_OCCURRENCE_OF_PAST] = "SELECT o.row, o.start, o.until, o.key, e.groups FROM occurrence o JOIN entry e ON e.row = o.row "
                              "WHERE o.row = ?1 AND o.start < ?2 AND o.until <= ?2",
    [ST_OCCURRENCE_PAST] = "SELECT a.row, a.start, a.until, a.key, e.groups FROM agenda a JOIN entry e ON e.row = a.row "
                           "WHERE a.grp = ?2 AND a.start < ?1 AND a.until <= ?1",
    [ST_OCCURRENCE_DELETE] = "DELETE FROM occurrence WHERE row = ?1 AND start = ?2",
    [ST_OUT_INSERT] = "INSERT OR IGNORE INTO taken_out(start, row, until) VALUES(?1, ?2, ?3)",
    [ST_OUT_DELETE] = "DELETE FROM taken_out WHERE row = ?1",
    [ST_OUT_PAST] = "DELETE FROM taken_out WHERE start < ?1",
    [ST_AGENDA_INSERT] = "INSERT INTO agenda(grp, start, key, row, until) VALUES(?1, ?2, ?3, ?4, ?5)",
    [ST_AGENDA_DELETE] = "DELETE FROM agenda WHERE grp = ?1 AND start = ?2 AND key = ?3 AND row = ?4",
    [ST_SPAN_INSERT] = "INSERT INTO span(grp, start, key, row, until, bucket) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [ST_SPAN_DELETE] = "DELETE FROM span WHERE grp = ?1 AND start = ?2 AND key = ?3 AND row = ?4 AND bucket = ?6",
    [ST_DUE_NEXT] = "SELECT d.row, d.due, e.line FROM due d JOIN entry e ON e.row = d.row WHERE d.row > ?1 AND d.due < ?2 "
                    "ORDER BY d.row LIMIT 1",
    [ST_DUE_SET] = "REPLACE INTO due(row, due) VALUES(?1, ?2)",
    [ST_DUE_DELETE] = "DELETE FROM due WHERE row = ?1",
    [ST_ADD_COUNTER] = "INSERT INTO counter(facet, kind, n) VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET n = n + excluded.n",
    [ST_ADD_HOURS] = "INSERT INTO hours_use(facet, hours, n) VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET n = n + excluded.n",
    [ST_ADD_DAY] = "INSERT INTO day_count(grp, day, n) VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET n = n + excluded.n",
    [ST_ADD_SHIFT] = "INSERT INTO day_shift(grp, day, n) VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET n = n + excluded.n",
    [ST_ADD_NEAR] = "INSERT INTO near(facet, z, spot, n) VALUES(?1, ifnull((SELECT z FROM spot WHERE spot = ?2), -1), ?2, ?3) "
                    "ON CONFLICT DO UPDATE SET n = n + excluded.n",
    [ST_TRIM_DAY] = "DELETE FROM day_count WHERE grp = ?1 AND day = ?2 AND n = 0",
    [ST_TRIM_SHIFT] = "DELETE FROM day_shift WHERE grp = ?1 AND day = ?2 AND n = 0",
    [ST_TRIM_NEAR] = "DELETE FROM near WHERE spot = ?2 AND facet = ?1 AND n = 0",
    [ST_SPOT_SET] = "REPLACE INTO spot(spot, z, latitude, longitude) VALUES(?1, ?2, ?3, ?4)",
    [ST_SPOT_DELETE] = "DELETE FROM spot WHERE spot = ?1",
    [ST_NEAR_MOVE] = "UPDATE near SET z = ?2 WHERE spot = ?1",
    [ST_WORD_FIND] = "SELECT word FROM word WHERE name = ?1",
    [ST_WORD_INSERT] = "INSERT INTO word(name, word) VALUES(?1, ?2)",
    [ST_WORD_DELETE] = "DELETE FROM word WHERE name = ?1",
    [ST_PAGE_READ] = "SELECT words FROM word_page WHERE page = ?1",
    [ST_PAGE_WRITE] = "REPLACE INTO word_page(page, words) VALUES(?1, ?2)",
    [ST_POSTING_READ] = "SELECT rows FROM posting WHERE key = ?1",
    [ST_POSTING_WRITE] = "REPLACE INTO posting(key, rows) VALUES(?1, ?2)",
    [ST_POSTING_DELETE] = "DELETE FROM posting WHERE key = ?1",
    [ST_POSTING_ANY] = "SELECT 1 FROM posting WHERE key >= ?1 AND key < ?2 LIMIT 1",
};

bool writer_use(struct writer *writer, enum statement id, sqlite3_stmt **out, struct err *err) {
  if (!db_prepare(writer->db, &writer->stmts[id], sql[id], err)) return false;
  *out = writer->stmts[id];
  return true;
}

static bool take_lock(struct writer *writer, struct err *err) {
  char lock[sizeof writer->path + 8];
  char folder[sizeof writer->path];
  snprintf(lock, sizeof lock, "%s.lock", writer->path);
  str_copy(folder, sizeof folder, writer->path);
  char *slash = strrchr(folder, '/');
  if (slash && slash != folder) {
    *slash = '\0';
    if (!fs_make_dirs(folder, err)) return false;
  }
  writer->lock_fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (writer->lock_fd < 0) return err_set_errno(err, "cannot open '%s'", lock);
  if (flock(writer->lock_fd, LOCK_EX | LOCK_NB) == 0) return true;
  return err_set(err, ERR_IO, "cache '%s': another litfass-sync is at work on it", writer->path);
}

/* SQLite would make it with mode 0644, whatever the umask allows. The board runs as another user of our group and opens the
 * cache for writing, to share the memory file; what SQLite makes beside the cache has the cache's mode. */
static void make_for_group(const char *path) {
  int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0664);
  if (fd >= 0) close(fd); /* else SQLite says why */
}

static bool connect(struct writer *writer, struct err *err) {
  static const char pragmas[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 250;"
                                "PRAGMA journal_size_limit = 4194304; PRAGMA cache_size = " CACHE_KIB_IDLE
                                "; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;";
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  int version;
  make_for_group(writer->path);
  if (sqlite3_open_v2(writer->path, &writer->db, flags, NULL) != SQLITE_OK)
    return writer->db ? db_fail(writer->db, err) || err_prefix(err, "'%.120s'", writer->path)
                      : err_set(err, ERR_INTERNAL, "cache: out of memory");
  sqlite3_extended_result_codes(writer->db, 1);
  sqlite3_busy_timeout(writer->db, 5000);
  /* A foreign file is refused before anything of it changes. */
  return schema_check(writer->db, &version, err) && db_exec(writer->db, pragmas, err) && schema_migrate(writer->db, err) &&
         writer_load_meta(writer, err);
}

bool writer_open(const char *path, const char *zone, struct writer **out, struct err *err) {
  ASSERT(zone_is_known(zone));
  struct writer *writer = calloc(1, sizeof *writer);
  ASSERT(writer != NULL);
  writer->lock_fd = -1;
  writer->expansion = malloc(sizeof *writer->expansion);
  ASSERT(writer->expansion != NULL);
  str_copy(writer->zone, sizeof writer->zone, zone);
  bool fits = str_copy(writer->path, sizeof writer->path, path);
  if ((fits || err_set(err, ERR_IO, "path too long: '%.80s…'", path)) && take_lock(writer, err) && connect(writer, err)) {
    *out = writer;
    return true;
  }
  writer_close(writer);
  return false;
}

void writer_close(struct writer *writer) {
  if (!writer) return;
  if (writer->active) writer_rollback(writer);
  db_close(writer->db);
  if (writer->lock_fd >= 0) close(writer->lock_fd);
  tally_fini(&writer->tally);
  tally_fini(&writer->hours_names);
  words_fini(&writer->words);
  arena_fini(&writer->arena);
  free(writer->seen);
  free(writer->expansion);
  free(writer);
}

const struct writer_info *writer_info(const struct writer *writer) { return &writer->info; }

static void end_transaction(struct writer *writer) {
  writer->active = false;
  tally_clear(&writer->tally);
  tally_clear(&writer->hours_names);
  words_start(&writer->words, false);
  free(writer->seen);
  writer->seen = NULL;
  writer->seen_bytes = 0;
  sqlite3_exec(writer->db, "PRAGMA cache_size = " CACHE_KIB_IDLE, NULL, NULL, NULL);
  sqlite3_db_release_memory(writer->db);
}

static bool start(struct writer *writer, enum writer_mode mode, struct err *err) {
  ASSERT(!writer->active);
  sqlite3_int64 any;
  if (!db_exec(writer->db, "BEGIN IMMEDIATE", err)) return false;
  writer->active = true;
  writer->mode = mode;
  if (!db_number(writer->db, "SELECT EXISTS(SELECT 1 FROM entry)", &any, err)) return false;
  writer->was_empty = any == 0;
  writer->last_id[0] = '\0';
  words_start(&writer->words, writer->was_empty);
  return mode == WRITER_DELTA || db_exec(writer->db, "PRAGMA cache_size = " CACHE_KIB_WHOLE, err);
}

bool writer_begin(struct writer *writer, enum writer_mode mode, int64_t now, struct err *err) {
  if (start(writer, mode, err) && writer_move_window(writer, now, err)) return true;
  writer_rollback(writer);
  return false;
}

void writer_rollback(struct writer *writer) {
  if (!writer->active) return;
  struct err err;
  db_reset_all(writer->db);
  sqlite3_exec(writer->db, "ROLLBACK", NULL, NULL, NULL);
  end_transaction(writer);
  struct writer_info before = writer->info;
  if (!writer_load_meta(writer, &err)) writer->stale = true;
  writer_keep_counts(writer, &before);
}

/* A shift is below zero as often as above it. */
static bool may_be_zero(const struct tally_item *item) { return item->delta < 0 || item->table == TALLY_SHIFT; }

static bool add_item(struct writer *writer, enum statement id, const struct tally_item *item, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, id, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, item->a);
  sqlite3_bind_int64(stmt, 2, item->b);
  if (sqlite3_bind_parameter_count(stmt) > 2) sqlite3_bind_int64(stmt, 3, item->delta);
  return db_run(stmt, err);
}

static bool flush_tally(struct writer *writer, struct err *err) {
  /* `trim` takes away rows that come to zero, where days and spots come and go for ever. */
  static const struct {
    enum statement add, trim;
  } of_table[] = {[TALLY_COUNTER] = {ST_ADD_COUNTER, ST_COUNT},
                  [TALLY_HOURS] = {ST_ADD_HOURS, ST_COUNT},
                  [TALLY_DAY] = {ST_ADD_DAY, ST_TRIM_DAY},
                  [TALLY_SHIFT] = {ST_ADD_SHIFT, ST_TRIM_SHIFT},
                  [TALLY_NEAR] = {ST_ADD_NEAR, ST_TRIM_NEAR}};
  for (size_t i = 0; i < writer->tally.item_capacity; i++) {
    const struct tally_item *item = &writer->tally.items[i];
    if (!item->used || item->delta == 0) continue;
    if (!add_item(writer, of_table[item->table].add, item, err)) return false;
    bool trims = of_table[item->table].trim != ST_COUNT && may_be_zero(item);
    if (trims && !add_item(writer, of_table[item->table].trim, item, err)) return false;
  }
  tally_clear_items(&writer->tally);
  return true;
}

bool writer_flush(struct writer *writer, struct err *err) {
  return flush_tally(writer, err) && writer_flush_words(writer, err);
}

bool writer_relieve(struct writer *writer, struct err *err) {
  return writer->tally.item_count < TALLY_ENOUGH || flush_tally(writer, err);
}

static bool check_content(const struct writer *writer, const struct writer_version *version, char content[65],
                          struct err *err) {
  content_sum_format(&writer->sum, content);
  if (writer->info.entries != version->entries)
    return err_set(err, ERR_DENIED, "version %" PRId64 ": %" PRId64 " entries instead of %" PRId64, version->version,
                   writer->info.entries, version->entries);
  if (!str_equals(content, version->content))
    return err_set(err, ERR_DENIED, "version %" PRId64 ": the content sum is wrong", version->version);
  return true;
}

static bool commit(struct writer *writer, const struct writer_version *version, struct err *err) {
  char content[65];
  if (writer->mode == WRITER_WHOLE && !writer_drop_unseen(writer, err)) return false;
  if (!check_content(writer, version, content, err)) return false;
  struct writer_info info = writer->info;
  str_copy(info.name, sizeof info.name, version->name);
  str_copy(info.content, sizeof info.content, content);
  str_copy(info.seal_key, sizeof info.seal_key, version->seal_key ? version->seal_key : "");
  str_copy(info.etag, sizeof info.etag, version->etag ? version->etag : "");
  info.last_error[0] = '\0';
  info.version = version->version;
  if (info.seen_version < version->version) info.seen_version = version->version;
  info.published_utc = version->published_utc;
  info.expires_utc = version->expires_utc;
  info.checked_utc = version->checked_utc;
  info.failing_since_utc = 0;
  if (info.newest_utc < version->published_utc) info.newest_utc = version->published_utc;
  if (!writer_flush(writer, err) || !writer_save_info(writer, &info, err) || !db_exec(writer->db, "COMMIT", err)) return false;
  writer->info = info;
  writer->stale = false;
  return true;
}

bool writer_commit(struct writer *writer, const struct writer_version *version, struct err *err) {
  ASSERT(writer->active);
  if (!commit(writer, version, err)) {
    writer_rollback(writer);
    return false;
  }
  end_transaction(writer);
  return true;
}

static bool finish(struct writer *writer, bool ok, struct err *err) {
  if (ok && writer_flush(writer, err) && writer_set_number(writer, "skipped", writer->info.skipped, err) &&
      db_exec(writer->db, "COMMIT", err)) {
    end_transaction(writer);
    writer->stale = false;
    return true;
  }
  writer_rollback(writer);
  return false;
}

bool writer_top_up(struct writer *writer, int64_t now, bool *changed, struct err *err) {
  if (changed) *changed = false;
  if (writer_window_is_current(writer, now)) return true;
  bool ok = start(writer, WRITER_DELTA, err) && writer_move_window(writer, now, err);
  if (!finish(writer, ok, err)) return false;
  /* Into the file each day: what gathers for longer comes in lumps. Readers that are in the way only put it off. */
  sqlite3_wal_checkpoint_v2(writer->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  if (changed) *changed = true;
  return true;
}

bool writer_quick_check(struct writer *writer, struct err *err) {
  sqlite3_stmt *stmt = NULL;
  bool row = false;
  if (!db_prepare(writer->db, &stmt, "PRAGMA quick_check(1)", err)) return false;
  bool ok = db_step(stmt, &row, err);
  if (ok) {
    const char *answer = row ? (const char *)sqlite3_column_text(stmt, 0) : "no answer";
    if (!str_equals(answer, "ok")) ok = err_set(err, ERR_CORRUPT, "cache: %.180s", answer ? answer : "no answer");
  }
  sqlite3_finalize(stmt);
  return ok;
}

bool writer_each_line(struct writer *writer, writer_line_fn *each, void *user, struct err *err) {
  sqlite3_stmt *stmt = NULL;
  bool row = true;
  if (!db_prepare(writer->db, &stmt, "SELECT line FROM entry ORDER BY id", err)) return false;
  bool ok = true;
  while (ok && (ok = db_step(stmt, &row, err)) && row)
    ok = each(user, sqlite3_column_blob(stmt, 0), (size_t)sqlite3_column_bytes(stmt, 0), err);
  sqlite3_finalize(stmt);
  return ok;
}

bool writer_each_asset(struct writer *writer, writer_asset_fn *each, void *user, struct err *err) {
  static const char list[] = "SELECT substr(name, 3) FROM facet f WHERE name >= 'i/' AND name < 'i0' AND "
                             "EXISTS(SELECT 1 FROM counter c WHERE c.facet = f.facet AND c.n > 0) ORDER BY name";
  sqlite3_stmt *stmt = NULL;
  bool row = true;
  if (!db_prepare(writer->db, &stmt, list, err)) return false;
  bool ok = true;
  while (ok && (ok = db_step(stmt, &row, err)) && row)
    ok = each(user, (const char *)sqlite3_column_text(stmt, 0), err);
  sqlite3_finalize(stmt);
  return ok;
}
