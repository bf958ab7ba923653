/* A series that goes on changed from one of its occurrences on (RFC 5545, 3.2.13: RANGE=THISANDFUTURE): cut there, into series
 * of their own. Between the files of ical. */
#ifndef LITFASS_HUB_SOURCES_ICAL_SERIES_H
#define LITFASS_HUB_SOURCES_ICAL_SERIES_H

#include "base/arena.h"
#include "base/compiler.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All moments on the wall of `zone`. */
struct ical_series {
  int64_t start;
  bool date_only;
  const char *zone;
  const char *rrule;
};

/* The occurrences of [from, to), each `shift` seconds later. */
struct ical_cut {
  int64_t from, to; /* `from` is an occurrence, or INT64_MIN: the series' start; `to` INT64_MAX: as far as it goes */
  int64_t shift;
};

/* A rule that starts at the first of them; or NULL where none says the same, and the dates behind the first. In the arena. */
struct ical_part_of_series {
  const char *rrule;
  int64_t *dates;
  size_t count;
};

/* At most `limit` dates. False when `from` or `to` is not one of the rule's. */
MUST_USE bool ical_series_cut(const struct ical_series *series, const struct ical_cut *cut, size_t limit, struct arena *arena,
                              struct ical_part_of_series *out);

#endif
