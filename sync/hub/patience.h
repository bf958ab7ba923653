/* How long a connection may take to ask: slow clients are cut at 10 s (QUALITY S7), however they dribble. libmicrohttpd's own
 * time-out starts anew with every byte. Answers may take as long as the line is slow, large ones (server.c) five minutes. Safe
 * for several threads. */
#ifndef LITFASS_HUB_PATIENCE_H
#define LITFASS_HUB_PATIENCE_H

#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

enum { PATIENCE_MS = 10 * 1000, PATIENCE_UPLOAD_MS = 60 * 1000, PATIENCE_ANSWER_MS = 300 * 1000, PATIENCE_MAX = 2048 };

struct patience {
  pthread_mutex_t lock;
  int64_t deadlines[PATIENCE_MAX]; /* by descriptor; 0: not waiting for this one */
};

void patience_init(struct patience *patience);
void patience_fini(struct patience *patience);

/* The connection `fd` has until then to go on; 0: as long as it likes. */
void patience_set(struct patience *patience, int fd, int64_t deadline_ms);

/* Shuts down what is overdue; libmicrohttpd then closes it. */
void patience_cut(struct patience *patience, int64_t now_ms);

#endif
