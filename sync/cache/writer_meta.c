/* Table meta: one row for each member of writer_info, and what the window of occurrences was made for. */
#include "cache/writer_private.h"

#include "base/str.h"

#include <string.h>

/* meta: text and numbers of writer_info by name. */
struct meta_field {
  const char *key;
  size_t offset, size; /* size 0: a number */
};
static const struct meta_field meta_fields[] = {
    {"name", offsetof(struct writer_info, name), sizeof(((struct writer_info *)0)->name)},
    {"content", offsetof(struct writer_info, content), sizeof(((struct writer_info *)0)->content)},
    {"seal_key", offsetof(struct writer_info, seal_key), sizeof(((struct writer_info *)0)->seal_key)},
    {"etag", offsetof(struct writer_info, etag), sizeof(((struct writer_info *)0)->etag)},
    {"last_error", offsetof(struct writer_info, last_error), sizeof(((struct writer_info *)0)->last_error)},
    {"version", offsetof(struct writer_info, version), 0},
    {"seen_version", offsetof(struct writer_info, seen_version), 0},
    {"published", offsetof(struct writer_info, published_utc), 0},
    {"expires", offsetof(struct writer_info, expires_utc), 0},
    {"checked", offsetof(struct writer_info, checked_utc), 0},
    {"failing_since", offsetof(struct writer_info, failing_since_utc), 0},
    {"newest", offsetof(struct writer_info, newest_utc), 0},
    {"root_checked", offsetof(struct writer_info, root_checked_utc), 0},
    {"entries", offsetof(struct writer_info, entries), 0},
    {"polls", offsetof(struct writer_info, polls), 0},
    {"polls_failed", offsetof(struct writer_info, polls_failed), 0},
    {"requests", offsetof(struct writer_info, requests), 0},
    {"received", offsetof(struct writer_info, received), 0},
    {"skipped", offsetof(struct writer_info, skipped), 0},
};

static void load_field(struct writer *writer, const char *key, sqlite3_stmt *stmt) {
  const char *text = (const char *)sqlite3_column_text(stmt, 1);
  for (size_t i = 0; i < COUNT_OF(meta_fields); i++) {
    const struct meta_field *field = &meta_fields[i];
    if (!str_equals(field->key, key)) continue;
    char *at = (char *)&writer->info + field->offset;
    int64_t number = sqlite3_column_int64(stmt, 1);
    if (field->size == 0)
      memcpy(at, &number, sizeof number);
    else
      str_copy(at, field->size, text ? text : "");
  }
  if (str_equals(key, "window_from")) writer->window_from = sqlite3_column_int64(stmt, 1);
  if (str_equals(key, "window_to")) writer->window_to = sqlite3_column_int64(stmt, 1);
  if (str_equals(key, "zone") && !str_equals(text, writer->zone)) writer->stale = true;
  if (str_equals(key, "program") && !str_equals(text, WRITER_PROGRAM)) writer->stale = true;
}

bool writer_load_meta(struct writer *writer, struct err *err) {
  sqlite3_stmt *stmt = NULL;
  bool row = true;
  writer->info = (struct writer_info){0};
  writer->window_from = writer->window_to = 0;
  writer->stale = false;
  if (!db_prepare(writer->db, &stmt, "SELECT key, value FROM meta", err)) return false;
  bool ok;
  while ((ok = db_step(stmt, &row, err)) && row)
    load_field(writer, (const char *)sqlite3_column_text(stmt, 0), stmt);
  sqlite3_finalize(stmt);
  sqlite3_int64 last = 0;
  if (!ok || !db_number(writer->db, "SELECT ifnull(max(row), 0) FROM entry", &last, err)) return false;
  writer->last_row = last;
  writer->sum = (struct content_sum){0};
  if (writer->info.content[0] == '\0' || content_sum_parse(writer->info.content, &writer->sum)) return true;
  return err_set(err, ERR_CORRUPT, "cache: content sum is none");
}

