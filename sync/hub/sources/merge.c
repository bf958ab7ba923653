#include "hub/sources/merge.h"

#include "base/str.h"
#include "hub/audit.h"

#include <string.h>

struct merge {
  struct store *store;
  struct intake *intake;
  bool waits;
  int64_t now_utc;
  merge_on_change *on_change;
  void *user;
  struct merge_result result;
};

/* What is known of an id before this run. */
struct known {
  bool is_owned, is_ours, is_refused;
  const char *seen;    /* the line as the source last gave it */
  const char *content; /* the line in the content, or NULL */
};

struct owner {
  const char *source;
  struct arena *arena;
  struct known *known;
};

static bool on_owner(void *user, const struct row *row, struct err *err UNUSED) {
  struct owner *owner = user;
  *owner->known = (struct known){.is_owned = true,
                                 .is_ours = str_equals(row_text(row, 0), owner->source),
                                 .is_refused = row_number(row, 2) != 0,
                                 .seen = arena_strdup(owner->arena, row_text(row, 1))};
  return true;
}

static bool look_up(struct merge *merge, const char *id, struct arena *arena, struct known *out, struct err *err) {
  struct owner owner = {merge->intake->rules->source, arena, out};
  *out = (struct known){0};
  return query_each(merge->store, "SELECT source, line, is_refused FROM source_entry WHERE id = ?1", WITH(value_text(id)),
                    on_owner, &owner, err) &&
         store_line(merge->store, id, arena, &out->content, err);
}

static void tell(struct merge *merge, enum merge_change change, const char *id, const char *before, const char *now) {
  merge->result.added += change == MERGE_ADDED;
  merge->result.changed += change == MERGE_CHANGED;
  merge->result.dropped += change == MERGE_DROPPED;
  if (merge->on_change) merge->on_change(merge->user, change, id, before, now);
}

/* In the audit log, as of any other hand. */
static bool log_change(struct merge *merge, const char *id, const char *before, const char *now, struct err *err) {
  scoped_arena arena = {0};
  const struct deed deed = {.who = arena_printf(&arena, "source '%s'", merge->intake->rules->source),
                            .action = now ? "put" : "drop",
                            .object = id,
                            .before = before,
                            .after = now};
  return audit_add(merge->store, &deed, merge->now_utc, err);
}

static bool note_seen(struct store *store, const char *source, const char *id, const char *line, bool is_refused,
                      struct err *err) {
  return query_run(store, "INSERT OR REPLACE INTO source_entry (id, source, line, is_refused) VALUES (?1, ?2, ?3, ?4)",
                   WITH(value_text(id), value_text(source), value_text(line), value_number(is_refused)), err);
}

static bool stop_waiting(struct store *store, const char *id, struct err *err) {
  return query_run(store, "DELETE FROM source_wait WHERE id = ?1", WITH(value_text(id)), err);
}

/* `at` stays that of the first time: how long somebody has been waiting. */
static bool let_wait(struct merge *merge, const char *id, const char *line, const char *asset, struct err *err) {
  return query_run(merge->store,
                   "INSERT INTO source_wait (id, source, line, asset, at) VALUES (?1, ?2, ?3, ?4, ?5)"
                   " ON CONFLICT (id) DO UPDATE SET line = ?3, asset = ?4",
                   WITH(value_text(id), value_text(merge->intake->rules->source), value_text(line), value_text(asset),
                        value_number(merge->now_utc)),
                   err);
}

static bool put(struct merge *merge, const struct intake_entry *entry, struct err *err) {
  bool changed;
  return store_put(merge->store, entry->id, entry->line, entry->len, entry->asset, &changed, err) &&
         note_seen(merge->store, merge->intake->rules->source, entry->id, entry->line, false, err) &&
         stop_waiting(merge->store, entry->id, err);
}

/* The source says what it said before. An entry that is missing all the same comes back (`import --replace` swept it away), but
 * for one that a person put into the bin: that is a refusal. */
static bool is_same(struct merge *merge, const struct known *known, const struct intake_entry *entry, bool *out,
                    struct err *err) {
  bool is_binned = false;
  *out = known->is_ours && str_equals(known->seen, entry->line);
  if (!*out || known->is_refused || known->content) return true;
  if (!query_find(merge->store, "SELECT 1 FROM bin WHERE id = ?1", WITH(value_text(entry->id)), &is_binned, NULL, NULL, NULL,
                  err))
    return false;
  *out = is_binned;
  return !is_binned || note_seen(merge->store, merge->intake->rules->source, entry->id, entry->line, true, err);
}

