#include "hub/house.h"

#include "base/fs.h"
#include "base/str.h"

#include <sodium.h>
#include <string.h>

static const char *const file_name = "keys/house.secret";

bool house_load(const char *dir, struct seal_pair *out, struct err *err) {
  char path[PATH_MAX];
  unsigned char secret[SEAL_KEY_BYTES];
  scoped_buf text;
  buf_init(&text, 1024);
  text.wipes = true;
  if (!hub_path(dir, file_name, path, err) || !fs_read(path, &text, err)) return false;
  if (text.len == SEAL_KEY_HEX_SIZE && text.data[text.len - 1] == '\n') text.data[--text.len] = '\0';
  bool good = hex_parse(buf_text(&text), secret, sizeof secret) && seal_pair_of(secret, out, err);
  sodium_memzero(secret, sizeof secret);
  return good || err_set(err, ERR_CORRUPT, "'%s' is not a secret key", path);
}

static bool save(const char *dir, const struct seal_pair *pair, struct err *err) {
  char path[PATH_MAX];
  char text[SEAL_KEY_HEX_SIZE];
  if (!hub_path(dir, file_name, path, err)) return false;
  hex_format(pair->secret_key, SEAL_KEY_BYTES, text);
  text[SEAL_KEY_HEX_SIZE - 1] = '\n';
  bool saved = fs_write_secret(path, text, sizeof text, err);
  sodium_memzero(text, sizeof text);
  return saved;
}

bool house_make(const char *dir, char public_hex[SEAL_KEY_HEX_SIZE], struct err *err) {
  struct seal_pair pair;
  bool ready = house_load(dir, &pair, err);
  if (!ready && err->code == ERR_NOT_FOUND) {
    seal_pair_generate(&pair);
    ready = save(dir, &pair, err);
  }
  if (ready) hex_format(pair.public_key, SEAL_KEY_BYTES, public_hex);
  sodium_memzero(&pair, sizeof pair);
  return ready;
}

bool house_ensure(struct hub *hub, bool *made, struct err *err) {
  scoped_arena arena = {0};
  const char *known;
  char public_hex[SEAL_KEY_HEX_SIZE];
  *made = false;
  if (!store_get(hub->store, "seal_key", "", &arena, &known, err)) return false;
  if (*known != '\0') return true;
  if (!house_make(hub->dir, public_hex, err) || !store_set(hub->store, "seal_key", public_hex, err)) return false;
  return *made = true;
}
