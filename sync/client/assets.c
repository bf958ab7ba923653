#include "client/assets.h"

#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "client/picture.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_SIZE = 4096 + 128, GRACE_S = 7 * 86400, HASH_HEX = 64 };

#define UNUSED_SUFFIX ".unused"

static bool asset_path(const char *cache, const char *asset, const char *suffix, char out[PATH_SIZE]) {
  return snprintf(out, PATH_SIZE, "%s.assets/%s%s", cache, asset, suffix) < PATH_SIZE;
}

/* Names come from signed entries and are checked by entry_parse; this holds for whatever the cache says. */
static bool name_is_plain(const char *asset) {
  return strspn(asset, "0123456789abcdef") == HASH_HEX &&
         (str_equals(asset + HASH_HEX, ".png") || str_equals(asset + HASH_HEX, ".jpg"));
}

bool assets_get(const struct origin *origin, const char *asset, struct buf *out, struct err *err) {
  char path[128];
  char hash[HASH_HEX + 1];
  if (!name_is_plain(asset)) return err_set(err, ERR_PARSE, "'%.80s' names no picture", asset);
  snprintf(path, sizeof path, "asset/%s", asset);
  snprintf(hash, sizeof hash, "%.*s", HASH_HEX, asset);
  if (!fetch_hashed(origin, path, hash, out, err)) return false;
  return picture_check(asset, buf_text(out), out->len, err) || err_prefix(err, "'%s'", path);
}

struct round {
  const struct origin *origin;
  const char *cache;
  struct assets_result *result;
  struct buf data;
};

static bool fetch_one(void *user, const char *asset, struct err *err) {
  struct round *round = user;
  char path[PATH_SIZE];
  char aside[PATH_SIZE];
  struct err why;
  if (!asset_path(round->cache, asset, "", path) || fs_exists(path)) return true;
  asset_path(round->cache, asset, UNUSED_SUFFIX, aside);
  if (rename(aside, path) == 0) return true;
  if (assets_get(round->origin, asset, &round->data, &why)) {
    round->result->fetched++;
    return fs_write(path, buf_text(&round->data), round->data.len, err);
  }
  round->result->missing++;
  log_warning("picture %s, shown without", why.msg);
  if (why.code == ERR_NETWORK && str_ends_with(why.msg, "stopped")) return err_set(err, ERR_NETWORK, "stopped");
  return true;
}

bool assets_fetch(const struct origin *origin, const char *cache, struct writer *writer, struct assets_result *out,
                  struct err *err) {
  char folder[PATH_SIZE];
  struct round round = {.origin = origin, .cache = cache, .result = out};
  *out = (struct assets_result){0};
  snprintf(folder, sizeof folder, "%s.assets", cache);
  if (!fs_make_dirs(folder, err)) return false;
  buf_init(&round.data, PICTURE_BYTES_MAX);
  bool ok = writer_each_asset(writer, fetch_one, &round, err);
  buf_fini(&round.data);
  return ok;
}

/* Names in use, sorted as the cache gives them. */
struct names {
  char (*items)[HASH_HEX + 8];
  size_t count, capacity;
};

static bool add_name(void *user, const char *asset, struct err *err UNUSED) {
  struct names *names = user;
  if (!name_is_plain(asset)) return true;
  if (names->count == names->capacity) {
    names->capacity = names->capacity ? 2 * names->capacity : 64;
    names->items = realloc(names->items, names->capacity * sizeof *names->items);
    ASSERT(names->items != NULL);
  }
  str_copy(names->items[names->count++], sizeof names->items[0], asset);
  return true;
}

static int compare_names(const void *a, const void *b) { return strcmp(a, b); }

static void sweep_one(const char *cache, const char *name, const struct names *used, int64_t utc) {
  char path[PATH_SIZE];
  char aside[PATH_SIZE];
  struct stat info;
  if (!asset_path(cache, name, "", path)) return;
  if (str_ends_with(name, UNUSED_SUFFIX)) {
    if (stat(path, &info) == 0 && utc - (int64_t)info.st_ctim.tv_sec > GRACE_S) unlink(path);
  } else if (str_ends_with(name, ".tmp")) {
    unlink(path);
  } else if (name_is_plain(name) &&
             (used->count == 0 || !bsearch(name, used->items, used->count, sizeof used->items[0], compare_names))) {
    asset_path(cache, name, UNUSED_SUFFIX, aside);
    if (rename(path, aside) != 0) log_warning("picture '%s': cannot be put aside", name);
  }
}

bool assets_sweep(const char *cache, struct writer *writer, int64_t utc, struct err *err) {
  char folder_path[PATH_SIZE];
  struct names used = {0};
  snprintf(folder_path, sizeof folder_path, "%s.assets", cache);
  if (!writer_each_asset(writer, add_name, &used, err)) {
    free(used.items);
    return false;
  }
  DIR *folder = opendir(folder_path);
  if (folder) {
    for (struct dirent *item; (item = readdir(folder)) != NULL;)
      if (item->d_name[0] != '.') sweep_one(cache, item->d_name, &used, utc);
    closedir(folder);
  }
  free(used.items);
  return true;
}
