#include "client/kept.h"

#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "client/apply.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum { PATH_SIZE = 4096 + 512, DELTAS_MAX = 200, DELTAS_FREE_BYTES = 64 * 1024 };

static const struct {
  const char *name, *ending;
} parts[] = {[KEPT_SNAPSHOT] = {"snapshot", ".gz"}, [KEPT_DELTA] = {"delta", ".gz"}, [KEPT_COPY] = {"copy", ".db"}};

bool kept_init(struct kept *kept, const char *cache, struct err *err) {
  if (snprintf(kept->folder, sizeof kept->folder, "%s.kept", cache) < 4096) return true;
  return err_set(err, ERR_IO, "path too long: '%.80s…'", cache);
}

static void name_path(const struct kept *kept, const char *name, char out[PATH_SIZE]) {
  snprintf(out, PATH_SIZE, "%s/%s", kept->folder, name);
}

static void part_path(const struct kept *kept, enum kept_part part, int64_t version, char out[PATH_SIZE]) {
  snprintf(out, PATH_SIZE, "%s/%s-%" PRId64 "%s", kept->folder, parts[part].name, version, parts[part].ending);
}

/* "root-<hex>.json" */
static void link_path(const struct kept *kept, const unsigned char key[KEY_PUBLIC_BYTES], char out[PATH_SIZE]) {
  char hex[KEY_HEX_SIZE];
  hex_format(key, KEY_PUBLIC_BYTES, hex);
  snprintf(out, PATH_SIZE, "%s/root-%s.json", kept->folder, hex);
}

/* One step from root key to root key; false when there is none. */
static bool load_link(const struct kept *kept, struct trust *trust) {
  char path[PATH_SIZE];
  struct err err;
  scoped_buf text;
  buf_init(&text, ROOT_MAX);
  struct trust before = *trust;
  link_path(kept, trust->root_key, path);
  return fs_read(path, &text, &err) && trust_take_root(trust, &text, &err) &&
         memcmp(before.root_key, trust->root_key, KEY_PUBLIC_BYTES) != 0;
}

void kept_load_root(const struct kept *kept, struct trust *trust) {
  char path[PATH_SIZE];
  struct err err;
  scoped_buf text;
  buf_init(&text, ROOT_MAX);
  for (int i = 0; i < TRUST_LINKS_MAX && load_link(kept, trust); i++) {
  }
  name_path(kept, "root.json", path);
  /* A key that was pinned anew does not fit the old file: it is fetched again then. */
  if (fs_read(path, &text, &err) && trust_take_root(trust, &text, &err)) return;
}

bool kept_save_root(const struct kept *kept, const struct buf *text, struct err *err) {
  char path[PATH_SIZE];
  name_path(kept, "root.json", path);
  return fs_make_dirs(kept->folder, err) && fs_write(path, buf_text(text), text->len, err);
}

bool kept_save_link(const struct kept *kept, const unsigned char key[KEY_PUBLIC_BYTES], const struct buf *text,
                    struct err *err) {
  char path[PATH_SIZE];
  link_path(kept, key, path);
  return fs_make_dirs(kept->folder, err) && fs_write(path, buf_text(text), text->len, err);
}

bool kept_take(const struct kept *kept, enum kept_part part, int64_t version, const char *path, struct err *err) {
  char to[PATH_SIZE];
  part_path(kept, part, version, to);
  if (!fs_make_dirs(kept->folder, err)) return false;
  return rename(path, to) == 0 || err_set_errno(err, "cannot keep '%s'", to);
}

/* What lies in the folder. */
struct stock {
  int64_t snapshot; /* newest one that is not above `version`; 0: none */
  int64_t snapshot_bytes, delta_bytes;
  int64_t first_gap; /* the first version behind the snapshot whose delta is not there */
};

static bool parse_name(const char *name, enum kept_part *part, int64_t *version) {
  for (size_t i = 0; i < COUNT_OF(parts); i++) {
    size_t start = strlen(parts[i].name) + 1;
    char digits[24];
    if (!str_starts_with(name, parts[i].name) || name[start - 1] != '-' || !str_ends_with(name, parts[i].ending)) continue;
    size_t count = strlen(name) - start - strlen(parts[i].ending);
    if (count >= sizeof digits) return false;
    memcpy(digits, name + start, count);
    digits[count] = '\0';
    *part = (enum kept_part)i;
    return parse_int(digits, 1, INT64_MAX, version);
  }
  return false;
}

