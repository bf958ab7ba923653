#include "cache/postings.h"

uint64_t term_hash(const char *text) {
  uint64_t hash = UINT64_C(14695981039346656037);
  for (const char *c = text; *c; c++)
    hash = (hash ^ (unsigned char)*c) * UINT64_C(1099511628211);
  return (hash ^ hash >> 40) & ((UINT64_C(1) << 40) - 1);
}

void postings_start(struct postings_walk *walk, int64_t key, const void *blob, size_t len) {
  walk->at = blob;
  walk->end = walk->at + len;
  walk->row = posting_first_row(key);
  walk->weight = 0;
}

size_t postings_append(unsigned char *out, uint32_t gap, uint8_t weight) {
  size_t used = 0;
  for (; gap >= 0x80; gap >>= 7)
    out[used++] = (unsigned char)(gap | 0x80);
  out[used++] = (unsigned char)gap;
  out[used++] = weight;
  return used;
}
