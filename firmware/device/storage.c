#include "device/storage.h"

#include "base/clock.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { PROBE_BYTES = 4096, LIFE_WORN_PERCENT = 90, LIFE_STEPS_MAX = 11, PRE_EOL_WARNING = 2, PRE_EOL_MAX = 3 };

void storage_init(struct storage *storage) {
  *storage = (struct storage){.ext4_errors = STORAGE_UNKNOWN,
                              .life_percent = STORAGE_UNKNOWN,
                              .pre_eol = STORAGE_UNKNOWN,
                              .free_bytes = STORAGE_UNKNOWN,
                              .free_percent = STORAGE_UNKNOWN,
                              .free_inodes_percent = STORAGE_UNKNOWN};
}

/* ---- verdict ---- */

static bool is_below(int64_t value, int64_t limit) { return value != STORAGE_UNKNOWN && value < limit; }

enum storage_verdict storage_judge(const struct storage *storage, const struct storage_limits *limits) {
  bool is_full = is_below(storage->free_bytes, limits->free_bytes) || is_below(storage->free_percent, limits->free_percent) ||
                 is_below(storage->free_inodes_percent, limits->free_percent);
  /* A full disk cannot be written to: that is no fault of the disk. */
  bool is_wrong = storage->probe == PROBE_WRONG || (storage->probe == PROBE_FAILED && !is_full);
  if (storage->ext4_errors > 0 || is_wrong) return STORAGE_FAILING;
  if (storage->life_percent >= LIFE_WORN_PERCENT || storage->pre_eol >= PRE_EOL_WARNING) return STORAGE_WORN;
  return is_full ? STORAGE_FULL : STORAGE_OK;
}

const char *storage_verdict_name(enum storage_verdict verdict) {
  static const char *const names[] = {"ok", "full", "worn", "failing"};
  ASSERT((size_t)verdict < COUNT_OF(names));
  return names[verdict];
}

const char *probe_name(enum probe_result result) {
  static const char *const names[] = {"never", "ok", "wrong", "failed"};
  ASSERT((size_t)result < COUNT_OF(names));
  return names[result];
}

/* ---- reading ---- */

struct look {
  const struct tree *tree;
  struct storage *out;
};

static void visit_errors(void *user, const char *path) {
  struct look *look = user;
  int64_t errors;
  if (!tree_number(look->tree, path, &errors) || errors < 0) return;
  look->out->ext4_errors = (look->out->ext4_errors == STORAGE_UNKNOWN ? 0 : look->out->ext4_errors) + errors;
}

static int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

/* "0x02 0x01": two kinds of cells, each used up to so many tenths; 0 is "not defined". */
static void visit_life(void *user, const char *path) {
  struct look *look = user;
  char text[64];
  if (!tree_line(look->tree, path, text, sizeof text)) return;
  char *at = text;
  for (char *end; *at; at = end) {
    unsigned long tenths = strtoul(at, &end, 16);
    if (end == at) return;
    if (tenths >= 1 && tenths <= LIFE_STEPS_MAX)
      look->out->life_percent = larger(look->out->life_percent, (int64_t)tenths * 10);
  }
}

static void visit_pre_eol(void *user, const char *path) {
  struct look *look = user;
  char text[32];
  char *end;
  if (!tree_line(look->tree, path, text, sizeof text)) return;
  unsigned long value = strtoul(text, &end, 16);
  if (end != text && !*end && value >= 1 && value <= PRE_EOL_MAX)
    look->out->pre_eol = larger(look->out->pre_eol, (int64_t)value);
}

static int64_t share(fsblkcnt_t part, fsblkcnt_t whole) {
  return whole == 0 ? STORAGE_UNKNOWN : (int64_t)((double)part * 100.0 / (double)whole);
}

static void read_room(const struct tree *tree, const char *folder, struct storage *storage) {
  char full[PATH_MAX];
  struct statvfs room;
  tree_path(tree, folder, full);
  if (statvfs(full, &room) != 0) return;
  storage->free_bytes = (int64_t)room.f_bavail * (int64_t)room.f_frsize;
  storage->free_percent = share(room.f_bavail, room.f_blocks);
  storage->free_inodes_percent = share(room.f_favail, room.f_files);
}

void storage_read(const struct tree *tree, const char *folder, struct storage *storage) {
  struct storage kept = *storage;
  struct look look = {tree, storage};
  storage_init(storage);
  storage->probe = kept.probe;
  storage->probe_ms = kept.probe_ms;
  storage->probe_is_direct = kept.probe_is_direct;
  tree_each(tree, "/sys/fs/ext4/*/errors_count", visit_errors, &look);
  tree_each(tree, "/sys/block/mmcblk*/device/life_time", visit_life, &look);
  tree_each(tree, "/sys/block/mmcblk*/device/pre_eol_info", visit_pre_eol, &look);
  read_room(tree, folder, storage);
}

/* ---- probe ---- */

/* xorshift64*: what comes back must be what was written just now. */
static void fill(unsigned char *page, uint64_t seed) {
  uint64_t state = seed | 1;
  for (size_t i = 0; i < PROBE_BYTES; i++) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    page[i] = (unsigned char)((state * UINT64_C(0x2545F4914F6CDD1D)) >> 56);
  }
}

static bool put(const char *path, const void *page) {
  int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return false;
  bool ok = pwrite(fd, page, PROBE_BYTES, 0) == PROBE_BYTES && fsync(fd) == 0;
  return close(fd) == 0 && ok;
}

static bool get(const char *path, void *page, bool *is_direct) {
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_DIRECT);
  *is_direct = fd >= 0;
  if (fd < 0) fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return false;
  if (!*is_direct) (void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
  ssize_t got = pread(fd, page, PROBE_BYTES, 0);
  close(fd);
  return got == PROBE_BYTES;
}

void storage_probe(const char *folder, uint64_t seed, struct storage *storage) {
  _Alignas(PROBE_BYTES) unsigned char written[PROBE_BYTES];
  _Alignas(PROBE_BYTES) unsigned char back[PROBE_BYTES];
  char path[PATH_MAX];
  struct clock clock;
  clock_init_system(&clock, "UTC");
  int64_t began = clock_elapsed_ms(&clock);
  fill(written, seed);
  memset(back, 0, sizeof back);
  bool named = snprintf(path, sizeof path, "%s/probe", folder) < (int)sizeof path;
  if (!named || !put(path, written) || !get(path, back, &storage->probe_is_direct))
    storage->probe = PROBE_FAILED;
  else
    storage->probe = memcmp(written, back, PROBE_BYTES) == 0 ? PROBE_OK : PROBE_WRONG;
  storage->probe_ms = clock_elapsed_ms(&clock) - began;
}
