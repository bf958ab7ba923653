#include "hub/publish.h"

#include "base/civil.h"
#include "base/fs.h"
#include "base/str.h"
#include "feed/root.h"
#include "hub/gzip.h"
#include "hub/house.h"
#include "hub/release.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

/* Policy. A listed delta costs every screen 300 bytes of manifest at every change; more than eight only pay while the snapshot
 * needs them. A snapshot below half a mebibyte takes milliseconds, a large one is worth up to sixteen deltas or half its size.
 */
enum {
  DELTAS_LISTED = 8,
  DELTAS_SINCE_SNAPSHOT = 16,
  SNAPSHOT_CHEAP_BYTES = 512 * 1024, /* plain */
  DELTAS_LOOKED_AT = 32,             /* more than a manifest ever names */
  VALID_S = 14 * DAY_SECONDS,
  RENEW_S = DAY_SECONDS,
};

struct state { /* what the last version is, and then what the next one will be */
  int64_t version, entries, published;
  struct content_sum sum;
};

struct collection { /* of the changes, into one delta */
  struct state *state;
  struct publication *result;
  struct gzip *gzip; /* NULL before version 1: nobody has version 0, the snapshot serves all */
};

static bool load_state(struct hub *hub, struct state *state, struct err *err) {
  static const char zero[] = "0000000000000000000000000000000000000000000000000000000000000000";
  scoped_arena arena = {0};
  const char *content;
  if (!store_get_int(hub->store, "version", &state->version, err) ||
      !store_get_int(hub->store, "entries", &state->entries, err) ||
      !store_get_int(hub->store, "published", &state->published, err) ||
      !store_get(hub->store, "content", zero, &arena, &content, err))
    return false;
  return content_sum_parse(content, &state->sum) || err_set(err, ERR_CORRUPT, "hub.db: 'content' is not a hash");
}

static bool save_state(struct hub *hub, const struct state *state, struct err *err) {
  char content[65];
  content_sum_format(&state->sum, content);
  return store_set_int(hub->store, "version", state->version, err) &&
         store_set_int(hub->store, "entries", state->entries, err) &&
         store_set_int(hub->store, "published", state->published, err) && store_set(hub->store, "content", content, err);
}

static void add_put(struct gzip *gzip, const struct store_line *line) {
  gzip_add(gzip, "{\"put\":", 7);
  gzip_add(gzip, line->data, line->len);
  gzip_add(gzip, "}\n", 2);
}

static void add_drop(struct gzip *gzip, const char *id) {
  gzip_add(gzip, "{\"drop\":\"", 9);
  gzip_add(gzip, id, strlen(id));
  gzip_add(gzip, "\"}\n", 3);
}

static bool on_change(void *user, const struct store_line *before, const struct store_line *now, struct err *err UNUSED) {
  struct collection *all = user;
  if (before->len == now->len && (before->len == 0 || memcmp(before->data, now->data, now->len) == 0)) return true;
  if (before->data) {
    content_sum_drop(&all->state->sum, before->data, before->len);
    all->state->entries--;
  }
  if (now->data) {
    content_sum_add(&all->state->sum, now->data, now->len);
    all->state->entries++;
    all->result->put++;
    if (all->gzip) add_put(all->gzip, now);
  } else {
    all->result->dropped++;
    if (all->gzip) add_drop(all->gzip, now->id);
  }
  return true;
}

static bool on_entry(void *user, const struct store_line *line, struct err *err UNUSED) {
  gzip_add(user, line->data, line->len);
  gzip_add(user, "\n", 1);
  return true;
}

static void free_gzip(struct gzip **gzip) { gzip_destroy(*gzip); }
#define scoped_gzip CLEANUP(free_gzip) struct gzip

static bool write_packed(struct hub *hub, enum store_file_kind kind, int64_t version, const struct buf *packed, int64_t size,
                         struct err *err) {
  unsigned char hash[32];
  char relative[128], name[140], path[PATH_MAX];
  struct feed_delta file = {.version = version, .file = {.path = relative, .bytes = (int64_t)packed->len, .size = size}};
  crypto_hash_sha256(hash, (const unsigned char *)packed->data, packed->len);
  hex_format(hash, sizeof hash, file.file.sha256);
  snprintf(relative, sizeof relative, "%s/%lld-%s.jsonl.gz", kind == STORE_SNAPSHOT ? "snapshot" : "delta", (long long)version,
           file.file.sha256);
  snprintf(name, sizeof name, "feed/%s", relative);
  return hub_path(hub->dir, name, path, err) && fs_write(path, packed->data, packed->len, err) &&
         store_add_file(hub->store, kind, &file, err);
}

