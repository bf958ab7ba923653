/* When an event takes place, in the wall time of the kiosk's place. Pure; RFC 5545 by feed/recurrence.h, zones by base/zone.h.
 */
#ifndef LITFASS_CACHE_EXPAND_H
#define LITFASS_CACHE_EXPAND_H

#include "feed/entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { EXPAND_MAX = 1024 }; /* occurrences of one event in one go; 435 days of twice a day fit */

struct expansion {
  int64_t start[EXPAND_MAX], until[EXPAND_MAX]; /* ascending by start; see table `occurrence` */
  size_t count;
  bool has_due;
  int64_t due; /* start of the first occurrence that is not in the arrays, or where to look again */
};

/* Occurrences with from <= start < to. A rule that cannot be expanded gives the first occurrence only. */
void expand(const struct entry *event, const char *zone, int64_t from, int64_t to, struct expansion *out);

/* What exdate takes out of the series: starts that there would be without it, from `from` on, the first EXPAND_OUT_MAX. An
 * event that is off as a whole has none. `due` is not set. */
enum { EXPAND_OUT_MAX = 64 };
void expand_taken_out(const struct entry *event, const char *zone, int64_t from, struct expansion *out);

/* How long the event lasts as the table counts it: at least 0; a date without an end lasts a day. */
int64_t expand_duration(const struct entry *event);

#endif
