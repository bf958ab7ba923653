/* Makes a hub. hub.db comes last: a folder with one is whole. The questions are for a person at a terminal; everything has a
 * default, so that scripts never wait. */
#include "hub/command.h"

#include "base/fs.h"
#include "base/str.h"
#include "base/zone.h"
#include "feed/holidays.h"
#include "feed/root.h"
#include "feed/text.h"
#include "hub/house.h"
#include "hub/hub.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* As manifest.c reads it; screens look every POLL_S give or take a fifth, so that what is published is everywhere within a
 * minute. */
enum { NAME_CHARACTERS_MAX = 60, POLL_S = 45 };

struct public_keys { /* in hex */
  char root[KEY_HEX_SIZE], seal[SEAL_KEY_HEX_SIZE];
};

struct plan {
  char name[256];
  char land[256];
  char timezone[256];
  int64_t poll_s;
};

/* The option, or what a person at the terminal answers, or the default. */
static void choose(const char *option, const char *question, const char *fallback, char out[256]) {
  str_copy(out, 256, option ? option : fallback);
  if (option || !isatty(STDIN_FILENO) || !isatty(STDERR_FILENO)) return;
  char line[256];
  fprintf(stderr, "%s [%s]: ", question, fallback);
  if (!fgets(line, sizeof line, stdin)) return;
  line[strcspn(line, "\r\n")] = '\0';
  if (*line) str_copy(out, 256, line);
}

static bool check_name(char name[256], struct err *err) {
  scoped_arena arena = {0};
  const char *clean = text_clean(&arena, name, strlen(name));
  if (*clean == '\0' || strchr(clean, '\n') || utf8_length(clean) > NAME_CHARACTERS_MAX)
    return err_set(err, ERR_USAGE, "the name must have 1 to %d characters in one line", NAME_CHARACTERS_MAX);
  str_copy(name, 256, clean);
  return true;
}

static bool make_plan(const struct options *options, struct plan *plan, struct err *err) {
  enum land land;
  choose(options->name, "name of the place", "Treffpunkt", plan->name);
  choose(options->land, "Bundesland (BW, BY, …)", "BW", plan->land);
  choose(options->timezone, "time zone", "Europe/Berlin", plan->timezone);
  plan->poll_s = POLL_S;
  if (!check_name(plan->name, err)) return false;
  if (!land_parse(plan->land, &land)) return err_set(err, ERR_USAGE, "'%.40s' is not a Bundesland (BW, BY, …)", plan->land);
  str_copy(plan->land, sizeof plan->land, land_code(land));
  if (!zone_is_known(plan->timezone)) return err_set(err, ERR_USAGE, "time zone '%.60s' is not known here", plan->timezone);
  if (options->poll && !parse_int(options->poll, 1, 86400, &plan->poll_s))
    return err_set(err, ERR_USAGE, "--poll must be 1 to 86400 seconds, not '%.20s'", options->poll);
  return true;
}

static bool check_free(const char *dir, struct err *err) {
  static const char *const ours[] = {"hub.db", "keys", "feed"};
  for (size_t i = 0; i < COUNT_OF(ours); i++) {
    char path[PATH_MAX];
    if (!hub_path(dir, ours[i], path, err)) return false;
    if (fs_exists(path)) return err_set(err, ERR_IO, "'%s' is there already, nothing changed", path);
  }
  return true;
}

static bool make_folders(const char *dir, struct err *err) {
  static const char *const folders[] = {"keys", "feed/snapshot", "feed/delta", "feed/asset"};
  char path[PATH_MAX];
  for (size_t i = 0; i < COUNT_OF(folders); i++)
    if (!hub_path(dir, folders[i], path, err) || !fs_make_dirs(path, err)) return false;
  if (!hub_path(dir, "keys", path, err)) return false;
  return chmod(path, 0700) == 0 || err_set_errno(err, "cannot close folder '%s'", path);
}

static bool make_keys(const char *dir, struct public_keys *keys, struct err *err) {
  struct key_pair root_key, publishing_key;
  struct root root = {.version = 1, .key_count = 1};
  char path[PATH_MAX];
  scoped_buf text;
  buf_init(&text, ENVELOPE_MAX);
  key_generate(&root_key);
  key_generate(&publishing_key);
  memcpy(root.keys[0], publishing_key.public_key, KEY_PUBLIC_BYTES);
  hex_format(root_key.public_key, KEY_PUBLIC_BYTES, keys->root);
  return hub_save_key(dir, "root", &root_key, err) && hub_save_key(dir, "publishing", &publishing_key, err) &&
         house_make(dir, keys->seal, err) && root_sign(&root, &root_key, NULL, &text, err) &&
         hub_path(dir, "feed/root.json", path, err) && fs_write(path, text.data, text.len, err);
}

static bool save_settings(struct store *store, const struct plan *plan, const struct public_keys *keys, struct err *err) {
  return store_begin(store, err) && store_set(store, "name", plan->name, err) && store_set(store, "land", plan->land, err) &&
         store_set(store, "timezone", plan->timezone, err) && store_set_int(store, "poll_s", plan->poll_s, err) &&
         store_set(store, "root_key", keys->root, err) && store_set(store, "seal_key", keys->seal, err) &&
         store_commit(store, err);
}

/* Under another name until it is whole. */
static bool make_store(const char *dir, const struct plan *plan, const struct public_keys *keys, struct err *err) {
  char path[PATH_MAX], temporary[PATH_MAX];
  struct store *store = NULL;
  if (!hub_path(dir, "hub.db", path, err) || !hub_path(dir, "hub.db.new", temporary, err)) return false;
  unlink(temporary); /* left by an init that was cut off */
  bool made = store_create(temporary, err) && store_open(temporary, &store, err) && save_settings(store, plan, keys, err);
  store_close(store);
  if (!made) return false;
  if (rename(temporary, path) != 0) return err_set_errno(err, "cannot rename to '%s'", path);
  return fs_sync_dir(dir, err);
}

bool command_init(const struct options *options, struct err *err) {
  struct plan plan;
  struct public_keys keys;
  if (!check_free(options->dir, err) || !make_plan(options, &plan, err) || !make_folders(options->dir, err) ||
      !make_keys(options->dir, &keys, err) || !make_store(options->dir, &plan, &keys, err))
    return false;
  if (options->json)
    printf("{\"key\":\"%s\"}\n", keys.root);
  else
    printf("made a hub for '%s' in '%s'\nscreens pin this key: %s\n", plan.name, options->dir, keys.root);
  return true;
}
