#include "client/update.h"

#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "base/zone.h"
#include "client/apply.h"
#include "client/assets.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
  PATH_SIZE = 4096 + 128,
  JOB_LIMIT_MS = 15 * 60 * 1000,
  ROOT_LOOK_S = 86400,
  CHECKED_NOTE_S = 3600, /* how often "nothing changed" is written down: a page each, 100 KB a day */
  PICTURES_AGAIN_MS = 6 * 3600 * 1000,
  FEED_TEXT_MAX = 2 * MANIFEST_MAX, /* base64 and signatures around the manifest */
};

/* "Nothing changed" does not say how often to ask, so after a restart it is read from what was applied last. */
static int64_t kept_poll_s(const struct update *update) {
  scoped_arena arena = {0};
  struct manifest manifest;
  struct err ignored;
  return kept_load_feed(&update->kept, &update->trust, &arena, &manifest, &ignored) ? manifest.poll_s : 0;
}

bool update_init(struct update *update, struct http *http, const char *feed, const char *key, const char *cache,
                 struct clock *clock, struct writer *writer, struct err *err) {
  *update = (struct update){.cache = cache, .clock = clock, .writer = writer};
  if (!origin_init(&update->origin, http, feed, err) || !trust_init(&update->trust, key, err) ||
      !kept_init(&update->kept, cache, err))
    return false;
  kept_load_root(&update->kept, &update->trust);
  update->poll_s = kept_poll_s(update);
  return true;
}

static int64_t trusted_utc(const struct update *update) {
  return clock_is_trusted(update->clock) ? clock_utc(update->clock) : INT64_MIN;
}

/* Wall time for the window of occurrences: never before what is signed to have been. */
static int64_t best_wall(const struct update *update) {
  struct clock at = *update->clock;
  if (clock_is_trusted(&at)) return clock_wall(&at);
  return zone_to_wall(at.zone, at.floor_utc);
}

/* Believes a root.json or a link, and keeps it. The order matters when the power goes: a number that rises again is harmless, a
 * version that is never forgotten is not. */
static bool take_root(struct update *update, const struct buf *text, struct err *err) {
  struct trust before = update->trust;
  if (!trust_take_root(&update->trust, text, err)) return false;
  const struct trust *after = &update->trust;
  bool changed = !before.has_root || !root_equals(&before.root, &after->root);
  bool restarted = before.has_root && after->root.restart > before.root.restart;
  bool hands_over = memcmp(before.root_key, after->root_key, KEY_PUBLIC_BYTES) != 0;
  if (!changed) return true;
  if ((!restarted || writer_forget_seen(update->writer, err)) &&
      (!hands_over || kept_save_link(&update->kept, before.root_key, text, err)) && kept_save_root(&update->kept, text, err))
    return true;
  update->trust = before;
  return false;
}

/* One step from root key to root key. *moved is false where there is none; failing is only the disk's to do. */
static bool follow_link(struct update *update, bool *moved, struct err *err) {
  char path[ROOT_LINK_SIZE];
  struct http_response response;
  struct err why;
  struct trust before = update->trust;
  scoped_buf text;
  buf_init(&text, ROOT_MAX);
  root_link_path(update->trust.root_key, path);
  *moved = false;
  if (!fetch_text(&update->origin, path, NULL, &text, &response, &why)) return true;
  if (!take_root(update, &text, &why)) return why.code != ERR_IO || (*err = why, false);
  *moved = memcmp(before.root_key, update->trust.root_key, KEY_PUBLIC_BYTES) != 0;
  if (*moved) log_info("'%s': the root key has handed over to another", path);
  return true;
}

/* Where root.json is signed by no key that is believed, the one that is may have handed over meanwhile. */
static bool take_root_by_links(struct update *update, const struct buf *text, struct err *err) {
  bool moved = true;
  for (int i = 0; i < TRUST_LINKS_MAX; i++) {
    if (take_root(update, text, err)) return true;
    if (err->code != ERR_DENIED) return false;
    struct err denied = *err;
    if (!follow_link(update, &moved, err)) return false;
    *err = denied;
    if (!moved) return false;
  }
  return false;
}

static bool look_at_root(struct update *update, struct err *err) {
  struct http_response response;
  scoped_buf text;
  buf_init(&text, ROOT_MAX);
  if (!fetch_text(&update->origin, "root.json", NULL, &text, &response, err)) {
    update->retry_after_s = response.retry_after_s;
    return false;
  }
  return take_root_by_links(update, &text, err) &&
         (update->origin.is_folder || writer_note_root(update->writer, clock_utc(update->clock), err));
}