static bool set_value(struct writer *writer, const char *key, const char *text, int64_t number, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, ST_META_SET, &stmt, err)) return false;
  sqlite3_bind_text(stmt, 1, key, -1, SQLITE_STATIC);
  if (text)
    sqlite3_bind_text(stmt, 2, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_int64(stmt, 2, number);
  return db_run(stmt, err);
}

bool writer_set_text(struct writer *writer, const char *key, const char *value, struct err *err) {
  return set_value(writer, key, value, 0, err);
}

bool writer_set_number(struct writer *writer, const char *key, int64_t value, struct err *err) {
  return set_value(writer, key, NULL, value, err);
}

/* Writes the numbers and texts of `info` that differ from what is stored. */
bool writer_save_info(struct writer *writer, const struct writer_info *info, struct err *err) {
  for (size_t i = 0; i < COUNT_OF(meta_fields); i++) {
    const struct meta_field *field = &meta_fields[i];
    const char *at = (const char *)info + field->offset;
    int64_t number = 0;
    if (field->size == 0) memcpy(&number, at, sizeof number);
    if (!set_value(writer, field->key, field->size ? at : NULL, number, err)) return false;
  }
  return true;
}

/* A note changes a copy of the info and stores it in a transaction of its own. */
static bool note(struct writer *writer, const struct writer_info *info, struct err *err) {
  ASSERT(!writer->active);
  if (!db_exec(writer->db, "BEGIN IMMEDIATE", err)) return false;
  if (writer_save_info(writer, info, err) && db_exec(writer->db, "COMMIT", err)) {
    writer->info = *info;
    return true;
  }
  db_reset_all(writer->db);
  sqlite3_exec(writer->db, "ROLLBACK", NULL, NULL, NULL);
  return false;
}

void writer_count_poll(struct writer *writer, bool ok, int64_t requests, int64_t received) {
  struct writer_info *info = &writer->info;
  info->polls++;
  if (!ok) info->polls_failed++;
  info->requests += requests;
  info->received += received;
}

void writer_keep_counts(struct writer *writer, const struct writer_info *before) {
  writer->info.polls = before->polls;
  writer->info.polls_failed = before->polls_failed;
  writer->info.requests = before->requests;
  writer->info.received = before->received;
}

bool writer_note_checked(struct writer *writer, int64_t utc, const char *etag, int64_t expires_utc, struct err *err) {
  struct writer_info info = writer->info;
  info.checked_utc = utc;
  info.expires_utc = expires_utc;
  info.failing_since_utc = 0;
  info.last_error[0] = '\0';
  str_copy(info.etag, sizeof info.etag, etag ? etag : "");
  return note(writer, &info, err);
}

bool writer_note_failure(struct writer *writer, int64_t utc, const char *message, struct err *err) {
  struct writer_info info = writer->info;
  if (info.failing_since_utc == 0) info.failing_since_utc = utc;
  str_copy(info.last_error, sizeof info.last_error, message);
  return note(writer, &info, err);
}

bool writer_note_root(struct writer *writer, int64_t utc, struct err *err) {
  struct writer_info info = writer->info;
  info.root_checked_utc = utc;
  return note(writer, &info, err);
}

bool writer_note_seen(struct writer *writer, int64_t version, int64_t newest_utc, struct err *err) {
  struct writer_info info = writer->info;
  if (info.seen_version < version) info.seen_version = version;
  if (info.newest_utc < newest_utc) info.newest_utc = newest_utc;
  return note(writer, &info, err);
}

bool writer_forget_seen(struct writer *writer, struct err *err) {
  struct writer_info info = writer->info;
  info.seen_version = 0;
  return note(writer, &info, err);
}

bool writer_note_seal_key(struct writer *writer, const char *hex, struct err *err) {
  struct writer_info info = writer->info;
  str_copy(info.seal_key, sizeof info.seal_key, hex);
  return note(writer, &info, err);
}
