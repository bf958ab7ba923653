#include "hub/preview.h"

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "cache/writer.h"
#include "feed/entry.h"
#include "hub/program.h"

#include <dirent.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEEP_S = 86400, DRAW_MS = 10 * 1000, OPTIONS_MAX = 6 };

const struct preview_view preview_views[] = {
    {"normal", "Normal"},          {"large", "Groß"},          {"contrast", "Kontrast"},
    {"simple", "Leichte Sprache"}, {"portrait", "Hochformat"}, {NULL, NULL},
};

/* A panel of 21.5" in each view. */
static const struct {
  const char *name, *options[OPTIONS_MAX];
} options[] = {
    {"normal", {"--window", "1280x720", "--panel-mm", "476"}},
    {"large", {"--window", "1280x720", "--panel-mm", "476", "--text-size", "200"}},
    {"contrast", {"--window", "1280x720", "--panel-mm", "476", "--contrast"}},
    {"simple", {"--window", "1280x720", "--panel-mm", "476", "--lang", "de-simple"}},
    {"portrait", {"--window", "720x1280", "--panel-mm", "268"}},
};

static bool file_path(const struct hub *hub, const char *hash, const char *ending, char out[PATH_MAX], struct err *err) {
  int len = snprintf(out, PATH_MAX, "%s/preview/%s%s", hub->dir, hash, ending);
  return (len > 0 && len < PATH_MAX) || err_set(err, ERR_TOO_BIG, "path too long");
}

