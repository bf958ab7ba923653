/* Conditional and range requests, RFC 9110, 13 and 14: pure functions of header texts. */
#ifndef LITFASS_HUB_RANGES_H
#define LITFASS_HUB_RANGES_H

#include <stdbool.h>
#include <stdint.h>

enum range_kind {
  RANGE_WHOLE,   /* no Range, one of several ranges, or one that is not understood: send everything (14.2) */
  RANGE_PART,    /* send [from, from + len) with 206 */
  RANGE_OUTSIDE, /* 416 */
};

struct range_answer {
  enum range_kind kind;
  uint64_t from, len;
};

/* `header` is the value of Range or NULL. */
struct range_answer range_read(const char *header, uint64_t size);

/* Whether If-None-Match (NULL: absent) names the tag: weak comparison, lists and "*" (13.1.2). `etag` has its quotes. */
bool etag_matches(const char *header, const char *etag);

#endif
