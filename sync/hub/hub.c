#include "hub/hub.h"

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "base/zone.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

bool hub_path(const char *dir, const char *name, char out[PATH_MAX], struct err *err) {
  int len = snprintf(out, PATH_MAX, "%s/%s", dir, name);
  return (len > 0 && len < PATH_MAX) || err_set(err, ERR_TOO_BIG, "path too long: '%.80s…'", dir);
}

static bool open_store(const char *dir, struct store **out, struct err *err) {
  char path[PATH_MAX];
  if (!hub_path(dir, "hub.db", path, err)) return false;
  if (!fs_exists(path)) return err_set(err, ERR_NOT_FOUND, "'%s' holds no hub; litfass-hub init --dir makes one", dir);
  return store_open(path, out, err);
}

static bool set_clock(struct hub *hub, const char *clock_text, struct err *err) {
  scoped_arena arena = {0};
  const char *zone;
  int64_t wall;
  if (!store_get(hub->store, "timezone", "Europe/Berlin", &arena, &zone, err)) return false;
  if (!zone_is_known(zone)) return err_set(err, ERR_CONFIG, "time zone '%s' is not known here", zone);
  if (!clock_text) {
    clock_init_system(&hub->clock, zone);
    return true;
  }
  if (!wall_parse(clock_text, &wall))
    return err_set(err, ERR_USAGE, "--clock must be like 2026-11-21T14:32, not '%.40s'", clock_text);
  clock_init_shifted(&hub->clock, zone, wall);
  return true;
}

bool hub_open(struct hub *hub, const char *dir, const char *clock_text, struct err *err) {
  *hub = (struct hub){.dir = dir};
  if (!open_store(dir, &hub->store, err)) return false;
  if (set_clock(hub, clock_text, err)) return true;
  hub_close(hub);
  return false;
}

void hub_close(struct hub *hub) {
  if (!hub) return;
  store_close(hub->store);
  hub->store = NULL;
}

static bool key_path(const char *dir, const char *name, char out[PATH_MAX], struct err *err) {
  char file[64];
  snprintf(file, sizeof file, "keys/%s.secret", name);
  return hub_path(dir, file, out, err);
}

bool hub_save_key(const char *dir, const char *name, const struct key_pair *key, struct err *err) {
  char path[PATH_MAX];
  char text[2 * KEY_SECRET_BYTES + 2];
  if (!key_path(dir, name, path, err)) return false;
  hex_format(key->secret_key, KEY_SECRET_BYTES, text);
  text[2 * KEY_SECRET_BYTES] = '\n';
  bool saved = fs_write_secret(path, text, 2 * KEY_SECRET_BYTES + 1, err);
  sodium_memzero(text, sizeof text);
  return saved;
}

/* The second half of a secret key is its public key; it is derived again from the first, so that a typing error shows. */
static bool key_from_text(const char *text, struct key_pair *out) {
  struct key_pair key;
  unsigned char given[KEY_SECRET_BYTES];
  if (!hex_parse(text, given, sizeof given)) return false;
  bool good = crypto_sign_seed_keypair(key.public_key, key.secret_key, given) == 0 &&
              sodium_memcmp(given, key.secret_key, sizeof given) == 0;
  if (good) *out = key;
  sodium_memzero(given, sizeof given);
  sodium_memzero(&key, sizeof key);
  return good;
}

bool hub_load_key(const char *dir, const char *name, struct key_pair *out, struct err *err) {
  char path[PATH_MAX];
  scoped_buf text;
  buf_init(&text, 1024);
  ASSERT(sodium_init() >= 0);
  if (!key_path(dir, name, path, err) || !fs_read(path, &text, err)) return false;
  while (text.len > 0 && strchr(" \r\n", text.data[text.len - 1]))
    text.data[--text.len] = '\0';
  bool good = key_from_text(buf_text(&text), out);
  if (text.data) sodium_memzero(text.data, text.len);
  return good || err_set(err, ERR_CORRUPT, "'%s' is not a secret key", path);
}
