#include "hub/mirror.h"

#include "base/fs.h"
#include "base/str.h"
#include "hub/transfer.h"

#include <dirent.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_MAX = 64 * 1024 * 1024, SEND_TIMEOUT_S = 300 };

struct mirror {
  struct hub *hub;
  const char *url, *region;
  char access_key[130], secret_key[130];
  size_t sent, removed;
};

/* In the order in which a client may come to need them: what feed.json names before feed.json. */
static const struct part {
  const char *folder, *type, *cache;
} parts[] = {
    {"asset/", NULL, "public, max-age=31536000, immutable"},
    {"snapshot/", "application/gzip", "public, max-age=31536000, immutable"},
    {"delta/", "application/gzip", "public, max-age=31536000, immutable"},
    {"root/", "application/json", "no-cache"},
};
static const char *const last[] = {"root.json", "feed.json"};

static const char *type_of(const char *path) {
  return str_ends_with(path, ".png") ? "image/png" : str_ends_with(path, ".jpg") ? "image/jpeg" : "application/octet-stream";
}

/* ---- settings ---- */

static bool read_keys(struct mirror *mirror, struct err *err) {
  char path[PATH_MAX];
  scoped_buf text;
  buf_init(&text, 300);
  if (!hub_path(mirror->hub->dir, "keys/s3.secret", path, err) || !fs_read(path, &text, err)) return false;
  bool good = sscanf(buf_text(&text), "%128s %128s", mirror->access_key, mirror->secret_key) == 2;
  sodium_memzero(text.data, text.len);
  return good || err_set(err, ERR_CONFIG, "'%s' must hold the access key and the secret key", path);
}

static bool read_settings(struct mirror *mirror, struct arena *arena, bool *is_on, struct err *err) {
  if (!store_get(mirror->hub->store, "s3_url", "", arena, &mirror->url, err) ||
      !store_get(mirror->hub->store, "s3_region", "us-east-1", arena, &mirror->region, err))
    return false;
  *is_on = *mirror->url != '\0';
  return !*is_on || read_keys(mirror, err);
}

/* ---- one file ---- */

static bool call(const struct mirror *mirror, const char *method, const char *path, const struct buf *body, const char *type,
                 const char *cache, struct err *err) {
  char url[2048];
  bool has_slash = str_ends_with(mirror->url, "/");
  if (snprintf(url, sizeof url, "%s%s%s", mirror->url, has_slash ? "" : "/", path) >= (int)sizeof url)
    return err_set(err, ERR_CONFIG, "s3_url is too long");
  const struct transfer_upload upload = {.url = url,
                                         .method = method,
                                         .body = body ? buf_text(body) : NULL,
                                         .len = body ? body->len : 0,
                                         .content_type = type,
                                         .cache_control = cache,
                                         .region = mirror->region,
                                         .access_key = mirror->access_key,
                                         .secret_key = mirror->secret_key,
                                         .timeout_s = SEND_TIMEOUT_S};
  return transfer_send(&upload, err) || err_prefix(err, "s3: %s %s", method, path);
}

static bool is_there(struct mirror *mirror, const char *path, const char *hash, bool *out, struct err *err) {
  return query_find(mirror->hub->store, "SELECT 1 FROM mirror WHERE path = ?1 AND hash = ?2",
                    WITH(value_text(path), value_text(hash)), out, NULL, NULL, NULL, err);
}

/* Immutable files are known by their name alone; others by their bytes. */
static bool send_file(struct mirror *mirror, const char *path, const char *type, const char *cache, bool is_immutable,
                      struct err *err) {
  char name[PATH_MAX], whole[PATH_MAX], hash[65] = "";
  bool known = false;
  scoped_buf bytes;
  buf_init(&bytes, FILE_MAX);
  if (is_immutable && !is_there(mirror, path, "", &known, err)) return false;
  if (known) return true;
  snprintf(name, sizeof name, "feed/%s", path);
  if (!hub_path(mirror->hub->dir, name, whole, err) || !fs_read(whole, &bytes, err)) return false;
  if (!is_immutable) {
    unsigned char digest[32];
    crypto_hash_sha256(digest, (const unsigned char *)buf_text(&bytes), bytes.len);
    hex_format(digest, sizeof digest, hash);
    if (!is_there(mirror, path, hash, &known, err)) return false;
    if (known) return true;
  }
  if (!call(mirror, "PUT", path, &bytes, type, cache, err)) return false;
  mirror->sent++;
  return query_run(mirror->hub->store, "INSERT OR REPLACE INTO mirror (path, hash) VALUES (?1, ?2)",
                   WITH(value_text(path), value_text(hash)), err);
}

