#include "hub/people.h"

#include "base/str.h"

#include <sodium.h>
#include <string.h>

static const char *const roles[] = {
    [ROLE_NOBODY] = "", [ROLE_VIEWER] = "viewer", [ROLE_EDITOR] = "editor", [ROLE_ADMIN] = "admin"};

const char *role_name(enum role role) { return roles[role]; }

bool role_parse(const char *name, enum role *out) {
  for (size_t i = ROLE_VIEWER; i < COUNT_OF(roles); i++)
    if (str_equals(roles[i], name)) return *out = (enum role)i, true;
  return false;
}

bool email_normalize(struct arena *arena, const char *text, const char **out) {
  enum { LONGEST = 254 }; /* RFC 5321, 4.5.3.1.3, less the brackets */
  size_t len = strlen(text);
  while (len > 0 && text[len - 1] == ' ')
    len--;
  size_t skip = strspn(text, " ");
  if (skip >= len || len - skip > LONGEST) return false;
  char *copy = arena_strndup(arena, text + skip, len - skip);
  for (char *at = copy; *at; at++) {
    if (*at <= ' ' || *at == 0x7F || strchr("<>\",;:\\()", *at)) return false;
    if (*at >= 'A' && *at <= 'Z') *at = (char)(*at - 'A' + 'a');
  }
  const char *sign = strchr(copy, '@');
  if (!sign || sign == copy || strchr(sign + 1, '@') || !strchr(sign + 1, '.') || str_ends_with(copy, ".")) return false;
  *out = copy;
  return true;
}

void secret_make(char out[SECRET_SIZE]) {
  unsigned char bytes[32];
  randombytes_buf(bytes, sizeof bytes);
  hex_format(bytes, sizeof bytes, out);
}

void secret_hash(const char *secret, char out[SECRET_SIZE]) {
  unsigned char hash[32];
  crypto_hash_sha256(hash, (const unsigned char *)secret, strlen(secret));
  hex_format(hash, sizeof hash, out);
}

/* ---- people ---- */

static bool add_organizations(struct store *store, int64_t id, const char *organizations, struct err *err) {
  return query_run(store,
                   "INSERT OR IGNORE INTO person_organization (person, organization) SELECT ?1, value FROM json_each(?2)",
                   WITH(value_number(id), value_text(organizations)), err);
}

bool person_add(struct store *store, const struct person_plan *plan, int64_t now, int64_t *id, struct err *err) {
  bool taken;
  if (!query_find(store, "SELECT 1 FROM person WHERE email = ?1", WITH(value_text(plan->email)), &taken, NULL, NULL, NULL, err))
    return false;
  if (taken) return err_set(err, ERR_USAGE, "'%.80s' is there already", plan->email);
  if (!query_run(store, "INSERT INTO person (email, name, role, password, is_trusted, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                 WITH(value_text(plan->email), value_text(plan->name), value_text(role_name(plan->role)),
                      value_text(plan->password_hash), value_number(plan->is_trusted), value_number(now)),
                 err))
    return false;
  *id = query_last_id(store);
  return add_organizations(store, *id, plan->organizations, err);
}

struct finding {
  struct arena *arena;
  struct person *person;
  const char *password;
};

#define PERSON_COLUMNS "person.id, email, name, language, role, is_trusted, totp_secret IS NOT NULL, password"

static bool take_person(void *user, const struct row *row, struct err *err) {
  struct finding *finding = user;
  struct person *person = finding->person;
  *person = (struct person){.id = row_number(row, 0),
                            .email = arena_strdup(finding->arena, row_text(row, 1)),
                            .name = arena_strdup(finding->arena, row_text(row, 2)),
                            .language = arena_strdup(finding->arena, row_text(row, 3)),
                            .is_trusted = row_number(row, 5) != 0,
                            .has_totp = row_number(row, 6) != 0};
  finding->password = arena_strdup(finding->arena, row_text(row, 7));
  return role_parse(row_text(row, 4), &person->role) || err_set(err, ERR_CORRUPT, "hub.db: an unknown role");
}

bool person_find(struct store *store, int64_t id, struct arena *arena, struct person *out, struct err *err) {
  struct finding finding = {.arena = arena, .person = out};
  *out = (struct person){0};
  return query_each(store, "SELECT " PERSON_COLUMNS " FROM person WHERE id = ?1 AND NOT is_disabled", WITH(value_number(id)),
                    take_person, &finding, err);
}

bool person_by_email(struct store *store, const char *email, struct arena *arena, struct person *out,
                     const char **password_hash, struct err *err) {
  struct finding finding = {.arena = arena, .person = out};
  *out = (struct person){0};
  if (!query_each(store, "SELECT " PERSON_COLUMNS " FROM person WHERE email = ?1 AND NOT is_disabled", WITH(value_text(email)),
                  take_person, &finding, err))
    return false;
  *password_hash = finding.password;
  return true;
}

