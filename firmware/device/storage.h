/* How the disk is. Flash cards are what dies first in such boards, and they announce it: counted errors of the file system,
 * wear as the card itself tells it, and writes that come back slowly or wrongly. */
#ifndef LITFASS_DEVICE_STORAGE_H
#define LITFASS_DEVICE_STORAGE_H

#include "base/err.h"
#include "device/tree.h"

enum storage_verdict {
  STORAGE_OK,
  STORAGE_FULL,    /* too little space, or too few inodes */
  STORAGE_WORN,    /* the card says that its end is near: change it soon */
  STORAGE_FAILING, /* errors have happened: change it now */
};

enum { STORAGE_UNKNOWN = -1 };

enum probe_result { PROBE_NEVER, PROBE_OK, PROBE_WRONG /* other bytes came back */, PROBE_FAILED /* an error, or no space */ };

struct storage {
  int64_t ext4_errors;  /* of all mounted ext4 file systems; STORAGE_UNKNOWN: there is none */
  int64_t life_percent; /* of the most worn eMMC, used up, in steps of ten; 110: beyond its life */
  int64_t pre_eol;      /* of its reserve: 1 normal, 2 warning, 3 urgent */
  int64_t free_bytes, free_percent, free_inodes_percent;
  enum probe_result probe;
  bool probe_is_direct; /* read from the disk, not from memory */
  int64_t probe_ms;
};

struct storage_limits {
  int64_t free_bytes, free_percent;
};

void storage_init(struct storage *storage);

/* Pure. The worst counts. */
enum storage_verdict storage_judge(const struct storage *storage, const struct storage_limits *limits);
const char *storage_verdict_name(enum storage_verdict verdict);
const char *probe_name(enum probe_result result);

/* Errors (/sys/fs/ext4/<disk>/errors_count), wear (/sys/block/mmcblk<n>/device/life_time and pre_eol_info, which are EXT_CSD
 * 267 to 269 of JESD84-B51), room in `folder`. */
void storage_read(const struct tree *tree, const char *folder, struct storage *storage);

/* Writes 4096 bytes that nobody wrote before, waits for the disk, reads them back past the page cache (O_DIRECT where the file
 * system can, which tmpfs cannot) and compares. `folder` is as the kernel knows it. */
void storage_probe(const char *folder, uint64_t seed, struct storage *storage);

#endif