static int64_t file_bytes(const char *path) {
  struct stat info;
  return stat(path, &info) == 0 ? (int64_t)info.st_size : -1;
}

/* 0: there is none up to `limit`. */
static int64_t newest(const struct kept *kept, enum kept_part wanted, int64_t limit) {
  int64_t best = 0;
  DIR *folder = opendir(kept->folder);
  if (!folder) return 0;
  for (struct dirent *item; (item = readdir(folder)) != NULL;) {
    enum kept_part part;
    int64_t version;
    if (parse_name(item->d_name, &part, &version) && part == wanted && version <= limit && version > best) best = version;
  }
  closedir(folder);
  return best;
}

static void take_stock(const struct kept *kept, int64_t version, struct stock *out) {
  char path[PATH_SIZE];
  *out = (struct stock){.snapshot = newest(kept, KEPT_SNAPSHOT, version)};
  if (out->snapshot == 0) return;
  part_path(kept, KEPT_SNAPSHOT, out->snapshot, path);
  out->snapshot_bytes = file_bytes(path);
  for (out->first_gap = out->snapshot + 1;; out->first_gap++) {
    part_path(kept, KEPT_DELTA, out->first_gap, path);
    int64_t bytes = file_bytes(path);
    if (bytes < 0) return;
    out->delta_bytes += bytes;
  }
}

/* Everything that a restore to `version` does not need. Half-written files of a cut go too. */
static void remove_rest(const struct kept *kept, int64_t snapshot, int64_t version) {
  int64_t copy = newest(kept, KEPT_COPY, version);
  DIR *folder = opendir(kept->folder);
  if (!folder) return;
  for (struct dirent *item; (item = readdir(folder)) != NULL;) {
    enum kept_part part;
    int64_t number;
    char path[PATH_SIZE];
    bool is_part = parse_name(item->d_name, &part, &number);
    bool needed = is_part && (part == KEPT_DELTA ? number > snapshot && number <= version
                                                 : number == (part == KEPT_COPY ? copy : snapshot));
    name_path(kept, item->d_name, path);
    if ((is_part && !needed) || str_ends_with(item->d_name, ".tmp")) unlink(path);
  }
  closedir(folder);
}

static bool write_line(void *user, const char *line, size_t len, struct err *err) {
  gzFile file = user;
  if ((len == 0 || gzwrite(file, line, (unsigned)len) == (int)len) && gzputc(file, '\n') == '\n') return true;
  return err_set_errno(err, "cannot write the kept snapshot");
}

static bool export_snapshot(const struct kept *kept, struct writer *writer, struct err *err) {
  char temporary[PATH_SIZE];
  char path[PATH_SIZE];
  name_path(kept, "snapshot.tmp", temporary);
  part_path(kept, KEPT_SNAPSHOT, writer_info(writer)->version, path);
  FILE *raw = fopen(temporary, "wbe");
  if (!raw) return err_set_errno(err, "cannot create '%s'", temporary);
  gzFile file = gzdopen(dup(fileno(raw)), "wb6");
  ASSERT(file != NULL);
  bool ok = writer_each_line(writer, write_line, file, err);
  if (gzclose(file) != Z_OK && ok) ok = err_set_errno(err, "cannot write '%s'", temporary);
  if (ok && fsync(fileno(raw)) != 0) ok = err_set_errno(err, "cannot write '%s'", temporary);
  fclose(raw);
  if (ok && rename(temporary, path) != 0) ok = err_set_errno(err, "cannot rename to '%s'", path);
  if (!ok) unlink(temporary);
  return ok && fs_sync_dir(kept->folder, err);
}

static bool is_stored(const char *path, const struct buf *text) {
  struct err err;
  scoped_buf old;
  buf_init(&old, text->len);
  return fs_read(path, &old, &err) && old.len == text->len && memcmp(buf_text(&old), buf_text(text), text->len) == 0;
}

