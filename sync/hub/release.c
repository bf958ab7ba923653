#include "hub/release.h"

#include "base/fs.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
  SNAPSHOTS_KEPT = 3, /* for clients in the middle of one */
  DELTAS_KEPT = 32,
  ASSET_GRACE_VERSIONS = 16,
};

static bool remove_file(struct hub *hub, const char *relative, struct err *err) {
  char name[256], path[PATH_MAX];
  snprintf(name, sizeof name, "feed/%s", relative);
  if (!hub_path(hub->dir, name, path, err)) return false;
  return unlink(path) == 0 || errno == ENOENT || err_set_errno(err, "cannot remove '%s'", path);
}

static bool remove_old_files(struct hub *hub, enum store_file_kind kind, size_t kept, struct err *err) {
  scoped_arena arena = {0};
  struct feed_delta *files;
  size_t count;
  if (!store_newest_files(hub->store, kind, kept + 64, &arena, &files, &count, err)) return false;
  for (size_t i = kept; i < count; i++)
    if (!remove_file(hub, files[i].file.path, err) || !store_remove_file(hub->store, files[i].file.path, err)) return false;
  return true;
}

static void close_dir(DIR **dir) {
  if (*dir) closedir(*dir);
}

/* Whether a file may stay: halves of a cut-off fs_write go everywhere, and snapshots and deltas that hub.db does not know. */
static bool may_stay(struct hub *hub, const char *relative, bool *out, struct err *err) {
  *out = !str_ends_with(relative, ".tmp");
  if (!str_starts_with(relative, "snapshot/") && !str_starts_with(relative, "delta/")) return true;
  return store_has_file(hub->store, relative, out, err);
}

static bool sweep_folder(struct hub *hub, const char *folder, struct err *err) {
  char name[64], path[PATH_MAX];
  snprintf(name, sizeof name, "feed/%s", folder);
  if (!hub_path(hub->dir, name, path, err)) return false;
  CLEANUP(close_dir) DIR *dir = opendir(path);
  if (!dir) return err_set_errno(err, "cannot read folder '%s'", path);
  for (const struct dirent *item = readdir(dir); item; item = readdir(dir)) {
    scoped_arena arena = {0};
    const char *relative = arena_printf(&arena, "%s%s", folder, item->d_name);
    bool stays;
    if (item->d_name[0] == '.' || item->d_type == DT_DIR) continue;
    if (!may_stay(hub, relative, &stays, err) || (!stays && !remove_file(hub, relative, err))) return false;
  }
  return true;
}

/* What a cut-off import or publish left. Both write only within a transaction, as this is: nobody is at work here now. */
static bool sweep(struct hub *hub, struct err *err) {
  static const char *const folders[] = {"", "snapshot/", "delta/", "asset/"};
  for (size_t i = 0; i < COUNT_OF(folders); i++)
    if (!sweep_folder(hub, folders[i], err)) return false;
  return true;
}

static bool remove_old_assets(struct hub *hub, int64_t version, struct err *err) {
  scoped_arena arena = {0};
  const char *const *names;
  size_t count;
  if (!store_unused_assets(hub->store, version, ASSET_GRACE_VERSIONS, &arena, &names, &count, err)) return false;
  for (size_t i = 0; i < count; i++)
    if (!remove_file(hub, arena_printf(&arena, "asset/%s", names[i]), err) || !store_remove_asset(hub->store, names[i], err))
      return false;
  return true;
}

static bool file_holds(const char *path, const char *text) {
  scoped_buf there;
  struct err ignored;
  buf_init(&there, ENVELOPE_MAX);
  return fs_read(path, &there, &ignored) && str_equals(buf_text(&there), text);
}

bool release(struct hub *hub, bool clean, struct err *err) {
  scoped_arena arena = {0};
  char path[PATH_MAX];
  const char *manifest;
  int64_t version;
  if (!store_begin(hub->store, err) || !store_get(hub->store, "manifest", NULL, &arena, &manifest, err) ||
      !store_get_int(hub->store, "version", &version, err) || !hub_path(hub->dir, "feed/feed.json", path, err))
    return false;
  if (manifest && !file_holds(path, manifest) && !fs_write(path, manifest, strlen(manifest), err)) return false;
  if (clean &&
      (!remove_old_files(hub, STORE_SNAPSHOT, SNAPSHOTS_KEPT, err) || !remove_old_files(hub, STORE_DELTA, DELTAS_KEPT, err) ||
       !sweep(hub, err) || !remove_old_assets(hub, version, err)))
    return false;
  return store_commit(hub->store, err);
}
