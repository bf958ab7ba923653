/* Entries and their lists. Taking an entry out derives its rows again from the line that is stored, so nothing but the line has
 * to be remembered; the program's version is in meta, and another program derives everything anew before it changes anything.
 */
#include "cache/writer_private.h"

#include "base/str.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { NO_KIND = -1 };

/* The id of a line that entry_parse does not take. */
static bool find_id(const char *line, size_t len, char out[ENTRY_ID_MAX + 1], struct err *err) {
  json_error_t why;
  json_t *object = json_loadb(line, len, JSON_REJECT_DUPLICATES, &why);
  const char *id = json_string_value(json_object_get(object, "id"));
  bool ok = id && entry_id_is_valid(id);
  if (ok) str_copy(out, ENTRY_ID_MAX + 1, id);
  json_decref(object);
  return ok || err_set(err, ERR_PARSE, "a line is no entry: '%.60s…'", line);
}

/* Numbers of names, with what the transaction has met already in front of the table. */
static bool number_of(struct writer *writer, struct tally *met, enum statement find, enum statement insert, const char *name,
                      int64_t *out, struct err *err) {
  *out = tally_find_name(met, name);
  if (*out != 0) return true;
  sqlite3_stmt *stmt;
  bool row;
  if (!writer_use(writer, find, &stmt, err)) return false;
  sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
  if (!db_step(stmt, &row, err)) return false;
  if (row) {
    *out = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
  } else {
    if (!writer_use(writer, insert, &stmt, err)) return false;
    sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
    if (!db_run(stmt, err)) return false;
    *out = sqlite3_last_insert_rowid(writer->db);
  }
  tally_set_name(met, name, *out);
  return true;
}

bool writer_facet(struct writer *writer, const char *name, int64_t *out, struct err *err) {
  return number_of(writer, &writer->tally, ST_FACET_FIND, ST_FACET_INSERT, name, out, err);
}

struct subject {
  int64_t row;
  const struct entry *entry;
  const struct derived *derived;
  int sign;      /* +1 put, -1 drop */
  int64_t hours; /* number of the opening hours; 0: none */
};