/* The delta of everything that differs; `state` moves on. Nothing is written when nothing differs. */
static bool write_delta(struct hub *hub, struct state *state, struct publication *result, struct err *err) {
  scoped_buf packed;
  buf_init(&packed, SNAPSHOT_MAX);
  scoped_gzip *gzip = state->version > 0 ? gzip_create(&packed) : NULL;
  struct collection all = {state, result, gzip};
  int64_t size;
  if (!store_each_change(hub->store, on_change, &all, err)) return false;
  result->changed = result->put + result->dropped > 0 || state->version == 0;
  if (!result->changed) return true;
  state->version++;
  if (!gzip) return true;
  return gzip_finish(gzip, &size, err) && write_packed(hub, STORE_DELTA, state->version, &packed, size, err);
}

static bool write_snapshot(struct hub *hub, int64_t version, struct err *err) {
  scoped_buf packed;
  buf_init(&packed, SNAPSHOT_MAX);
  scoped_gzip *gzip = gzip_create(&packed);
  int64_t size;
  return store_each_entry(hub->store, on_entry, gzip, err) && gzip_finish(gzip, &size, err) &&
         write_packed(hub, STORE_SNAPSHOT, version, &packed, size, err);
}

static bool snapshot_is_due(struct hub *hub, bool *due, struct err *err) {
  scoped_arena arena = {0};
  struct feed_delta *snapshots, *deltas;
  size_t snapshot_count, delta_count;
  if (!store_newest_files(hub->store, STORE_SNAPSHOT, 1, &arena, &snapshots, &snapshot_count, err) ||
      !store_newest_files(hub->store, STORE_DELTA, DELTAS_LOOKED_AT, &arena, &deltas, &delta_count, err))
    return false;
  *due = snapshot_count == 0 || snapshots[0].file.size < SNAPSHOT_CHEAP_BYTES;
  if (*due) return true;
  size_t since = 0;
  int64_t bytes = 0;
  for (; since < delta_count && deltas[since].version > snapshots[0].version; since++)
    bytes += deltas[since].file.bytes;
  *due = since > DELTAS_SINCE_SNAPSHOT || bytes > snapshots[0].file.bytes / 2;
  return true;
}

/* The deltas worth naming, ascending: those that the snapshot needs, and older ones while the chain costs less than it. */
static void choose_deltas(struct manifest *manifest, const struct feed_delta *newest, size_t count, struct arena *arena) {
  size_t used = 0;
  int64_t bytes = 0;
  for (; used < count && newest[used].version == manifest->version - (int64_t)used; used++) {
    bytes += newest[used].file.bytes;
    bool needed = newest[used].version > manifest->snapshot_version;
    if (!needed && (used >= DELTAS_LISTED || bytes >= manifest->snapshot.bytes)) break;
  }
  struct feed_delta *chosen = arena_array(arena, used, sizeof *chosen);
  for (size_t i = 0; i < used; i++)
    chosen[i] = newest[used - 1 - i];
  manifest->deltas = chosen;
  manifest->delta_count = used;
}

static bool build_manifest(struct hub *hub, const struct state *state, struct arena *arena, struct manifest *manifest,
                           struct err *err) {
  struct feed_delta *snapshots, *deltas;
  size_t snapshot_count, delta_count;
  const char *seal_key;
  *manifest = (struct manifest){.version = state->version,
                                .entries = state->entries,
                                .published = state->published,
                                .expires = state->published + VALID_S};
  content_sum_format(&state->sum, manifest->content);
  if (!store_get(hub->store, "name", "", arena, &manifest->name, err) ||
      !store_get_int(hub->store, "poll_s", &manifest->poll_s, err) ||
      !store_get(hub->store, "seal_key", "", arena, &seal_key, err) ||
      !store_newest_files(hub->store, STORE_SNAPSHOT, 1, arena, &snapshots, &snapshot_count, err) ||
      !store_newest_files(hub->store, STORE_DELTA, DELTAS_LOOKED_AT, arena, &deltas, &delta_count, err))
    return false;
  if (snapshot_count == 0) return err_set(err, ERR_CORRUPT, "hub.db: version %lld has no snapshot", (long long)state->version);
  str_copy(manifest->seal_key, sizeof manifest->seal_key, seal_key);
  manifest->snapshot = snapshots[0].file;
  manifest->snapshot_version = snapshots[0].version;
  choose_deltas(manifest, deltas, delta_count, arena);
  return true;
}

