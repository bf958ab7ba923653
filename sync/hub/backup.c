#include "hub/backup.h"

#include "base/fs.h"
#include "base/str.h"
#include "feed/manifest.h"
#include "hub/tar.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const folders[] = {"feed", "feed/snapshot", "feed/delta", "feed/asset", "feed/root", "keys"};
enum { KEYS = 5 };

static void close_folder(DIR **folder) {
  if (*folder) closedir(*folder);
}

/* Calls back for each plain file of a folder of the hub: "feed/asset/ab….png". A folder that is not there has none. */
static bool each_file(const char *dir, const char *folder, bool (*callback)(void *user, const char *name, struct err *err),
                      void *user, struct err *err) {
  char path[PATH_MAX], name[PATH_MAX];
  if (!hub_path(dir, folder, path, err)) return false;
  CLEANUP(close_folder) DIR *open = opendir(path);
  if (!open) return errno == ENOENT || err_set_errno(err, "cannot read '%s'", path);
  for (struct dirent *item = readdir(open); item; item = readdir(open)) {
    bool is_file = item->d_type == DT_REG && item->d_name[0] != '.' && !strstr(item->d_name, ".tmp");
    if (!is_file) continue;
    if (snprintf(name, sizeof name, "%s/%s", folder, item->d_name) >= (int)sizeof name) continue;
    if (!callback(user, name, err)) return false;
  }
  return true;
}

struct job {
  const char *dir, *scratch;
  struct tar_writer *tar;
  size_t files;
};

/* A second name for the same bytes: files with hashed names never change, and feed.json is replaced, not written into. */
static bool link_file(void *user, const char *name, struct err *err) {
  const struct job *job = user;
  char from[PATH_MAX], to[PATH_MAX];
  if (!hub_path(job->dir, name, from, err) || !hub_path(job->scratch, name, to, err)) return false;
  return link(from, to) == 0 || err_set_errno(err, "cannot link '%s'", from);
}

static bool add_file(void *user, const char *name, struct err *err) {
  struct job *job = user;
  char from[PATH_MAX];
  job->files++;
  return hub_path(job->scratch, name, from, err) && tar_add(job->tar, name, from, str_starts_with(name, "keys/"), err);
}

static bool make_folders(const char *dir, struct err *err) {
  char path[PATH_MAX];
  for (size_t i = 0; i < COUNT_OF(folders); i++)
    if (!hub_path(dir, folders[i], path, err) || !fs_make_dirs(path, err)) return false;
  return true;
}

static void close_store(struct store **store) { store_close(*store); }

/* While nobody else writes. SQLite copies from a connection that does not write itself: a second one. */
static bool copy_moment(struct job *job, size_t folder_count, struct err *err) {
  char path[PATH_MAX], copy[PATH_MAX];
  CLEANUP(close_store) struct store *reader = NULL;
  if (!hub_path(job->dir, "hub.db", path, err) || !hub_path(job->scratch, "hub.db", copy, err) ||
      !store_open(path, &reader, err) || !store_copy(reader, copy, err))
    return false;
  for (size_t i = 0; i < folder_count; i++)
    if (!each_file(job->dir, folders[i], link_file, job, err)) return false;
  return true;
}

static bool pack(struct job *job, const char *file, size_t folder_count, struct err *err) {
  if (!tar_create(file, &job->tar, err)) return false;
  bool done = true;
  for (size_t i = 0; done && i < folder_count; i++)
    done = each_file(job->scratch, folders[i], add_file, job, err);
  done = done && add_file(job, "hub.db", err);
  if (done) return tar_finish(job->tar, err);
  tar_abandon(job->tar);
  return false;
}

bool backup_write(struct hub *hub, const char *file, bool with_keys, struct backup_result *out, struct err *err) {
  char scratch[PATH_MAX];
  struct err ignored;
  size_t count = with_keys ? COUNT_OF(folders) : KEYS;
  if (!hub_path(hub->dir, "backup.XXXXXX", scratch, err)) return false;
  if (!mkdtemp(scratch)) return err_set_errno(err, "cannot write '%s'", scratch);
  struct job job = {.dir = hub->dir, .scratch = scratch};
  bool done = make_folders(scratch, err) && store_begin(hub->store, err) && copy_moment(&job, count, err);
  store_rollback(hub->store);
  done = done && pack(&job, file, count, err);
  if (!fs_remove_tree(scratch, &ignored) && done) done = err_set(err, ERR_IO, "%s", ignored.msg);
  *out = (struct backup_result){job.files, with_keys};
  return done;
}

