/* What a board counts on one day: how often, never who (QUALITY P1). Kept in a small file between starts; when the day is over
 * it becomes one message (message.h, "counts").
 *
 * The file is {"counts":{…the message's body…},"id":"<32 hex digits>","searches":3}. The id is that of the day's message from
 * the day's first count on, so that a power cut between message and file makes no second one. */
#ifndef LITFASS_SPOOL_COUNTS_H
#define LITFASS_SPOOL_COUNTS_H

#include "base/buf.h"
#include "base/err.h"
#include "spool/message.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { COUNTS_KEYS_MAX = 48, COUNTS_FILE_MAX = 16 * 1024 };

struct counted {
  char id[65];
  int64_t times;
};

struct counted_list {
  struct counted items[COUNTS_KEYS_MAX];
  size_t count;
};

struct counts {
  int32_t day; /* base/civil.h, of the board's place; 0: nothing was counted yet */
  char message_id[MESSAGE_ID_SIZE];
  int64_t visits, taps;
  struct counted_list topics, kinds;
  int64_t searches; /* words that were sent today; not part of the message */
};

/* Begins a day. */
void counts_start(struct counts *counts, int32_t day);

/* One more of it; what is beyond COUNTS_KEYS_MAX different ones is not counted. */
void counts_add(struct counted_list *list, const char *id);

/* The body of the day's message. */
MUST_USE bool counts_body(const struct counts *counts, struct buf *out, struct err *err);

/* To the file and back. ERR_PARSE: the file is damaged, the day begins anew. */
MUST_USE bool counts_format(const struct counts *counts, struct buf *out, struct err *err);
MUST_USE bool counts_parse(const char *text, size_t len, struct counts *out, struct err *err);

#endif
