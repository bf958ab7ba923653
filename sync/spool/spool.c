#include "spool/spool.h"

#include "base/fs.h"
#include "base/str.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  PATH_SIZE = 4096 + 512,
  WHY_SIZE = PATH_SIZE + 8,
  MESSAGES_MAX = 1000,
  HEARTBEATS_MAX = 24,
  BYTES_MAX = 4 * 1024 * 1024,
  NUMBER_DIGITS = 12
};

static void close_folder(DIR **folder) {
  if (*folder) closedir(*folder);
}
#define scoped_folder CLEANUP(close_folder) DIR *

bool spool_init(struct spool *spool, const char *folder, struct err *err) {
  *spool = (struct spool){.max_messages = MESSAGES_MAX, .max_heartbeats = HEARTBEATS_MAX, .max_bytes = BYTES_MAX};
  return str_copy(spool->folder, sizeof spool->folder, folder) || err_set(err, ERR_CONFIG, "spool: the path is too long");
}

/* ---- names ---- */

static void path_of(const struct spool *spool, const char *name, char out[PATH_SIZE]) {
  snprintf(out, PATH_SIZE, "%s/%s", spool->folder, name);
}

/* "000000000042-report-<id>.json" */
static bool parse_name(const char *name, struct spool_item *out) {
  char kind[16];
  char digits[NUMBER_DIGITS + 1];
  unsigned char id[(MESSAGE_ID_SIZE - 1) / 2];
  int used = 0;
  *out = (struct spool_item){0};
  if (strlen(name) >= SPOOL_NAME_SIZE) return false;
  if (sscanf(name, "%12[0-9]-%15[a-z]-%32[0-9a-f].json%n", digits, kind, out->id, &used) != 3) return false;
  if (used == 0 || name[used] != '\0' || strlen(digits) != NUMBER_DIGITS) return false;
  str_copy(out->name, sizeof out->name, name);
  return parse_int(digits + strspn(digits, "0") - (strspn(digits, "0") == NUMBER_DIGITS), 0, INT64_MAX, &out->number) &&
         message_kind_parse(kind, &out->kind) && hex_parse(out->id, id, sizeof id);
}

static int by_age(const void *a, const void *b) {
  const struct spool_item *x = a;
  const struct spool_item *y = b;
  if (x->number != y->number) return x->number < y->number ? -1 : 1;
  return strcmp(x->id, y->id);
}

/* ---- listing ---- */

static bool file_size(const struct spool *spool, const char *name, int64_t *out) {
  char path[PATH_SIZE];
  struct stat info;
  path_of(spool, name, path);
  if (lstat(path, &info) != 0 || !S_ISREG(info.st_mode)) return false; /* gone meanwhile, or none of ours */
  *out = info.st_size;
  return true;
}

bool spool_list(const struct spool *spool, struct arena *arena, struct spool_item **out, size_t *count, struct err *err) {
  size_t capacity = 0;
  *out = NULL;
  *count = 0;
  scoped_folder folder = opendir(spool->folder);
  if (!folder) return errno == ENOENT || err_set_errno(err, "spool '%s'", spool->folder);
  for (const struct dirent *entry; (entry = readdir(folder));) {
    struct spool_item item;
    if (!parse_name(entry->d_name, &item) || !file_size(spool, item.name, &item.bytes)) continue;
    if (*count == capacity) {
      capacity = capacity ? 2 * capacity : 64;
      struct spool_item *grown = arena_array(arena, capacity, sizeof *grown);
      if (*count > 0) memcpy(grown, *out, *count * sizeof *grown);
      *out = grown;
    }
    (*out)[(*count)++] = item;
  }
  if (*count > 1) qsort(*out, *count, sizeof **out, by_age);
  return true;
}

static size_t count_refused(const struct spool *spool) {
  char path[PATH_SIZE];
  size_t count = 0;
  path_of(spool, "refused", path);
  scoped_folder folder = opendir(path);
  struct spool_item item;
  for (const struct dirent *entry; folder && (entry = readdir(folder));)
    if (parse_name(entry->d_name, &item)) count++;
  return count;
}

bool spool_count(const struct spool *spool, struct spool_tally *out, struct err *err) {
  scoped_arena arena = {0};
  struct spool_item *items;
  *out = (struct spool_tally){.refused = count_refused(spool)};
  if (!spool_list(spool, &arena, &items, &out->waiting, err)) return false;
  for (size_t i = 0; i < out->waiting; i++)
    out->bytes += items[i].bytes;
  return true;
}

/* ---- putting in ---- */

static bool remove_item(const struct spool *spool, const struct spool_item *item, struct err *err) {
  char path[PATH_SIZE];
  path_of(spool, item->name, path);
  return unlink(path) == 0 || errno == ENOENT || err_set_errno(err, "spool: cannot remove '%s'", path);
}

/* What goes first: the least worth, of that the oldest. Never a visitor's words, nor what is worth more than the newcomer. */
static const struct spool_item *least(const struct spool_item *items, size_t count, enum message_kind newcomer,
                                      const bool *gone) {
  const struct spool_item *least = NULL;
  for (size_t i = 0; i < count; i++) {
    if (gone[i] || message_is_visitors(items[i].kind) || items[i].kind > newcomer) continue;
    if (!least || items[i].kind < least->kind) least = &items[i];
  }
  return least;
}

