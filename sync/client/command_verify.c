/* Checks a whole feed as a kiosk would see it, and a little more strictly: every line must be an entry that this program reads,
 * the snapshot must be sorted, every picture must be there. The first problem of each file is reported, then the next file is
 * looked at. What the lines add up to is found with a cache of its own in a scratch folder. */
#include "client/command.h"

#include "base/fs.h"
#include "base/log.h"
#include "base/str.h"
#include "client/apply.h"
#include "client/assets.h"
#include "client/lines.h"
#include "client/options.h"
#include "client/picture.h"
#include "client/trust.h"
#include "feed/entry.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct verify {
  struct sync_options *options;
  struct origin origin;
  struct trust trust;
  struct manifest manifest;
  struct arena arena; /* of the manifest */
  struct writer *writer;
  char folder[256];
  json_t *problems;
  enum err_code worst; /* of the first problem */
  int64_t files, lines, unknown_kinds, pictures;
  char last_id[ENTRY_ID_MAX + 1];
  struct arena scratch;
};

static void add_problem(struct verify *verify, const char *file, const struct err *err) {
  if (verify->worst == ERR_NONE) verify->worst = err->code;
  json_array_append_new(verify->problems, json_pack("{s:s, s:s}", "file", file, "problem", err->msg));
  log_error("%s%s%s", file, file[0] ? ": " : "", err->msg);
}

static bool check_entry(struct verify *verify, const char *line, size_t len, struct err *err) {
  struct entry entry;
  arena_reset(&verify->scratch);
  verify->lines++;
  if (entry_parse(line, len, &verify->scratch, &entry, err)) return true;
  if (err->code != ERR_NOT_FOUND) return false;
  verify->unknown_kinds++;
  return true;
}

static bool on_snapshot_line(void *user, const char *line, size_t len, struct err *err) {
  struct verify *verify = user;
  struct entry entry;
  struct err ignored;
  if (!check_entry(verify, line, len, err)) return false;
  arena_reset(&verify->scratch);
  if (!entry_parse(line, len, &verify->scratch, &entry, &ignored)) return true;
  if (strcmp(entry.id, verify->last_id) <= 0)
    return err_set(err, ERR_PARSE, "'%s' behind '%s': not sorted by id, or twice", entry.id, verify->last_id);
  str_copy(verify->last_id, sizeof verify->last_id, entry.id);
  return true;
}

static bool on_delta_line(void *user, const char *line, size_t len, struct err *err) {
  struct delta_line change;
  if (!delta_line_parse(line, len, &change, err)) return false;
  return !change.put || check_entry(user, change.put, change.put_len, err);
}

static void file_path(const struct verify *verify, const struct feed_file *file, char out[512]) {
  snprintf(out, 512, "%s/%.64s", verify->folder, file->sha256);
}

/* Length, hash, gzip, every line. */
static bool check_file(struct verify *verify, const struct feed_file *file, line_fn *each) {
  char path[512];
  struct err err;
  file_path(verify, file, path);
  verify->files++;
  if (fetch_file(&verify->origin, file, path, &err) && lines_read(path, file->size, ENTRY_LINE_MAX + 64, each, verify, &err))
    return true;
  add_problem(verify, file->path, &err);
  return false;
}

static bool check_files(struct verify *verify) {
  bool ok = check_file(verify, &verify->manifest.snapshot, on_snapshot_line);
  for (size_t i = 0; i < verify->manifest.delta_count; i++)
    ok &= check_file(verify, &verify->manifest.deltas[i].file, on_delta_line);
  return ok;
}

static bool add_up(struct verify *verify, struct err *err) {
  const struct manifest *manifest = &verify->manifest;
  char path[512];
  snprintf(path, sizeof path, "%s/cache.db", verify->folder);
  if (!writer_open(path, verify->options->config.zone, &verify->writer, err)) return false;
  if (!writer_begin(verify->writer, WRITER_WHOLE, clock_wall(&verify->options->clock), err)) return false;
  file_path(verify, &manifest->snapshot, path);
  if (!apply_snapshot(verify->writer, path, manifest->snapshot.size, err)) return false;
  for (size_t i = 0; i < manifest->delta_count; i++) {
    file_path(verify, &manifest->deltas[i].file, path);
    if (manifest->deltas[i].version > manifest->snapshot_version &&
        !apply_delta(verify->writer, path, manifest->deltas[i].file.size, err))
      return false;
  }
  return apply_commit(verify->writer, manifest, NULL, manifest->published, err);
}

