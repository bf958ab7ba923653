/* The buckets of table `span`: days, blocks of 32 days and of 4096 days. */
#ifndef LITFASS_CACHE_SPAN_H
#define LITFASS_CACHE_SPAN_H

#include <stdint.h>

enum span_level { SPAN_DAY, SPAN_MONTH, SPAN_AGE, SPAN_LEVELS };

static inline enum span_level span_level_for(int32_t first, int32_t last) {
  int32_t days = last - first + 1;
  return days <= 40 ? SPAN_DAY : days <= 40 * 32 ? SPAN_MONTH : SPAN_AGE;
}

static inline int64_t span_block(enum span_level level, int32_t day) {
  static const int shift[SPAN_LEVELS] = {0, 5, 12};
  return day >> shift[level];
}

static inline int64_t span_bucket(enum span_level level, int64_t block) { return block * 4 + (int64_t)level; }

#endif
