#include "hub/rotate.h"

#include "base/fs.h"
#include "base/str.h"
#include "feed/root.h"
#include "hub/publish.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { NAME_SIZE = 32, MAX_ROOT_FILE = 4 * ROOT_MAX };

/* What is at hand: the root's secret, root.json as it is, and the key that is to come. */
struct change {
  struct hub *hub;
  const char *name; /* of the key that changes: "root" or "publishing" */
  char coming_name[NAME_SIZE];
  struct key_pair root_key, coming;
  struct root root;
};

static void forget(struct change *change) { sodium_memzero(change, sizeof *change); }
#define scoped_change CLEANUP(forget) struct change

static bool key_exists(const struct hub *hub, const char *name, bool *out, struct err *err) {
  char file[NAME_SIZE + 16];
  char path[PATH_MAX];
  snprintf(file, sizeof file, "keys/%s.secret", name);
  if (!hub_path(hub->dir, file, path, err)) return false;
  *out = fs_exists(path);
  return true;
}

static bool remove_key(const struct hub *hub, const char *name, struct err *err) {
  char file[NAME_SIZE + 16];
  char path[PATH_MAX];
  snprintf(file, sizeof file, "keys/%s.secret", name);
  if (!hub_path(hub->dir, file, path, err)) return false;
  return unlink(path) == 0 || errno == ENOENT || err_set_errno(err, "cannot remove '%s'", path);
}

static bool is_key(const unsigned char a[KEY_PUBLIC_BYTES], const unsigned char b[KEY_PUBLIC_BYTES]) {
  return memcmp(a, b, KEY_PUBLIC_BYTES) == 0;
}

static bool names_key(const struct root *root, const unsigned char key[KEY_PUBLIC_BYTES]) {
  for (size_t i = 0; i < root->key_count; i++)
    if (is_key(root->keys[i], key)) return true;
  return false;
}

/* A key that a cut-off rotation has made already is taken up again. */
static bool get_coming(struct change *change, struct err *err) {
  bool there;
  if (!key_exists(change->hub, change->coming_name, &there, err)) return false;
  if (there) return hub_load_key(change->hub->dir, change->coming_name, &change->coming, err);
  key_generate(&change->coming);
  return hub_save_key(change->hub->dir, change->coming_name, &change->coming, err);
}

static bool load_root(struct change *change, struct err *err) {
  scoped_arena arena = {0};
  scoped_buf text;
  const char *hex;
  char path[PATH_MAX];
  unsigned char key[KEY_PUBLIC_BYTES];
  buf_init(&text, MAX_ROOT_FILE);
  return store_get(change->hub->store, "root_key", "", &arena, &hex, err) && key_parse(hex, key, err) &&
         hub_path(change->hub->dir, "feed/root.json", path, err) && fs_read(path, &text, err) &&
         root_open(buf_text(&text), text.len, key, &change->root, err);
}

static bool begin(struct change *change, struct hub *hub, const char *name, struct err *err) {
  bool there;
  *change = (struct change){.hub = hub, .name = name};
  snprintf(change->coming_name, sizeof change->coming_name, "%s.new", name);
  if (!key_exists(hub, "root", &there, err)) return false;
  if (!there)
    return err_set(err, ERR_NOT_FOUND,
                   "'%s/keys/root.secret' is not here: bring the root's secret back for this, then take it away again",
                   hub->dir);
  return hub_load_key(hub->dir, "root", &change->root_key, err) && load_root(change, err) && get_coming(change, err);
}

static bool write_root(const struct change *change, const char *name, const struct key_pair *next, struct err *err) {
  char path[PATH_MAX];
  scoped_buf text;
  buf_init(&text, MAX_ROOT_FILE);
  return root_sign(&change->root, &change->root_key, next, &text, err) && hub_path(change->hub->dir, name, path, err) &&
         fs_write(path, buf_text(&text), text.len, err);
}

/* The key is in force everywhere: from now on it has the name. */
static bool finish(const struct change *change, struct rotation *out, struct err *err) {
  if (!hub_save_key(change->hub->dir, change->name, &change->coming, err) || !remove_key(change->hub, change->coming_name, err))
    return false;
  *out = (struct rotation){.root_version = change->root.version};
  hex_format(change->coming.public_key, KEY_PUBLIC_BYTES, out->key);
  return true;
}

/* The key that signs now, then the one that is to come. */
static bool list_keys(struct change *change, bool stolen, struct err *err) {
  struct key_pair now;
  struct root *root = &change->root;
  if (!hub_load_key(change->hub->dir, "publishing", &now, err)) return false;
  root->key_count = 0;
  if (!stolen) memcpy(root->keys[root->key_count++], now.public_key, KEY_PUBLIC_BYTES);
  memcpy(root->keys[root->key_count++], change->coming.public_key, KEY_PUBLIC_BYTES);
  sodium_memzero(&now, sizeof now);
  return true;
}

bool rotate_publishing(struct hub *hub, bool stolen, struct rotation *out, struct err *err) {
  scoped_change change;
  int64_t version;
  if (!begin(&change, hub, "publishing", err)) return false;
  bool is_listed = names_key(&change.root, change.coming.public_key);
  if (!is_listed || (stolen && change.root.key_count > 1)) {
    change.root.version++;
    if (stolen) change.root.restart++;
    if (!list_keys(&change, stolen, err) || !write_root(&change, "feed/root.json", NULL, err)) return false;
  }
  return finish(&change, out, err) && publish_again(hub, &version, err);
}

/* Link first: whoever finds a root.json that the next key alone has signed must find the way to that key. */
static bool hand_over(struct change *change, struct err *err) {
  char link[ROOT_LINK_SIZE];
  char name[ROOT_LINK_SIZE + 8];
  char folder[PATH_MAX];
  struct root *root = &change->root;
  if (is_key(change->root_key.public_key, change->coming.public_key)) return true; /* a cut-off rotation came this far */
  root->version++;
  root->has_root_key = true;
  memcpy(root->root_key, change->coming.public_key, KEY_PUBLIC_BYTES);
  root_link_path(change->root_key.public_key, link);
  snprintf(name, sizeof name, "feed/%s", link);
  return hub_path(change->hub->dir, "feed/root", folder, err) && fs_make_dirs(folder, err) &&
         write_root(change, name, &change->coming, err) && write_root(change, "feed/root.json", &change->coming, err);
}

static bool note_root(struct hub *hub, const unsigned char key[KEY_PUBLIC_BYTES], struct err *err) {
  char hex[KEY_HEX_SIZE];
  hex_format(key, KEY_PUBLIC_BYTES, hex);
  bool ok = store_begin(hub->store, err) && store_set(hub->store, "root_key", hex, err) && store_commit(hub->store, err);
  store_rollback(hub->store);
  return ok;
}

/* A rotation that was cut off before hub.db knew of it is done again from the start, with the same key: the link and root.json
 * get one version more. */
bool rotate_root(struct hub *hub, struct rotation *out, struct err *err) {
  scoped_change change;
  return begin(&change, hub, "root", err) && hand_over(&change, err) && note_root(hub, change.coming.public_key, err) &&
         finish(&change, out, err);
}