static bool check_picture(void *user, const char *asset, struct err *err UNUSED) {
  struct verify *verify = user;
  struct err why;
  scoped_buf data;
  buf_init(&data, PICTURE_BYTES_MAX);
  verify->pictures++;
  if (!assets_get(&verify->origin, asset, &data, &why)) add_problem(verify, asset, &why);
  return true;
}

static bool check_head(struct verify *verify, struct err *err) {
  struct http_response response;
  int64_t utc = clock_utc(&verify->options->clock);
  scoped_buf root;
  scoped_buf feed;
  buf_init(&root, ROOT_MAX);
  buf_init(&feed, 2 * MANIFEST_MAX);
  if (!fetch_text(&verify->origin, "root.json", NULL, &root, &response, err) || !trust_take_root(&verify->trust, &root, err) ||
      !trust_check_root(&verify->trust, utc, err) || !fetch_text(&verify->origin, "feed.json", NULL, &feed, &response, err) ||
      !trust_open_feed(&verify->trust, &feed, &verify->arena, &verify->manifest, err))
    return false;
  if (verify->manifest.expires == 0 || utc < verify->manifest.expires) return true;
  struct err expired;
  err_set(&expired, ERR_DENIED, "has expired: kiosks keep it and say how old it is");
  add_problem(verify, "feed.json", &expired);
  return true;
}

static void check_all(struct verify *verify) {
  struct err err;
  if (!check_head(verify, &err)) {
    add_problem(verify, "", &err);
    return;
  }
  if (!check_files(verify)) return;
  if (!add_up(verify, &err) || !writer_each_asset(verify->writer, check_picture, verify, &err))
    add_problem(verify, "feed.json", &err);
}

static void print_result(const struct verify *verify, bool is_json) {
  const struct manifest *manifest = &verify->manifest;
  bool ok = verify->worst == ERR_NONE;
  if (is_json) {
    json_t *object = json_pack("{s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:O}", "ok", ok, "version", (json_int_t)manifest->version,
                               "entries", (json_int_t)manifest->entries, "files", (json_int_t)verify->files, "lines",
                               (json_int_t)verify->lines, "unknown_kinds", (json_int_t)verify->unknown_kinds, "pictures",
                               (json_int_t)verify->pictures, "problems", verify->problems);
    json_dumpf(object, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(object);
  } else if (ok) {
    printf("'%s': version %" PRId64 ", %" PRId64 " entries in order (%" PRId64 " files, %" PRId64 " lines, %" PRId64
           " of unknown kinds, %" PRId64 " pictures)\n",
           manifest->name, manifest->version, manifest->entries, verify->files, verify->lines, verify->unknown_kinds,
           verify->pictures);
  }
}

static int64_t elapsed_ms(const void *clock) { return clock_elapsed_ms(clock); }

static bool verify_open(struct verify *verify, struct http *http, struct err *err) {
  const struct sync_config *config = &verify->options->config;
  const char *temporary = getenv("TMPDIR");
  if (!origin_init(&verify->origin, http, config->feed, err) || !trust_init(&verify->trust, config->key, err)) return false;
  snprintf(verify->folder, sizeof verify->folder, "%.200s/litfass-verify-XXXXXX", temporary ? temporary : "/tmp");
  if (mkdtemp(verify->folder)) return true;
  verify->folder[0] = '\0';
  return err_set_errno(err, "cannot make a scratch folder");
}

static void verify_close(struct verify *verify) {
  struct err err;
  writer_close(verify->writer);
  if (verify->folder[0] && !fs_remove_tree(verify->folder, &err)) log_warning("%s", err.msg);
  arena_fini(&verify->arena);
  arena_fini(&verify->scratch);
  json_decref(verify->problems);
}

int command_verify(int argc, char **argv) {
  struct sync_options options;
  struct err err;
  int code = options_read(argc, argv, "Checks a whole feed without a cache: signatures, hashes, every line, sums, pictures.",
                          OPTIONS_NEED_FEED, &options);
  if (code != OPTIONS_GO_ON) return code;
  struct http_config config = {
      .ca_file = options.config.ca_file, .pin = options.config.pin, .elapsed_ms = elapsed_ms, .elapsed_user = &options.clock};
  struct verify verify = {.options = &options, .problems = json_array()};
  struct http *http = http_create(&config);
  if (verify_open(&verify, http, &err)) {
    check_all(&verify);
    print_result(&verify, options.is_json);
  } else {
    log_error("%s", err.msg);
    verify.worst = err.code;
  }
  code = verify.worst == ERR_NONE ? 0 : err_exit_code(verify.worst);
  verify_close(&verify);
  http_destroy(http);
  return code;
}