/* Beside the snapshot, so that a large cache need not be made anew before anything is seen. Not having one is no failure. */
static void keep_copy(const struct kept *kept, struct writer *writer) {
  char path[PATH_SIZE];
  struct err err;
  part_path(kept, KEPT_COPY, writer_info(writer)->version, path);
  if (!writer_copy(writer, path, &err) || !fs_sync_dir(kept->folder, &err)) log_warning("copy of the cache: %s", err.msg);
}

bool kept_finish(const struct kept *kept, const struct buf *feed, struct writer *writer, struct err *err) {
  char path[PATH_SIZE];
  struct stock stock;
  int64_t version = writer_info(writer)->version;
  if (!fs_make_dirs(kept->folder, err)) return false;
  take_stock(kept, version, &stock);
  bool complete = stock.snapshot > 0 && stock.first_gap > version;
  bool heavy = version - stock.snapshot > DELTAS_MAX || stock.delta_bytes > stock.snapshot_bytes + DELTAS_FREE_BYTES;
  if (!complete || heavy) {
    if (!export_snapshot(kept, writer, err)) return false;
    stock.snapshot = version;
  }
  name_path(kept, "feed.json", path);
  bool is_news = !is_stored(path, feed);
  if (is_news && !fs_write(path, buf_text(feed), feed->len, err)) return false;
  bool is_copied = newest(kept, KEPT_COPY, version) >= stock.snapshot;
  if (!is_copied) keep_copy(kept, writer);
  if (is_news || !is_copied) remove_rest(kept, stock.snapshot, version);
  return true;
}

static bool apply_deltas(const struct kept *kept, int64_t from, const struct manifest *manifest, struct writer *writer,
                         struct err *err) {
  char path[PATH_SIZE];
  for (int64_t version = from + 1; version <= manifest->version; version++) {
    part_path(kept, KEPT_DELTA, version, path);
    if (!apply_delta(writer, path, APPLY_ANY_SIZE, err)) return false;
  }
  /* When it was last confirmed is not known any more; it was there when it was published. */
  return apply_commit(writer, manifest, NULL, manifest->published, err);
}

static bool apply_all(const struct kept *kept, const struct manifest *manifest, struct writer *writer, struct err *err) {
  char path[PATH_SIZE];
  int64_t snapshot = newest(kept, KEPT_SNAPSHOT, manifest->version);
  if (snapshot == 0) return err_set(err, ERR_NOT_FOUND, "no snapshot is kept");
  part_path(kept, KEPT_SNAPSHOT, snapshot, path);
  return apply_snapshot(writer, path, APPLY_ANY_SIZE, err) && apply_deltas(kept, snapshot, manifest, writer, err);
}

bool kept_load_feed(const struct kept *kept, const struct trust *trust, struct arena *arena, struct manifest *out,
                    struct err *err) {
  char path[PATH_SIZE];
  scoped_buf feed;
  buf_init(&feed, 2 * MANIFEST_MAX);
  name_path(kept, "feed.json", path);
  return fs_read(path, &feed, err) && trust_open_feed(trust, &feed, arena, out, err);
}

bool kept_put_copy(const struct kept *kept, const char *cache) {
  char path[PATH_SIZE];
  int64_t version = newest(kept, KEPT_COPY, INT64_MAX);
  part_path(kept, KEPT_COPY, version, path);
  return version > 0 && rename(path, cache) == 0;
}

bool kept_restore(const struct kept *kept, struct trust *trust, struct writer *writer, int64_t now, struct err *err) {
  struct manifest manifest;
  scoped_arena arena = {0};
  int64_t version = writer_info(writer)->version;
  kept_load_root(kept, trust);
  if (!kept_load_feed(kept, trust, &arena, &manifest, err)) return false;
  if (version > 0 && version <= manifest.version) {
    if (writer_begin(writer, WRITER_DELTA, now, err) && apply_deltas(kept, version, &manifest, writer, err)) return true;
    writer_rollback(writer);
  }
  if (!writer_begin(writer, WRITER_WHOLE, now, err)) return false;
  if (apply_all(kept, &manifest, writer, err)) return true;
  writer_rollback(writer);
  return false;
}
