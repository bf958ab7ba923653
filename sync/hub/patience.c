#include "hub/patience.h"

#include "base/compiler.h"

#include <string.h>
#include <sys/socket.h>

void patience_init(struct patience *patience) {
  memset(patience->deadlines, 0, sizeof patience->deadlines);
  ASSERT(pthread_mutex_init(&patience->lock, NULL) == 0);
}

void patience_fini(struct patience *patience) { pthread_mutex_destroy(&patience->lock); }

void patience_set(struct patience *patience, int fd, int64_t deadline_ms) {
  if (fd < 0 || fd >= PATIENCE_MAX) return;
  pthread_mutex_lock(&patience->lock);
  patience->deadlines[fd] = deadline_ms;
  pthread_mutex_unlock(&patience->lock);
}

/* Under the lock a descriptor is not yet closed: whoever closes it has to take its deadline away first. */
void patience_cut(struct patience *patience, int64_t now_ms) {
  pthread_mutex_lock(&patience->lock);
  for (int fd = 0; fd < PATIENCE_MAX; fd++) {
    if (patience->deadlines[fd] == 0 || patience->deadlines[fd] > now_ms) continue;
    shutdown(fd, SHUT_RDWR);
    patience->deadlines[fd] = 0;
  }
  pthread_mutex_unlock(&patience->lock);
}
