/* Messages on their way to the hub: one file each in a folder, until the hub has acknowledged it.
 *
 * Board and daemon put files in, the daemon alone takes them out. A file is there whole or not at all (fs_write), and certain
 * to survive a power cut once spool_put has returned. Its name is
 *
 *   000000000042-report-<32 hex digits>.json      number (order), kind, id
 *
 * so that the spool can be listed, ordered and kept within bounds without opening a file. Files with other names are left
 * alone. What the hub refuses for good goes to the folder "refused", beside a ".why" with its words; the last hundred stay. */
#ifndef LITFASS_SPOOL_SPOOL_H
#define LITFASS_SPOOL_SPOOL_H

#include "base/arena.h"
#include "spool/message.h"

enum { SPOOL_NAME_SIZE = 80, SPOOL_REFUSED_MAX = 100 };

struct spool {
  char folder[4096];
  size_t max_messages, max_heartbeats;
  int64_t max_bytes;
};

/* Fills in the folder and the usual bounds: 1,000 messages, 24 of them heartbeats, 4 MiB. Touches no disk. */
MUST_USE bool spool_init(struct spool *spool, const char *folder, struct err *err);

struct spool_item {
  int64_t number;
  enum message_kind kind;
  char id[MESSAGE_ID_SIZE];
  char name[SPOOL_NAME_SIZE]; /* of the file */
  int64_t bytes;
};

/* Puts a message in; it is acknowledged to the visitor after that and not before. Where the spool is full, the oldest of what
 * is worth less makes room: heartbeats first, then counts; a visitor's words never. ERR_TOO_BIG when that is not enough. */
MUST_USE bool spool_put(const struct spool *spool, enum message_kind kind, const char *id, const struct buf *message,
                        struct err *err);

/* What waits, oldest first. A folder that is not there is an empty spool. */
MUST_USE bool spool_list(const struct spool *spool, struct arena *arena, struct spool_item **out, size_t *count,
                         struct err *err);

/* The bytes as they were put. ERR_NOT_FOUND: it has made room meanwhile. */
MUST_USE bool spool_read(const struct spool *spool, const struct spool_item *item, struct buf *out, struct err *err);

/* The hub has it. */
MUST_USE bool spool_done(const struct spool *spool, const struct spool_item *item, struct err *err);

/* The hub will never take it: keeps it aside with the reason. */
MUST_USE bool spool_refuse(const struct spool *spool, const struct spool_item *item, const char *reason, struct err *err);

/* Removes what a power cut left behind of files that were being written. For the daemon's start. */
MUST_USE bool spool_sweep(const struct spool *spool, struct err *err);

/* What waits and what was refused, for status. */
struct spool_tally {
  size_t waiting, refused;
  int64_t bytes; /* waiting */
};
MUST_USE bool spool_count(const struct spool *spool, struct spool_tally *out, struct err *err);

#endif