static bool write_list_row(struct writer *writer, const struct subject *s, const char *facet, bool newest, struct err *err) {
  const struct derived *derived = s->derived;
  int64_t number;
  sqlite3_stmt *stmt;
  if (!writer_facet(writer, facet, &number, err)) return false;
  if (!newest) tally_add(&writer->tally, TALLY_COUNTER, number, s->entry->kind, s->sign);
  if (!writer_use(writer, s->sign > 0 ? ST_LIST_INSERT : ST_LIST_DELETE, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, number);
  sqlite3_bind_int(stmt, 2, (int)s->entry->kind);
  sqlite3_bind_blob(stmt, 3, newest ? derived->newest_key : derived->key,
                    (int)(newest ? derived->newest_len : derived->key_len), SQLITE_STATIC);
  sqlite3_bind_int64(stmt, 4, s->row);
  if (s->sign > 0) {
    sqlite3_bind_int64(stmt, 5, derived->flags | s->hours << FLAG_HOURS_SHIFT);
    if (derived->has_from) sqlite3_bind_int64(stmt, 6, derived->visible_from);
    if (derived->has_until) sqlite3_bind_int64(stmt, 7, derived->visible_until);
  }
  if (!db_run(stmt, err)) return false;
  if (sqlite3_changes(writer->db) == 1) return true;
  return err_set(err, ERR_CORRUPT, "cache: list '%.40s' does not hold entry '%s'", facet, s->entry->id);
}

static bool write_lists(struct writer *writer, const struct subject *s, struct err *err) {
  char name[FACET_NAME_MAX];
  for (size_t i = 0; i < s->derived->facet_count; i++) {
    if (!write_list_row(writer, s, s->derived->facets[i], false, err)) return false;
    if (!derive_has_newest(s->entry->kind)) continue;
    name[0] = '>';
    str_copy(name + 1, sizeof name - 1, s->derived->facets[i]);
    if (!write_list_row(writer, s, name, true, err)) return false;
  }
  return true;
}

static bool hours_number(struct writer *writer, const struct entry *entry, int64_t *out, struct err *err) {
  *out = 0;
  if (entry->kind != KIND_SERVICE || str_is_empty(entry->opening_hours)) return true;
  return number_of(writer, &writer->hours_names, ST_HOURS_FIND, ST_HOURS_INSERT, entry->opening_hours, out, err);
}

static bool count_hours(struct writer *writer, const struct subject *s, struct err *err) {
  for (size_t i = 0; s->hours != 0 && i < s->derived->facet_count; i++) {
    int64_t facet;
    if (!facet_is_topical(s->derived->facets[i])) continue;
    if (!writer_facet(writer, s->derived->facets[i], &facet, err)) return false;
    tally_add(&writer->tally, TALLY_HOURS, facet, s->hours, s->sign);
  }
  return true;
}

static bool count_image(struct writer *writer, const struct subject *s, struct err *err) {
  char name[FACET_NAME_MAX];
  int64_t number;
  if (!s->entry->image_asset || !facet_name(FACET_IMAGE, s->entry->image_asset, false, name)) return true;
  if (!writer_facet(writer, name, &number, err)) return false;
  tally_add(&writer->tally, TALLY_COUNTER, number, s->entry->kind, s->sign);
  return true;
}

static bool write_derived(struct writer *writer, struct subject *s, struct err *err) {
  if (!hours_number(writer, s->entry, &s->hours, err)) return false;
  return write_lists(writer, s, err) && count_hours(writer, s, err) && count_image(writer, s, err) &&
         writer_count_spot(writer, s->entry, s->derived, s->sign, err);
}

/* Takes everything away that was derived from this line. */
static bool unlist(struct writer *writer, int64_t row, const char *line, size_t len, struct err *err) {
  struct entry entry;
  struct derived derived;
  struct err why;
  arena_reset(&writer->arena);
  if (!entry_parse(line, len, &writer->arena, &entry, &why))
    return err_set(err, ERR_CORRUPT, "cache: stored line does not parse: %.120s", why.msg);
  derive(&entry, writer->zone, &writer->arena, &derived);
  struct subject subject = {row, &entry, &derived, -1, 0};
  if (!write_derived(writer, &subject, err) || !writer_index(writer, row, &entry, false, err)) return false;
  return entry.kind != KIND_EVENT || writer_drop_occurrences(writer, row, err);
}

/* Columns of entry for a row whose line is `entry`, or nothing understood when `entry` is NULL. */
struct columns {
  int kind;
  bool has_from, has_until, has_due;
  int64_t from, until, due;
  struct groups groups;
};

static bool enlist(struct writer *writer, int64_t row, const struct entry *entry, struct columns *out, struct err *err) {
  struct derived derived;
  derive(entry, writer->zone, &writer->arena, &derived);
  struct subject subject = {row, entry, &derived, +1, 0};
  *out = (struct columns){.kind = (int)entry->kind,
                          .has_from = derived.has_from,
                          .has_until = derived.has_until,
                          .from = derived.visible_from,
                          .until = derived.visible_until};
  if (!write_derived(writer, &subject, err) || !writer_index(writer, row, entry, true, err)) return false;
  if (entry->kind != KIND_EVENT) return true;
  return writer_groups(writer, &derived, &out->groups, err) &&
         writer_add_occurrences(writer, row, entry, &derived, &out->groups, &out->has_due, &out->due, err);
}

static void bind_columns(sqlite3_stmt *stmt, const struct columns *columns) {
  sqlite3_bind_int(stmt, 3, columns->kind);
  if (columns->has_from) sqlite3_bind_int64(stmt, 4, columns->from);
  if (columns->has_until) sqlite3_bind_int64(stmt, 5, columns->until);
  if (columns->has_due) sqlite3_bind_int64(stmt, 6, columns->due);
  if (columns->groups.count > 0)
    sqlite3_bind_blob(stmt, 8, columns->groups.items, (int)(columns->groups.count * sizeof *columns->groups.items),
                      SQLITE_STATIC);
}

static void mark_seen(struct writer *writer, int64_t row) {
  if (writer->mode != WRITER_WHOLE || writer->was_empty) return;
  size_t byte = (size_t)row / 8;
  if (byte >= writer->seen_bytes) {
    size_t bytes = 2 * byte + 4096;
    writer->seen = realloc(writer->seen, bytes);
    ASSERT(writer->seen != NULL);
    memset(writer->seen + writer->seen_bytes, 0, bytes - writer->seen_bytes);
    writer->seen_bytes = bytes;
  }
  writer->seen[byte] |= (unsigned char)(1U << (row % 8));
}

/* A first snapshot comes sorted by id: what lies behind everything so far needs no look. */
static bool is_behind_all(struct writer *writer, const char *id) {
  if (!writer->was_empty || strcmp(id, writer->last_id) <= 0) return false;
  str_copy(writer->last_id, sizeof writer->last_id, id);
  return true;
}

/* What is stored under the id: row 0 when nothing. Takes it out of the lists unless the line is the same. */
static bool clear_old(struct writer *writer, const char *id, const char *line, size_t len, int64_t *row, bool *same,
                      struct err *err) {
  sqlite3_stmt *stmt;
  bool found;
  *row = 0;
  *same = false;
  if (is_behind_all(writer, id)) return true;
  if (!writer_use(writer, ST_ENTRY_FIND, &stmt, err)) return false;
  sqlite3_bind_text(stmt, 1, id, -1, SQLITE_STATIC);
  if (!db_step(stmt, &found, err)) return false;
  if (!found) return true;
  *row = sqlite3_column_int64(stmt, 0);
  int kind = sqlite3_column_int(stmt, 1);
  const char *old = sqlite3_column_blob(stmt, 2);
  size_t old_len = (size_t)sqlite3_column_bytes(stmt, 2);
  *same = line && old_len == len && memcmp(old, line, len) == 0;
  bool ok = *same || kind == NO_KIND || unlist(writer, *row, old, old_len, err);
  if (ok && !*same) {
    content_sum_drop(&writer->sum, old, old_len);
    writer->info.entries--;
    if (kind == NO_KIND) writer->info.skipped--;
  }
  sqlite3_reset(stmt);
  return ok;
}

static bool store(struct writer *writer, int64_t row, bool is_new, const char *id, const char *line, size_t len,
                  const struct columns *columns, struct err *err) {
  sqlite3_stmt *stmt;
  if (!writer_use(writer, is_new ? ST_ENTRY_INSERT : ST_ENTRY_REPLACE, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, row);
  sqlite3_bind_text(stmt, 2, id, -1, SQLITE_STATIC);
  bind_columns(stmt, columns);
  sqlite3_bind_blob(stmt, 7, line, (int)len, SQLITE_STATIC);
  if (db_run(stmt, err)) return writer_relieve(writer, err);
  if (sqlite3_errcode(writer->db) == SQLITE_CONSTRAINT) return err_set(err, ERR_PARSE, "id '%s' comes twice", id);
  return false;
}

bool writer_put(struct writer *writer, const char *line, size_t len, struct err *err) {
  ASSERT(writer->active);
  struct entry entry;
  struct columns columns = {.kind = NO_KIND};
  struct err why;
  char id[ENTRY_ID_MAX + 1];
  int64_t row;
  bool same;
  if (len > ENTRY_LINE_MAX) return err_set(err, ERR_TOO_BIG, "a line has %zu bytes, at most %d are read", len, ENTRY_LINE_MAX);
  arena_reset(&writer->arena);
  bool understood = entry_parse(line, len, &writer->arena, &entry, &why);
  if (!understood && !find_id(line, len, id, err)) return false;
  if (understood) str_copy(id, sizeof id, entry.id);
  if (!clear_old(writer, id, line, len, &row, &same, err)) return false;
  bool is_new = row == 0;
  if (is_new) row = ++writer->last_row;
  mark_seen(writer, row);
  if (same) return true;
  if (!is_new && understood) { /* clear_old has used the arena */
    arena_reset(&writer->arena);
    understood = entry_parse(line, len, &writer->arena, &entry, &why);
  }
  if (understood && !enlist(writer, row, &entry, &columns, err)) return false;
  if (!store(writer, row, is_new, id, line, len, &columns, err)) return false;
  content_sum_add(&writer->sum, line, len);
  writer->info.entries++;
  if (!understood) writer->info.skipped++;
  return true;
}

bool writer_drop(struct writer *writer, const char *id, struct err *err) {
  ASSERT(writer->active);
  int64_t row;
  bool same;
  sqlite3_stmt *stmt;
  if (!clear_old(writer, id, NULL, 0, &row, &same, err)) return false;
  if (row == 0) return true;
  if (!writer_use(writer, ST_ENTRY_DELETE, &stmt, err)) return false;
  sqlite3_bind_int64(stmt, 1, row);
  return db_run(stmt, err);
}

/* The first entry behind `row`; *out 0 when there is none. Leaves the statement on it, for the caller to reset. */
static bool next_entry(struct writer *writer, int64_t row, sqlite3_stmt **stmt, int64_t *out, struct err *err) {
  bool found;
  if (!writer_use(writer, ST_ENTRY_NEXT, stmt, err)) return false;
  sqlite3_bind_int64(*stmt, 1, row);
  if (!db_step(*stmt, &found, err)) return false;
  *out = found ? sqlite3_column_int64(*stmt, 0) : 0;
  return true;
}

bool writer_drop_unseen(struct writer *writer, struct err *err) {
  if (writer->was_empty) return true;
  sqlite3_stmt *stmt;
  for (int64_t row = 0;;) {
    if (!next_entry(writer, row, &stmt, &row, err)) return false;
    if (row == 0) return true;
    size_t byte = (size_t)row / 8;
    bool seen = byte < writer->seen_bytes && writer->seen[byte] & 1U << (row % 8);
    char id[ENTRY_ID_MAX + 1];
    str_copy(id, sizeof id, (const char *)sqlite3_column_text(stmt, 1));
    sqlite3_reset(stmt);
    if (!seen && !writer_drop(writer, id, err)) return false;
  }
}

static bool rederive_one(struct writer *writer, int64_t row, sqlite3_stmt *read, struct err *err) {
  scoped_arena copies = {0};
  struct columns columns = {.kind = NO_KIND};
  struct entry entry;
  struct err why;
  size_t len = (size_t)sqlite3_column_bytes(read, 2);
  const char *id = arena_strdup(&copies, (const char *)sqlite3_column_text(read, 1));
  const char *line = arena_strndup(&copies, sqlite3_column_blob(read, 2), len);
  sqlite3_reset(read);
  arena_reset(&writer->arena);
  bool understood = entry_parse(line, len, &writer->arena, &entry, &why);
  if (understood && !enlist(writer, row, &entry, &columns, err)) return false;
  if (!understood) writer->info.skipped++;
  return store(writer, row, false, id, line, len, &columns, err);
}

bool writer_rederive(struct writer *writer, struct err *err) {
  static const char empty[] =
      "DELETE FROM list; DELETE FROM counter; DELETE FROM hours_use; DELETE FROM hours; DELETE FROM facet;"
      "DELETE FROM occurrence; DELETE FROM due; DELETE FROM taken_out; DELETE FROM agenda; DELETE FROM span;"
      "DELETE FROM day_count; DELETE FROM day_shift;"
      "DELETE FROM spot; DELETE FROM near; DELETE FROM word; DELETE FROM word_page; DELETE FROM posting;";
  if (!db_exec(writer->db, empty, err)) return false;
  tally_clear(&writer->tally);
  tally_clear(&writer->hours_names);
  words_start(&writer->words, true);
  writer->info.skipped = 0;
  sqlite3_stmt *stmt;
  for (int64_t row = 0;;) {
    if (!next_entry(writer, row, &stmt, &row, err)) return false;
    if (row == 0) return true;
    if (!rederive_one(writer, row, stmt, err)) return false;
  }
}