/* Old files go when new ones come. */
static void sweep(const char *folder, int64_t now) {
  DIR *dir = opendir(folder);
  if (!dir) return;
  for (struct dirent *item; (item = readdir(dir));) {
    struct stat info;
    if (item->d_name[0] == '.' || fstatat(dirfd(dir), item->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
    if (S_ISREG(info.st_mode) && info.st_mtime < now - KEEP_S) unlinkat(dirfd(dir), item->d_name, 0);
  }
  closedir(dir);
}

bool preview_keep(struct hub *hub, const char *line, char hash[PREVIEW_HASH_SIZE], struct err *err) {
  char path[PATH_MAX];
  unsigned char bytes[32];
  if (!hub_path(hub->dir, "preview", path, err) || !fs_make_dirs(path, err)) return false;
  sweep(path, clock_utc(&hub->clock));
  crypto_hash_sha256(bytes, (const unsigned char *)line, strlen(line));
  hex_format(bytes, sizeof bytes, hash);
  return file_path(hub, hash, ".json", path, err) && fs_write_volatile(path, line, strlen(line), err);
}

/* ---- the cache that the board reads ---- */

struct content {
  struct writer *writer;
  struct content_sum sum;
  int64_t count;
};

static bool put(struct content *content, const char *line, struct err *err) {
  content_sum_add(&content->sum, line, strlen(line));
  content->count++;
  return writer_put(content->writer, line, strlen(line), err);
}

static bool put_other(struct hub *hub, struct content *content, struct arena *arena, const char *id, const char *but,
                      struct err *err) {
  const char *line;
  if (!id || str_equals(id, but)) return true;
  if (!store_line(hub->store, id, arena, &line, err)) return false;
  return !line || put(content, line, err);
}

static bool put_all(struct hub *hub, struct content *content, const char *line, struct preview_job *job, struct err *err) {
  scoped_arena arena = {0};
  struct entry entry;
  if (!entry_parse(line, strlen(line), &arena, &entry, err)) return false;
  str_copy(job->id, sizeof job->id, entry.id);
  const char *place = entry.has_location ? entry.location.place : NULL;
  return put(content, line, err) && put_other(hub, content, &arena, place, entry.id, err) &&
         (str_equals(place, entry.provider) || put_other(hub, content, &arena, entry.provider, entry.id, err));
}

static bool fill(struct hub *hub, struct content *content, const char *line, struct preview_job *job, struct err *err) {
  scoped_arena arena = {0};
  const char *name;
  char sum[65];
  int64_t now = clock_utc(&hub->clock);
  if (!store_get(hub->store, "name", "", &arena, &name, err) ||
      !writer_begin(content->writer, WRITER_WHOLE, clock_wall(&hub->clock), err) || !put_all(hub, content, line, job, err))
    return false;
  content_sum_format(&content->sum, sum);
  const struct writer_version version = {.name = name,
                                         .content = sum,
                                         .version = 1,
                                         .published_utc = now,
                                         .expires_utc = now + 86400,
                                         .checked_utc = now,
                                         .entries = content->count};
  return writer_commit(content->writer, &version, err);
}

static bool make_cache(struct hub *hub, const char *line, struct preview_job *job, struct err *err) {
  char path[PATH_MAX], assets[PATH_MAX], feed[PATH_MAX], whole[PATH_MAX];
  struct content content = {0};
  if (!hub_path(job->folder, "cache.db", path, err) || !hub_path(job->folder, "cache.db.assets", assets, err) ||
      !hub_path(hub->dir, "feed/asset", feed, err))
    return false;
  if (!realpath(feed, whole) || symlink(whole, assets) != 0) return err_set_errno(err, "cannot link '%s'", assets);
  if (!writer_open(path, hub->clock.zone, &content.writer, err)) return false;
  bool ok = fill(hub, &content, line, job, err);
  writer_close(content.writer);
  return ok;
}

static bool is_hash(const char *text) { return strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64; }

static bool has_view(const char *name) {
  for (const struct preview_view *view = preview_views; view->name; view++)
    if (str_equals(view->name, name)) return true;
  return false;
}

bool preview_begin(struct hub *hub, const char *hash, const char *view, struct preview_job *job, struct err *err) {
  char path[PATH_MAX], ending[32];
  struct stat info;
  scoped_buf line;
  buf_init(&line, ENTRY_LINE_MAX);
  *job = (struct preview_job){.view = view};
  if (!is_hash(hash) || !has_view(view)) return err_set(err, ERR_NOT_FOUND, "no such preview");
  snprintf(ending, sizeof ending, "-%s.png", view);
  if (!file_path(hub, hash, ".json", path, err) || !file_path(hub, hash, ending, job->picture, err) ||
      !fs_read(path, &line, err))
    return false;
  if (stat(job->picture, &info) == 0 && S_ISREG(info.st_mode)) return job->is_there = true;
  wall_format(clock_wall(&hub->clock), job->clock);
  if (!file_path(hub, "draw", "-XXXXXX", job->folder, err)) return false;
  if (!mkdtemp(job->folder)) return job->folder[0] = '\0', err_set_errno(err, "cannot make a folder for a preview");
  return make_cache(hub, buf_text(&line), job, err);
}

bool preview_draw(struct preview_job *job, struct err *err) {
  char program[PATH_MAX], cache[PATH_MAX], fresh[PATH_MAX];
  const char *argv[24];
  size_t count = 0;
  if (job->is_there) return true;
  if (!hub_path(job->folder, "cache.db", cache, err) || !hub_path(job->folder, "picture.png", fresh, err)) return false;
  program_sibling("litfass", program, sizeof program);
  const char *const fixed[] = {program, "snapshot", "--entry", job->id, "--cache", cache, "--clock", job->clock, "-o", fresh};
  for (size_t i = 0; i < COUNT_OF(fixed); i++)
    argv[count++] = fixed[i];
  for (size_t i = 0; i < COUNT_OF(options); i++)
    for (size_t o = 0; str_equals(options[i].name, job->view) && o < OPTIONS_MAX && options[i].options[o]; o++)
      argv[count++] = options[i].options[o];
  argv[count] = NULL;
  if (!program_run(argv, DRAW_MS, err)) return false;
  return rename(fresh, job->picture) == 0 || err_set_errno(err, "cannot keep a preview");
}

void preview_end(struct preview_job *job) {
  struct err ignored;
  if (job->folder[0] && !fs_remove_tree(job->folder, &ignored)) job->folder[0] = '\0';
}