static bool take_entry(struct merge *merge, const struct intake_entry *entry, struct err *err) {
  scoped_arena arena = {0};
  struct known known;
  bool marked;
  if (!look_up(merge, entry->id, &arena, &known, err) || !store_mark(merge->store, entry->id, &marked, err)) return false;
  if (known.is_owned ? !known.is_ours : known.content != NULL) {
    merge->result.foreign++;
    intake_note(merge->intake, entry->id, "there is such an entry that is not of this source; it stays as it is");
    return true;
  }
  bool same;
  if (!is_same(merge, &known, entry, &same, err)) return false;
  if (same) {
    merge->result.same++;
    return stop_waiting(merge->store, entry->id, err);
  }
  tell(merge, known.content ? MERGE_CHANGED : MERGE_ADDED, entry->id, known.content, entry->line);
  if (merge->waits) return let_wait(merge, entry->id, entry->line, entry->asset, err);
  return put(merge, entry, err) && log_change(merge, entry->id, known.content, entry->line, err);
}

static bool drop_vanished(struct merge *merge, const char *id, struct err *err) {
  scoped_arena arena = {0};
  const char *content;
  bool was_there;
  if (!store_line(merge->store, id, &arena, &content, err)) return false;
  if (content) tell(merge, MERGE_DROPPED, id, content, NULL);
  if (content && merge->waits) return let_wait(merge, id, NULL, NULL, err);
  if (content && !log_change(merge, id, content, NULL, err)) return false;
  return store_drop(merge->store, id, &was_there, err) && stop_waiting(merge->store, id, err) &&
         query_run(merge->store, "DELETE FROM source_entry WHERE id = ?1", WITH(value_text(id)), err);
}

static bool drop_all_vanished(struct merge *merge, struct err *err) {
  json_t *rows = NULL;
  bool done = query_list(merge->store,
                         "SELECT id FROM source_entry WHERE source = ?1 AND id NOT IN (SELECT id FROM temp.kept) ORDER BY id",
                         WITH(value_text(merge->intake->rules->source)), &rows, err);
  for (size_t i = 0; done && i < json_array_size(rows); i++)
    done = drop_vanished(merge, json_string_value(json_object_get(json_array_get(rows, i), "id")), err);
  json_decref(rows);
  return done;
}

/* What waits, and is no longer so in the document. */
static bool forget_stale_waits(struct merge *merge, struct err *err) {
  return query_run(merge->store,
                   "DELETE FROM source_wait WHERE source = ?1 AND (line IS NULL) = (id IN (SELECT id FROM temp.kept))",
                   WITH(value_text(merge->intake->rules->source)), err);
}

bool merge_apply(struct store *store, struct intake *intake, bool waits, int64_t now_utc, merge_on_change *on_change,
                 void *user, struct merge_result *out, struct err *err) {
  struct merge merge = {store, intake, waits, now_utc, on_change, user, {0}};
  ASSERT(store_is_writing(store) && intake->count > 0);
  for (size_t i = 0; i < intake->count; i++)
    if (!take_entry(&merge, &intake->entries[i], err)) return false;
  if (!forget_stale_waits(&merge, err) || !drop_all_vanished(&merge, err)) return false;
  *out = merge.result;
  return true;
}

struct waiting {
  struct arena *arena;
  const char *source, *line, *asset;
};

static bool on_waiting(void *user, const struct row *row, struct err *err UNUSED) {
  struct waiting *waiting = user;
  waiting->source = arena_strdup(waiting->arena, row_text(row, 0));
  if (row_text(row, 1)) waiting->line = arena_strdup(waiting->arena, row_text(row, 1));
  if (row_text(row, 2)) waiting->asset = arena_strdup(waiting->arena, row_text(row, 2));
  return true;
}

static bool agree(struct store *store, const char *id, const struct waiting *waiting, struct err *err) {
  bool changed;
  if (!waiting->line)
    return store_drop(store, id, &changed, err) &&
           query_run(store, "DELETE FROM source_entry WHERE id = ?1", WITH(value_text(id)), err);
  return store_put(store, id, waiting->line, strlen(waiting->line), waiting->asset, &changed, err) &&
         note_seen(store, waiting->source, id, waiting->line, false, err);
}

static bool refuse(struct store *store, const char *id, const struct waiting *waiting, struct err *err) {
  if (!waiting->line) return query_run(store, "DELETE FROM source_entry WHERE id = ?1", WITH(value_text(id)), err);
  return note_seen(store, waiting->source, id, waiting->line, true, err);
}

bool merge_decide(struct store *store, const char *id, bool agreed, struct err *err) {
  scoped_arena arena = {0};
  struct waiting waiting = {.arena = &arena};
  ASSERT(store_is_writing(store));
  if (!query_each(store, "SELECT source, line, asset FROM source_wait WHERE id = ?1", WITH(value_text(id)), on_waiting,
                  &waiting, err))
    return false;
  if (!waiting.source) return err_set(err, ERR_NOT_FOUND, "nothing waits under '%.64s'", id);
  return (agreed ? agree : refuse)(store, id, &waiting, err) && stop_waiting(store, id, err);
}
