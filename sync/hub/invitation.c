#include "hub/invitation.h"

#include "base/str.h"
#include "hub/audit.h"

bool invitation_make(struct store *store, const struct invitation *invitation, int64_t by, int64_t now,
                     char secret[SECRET_SIZE], struct err *err) {
  char hash[SECRET_SIZE];
  secret_make(secret);
  secret_hash(secret, hash);
  return query_run(store, "DELETE FROM invitation WHERE email = ?1", WITH(value_text(invitation->email)), err) &&
         query_run(store,
                   "INSERT INTO invitation (hash, email, role, organizations, is_trusted, invited_by, expires)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                   WITH(value_text(hash), value_text(invitation->email), value_text(role_name(invitation->role)),
                        value_text(invitation->organizations), value_number(invitation->is_trusted), value_number(by),
                        value_number(now + INVITATION_S)),
                   err);
}

struct finding {
  struct arena *arena;
  struct invitation *invitation;
};

static bool take_row(void *user, const struct row *row, struct err *err) {
  const struct finding *finding = user;
  *finding->invitation = (struct invitation){.email = arena_strdup(finding->arena, row_text(row, 0)),
                                             .organizations = arena_strdup(finding->arena, row_text(row, 2)),
                                             .is_trusted = row_number(row, 3) != 0};
  return role_parse(row_text(row, 1), &finding->invitation->role) || err_set(err, ERR_CORRUPT, "hub.db: an unknown role");
}

bool invitation_find(struct store *store, const char *secret, int64_t now, struct arena *arena, struct invitation *out,
                     struct err *err) {
  struct finding finding = {arena, out};
  char hash[SECRET_SIZE];
  *out = (struct invitation){0};
  secret_hash(secret, hash);
  return query_each(store, "SELECT email, role, organizations, is_trusted FROM invitation WHERE hash = ?1 AND expires > ?2",
                    WITH(value_text(hash), value_number(now)), take_row, &finding, err);
}

static bool make_or_renew(struct store *store, const struct invitation *invitation, const char *name, const char *password_hash,
                          int64_t now, struct arena *arena, struct person *out, struct err *err) {
  const struct person_plan plan = {invitation->email,        name, password_hash, invitation->role, invitation->is_trusted,
                                   invitation->organizations};
  const char *old;
  int64_t id;
  if (!person_by_email(store, invitation->email, arena, out, &old, err)) return false;
  if (out->id) return person_set_password(store, out->id, password_hash, err);
  return person_add(store, &plan, now, &id, err) && person_find(store, id, arena, out, err);
}

bool invitation_take(struct store *store, const char *secret, const char *name, const char *password_hash, int64_t now,
                     struct arena *arena, struct person *out, struct err *err) {
  struct invitation invitation;
  if (!store_begin(store, err) || !invitation_find(store, secret, now, arena, &invitation, err)) return false;
  if (!invitation.email) return err_set(err, ERR_NOT_FOUND, "this invitation is used up");
  if (!make_or_renew(store, &invitation, name, password_hash, now, arena, out, err)) return false;
  const struct deed deed = {out->name, "join", arena_printf(arena, "person %lld", (long long)out->id), NULL,
                            role_name(out->role)};
  return query_run(store, "DELETE FROM invitation WHERE email = ?1", WITH(value_text(invitation.email)), err) &&
         audit_add(store, &deed, now, err) && store_commit(store, err);
}
