/* The hash that decides what is drawn anew and what a cache holds: 64 bits, fast, the same in every run. Not for keys that an
 * attacker chooses to collide: a collision shows a wrong word, nothing worse. */
#ifndef LITFASS_DRAW_HASH_H
#define LITFASS_DRAW_HASH_H

#include <stdint.h>

/* A multiplication by 2^64 / the golden ratio carries every bit upwards, the shift brings them down again. */
static inline uint64_t hash_mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 29;
}

static inline uint64_t hash_pair(uint64_t hash, int a, int b) {
  return hash_mix(hash, (uint64_t)(uint32_t)a << 32 | (uint32_t)b);
}

static inline uint64_t hash_text(uint64_t hash, const char *text) {
  for (; *text; text++)
    hash = hash_mix(hash, (unsigned char)*text);
  return hash;
}

#endif