static bool root_is_due(const struct update *update) {
  if (update->origin.is_folder) return !update->trust.has_root; /* it may be an old one, which is no offence there */
  int64_t age = clock_utc(update->clock) - writer_info(update->writer)->root_checked_utc;
  return !update->trust.has_root || age >= ROOT_LOOK_S || age < 0;
}

static bool is_current(const struct update *update) {
  const struct writer_info *info = writer_info(update->writer);
  return info->version > 0 && info->seen_version >= info->version && update->trust.has_root;
}

/* feed.json, or nothing in `text` when it has not changed. */
static bool get_feed(struct update *update, struct buf *text, struct http_response *response, struct err *err) {
  const char *etag = is_current(update) ? writer_info(update->writer)->etag : NULL;
  bool ok = fetch_text(&update->origin, "feed.json", etag, text, response, err);
  update->retry_after_s = response->retry_after_s;
  return ok;
}

static bool open_feed(struct update *update, const struct buf *text, bool root_is_fresh, struct arena *arena,
                      struct manifest *out, struct err *err) {
  if (!trust_open_feed(&update->trust, text, arena, out, err)) {
    if (err->code != ERR_DENIED || root_is_fresh) return false;
    /* Perhaps the keys have changed since. */
    if (!look_at_root(update, err) || !trust_open_feed(&update->trust, text, arena, out, err)) return false;
  }
  return trust_check_root(&update->trust, trusted_utc(update), err);
}

static bool check_version(const struct writer_info *info, const struct manifest *manifest, struct err *err) {
  if (manifest->version < info->seen_version)
    return err_set(err, ERR_DENIED,
                   "version %" PRId64 " is offered, version %" PRId64 " was seen (rollback), keeping what is there",
                   manifest->version, info->seen_version);
  bool began_anew = info->seen_version < info->version;
  if (manifest->version == info->version && !began_anew && !str_equals(manifest->content, info->content))
    return err_set(err, ERR_DENIED, "version %" PRId64 " comes with other content than before, keeping what is there",
                   manifest->version);
  return true;
}

struct download {
  struct update *update;
  const struct manifest *manifest;
  char folder[PATH_SIZE - 64];
};

static void file_path(const struct download *download, enum kept_part part, int64_t version, char out[PATH_SIZE]) {
  snprintf(out, PATH_SIZE, "%s/%s-%" PRId64, download->folder, part == KEPT_DELTA ? "delta" : "snapshot", version);
}

/* Deltas above `version`. */
static bool fetch_deltas(const struct download *download, int64_t version, struct err *err) {
  char path[PATH_SIZE];
  for (size_t i = 0; i < download->manifest->delta_count; i++) {
    const struct feed_delta *delta = &download->manifest->deltas[i];
    if (delta->version <= version) continue;
    file_path(download, KEPT_DELTA, delta->version, path);
    if (!fetch_file(&download->update->origin, &delta->file, path, err)) return false;
  }
  return true;
}

static bool apply_deltas(const struct download *download, int64_t version, struct err *err) {
  char path[PATH_SIZE];
  for (size_t i = 0; i < download->manifest->delta_count; i++) {
    const struct feed_delta *delta = &download->manifest->deltas[i];
    if (delta->version <= version) continue;
    file_path(download, KEPT_DELTA, delta->version, path);
    if (!apply_delta(download->update->writer, path, delta->file.size, err))
      return err_prefix(err, "'%.90s'", delta->file.path);
  }
  return true;
}

static bool keep_deltas(const struct download *download, int64_t version, struct err *err) {
  char path[PATH_SIZE];
  for (size_t i = 0; i < download->manifest->delta_count; i++) {
    int64_t number = download->manifest->deltas[i].version;
    if (number <= version) continue;
    file_path(download, KEPT_DELTA, number, path);
    if (!kept_take(&download->update->kept, KEPT_DELTA, number, path, err)) return false;
  }
  return true;
}

static bool commit(const struct download *download, const char *etag, struct err *err) {
  const struct update *update = download->update;
  int64_t checked = update->origin.is_folder ? download->manifest->published : clock_utc(update->clock);
  return apply_commit(update->writer, download->manifest, etag, checked, err);
}

static bool take_chain(const struct download *download, const char *etag, struct err *err) {
  struct writer *writer = download->update->writer;
  int64_t version = writer_info(writer)->version;
  if (!fetch_deltas(download, version, err)) return false;
  if (!writer_begin(writer, WRITER_DELTA, best_wall(download->update), err)) return false;
  if (!apply_deltas(download, version, err)) {
    writer_rollback(writer);
    return false;
  }
  return commit(download, etag, err) && keep_deltas(download, version, err);
}