/* What leaves the house is what a screen accepts: root.json by the pinned key, the manifest by a key that root.json names. */
static bool check_chain(struct hub *hub, const struct buf *envelope, struct err *err) {
  scoped_arena arena = {0};
  scoped_buf text, payload;
  char path[PATH_MAX];
  const char *hex;
  unsigned char pinned[KEY_PUBLIC_BYTES];
  struct root root;
  buf_init(&text, ENVELOPE_MAX);
  buf_init(&payload, MANIFEST_MAX);
  return hub_path(hub->dir, "feed/root.json", path, err) && store_get(hub->store, "root_key", "", &arena, &hex, err) &&
         key_parse(hex, pinned, err) && fs_read(path, &text, err) && root_open(text.data, text.len, pinned, &root, err) &&
         envelope_open(envelope->data, envelope->len, FEED_PAYLOAD_TYPE, (const unsigned char(*)[KEY_PUBLIC_BYTES])root.keys,
                       root.key_count, &payload, err);
}

/* Signs what `state` says and keeps it in hub.db. */
static bool sign_manifest(struct hub *hub, struct state *state, struct err *err) {
  scoped_arena arena = {0};
  scoped_buf payload, envelope;
  struct manifest manifest;
  struct key_pair key;
  buf_init(&payload, MANIFEST_MAX);
  buf_init(&envelope, ENVELOPE_MAX);
  int64_t now = clock_utc(&hub->clock);
  if (now > state->published) state->published = now; /* never back, whatever the clock does */
  if (!build_manifest(hub, state, &arena, &manifest, err) || !manifest_format(&manifest, &payload, err) ||
      !hub_load_key(hub->dir, "publishing", &key, err))
    return false;
  bool signed_well = envelope_sign(FEED_PAYLOAD_TYPE, payload.data, payload.len, &key, &envelope, err);
  sodium_memzero(&key, sizeof key);
  return signed_well && check_chain(hub, &envelope, err) && save_state(hub, state, err) &&
         store_set(hub->store, "manifest", envelope.data, err);
}

static bool renew_is_due(struct hub *hub, const struct state *state) {
  return state->version > 0 && clock_utc(&hub->clock) - state->published > RENEW_S;
}

static bool write_version(struct hub *hub, struct state *state, struct err *err) {
  bool due;
  return snapshot_is_due(hub, &due, err) && (!due || write_snapshot(hub, state->version, err)) &&
         sign_manifest(hub, state, err);
}

static bool prepare(struct hub *hub, struct publication *result, struct err *err) {
  struct state state;
  bool new_key;
  if (!store_begin(hub->store, err) || !load_state(hub, &state, err) || !house_ensure(hub, &new_key, err) ||
      !write_delta(hub, &state, result, err))
    return false;
  result->renewed = !result->changed && (new_key || renew_is_due(hub, &state));
  if (result->changed && !write_version(hub, &state, err)) return false;
  if (result->renewed && !sign_manifest(hub, &state, err)) return false;
  result->version = state.version;
  result->entries = state.entries;
  return store_forget_changes(hub->store, err) && store_commit(hub->store, err);
}

bool publish(struct hub *hub, struct publication *out, struct err *err) {
  struct publication result = {0};
  ASSERT(sodium_init() >= 0);
  bool done = prepare(hub, &result, err) && release(hub, result.changed, err);
  store_rollback(hub->store);
  if (done) *out = result;
  return done;
}

static bool resign(struct hub *hub, bool always, int64_t *version, struct err *err) {
  struct state state;
  ASSERT(sodium_init() >= 0);
  bool done = store_begin(hub->store, err) && load_state(hub, &state, err) &&
              ((!always && !renew_is_due(hub, &state)) || state.version == 0 || sign_manifest(hub, &state, err)) &&
              store_commit(hub->store, err) && release(hub, false, err);
  store_rollback(hub->store);
  if (done) *version = state.version;
  return done;
}

bool publish_renew(struct hub *hub, int64_t *version, struct err *err) { return resign(hub, false, version, err); }

bool publish_again(struct hub *hub, int64_t *version, struct err *err) { return resign(hub, true, version, err); }
