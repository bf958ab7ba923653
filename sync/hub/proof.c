/* How people prove who they are: passwords and the second factor of people.h. */
#include "hub/people.h"

#include "base/str.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { ARGON_PASSES = 2, TOTP_STEP_S = 30, TOTP_DIGITS = 6, TOTP_SECRET_BYTES = 20 };
static const size_t argon_memory = 64UL * 1024 * 1024;

bool password_hash(const char *password, char out[PASSWORD_HASH_SIZE], struct err *err) {
  _Static_assert(PASSWORD_HASH_SIZE >= crypto_pwhash_STRBYTES, "libsodium's own size");
  int failed = crypto_pwhash_str(out, password, strlen(password), ARGON_PASSES, argon_memory);
  return failed == 0 || err_set(err, ERR_INTERNAL, "no memory for a password");
}

bool password_matches(const char *hash, const char *password) {
  static const char nobodys[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$"
                                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
  bool good = crypto_pwhash_str_verify(hash ? hash : nobodys, password, strlen(password)) == 0;
  return hash && good;
}

const char *password_complaint(const char *password, const char *email) {
  size_t len = utf8_length(password);
  if (len < PASSWORD_MIN) return "Das Passwort braucht mindestens 12 Zeichen. Gut sind vier Wörter, die nicht zusammengehören.";
  if (len > PASSWORD_MAX) return "Das Passwort darf höchstens 200 Zeichen haben.";
  if (strspn(password, (const char[]){password[0], '\0'}) == strlen(password))
    return "Das Passwort besteht aus einem einzigen Zeichen.";
  if (strstr(password, email) || strstr(email, password)) return "Das Passwort darf nicht die E-Mail-Adresse sein.";
  return NULL;
}

void totp_make(char out[TOTP_SECRET_SIZE]) {
  static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"; /* RFC 4648, 6 */
  for (size_t i = 0; i < TOTP_SECRET_SIZE - 1; i++)
    out[i] = letters[randombytes_uniform(32)];
  out[TOTP_SECRET_SIZE - 1] = '\0';
}

/* liboath tells the place of the code in the window, of which half the steps lie before `now`. */
int64_t totp_check(const char *secret, const char *code, int64_t now, int64_t after) {
  char *key = NULL;
  size_t key_len = 0;
  int64_t found = 0;
  if (strlen(code) != TOTP_DIGITS || strspn(code, "0123456789") != TOTP_DIGITS || oath_init() != OATH_OK) return 0;
  if (oath_base32_decode(secret, strlen(secret), &key, &key_len) == OATH_OK)
    for (int64_t step = now / TOTP_STEP_S - 1; step <= now / TOTP_STEP_S + 1; step++) {
      char expected[TOTP_DIGITS + 1];
      if (step <= after || found) continue;
      if (oath_totp_generate(key, key_len, (time_t)(step * TOTP_STEP_S), TOTP_STEP_S, 0, TOTP_DIGITS, expected) == OATH_OK &&
          sodium_memcmp(expected, code, TOTP_DIGITS) == 0)
        found = step;
    }
  free(key);
  return found;
}

bool person_set_totp(struct store *store, int64_t id, const char *secret, struct err *err) {
  return query_run(store, "UPDATE person SET totp_secret = ?2, totp_step = 0 WHERE id = ?1",
                   WITH(value_number(id), value_text(secret)), err);
}

bool person_use_totp(struct store *store, int64_t id, const char *code, int64_t now, bool *good, struct err *err) {
  scoped_arena arena = {0};
  const char *secret = NULL;
  int64_t last = 0;
  bool found;
  if (!query_find(store, "SELECT totp_secret FROM person WHERE id = ?1", WITH(value_number(id)), &found, NULL, &arena, &secret,
                  err) ||
      !query_find(store, "SELECT totp_step FROM person WHERE id = ?1", WITH(value_number(id)), &found, &last, NULL, NULL, err))
    return false;
  int64_t step = secret ? totp_check(secret, code, now, last) : 0;
  *good = step > 0;
  if (!*good) return true;
  return query_run(store, "UPDATE person SET totp_step = ?2 WHERE id = ?1", WITH(value_number(id), value_number(step)), err);
}