/* --- back again --- */

struct restore {
  const char *dir;
  struct backup_result result;
  bool has_database;
};

static bool is_key_name(const char *name) {
  if (!str_starts_with(name, "keys/") || !str_ends_with(name, ".secret")) return false;
  const char *word = name + sizeof "keys/" - 1;
  return strspn(word, "abcdefghijklmnopqrstuvwxyz-") == strlen(word) - (sizeof ".secret" - 1);
}

/* Only what a backup of ours holds, and nowhere but below the folder. */
static bool on_file(void *user, const char *name, char path[PATH_MAX], bool *is_secret, struct err *err) {
  struct restore *restore = user;
  bool is_feed = str_starts_with(name, "feed/") && feed_path_is_safe(name + sizeof "feed/" - 1);
  bool is_database = str_equals(name, "hub.db");
  *is_secret = is_key_name(name);
  if (!is_feed && !is_database && !*is_secret) return err_set(err, ERR_PARSE, "'%.60s' does not belong into a backup", name);
  restore->result.files++;
  restore->result.has_keys |= *is_secret;
  restore->has_database |= is_database;
  return hub_path(restore->dir, is_database ? "hub.db.part" : name, path, err);
}

static bool is_empty(const char *dir, struct err *err) {
  CLEANUP(close_folder) DIR *open = opendir(dir);
  if (!open) return errno == ENOENT || err_set_errno(err, "cannot read '%s'", dir);
  for (struct dirent *item = readdir(open); item; item = readdir(open))
    if (!str_equals(item->d_name, ".") && !str_equals(item->d_name, ".."))
      return err_set(err, ERR_IO, "'%s' is not empty", dir);
  return true;
}

static bool sync_folders(const char *dir, struct err *err) {
  char path[PATH_MAX];
  for (size_t i = 0; i < COUNT_OF(folders); i++)
    if (!hub_path(dir, folders[i], path, err) || !fs_sync_dir(path, err)) return false;
  return fs_sync_dir(dir, err);
}

static bool name_database(const char *dir, struct err *err) {
  char part[PATH_MAX], whole[PATH_MAX];
  struct store *store;
  if (!hub_path(dir, "hub.db.part", part, err) || !hub_path(dir, "hub.db", whole, err)) return false;
  if (!store_open(part, &store, err)) return err_prefix(err, "the backup's database"); /* also brings it up to date */
  store_close(store);
  if (rename(part, whole) != 0) return err_set_errno(err, "cannot write '%s'", whole);
  return fs_sync_dir(dir, err);
}

static bool unpack(const char *file, struct restore *restore, struct err *err) {
  if (!make_folders(restore->dir, err) || !tar_extract(file, on_file, restore, err)) return false;
  if (!restore->has_database) return err_set(err, ERR_PARSE, "no backup of a hub: hub.db is not in it");
  return sync_folders(restore->dir, err) && name_database(restore->dir, err);
}

/* What a failed attempt left, so that the next one finds an empty folder again. */
static void sweep(const char *dir) {
  struct err ignored;
  char path[PATH_MAX];
  static const char *const left[] = {"feed", "keys"};
  for (size_t i = 0; i < COUNT_OF(left); i++)
    if (hub_path(dir, left[i], path, &ignored) && !fs_remove_tree(path, &ignored)) return;
  if (hub_path(dir, "hub.db.part", path, &ignored)) unlink(path);
  rmdir(dir);
}

bool backup_restore(const char *file, const char *dir, struct backup_result *out, struct err *err) {
  struct restore restore = {.dir = dir};
  if (!fs_exists(file)) return err_set(err, ERR_NOT_FOUND, "there is no '%s'", file);
  if (!is_empty(dir, err)) return false;
  if (!unpack(file, &restore, err)) {
    sweep(dir);
    return false;
  }
  *out = restore.result;
  return true;
}