/* ---- all of them ---- */

static void close_dir(DIR **dir) {
  if (*dir) closedir(*dir);
}

static bool send_part(struct mirror *mirror, const struct part *part, struct err *err) {
  char name[64], path[PATH_MAX];
  snprintf(name, sizeof name, "feed/%s", part->folder);
  if (!hub_path(mirror->hub->dir, name, path, err)) return false;
  CLEANUP(close_dir) DIR *dir = opendir(path);
  if (!dir) return true; /* hubs without a change of roots have no folder for them */
  for (const struct dirent *item; (item = readdir(dir));) {
    char file[PATH_MAX];
    if (item->d_name[0] == '.' || str_ends_with(item->d_name, ".tmp")) continue;
    snprintf(file, sizeof file, "%s%s", part->folder, item->d_name);
    if (!send_file(mirror, file, part->type ? part->type : type_of(file), part->cache, !str_equals(part->folder, "root/"), err))
      return false;
  }
  return true;
}

struct gone {
  struct mirror *mirror;
  struct arena arena;
  const char *paths[256];
  size_t count;
};

static bool note_gone(void *user, const struct row *row, struct err *err) {
  struct gone *gone = user;
  char name[PATH_MAX], path[PATH_MAX];
  snprintf(name, sizeof name, "feed/%s", row_text(row, 0));
  if (!hub_path(gone->mirror->hub->dir, name, path, err)) return false;
  if (!fs_exists(path) && gone->count < COUNT_OF(gone->paths))
    gone->paths[gone->count++] = arena_strdup(&gone->arena, row_text(row, 0));
  return true;
}

static bool remove_gone(struct mirror *mirror, struct err *err) {
  struct gone gone = {.mirror = mirror};
  bool ok = query_each(mirror->hub->store, "SELECT path FROM mirror", WITH_NOTHING, note_gone, &gone, err);
  for (size_t i = 0; ok && i < gone.count; i++) {
    ok = call(mirror, "DELETE", gone.paths[i], NULL, NULL, NULL, err) &&
         query_run(mirror->hub->store, "DELETE FROM mirror WHERE path = ?1", WITH(value_text(gone.paths[i])), err);
    mirror->removed += ok;
  }
  arena_fini(&gone.arena);
  return ok;
}

/* Whether feed.json in the folder is the one that is there: then so is everything else. */
static bool is_current(struct mirror *mirror, bool *out, struct err *err) {
  char path[PATH_MAX], hash[65];
  unsigned char digest[32];
  scoped_buf bytes;
  buf_init(&bytes, FILE_MAX);
  *out = true;
  if (!hub_path(mirror->hub->dir, "feed/feed.json", path, err)) return false;
  if (!fs_exists(path)) return true; /* nothing published yet */
  if (!fs_read(path, &bytes, err)) return false;
  crypto_hash_sha256(digest, (const unsigned char *)buf_text(&bytes), bytes.len);
  hex_format(digest, sizeof digest, hash);
  return is_there(mirror, "feed.json", hash, out, err);
}

static bool send_all(struct mirror *mirror, struct err *err) {
  for (size_t i = 0; i < COUNT_OF(parts); i++)
    if (!send_part(mirror, &parts[i], err)) return false;
  for (size_t i = 0; i < COUNT_OF(last); i++)
    if (!send_file(mirror, last[i], "application/json", "no-cache", false, err)) return false;
  return remove_gone(mirror, err);
}

bool mirror_run(struct hub *hub, size_t *sent, size_t *removed, struct err *err) {
  scoped_arena arena = {0};
  struct mirror mirror = {.hub = hub};
  bool is_on, is_same = true;
  bool ok = read_settings(&mirror, &arena, &is_on, err);
  if (ok && is_on) ok = is_current(&mirror, &is_same, err);
  if (ok && !is_same) ok = send_all(&mirror, err);
  sodium_memzero(mirror.secret_key, sizeof mirror.secret_key);
  *sent = mirror.sent;
  *removed = mirror.removed;
  return ok;
}