static bool take_snapshot(const struct download *download, const char *etag, struct err *err) {
  struct writer *writer = download->update->writer;
  const struct manifest *manifest = download->manifest;
  char path[PATH_SIZE];
  file_path(download, KEPT_SNAPSHOT, manifest->snapshot_version, path);
  if (!fetch_file(&download->update->origin, &manifest->snapshot, path, err)) return false;
  if (!fetch_deltas(download, manifest->snapshot_version, err)) return false;
  if (!writer_begin(writer, WRITER_WHOLE, best_wall(download->update), err)) return false;
  if (!apply_snapshot(writer, path, manifest->snapshot.size, err) || !apply_deltas(download, manifest->snapshot_version, err)) {
    writer_rollback(writer);
    return false;
  }
  return commit(download, etag, err) &&
         kept_take(&download->update->kept, KEPT_SNAPSHOT, manifest->snapshot_version, path, err) &&
         keep_deltas(download, manifest->snapshot_version, err);
}

/* The chain when there is one and it is smaller than the snapshot with what is behind that. */
static bool chain_pays(const struct manifest *manifest, int64_t version) {
  int64_t chain = 0;
  int64_t whole = manifest->snapshot.bytes;
  if (version == 0 || version >= manifest->version || manifest->delta_count == 0 || manifest->deltas[0].version > version + 1)
    return false;
  for (size_t i = 0; i < manifest->delta_count; i++) {
    const struct feed_delta *delta = &manifest->deltas[i];
    if (delta->version > version) chain += delta->file.bytes;
    if (delta->version > manifest->snapshot_version) whole += delta->file.bytes;
  }
  return chain < whole;
}

/* Whether the snapshot may help where the chain did not. */
static bool is_chains_fault(const struct err *err) { return err->code != ERR_IO && err->code != ERR_CORRUPT; }

static bool take_version(const struct download *download, const char *etag, enum update_way *way, struct err *err) {
  struct writer *writer = download->update->writer;
  int64_t before = writer_info(writer)->version;
  if (chain_pays(download->manifest, before)) {
    *way = UPDATE_DELTAS;
    if (take_chain(download, etag, err)) return true;
    if (!is_chains_fault(err) || writer_info(writer)->version != before) return false;
    log_warning("deltas: %s, taking the snapshot", err->msg);
  }
  *way = UPDATE_SNAPSHOT;
  return take_snapshot(download, etag, err);
}

/* Whether a file of the downloads folder belongs to this version: "delta-41", "snapshot-40.etag". */
static bool is_wanted(const struct download *download, const char *name) {
  char path[PATH_SIZE];
  char stem[64];
  const char *slash;
  if (!str_copy(stem, sizeof stem, name)) return false;
  if (str_ends_with(stem, ".etag")) stem[strlen(stem) - strlen(".etag")] = '\0';
  file_path(download, KEPT_SNAPSHOT, download->manifest->snapshot_version, path);
  if ((slash = strrchr(path, '/')) && str_equals(slash + 1, stem)) return true;
  for (size_t i = 0; i < download->manifest->delta_count; i++) {
    file_path(download, KEPT_DELTA, download->manifest->deltas[i].version, path);
    if ((slash = strrchr(path, '/')) && str_equals(slash + 1, stem)) return true;
  }
  return false;
}

/* What a broken poll left behind is of use to this version, or goes. */
static void sweep_downloads(const struct download *download) {
  char path[PATH_SIZE + 256];
  DIR *folder = opendir(download->folder);
  if (!folder) return;
  for (const struct dirent *entry; (entry = readdir(folder));) {
    if (entry->d_name[0] == '.' || is_wanted(download, entry->d_name)) continue;
    snprintf(path, sizeof path, "%s/%s", download->folder, entry->d_name);
    unlink(path);
  }
  closedir(folder);
}

static bool fetch_version(struct update *update, const struct manifest *manifest, const char *etag, enum update_way *way,
                          struct err *err) {
  struct download download = {.update = update, .manifest = manifest};
  struct err ignored;
  if (snprintf(download.folder, sizeof download.folder, "%s.tmp", update->cache) >= (int)sizeof download.folder)
    return err_set(err, ERR_IO, "path too long");
  if (!fs_make_dirs(download.folder, err)) return false;
  sweep_downloads(&download);
  if (!take_version(&download, etag, way, err)) return false; /* the beginnings of files stay for the next poll */
  if (!fs_remove_tree(download.folder, &ignored)) log_warning("%s", ignored.msg);
  return true;
}

