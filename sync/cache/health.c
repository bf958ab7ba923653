#include "cache/health.h"

#include "base/str.h"
#include "cache/reader_private.h"

static bool read_all(struct reader *reader, struct cache_health *out, struct err *err) {
  const struct {
    const char *key;
    int64_t *number;
  } numbers[] = {
      {"entries", &out->entries},   {"skipped", &out->skipped},           {"seen_version", &out->seen_version},
      {"polls", &out->polls},       {"polls_failed", &out->polls_failed}, {"requests", &out->requests},
      {"received", &out->received}, {"window_from", &out->window_from},   {"window_to", &out->window_to},
  };
  if (!reader_info(reader, &out->info, err)) return false;
  for (size_t i = 0; i < COUNT_OF(numbers); i++)
    if (!reader_meta(reader, numbers[i].key, NULL, 0, numbers[i].number, err)) return false;
  out->bytes = (int64_t)reader->file.st_size;
  return reader_meta(reader, "last_error", out->last_error, sizeof out->last_error, NULL, err);
}

static bool check_all(struct reader *reader, struct err *err) {
  sqlite3_stmt *stmt = NULL;
  bool row = false;
  if (!db_prepare(reader->db, &stmt, "PRAGMA quick_check(1)", err) || !db_step(stmt, &row, err)) return false;
  const char *answer = row ? (const char *)sqlite3_column_text(stmt, 0) : NULL;
  bool ok = str_equals(answer, "ok") || err_set(err, ERR_CORRUPT, "cache: %.180s", answer ? answer : "no answer");
  sqlite3_finalize(stmt);
  return ok;
}

bool cache_health_read(const char *path, bool thorough, struct cache_health *out, struct err *err) {
  struct reader *reader;
  struct cache_health health = {0};
  if (!reader_connect(path, &reader, err)) return false;
  bool ok = read_all(reader, &health, err) && (!thorough || check_all(reader, err));
  reader_close(reader);
  if (ok) *out = health;
  return ok;
}
