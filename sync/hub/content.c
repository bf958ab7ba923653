#include "hub/content.h"

#include "base/clock.h"
#include "base/str.h"
#include "feed/entry.h"
#include "hub/audit.h"

#include <sodium.h>
#include <string.h>

enum { BIN_S = 30 * 86400 };

void content_hash(const char *line, char out[CONTENT_HASH_SIZE]) {
  unsigned char hash[32];
  out[0] = '\0';
  if (!line) return;
  crypto_hash_sha256(hash, (const unsigned char *)line, strlen(line));
  hex_format(hash, sizeof hash, out);
}

/* ---- who may ---- */

/* Whose an entry is: the organization itself, or its provider; NULL: nobody's. */
static bool owner_of(const char *line, struct arena *arena, const char **out, struct err *err) {
  struct entry entry;
  *out = NULL;
  if (!line) return true;
  if (!entry_parse(line, strlen(line), arena, &entry, err)) return false;
  *out = entry.kind == KIND_ORGANIZATION ? entry.id : entry.provider;
  return true;
}

bool content_right(struct hub *hub, const struct person *person, const char *line, enum content_right *out, struct err *err) {
  scoped_arena arena = {0};
  const char *owner;
  bool may;
  if (!owner_of(line, &arena, &owner, err) || !person_may_edit(hub->store, person, owner, &may, err)) return false;
  *out = !may ? CONTENT_NOT : person->role == ROLE_ADMIN || person->is_trusted ? CONTENT_PUBLISHES : CONTENT_PROPOSES;
  return true;
}

/* The lesser of the rights over what is there and what shall be: an entry is neither taken from others nor given to them. */
static bool right_over_both(struct hub *hub, const struct person *person, const char *old, const char *new,
                            enum content_right *out, struct err *err) {
  enum content_right over_old = CONTENT_PUBLISHES, over_new = CONTENT_PUBLISHES;
  if (old && !content_right(hub, person, old, &over_old, err)) return false;
  if (new && !content_right(hub, person, new, &over_new, err)) return false;
  *out = over_old < over_new ? over_old : over_new;
  return true;
}

/* ---- writing ---- */

struct prepared {
  struct buf line; /* canonical; empty where the entry goes */
  const char *asset;
};

static bool prepare(const struct content_change *change, struct arena *arena, struct prepared *out, struct err *err) {
  struct entry entry;
  out->asset = NULL;
  if (!change->line) return true;
  if (!entry_read(change->line, strlen(change->line), arena, &entry, &out->line, err)) return false;
  if (!str_equals(entry.id, change->id)) return err_set(err, ERR_PARSE, "field 'id': it must stay '%s'", change->id);
  out->asset = entry.image_asset;
  return true;
}

static bool move_to_bin(struct hub *hub, const struct content_change *change, struct err *err) {
  bool dropped;
  return query_run(hub->store,
                   "INSERT OR REPLACE INTO bin (id, line, asset, who, at)"
                   " SELECT id, line, asset, ?2, ?3 FROM entry WHERE id = ?1",
                   WITH(value_text(change->id), value_text(change->who), value_number(clock_utc(&hub->clock))), err) &&
         store_drop(hub->store, change->id, &dropped, err);
}

static bool write_line(struct hub *hub, const struct content_change *change, const struct prepared *prepared, struct err *err) {
  bool changed;
  return store_put(hub->store, change->id, buf_text(&prepared->line), prepared->line.len, prepared->asset, &changed, err) &&
         query_run(hub->store, "DELETE FROM bin WHERE id = ?1", WITH(value_text(change->id)), err);
}

static bool note(struct hub *hub, const char *who, const char *action, const char *id, const char *before, const char *after,
                 struct err *err) {
  const struct deed deed = {who, action, id, before, after};
  return audit_add(hub->store, &deed, clock_utc(&hub->clock), err);
}