/* What waits and what comes, against the bounds. */
struct load {
  size_t messages, heartbeats;
  int64_t bytes;
};

static void load_add(struct load *load, enum message_kind kind, int64_t bytes, int sign) {
  load->messages += (size_t)sign;
  load->heartbeats += kind == MESSAGE_HEARTBEAT ? (size_t)sign : 0;
  load->bytes += sign * bytes;
}

static bool fits(const struct spool *spool, const struct load *load) {
  return load->messages <= spool->max_messages && load->bytes <= spool->max_bytes && load->heartbeats <= spool->max_heartbeats;
}

static bool make_room(const struct spool *spool, enum message_kind kind, int64_t bytes, const struct spool_item *items,
                      size_t count, struct arena *arena, struct err *err) {
  struct load load = {0};
  bool *gone = arena_array(arena, count ? count : 1, sizeof *gone);
  load_add(&load, kind, bytes, 1);
  for (size_t i = 0; i < count; i++)
    load_add(&load, items[i].kind, items[i].bytes, 1);
  while (!fits(spool, &load)) {
    const struct spool_item *item = least(items, count, kind, gone);
    if (!item) return err_set(err, ERR_TOO_BIG, "spool '%s' is full: %zu messages wait for the hub", spool->folder, count);
    if (!remove_item(spool, item, err)) return false;
    gone[item - items] = true;
    load_add(&load, item->kind, item->bytes, -1);
  }
  return true;
}

bool spool_put(const struct spool *spool, enum message_kind kind, const char *id, const struct buf *message, struct err *err) {
  scoped_arena arena = {0};
  struct spool_item *items;
  size_t count;
  char name[SPOOL_NAME_SIZE];
  char path[PATH_SIZE];
  if (!fs_make_dirs(spool->folder, err) || !spool_list(spool, &arena, &items, &count, err)) return false;
  if (!make_room(spool, kind, (int64_t)message->len, items, count, &arena, err)) return false;
  int64_t number = count ? items[count - 1].number + 1 : 1;
  snprintf(name, sizeof name, "%012" PRId64 "-%s-%s.json", number, message_kind_name(kind), id);
  path_of(spool, name, path);
  return fs_write(path, buf_text(message), message->len, err);
}

/* ---- taking out ---- */

bool spool_read(const struct spool *spool, const struct spool_item *item, struct buf *out, struct err *err) {
  char path[PATH_SIZE];
  path_of(spool, item->name, path);
  return fs_read(path, out, err);
}

/* Without an fsync of the folder: what a power cut brings back is sent again under the same id. */
bool spool_done(const struct spool *spool, const struct spool_item *item, struct err *err) {
  return remove_item(spool, item, err);
}

/* The oldest refused ones go. Names sort by number. */
static void thin_out(const struct spool *refused) {
  scoped_arena arena = {0};
  struct spool_item *items;
  size_t count;
  struct err err;
  char path[PATH_SIZE];
  char why[WHY_SIZE];
  if (!spool_list(refused, &arena, &items, &count, &err)) return;
  for (size_t i = 0; i + SPOOL_REFUSED_MAX < count; i++) {
    path_of(refused, items[i].name, path);
    snprintf(why, sizeof why, "%s.why", path);
    unlink(path);
    unlink(why);
  }
}

bool spool_refuse(const struct spool *spool, const struct spool_item *item, const char *reason, struct err *err) {
  struct spool refused = *spool;
  char from[PATH_SIZE];
  char to[PATH_SIZE];
  char why[WHY_SIZE];
  if (snprintf(refused.folder, sizeof refused.folder, "%s/refused", spool->folder) >= (int)sizeof refused.folder)
    return err_set(err, ERR_CONFIG, "spool: the path is too long");
  if (!fs_make_dirs(refused.folder, err)) return false;
  path_of(spool, item->name, from);
  path_of(&refused, item->name, to);
  snprintf(why, sizeof why, "%s.why", to);
  if (!fs_write(why, reason, strlen(reason), err)) return false;
  if (rename(from, to) != 0) return err_set_errno(err, "spool: cannot put '%s' aside", from);
  thin_out(&refused);
  return fs_sync_dir(refused.folder, err);
}

/* "….json.<pid>.tmp" of a process that is gone. */
static bool is_left_behind(const char *name) {
  static const char before[] = ".json.";
  char digits[24];
  int64_t pid;
  const char *at = strstr(name, before);
  if (!at) return false;
  at += sizeof before - 1;
  size_t count = strspn(at, "0123456789");
  if (count >= sizeof digits || !str_equals(at + count, ".tmp")) return false;
  snprintf(digits, sizeof digits, "%.*s", (int)count, at);
  if (!parse_int(digits, 1, INT32_MAX, &pid)) return false;
  return pid == (long)getpid() || (kill((pid_t)pid, 0) != 0 && errno == ESRCH);
}

bool spool_sweep(const struct spool *spool, struct err *err) {
  char path[PATH_SIZE];
  scoped_folder folder = opendir(spool->folder);
  if (!folder) return errno == ENOENT || err_set_errno(err, "spool '%s'", spool->folder);
  for (const struct dirent *entry; (entry = readdir(folder));) {
    if (!is_left_behind(entry->d_name)) continue;
    path_of(spool, entry->d_name, path);
    if (unlink(path) != 0 && errno != ENOENT) return err_set_errno(err, "spool: cannot remove '%s'", path);
  }
  return true;
}
