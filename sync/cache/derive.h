/* What the cache keeps of an entry beside its line: keys, flags, and the facets under which lists find it. Pure: the same entry
 * gives the same rows when it is put and when it is dropped. Any change here needs a migration that rebuilds the lists. */
#ifndef LITFASS_CACHE_DERIVE_H
#define LITFASS_CACHE_DERIVE_H

#include "base/arena.h"
#include "cache/sortkey.h"
#include "feed/entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* list.flags: the accessibility bits, then these. */
enum {
  FLAG_NUMBERS = 1 << 8,
  FLAG_FREE = 1 << 9,
  FLAG_MODE_SHIFT = 12, /* 1 + enum offer_mode, in four bits */
  FLAG_MODE_MASK = 15 << FLAG_MODE_SHIFT,
  FLAG_HOURS_SHIFT = 16, /* number of the opening hours in table hours, 0 for none: the writer adds it */
};

enum { FACET_NAME_MAX = 4 + 256, NEWEST_KEY_MAX = 9 + SORTKEY_MAX };

/* Names of facets. `value` is a topic, an id or an asset; NULL where the facet has none. */
enum facet {
  FACET_ALL,      /* "" */
  FACET_TOPIC,    /* "t/pflege" */
  FACET_PLACE,    /* "p/rathaus" */
  FACET_PROVIDER, /* "o/caritas" */
  FACET_MODE,     /* "m/1": 1 + enum offer_mode */
  FACET_ACCESS,   /* "a/0": number of the bit */
  FACET_NUMBERS,  /* "n" */
  FACET_FREE,     /* "f" */
  FACET_LANGUAGE, /* "l/tr": spoken there */
  FACET_SPOT,     /* "@4877160,918130": services with a position of their own, in 1/100,000 degree */
  FACET_NOWHERE,  /* "w": services without a place: hotlines */
  FACET_IMAGE,    /* "i/ab…cd.png": counted only, never listed */
};
/* With `newest` the name is that of the same list in ORDER_NEWEST. Returns false when the value is too long. */
bool facet_name(enum facet facet, const char *value, bool newest, char out[FACET_NAME_MAX]);

struct derived {
  unsigned char key[SORTKEY_MAX];
  size_t key_len;
  unsigned char newest_key[NEWEST_KEY_MAX];
  size_t newest_len;
  unsigned flags;
  bool has_from, has_until;
  int64_t visible_from, visible_until; /* wall time of the place, half-open */
  const char *const *facets;           /* names, without doubles, in name order lists; in the arena */
  size_t facet_count;
  const char *spot;      /* services: the facet among these that says where it is; NULL: nowhere */
  unsigned agenda_flags; /* events: AGENDA_FREE, AGENDA_STEP_FREE */
};

/* What the agenda filters by beside topics. Occurrences are kept apart by it, for everything and for each topic: a group is the
 * number of a facet times AGENDA_CLASSES and these flags. */
enum { AGENDA_FREE = 1 << 0, AGENDA_STEP_FREE = 1 << 1, AGENDA_CLASSES = 4 };

/* Where a service is: FACET_PLACE or FACET_SPOT with the facet's value, or FACET_NOWHERE. */
enum facet derive_spot(const struct entry *entry, char value[FACET_NAME_MAX]);

/* The position in a name of FACET_SPOT; false for other names. */
bool spot_position(const char *name, double *latitude, double *longitude);

/* Facets under which occurrences, hours and spots are kept: everything, and topics. */
bool facet_is_topical(const char *facet);

/* Whether lists of this kind are kept in ORDER_NEWEST too. */
bool derive_has_newest(enum entry_kind kind);

/* A moment of the entry in the wall time of the place (`zone`). `close` says that a date means its last moment, not its first.
 */
int64_t derive_wall(const struct entry *entry, const struct when *when, const char *zone, bool close);

void derive(const struct entry *entry, const char *zone, struct arena *arena, struct derived *out);

#endif