static bool add_draft(struct hub *hub, const struct content_change *change, const struct prepared *prepared, const char *base,
                      const char *state, struct err *err) {
  bool goes = prepared->line.len == 0;
  return query_run(hub->store, "DELETE FROM draft WHERE entry = ?1 AND person = ?2",
                   WITH(value_text(change->id), value_number(change->person->id)), err) &&
         query_run(hub->store,
                   "INSERT INTO draft (entry, base, line, asset, state, person, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                   WITH(value_text(change->id), value_text(base), value_text(goes ? NULL : buf_text(&prepared->line)),
                        value_text(prepared->asset), value_text(state), value_number(change->person->id),
                        value_number(clock_utc(&hub->clock))),
                   err);
}

/* Within a transaction. */
static bool apply(struct hub *hub, const struct content_change *change, const struct prepared *prepared, const char *old,
                  struct err *err) {
  const char *new = prepared->line.len > 0 ? buf_text(&prepared->line) : NULL;
  return (new ? write_line(hub, change, prepared, err) : move_to_bin(hub, change, err)) &&
         note(hub, change->who, new ? "put" : "drop", change->id, old, new, err) &&
         (change->person == NULL || query_run(hub->store, "DELETE FROM draft WHERE entry = ?1 AND person = ?2",
                                              WITH(value_text(change->id), value_number(change->person->id)), err)) &&
         store_set(hub->store, "publish_wanted", "1", err);
}

static bool decide(struct hub *hub, const struct content_change *change, const struct prepared *prepared, const char *old,
                   enum content_result *out, struct err *err) {
  const char *new = prepared->line.len > 0 ? buf_text(&prepared->line) : NULL;
  enum content_right right = CONTENT_PUBLISHES;
  char base[CONTENT_HASH_SIZE];
  content_hash(old, base);
  if (change->person && !right_over_both(hub, change->person, old, new, &right, err)) return false;
  *out = right == CONTENT_NOT                                    ? CONTENT_REFUSED
         : change->base && !str_equals(change->base, base)       ? CONTENT_CONFLICT
         : (!old && !new) || (old && new &&str_equals(old, new)) ? CONTENT_UNCHANGED
         : right == CONTENT_PROPOSES                             ? CONTENT_PROPOSED
                                                                 : CONTENT_DONE;
  if (*out == CONTENT_PROPOSED)
    return add_draft(hub, change, prepared, base, "proposed", err) &&
           note(hub, change->who, "propose", change->id, old, new, err);
  return *out != CONTENT_DONE || apply(hub, change, prepared, old, err);
}

static bool change_within(struct hub *hub, const struct content_change *change, enum content_result *out, struct err *err) {
  scoped_arena arena = {0};
  struct prepared prepared;
  const char *old;
  buf_init(&prepared.line, ENTRY_LINE_MAX);
  bool done = prepare(change, &arena, &prepared, err) && store_line(hub->store, change->id, &arena, &old, err) &&
              decide(hub, change, &prepared, old, out, err);
  buf_fini(&prepared.line);
  return done;
}

bool content_change(struct hub *hub, const struct content_change *change, enum content_result *out, struct err *err) {
  if (store_begin(hub->store, err) && change_within(hub, change, out, err) && store_commit(hub->store, err)) return true;
  store_rollback(hub->store);
  return false;
}

/* ---- drafts ---- */

static bool draft_within(struct hub *hub, const struct content_change *change, struct err *err) {
  scoped_arena arena = {0};
  struct prepared prepared;
  const char *old;
  char base[CONTENT_HASH_SIZE];
  buf_init(&prepared.line, ENTRY_LINE_MAX);
  bool done = prepare(change, &arena, &prepared, err) && store_line(hub->store, change->id, &arena, &old, err);
  if (done) content_hash(old, base);
  done = done && add_draft(hub, change, &prepared, change->base ? change->base : base, "draft", err);
  buf_fini(&prepared.line);
  return done;
}

bool content_draft(struct hub *hub, const struct content_change *change, struct err *err) {
  if (store_begin(hub->store, err) && draft_within(hub, change, err) && store_commit(hub->store, err)) return true;
  store_rollback(hub->store);
  return false;
}

struct draft {
  const char *entry, *base, *line;
};

struct draft_finding {
  struct arena *arena;
  struct draft draft;
};

static const char *copy_text(struct arena *arena, const struct row *row, int column) {
  const char *text = row_text(row, column);
  return text ? arena_strdup(arena, text) : NULL;
}

