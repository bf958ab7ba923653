/* Who may work on the hub: people, what they may, how they prove who they are.
 *
 * Passwords: argon2id with libsodium's moderate limits lowered to 64 MiB and two passes (QUALITY S6; 90 ms here). Second
 * factor: RFC 6238 by liboath, 30 s, six digits, one step of tolerance, each step once. Secrets that travel (sessions,
 * invitations) are 256 random bits; hub.db keeps their SHA-256 alone. */
#ifndef LITFASS_HUB_PEOPLE_H
#define LITFASS_HUB_PEOPLE_H

#include "base/arena.h"
#include "base/err.h"
#include "hub/query.h"

#include <stdbool.h>
#include <stdint.h>

/* Ascending: each may what those before may. */
enum role { ROLE_NOBODY, ROLE_VIEWER, ROLE_EDITOR, ROLE_ADMIN };

const char *role_name(enum role role); /* "admin", "editor", "viewer"; "" for nobody */
MUST_USE bool role_parse(const char *name, enum role *out);

struct person {
  int64_t id; /* 0: nobody */
  const char *email, *name, *language;
  enum role role;
  bool is_trusted; /* what this editor saves is published without approval */
  bool has_totp;
};

enum { PASSWORD_MIN = 12, PASSWORD_MAX = 200, PASSWORD_HASH_SIZE = 128, SECRET_SIZE = 65 };

/* Slow on purpose, and needs 64 MiB. `out` is what hub.db keeps. */
MUST_USE bool password_hash(const char *password, char out[PASSWORD_HASH_SIZE], struct err *err);
/* Takes the same time where `hash` is NULL (there is no such person). */
bool password_matches(const char *hash, const char *password);
/* NULL, or why it will not do, in German: too short, too long, or like the address. */
const char *password_complaint(const char *password, const char *email);

/* 256 random bits in hex, and what hub.db keeps of them. */
void secret_make(char out[SECRET_SIZE]);
void secret_hash(const char *secret, char out[SECRET_SIZE]);

/* ---- people ---- */

struct person_plan {
  const char *email, *name, *password_hash;
  enum role role;
  bool is_trusted;
  const char *organizations; /* JSON array of ids */
};

/* Lower case, one '@', no spaces; a copy in the arena. False for what cannot be one. */
MUST_USE bool email_normalize(struct arena *arena, const char *text, const char **out);

MUST_USE bool person_add(struct store *store, const struct person_plan *plan, int64_t now, int64_t *id, struct err *err);
/* out->id is 0 where there is none, or where that person was shut out. */
MUST_USE bool person_find(struct store *store, int64_t id, struct arena *arena, struct person *out, struct err *err);
/* *password_hash is NULL where there is no such person. */
MUST_USE bool person_by_email(struct store *store, const char *email, struct arena *arena, struct person *out,
                              const char **password_hash, struct err *err);
MUST_USE bool person_count(struct store *store, int64_t *out, struct err *err);
/* Ends that person's sessions as well. */
MUST_USE bool person_set_password(struct store *store, int64_t id, const char *password_hash, struct err *err);

/* Whether this person may change things of this organization (NULL: of none): admins all, editors their own. */
MUST_USE bool person_may_edit(struct store *store, const struct person *person, const char *organization, bool *out,
                              struct err *err);

/* ---- second factor ---- */

enum { TOTP_SECRET_SIZE = 33 }; /* base32 of 160 bits */

void totp_make(char out[TOTP_SECRET_SIZE]);
/* The step whose code this is, not before `after`; 0: it is none. */
int64_t totp_check(const char *secret, const char *code, int64_t now, int64_t after);
MUST_USE bool person_set_totp(struct store *store, int64_t id, const char *secret, struct err *err); /* NULL takes it away */
/* *good tells whether the code is this person's, now, and was not used before. */
MUST_USE bool person_use_totp(struct store *store, int64_t id, const char *code, int64_t now, bool *good, struct err *err);

/* ---- sessions ---- */

enum { SESSION_IDLE_S = 30 * 60, SESSION_MAX_S = 12 * 3600 };

struct session {
  char hash[SECRET_SIZE];  /* "" : none */
  char token[SECRET_SIZE]; /* every form carries it */
  bool is_complete;        /* the second factor was given, or is not needed */
};

/* A new session under a new secret (never one that the browser brought: session fixation). */
MUST_USE bool session_start(struct store *store, int64_t person, bool is_complete, int64_t now, char secret[SECRET_SIZE],
                            struct err *err);
/* The session that this secret opens, and keeps it alive; person->id is 0 where it is unknown, idle for 30 minutes or 12 hours
 * old. */
MUST_USE bool session_find(struct store *store, const char *secret, int64_t now, struct arena *arena, struct session *out,
                           struct person *person, struct err *err);
MUST_USE bool session_end(struct store *store, const char *hash, struct err *err);
MUST_USE bool session_sweep(struct store *store, int64_t now, struct err *err);

/* ---- guesses ---- */

/* Seconds until `name` may try again: none for four failures, then 2, 4, 8, … up to `longest`. */
MUST_USE bool failure_wait(struct store *store, const char *name, int64_t now, int64_t *seconds, struct err *err);
MUST_USE bool failure_note(struct store *store, const char *name, int64_t longest, int64_t now, struct err *err);
MUST_USE bool failure_forget(struct store *store, const char *name, struct err *err);

#endif