bool person_count(struct store *store, int64_t *out, struct err *err) {
  bool found;
  return query_find(store, "SELECT count(*) FROM person WHERE NOT is_disabled", WITH_NOTHING, &found, out, NULL, NULL, err);
}

bool person_set_password(struct store *store, int64_t id, const char *password_hash, struct err *err) {
  return query_run(store, "UPDATE person SET password = ?2 WHERE id = ?1", WITH(value_number(id), value_text(password_hash)),
                   err) &&
         query_run(store, "DELETE FROM session WHERE person = ?1", WITH(value_number(id)), err);
}

bool person_may_edit(struct store *store, const struct person *person, const char *organization, bool *out, struct err *err) {
  *out = person->role == ROLE_ADMIN;
  if (person->role != ROLE_EDITOR || !organization) return true;
  return query_find(store, "SELECT 1 FROM person_organization WHERE person = ?1 AND organization = ?2",
                    WITH(value_number(person->id), value_text(organization)), out, NULL, NULL, NULL, err);
}

/* ---- sessions ---- */

bool session_start(struct store *store, int64_t person, bool is_complete, int64_t now, char secret[SECRET_SIZE],
                   struct err *err) {
  char hash[SECRET_SIZE], token[SECRET_SIZE];
  secret_make(secret);
  secret_hash(secret, hash);
  secret_make(token);
  return query_run(
      store, "INSERT INTO session (hash, person, token, is_complete, created, seen) VALUES (?1, ?2, ?3, ?4, ?5, ?5)",
      WITH(value_text(hash), value_number(person), value_text(token), value_number(is_complete), value_number(now)), err);
}

struct session_finding {
  struct session *session;
  int64_t person, seen;
};

static bool take_session(void *user, const struct row *row, struct err *err UNUSED) {
  struct session_finding *finding = user;
  finding->person = row_number(row, 0);
  str_copy(finding->session->token, SECRET_SIZE, row_text(row, 1));
  finding->session->is_complete = row_number(row, 2) != 0;
  finding->seen = row_number(row, 3);
  return true;
}

/* The time of the last visit is written once a minute: a write costs three fsyncs. */
static bool keep_alive(struct store *store, const char *hash, int64_t seen, int64_t now, struct err *err) {
  if (now - seen < 60 && now >= seen) return true;
  return query_run(store, "UPDATE session SET seen = ?2 WHERE hash = ?1", WITH(value_text(hash), value_number(now)), err);
}

bool session_find(struct store *store, const char *secret, int64_t now, struct arena *arena, struct session *out,
                  struct person *person, struct err *err) {
  struct session session = {0};
  struct session_finding finding = {.session = &session};
  *out = session;
  *person = (struct person){0};
  if (str_is_empty(secret)) return true;
  secret_hash(secret, session.hash);
  if (!query_each(store,
                  "SELECT person, token, is_complete, seen FROM session WHERE hash = ?1 AND seen > ?2 - 1800"
                  " AND created > ?2 - 43200",
                  WITH(value_text(session.hash), value_number(now)), take_session, &finding, err))
    return false;
  if (finding.person == 0) return true;
  if (!person_find(store, finding.person, arena, person, err) || !keep_alive(store, session.hash, finding.seen, now, err))
    return false;
  if (person->id) *out = session;
  return true;
}

bool session_end(struct store *store, const char *hash, struct err *err) {
  return query_run(store, "DELETE FROM session WHERE hash = ?1", WITH(value_text(hash)), err);
}

bool session_sweep(struct store *store, int64_t now, struct err *err) {
  return query_run(store, "DELETE FROM session WHERE seen <= ?1 OR created <= ?2",
                   WITH(value_number(now - SESSION_IDLE_S), value_number(now - SESSION_MAX_S)), err) &&
         query_run(store, "DELETE FROM invitation WHERE expires <= ?1", WITH(value_number(now)), err) &&
         query_run(store, "DELETE FROM failure WHERE until < ?1 - 86400", WITH(value_number(now)), err);
}

/* ---- guesses ---- */

bool failure_wait(struct store *store, const char *name, int64_t now, int64_t *seconds, struct err *err) {
  bool found;
  int64_t until = 0;
  if (!query_find(store, "SELECT until FROM failure WHERE name = ?1", WITH(value_text(name)), &found, &until, NULL, NULL, err))
    return false;
  *seconds = until > now ? until - now : 0;
  return true;
}

bool failure_note(struct store *store, const char *name, int64_t longest, int64_t now, struct err *err) {
  return query_run(
      store,
      "INSERT INTO failure (name, count, until) VALUES (?1, 1, ?2) ON CONFLICT (name) DO UPDATE SET count = count + 1,"
      " until = CASE WHEN count < 4 THEN ?2 ELSE ?2 + min(?3, 2 << min(count - 4, 20)) END",
      WITH(value_text(name), value_number(now), value_number(longest)), err);
}

bool failure_forget(struct store *store, const char *name, struct err *err) {
  return query_run(store, "DELETE FROM failure WHERE name = ?1", WITH(value_text(name)), err);
}