/* A verified manifest of which nothing new could be applied: remember it, so that nothing older is believed later. */
static void note_seen(struct update *update, const struct manifest *manifest) {
  struct err err;
  if (manifest->version <= writer_info(update->writer)->seen_version) return;
  if (!writer_note_seen(update->writer, manifest->version, manifest->published, &err)) log_warning("%s", err.msg);
}

static bool note_checked(struct update *update, const char *etag, int64_t expires, struct err *err) {
  const struct writer_info *info = writer_info(update->writer);
  int64_t utc = clock_utc(update->clock);
  bool due = utc - info->checked_utc >= CHECKED_NOTE_S || utc < info->checked_utc;
  bool news = info->failing_since_utc != 0 || !str_equals(etag, info->etag) || expires != info->expires_utc;
  return (!due && !news) || writer_note_checked(update->writer, utc, etag, expires, err);
}

static bool take_feed(struct update *update, const struct buf *text, const char *etag, const struct manifest *manifest,
                      struct update_result *out, struct err *err) {
  if (!check_version(writer_info(update->writer), manifest, err)) return false;
  update->poll_s = manifest->poll_s;
  clock_raise_floor(update->clock, manifest->published);
  const struct writer_info *info = writer_info(update->writer);
  if (manifest->version == info->version && str_equals(manifest->content, info->content)) {
    if (!str_equals(manifest->seal_key, info->seal_key) && !writer_note_seal_key(update->writer, manifest->seal_key, err))
      return false;
    if (!update->origin.is_folder && !note_checked(update, etag, manifest->expires, err)) return false;
  } else if (fetch_version(update, manifest, etag, &out->way, err)) {
    update->pictures_done = false;
    update->pictures_next_ms = 0;
  } else {
    note_seen(update, manifest);
    return false;
  }
  return kept_finish(&update->kept, text, update->writer, err);
}

static bool take_pictures(struct update *update, struct update_result *out, struct err *err) {
  struct assets_result pictures;
  int64_t elapsed = clock_elapsed_ms(update->clock);
  if (update->without_pictures && !update->origin.is_folder) return true;
  if (update->pictures_done && (update->pictures_next_ms == 0 || elapsed < update->pictures_next_ms)) return true;
  if (!assets_fetch(&update->origin, update->cache, update->writer, &pictures, err)) return false;
  out->pictures = pictures.fetched;
  out->pictures_missing = pictures.missing;
  update->pictures_done = true;
  update->pictures_next_ms = pictures.missing ? elapsed + PICTURES_AGAIN_MS : 0;
  return assets_sweep(update->cache, update->writer, clock_utc(update->clock), err);
}

static bool poll_feed(struct update *update, struct update_result *out, struct err *err) {
  struct http_response response;
  struct manifest manifest;
  scoped_arena arena = {0};
  scoped_buf text;
  buf_init(&text, FEED_TEXT_MAX);
  bool root_is_fresh = root_is_due(update);
  if (root_is_fresh && !look_at_root(update, err)) return false;
  if (!get_feed(update, &text, &response, err)) return false;
  if (response.status == 304) {
    const struct writer_info *info = writer_info(update->writer);
    if (!trust_check_root(&update->trust, trusted_utc(update), err)) return false;
    if (!note_checked(update, info->etag, info->expires_utc, err)) return false;
  } else {
    if (!open_feed(update, &text, root_is_fresh, &arena, &manifest, err)) return false;
    if (!take_feed(update, &text, response.etag, &manifest, out, err)) return false;
  }
  return take_pictures(update, out, err);
}

bool update_from_folder(struct update *update, const char *folder, struct update_result *out, struct err *err) {
  struct origin network = update->origin;
  int64_t poll_s = update->poll_s;
  if (!origin_init(&update->origin, network.http, folder, err)) return false;
  bool ok = update_poll(update, out, err);
  update->origin = network;
  if (poll_s != 0) update->poll_s = poll_s;
  return ok;
}

bool update_poll(struct update *update, struct update_result *out, struct err *err) {
  struct http *http = update->origin.http;
  struct http_totals before = http_totals(http);
  *out = (struct update_result){0};
  update->retry_after_s = 0;
  http_start_job(http, JOB_LIMIT_MS);
  clock_raise_floor(update->clock, writer_info(update->writer)->newest_utc);
  bool ok = poll_feed(update, out, err);
  struct http_totals after = http_totals(http);
  out->version = writer_info(update->writer)->version;
  out->requests = after.requests - before.requests;
  out->bytes = after.bytes - before.bytes;
  return ok;
}
