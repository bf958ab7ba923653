#include "hub/audit.h"

#include "base/str.h"

#include <inttypes.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { CHAIN_SIZE = 65 };

static void hash_text(crypto_hash_sha256_state *state, const char *text) {
  char length[24];
  snprintf(length, sizeof length, "%zd:", text ? (ssize_t)strlen(text) : -1);
  crypto_hash_sha256_update(state, (const unsigned char *)length, strlen(length));
  if (text) crypto_hash_sha256_update(state, (const unsigned char *)text, strlen(text));
}

static void make_chain(const char *previous, int64_t number, int64_t at, const struct deed *deed, char out[CHAIN_SIZE]) {
  crypto_hash_sha256_state state;
  unsigned char hash[32];
  char numbers[64];
  snprintf(numbers, sizeof numbers, "%" PRId64 " %" PRId64, number, at);
  const char *const texts[] = {previous, numbers, deed->who, deed->action, deed->object, deed->before, deed->after};
  crypto_hash_sha256_init(&state);
  for (size_t i = 0; i < COUNT_OF(texts); i++)
    hash_text(&state, texts[i]);
  crypto_hash_sha256_final(&state, hash);
  hex_format(hash, sizeof hash, out);
}

bool audit_add(struct store *store, const struct deed *deed, int64_t now, struct err *err) {
  scoped_arena arena = {0};
  const char *previous = NULL;
  int64_t last = 0;
  bool found;
  char chain[CHAIN_SIZE];
  ASSERT(store_is_writing(store));
  if (!query_find(store, "SELECT number FROM audit ORDER BY number DESC LIMIT 1", WITH_NOTHING, &found, &last, NULL, NULL,
                  err) ||
      !query_find(store, "SELECT chain FROM audit WHERE number = ?1", WITH(value_number(last)), &found, NULL, &arena, &previous,
                  err))
    return false;
  make_chain(found ? previous : "", last + 1, now, deed, chain);
  return query_run(store,
                   "INSERT INTO audit (number, at, who, action, object, before, after, chain)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                   WITH(value_number(last + 1), value_number(now), value_text(deed->who), value_text(deed->action),
                        value_text(deed->object), value_text(deed->before), value_text(deed->after), value_text(chain)),
                   err);
}

struct walk {
  char chain[CHAIN_SIZE];
  int64_t number, broken;
};

static bool check_row(void *user, const struct row *row, struct err *err UNUSED) {
  struct walk *walk = user;
  const struct deed deed = {row_text(row, 2), row_text(row, 3), row_text(row, 4), row_text(row, 5), row_text(row, 6)};
  char chain[CHAIN_SIZE];
  int64_t number = row_number(row, 0);
  make_chain(walk->chain, number, row_number(row, 1), &deed, chain);
  if (!walk->broken && (number != walk->number + 1 || !str_equals(chain, row_text(row, 7)))) walk->broken = number;
  walk->number = number;
  str_copy(walk->chain, sizeof walk->chain, row_text(row, 7));
  return true;
}

bool audit_check(struct store *store, int64_t *broken, struct err *err) {
  struct walk walk = {0};
  if (!query_each(store, "SELECT number, at, who, action, object, before, after, chain FROM audit ORDER BY number",
                  WITH_NOTHING, check_row, &walk, err))
    return false;
  *broken = walk.broken;
  return true;
}