static bool take_draft(void *user, const struct row *row, struct err *err UNUSED) {
  struct draft_finding *finding = user;
  finding->draft =
      (struct draft){copy_text(finding->arena, row, 0), copy_text(finding->arena, row, 1), copy_text(finding->arena, row, 2)};
  return true;
}

static bool find_draft(struct hub *hub, int64_t id, struct arena *arena, struct draft *out, struct err *err) {
  struct draft_finding finding = {.arena = arena};
  if (!query_each(hub->store, "SELECT entry, base, line FROM draft WHERE id = ?1 AND state = 'proposed'",
                  WITH(value_number(id)), take_draft, &finding, err))
    return false;
  *out = finding.draft;
  return finding.draft.entry || err_set(err, ERR_NOT_FOUND, "there is no such proposal any more");
}

bool content_approve(struct hub *hub, int64_t draft, const struct person *person, enum content_result *out, struct err *err) {
  scoped_arena arena = {0};
  struct draft found;
  if (store_begin(hub->store, err) && find_draft(hub, draft, &arena, &found, err)) {
    const struct content_change change = {person, person->name, found.entry, found.line, found.base};
    if (change_within(hub, &change, out, err) &&
        ((*out != CONTENT_DONE && *out != CONTENT_UNCHANGED) ||
         query_run(hub->store, "DELETE FROM draft WHERE id = ?1", WITH(value_number(draft)), err)) &&
        store_commit(hub->store, err))
      return true;
  }
  store_rollback(hub->store);
  return false;
}

bool content_reject(struct hub *hub, int64_t draft, const struct person *person, const char *words, struct err *err) {
  scoped_arena arena = {0};
  struct draft found;
  if (store_begin(hub->store, err) && find_draft(hub, draft, &arena, &found, err) &&
      query_run(hub->store, "UPDATE draft SET state = 'draft', note = ?2 WHERE id = ?1",
                WITH(value_number(draft), value_text(words)), err) &&
      note(hub, person->name, "reject", found.entry, NULL, words, err) && store_commit(hub->store, err))
    return true;
  store_rollback(hub->store);
  return false;
}

/* ---- back in time ---- */

struct past {
  const char *entry, *before, *after;
};

struct past_finding {
  struct arena *arena;
  struct past past;
};

static bool take_past(void *user, const struct row *row, struct err *err UNUSED) {
  struct past_finding *finding = user;
  finding->past =
      (struct past){copy_text(finding->arena, row, 0), copy_text(finding->arena, row, 1), copy_text(finding->arena, row, 2)};
  return true;
}

static bool find_past(struct hub *hub, int64_t number, struct arena *arena, struct past *out, struct err *err) {
  struct past_finding finding = {.arena = arena};
  if (!query_each(hub->store, "SELECT object, before, after FROM audit WHERE number = ?1 AND action IN ('put', 'drop')",
                  WITH(value_number(number)), take_past, &finding, err))
    return false;
  *out = finding.past;
  return finding.past.entry || err_set(err, ERR_NOT_FOUND, "there is no such change");
}

bool content_undo(struct hub *hub, int64_t number, const struct person *person, enum content_result *out, struct err *err) {
  scoped_arena arena = {0};
  struct past past;
  char base[CONTENT_HASH_SIZE];
  if (!find_past(hub, number, &arena, &past, err)) return false;
  content_hash(past.after, base);
  const struct content_change change = {person, person->name, past.entry, past.before, base};
  return content_change(hub, &change, out, err);
}

bool content_return_to(struct hub *hub, int64_t number, const struct person *person, enum content_result *out,
                       struct err *err) {
  scoped_arena arena = {0};
  struct past past;
  if (!find_past(hub, number, &arena, &past, err)) return false;
  const struct content_change change = {person, person->name, past.entry, past.after ? past.after : past.before, NULL};
  return content_change(hub, &change, out, err);
}

bool content_sweep(struct hub *hub, struct err *err) {
  return query_run(hub->store, "DELETE FROM bin WHERE at < ?1", WITH(value_number(clock_utc(&hub->clock) - BIN_S)), err);
}
