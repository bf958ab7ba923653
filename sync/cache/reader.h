/* The app's view of the cache: never writes, never waits for the writer, never reads the clock.
 *
 * Lists are walks of an index; an entry's line is parsed when its row is shown, and kept parsed for the next frames: what is
 * read into an arena lives as long as that arena, even beyond the reader. Cost follows what is shown, not what is stored:
 * counts come from counters that the writer keeps. Times are wall times of the kiosk's place (base/civil.h).
 *
 * `now` hides what is not visible (visible_from, visible_until); READER_NO_CLOCK hides nothing: without a trusted clock nothing
 * expires. Any read can fail with ERR_CORRUPT: close, show the last picture, tell the daemon, reopen later. */
#ifndef LITFASS_CACHE_READER_H
#define LITFASS_CACHE_READER_H

#include "base/arena.h"
#include "base/err.h"
#include "feed/entry.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define READER_NO_CLOCK INT64_MIN

struct reader;

/* ERR_NOT_FOUND: no cache yet, or one without content; ERR_CORRUPT: damaged or of a newer program. */
MUST_USE bool reader_open(const char *path, struct reader **out, struct err *err);
void reader_close(struct reader *reader);

/* One PRAGMA data_version: true in *changed when somebody committed since the last look. */
MUST_USE bool reader_poll(struct reader *reader, bool *changed, struct err *err);

/* Everything read between begin and end is one version of the content (a read transaction; readers never block). */
MUST_USE bool reader_begin(struct reader *reader, struct err *err);
void reader_end(struct reader *reader);

struct reader_info {
  char name[256];  /* of the place, from the manifest */
  int64_t version; /* 0: never synced */
  int64_t published_utc;
  int64_t expires_utc;
  int64_t checked_utc;       /* last time the hub confirmed that this is the newest content */
  int64_t failing_since_utc; /* 0 while the last poll succeeded: "zurzeit ohne Internet" */
  int64_t newest_utc;        /* newest signed timestamp seen: raises the floor clock */
  char seal_key[65];         /* public key in hex for what visitors write; "": the board cannot take messages */
};
MUST_USE bool reader_info(struct reader *reader, struct reader_info *out, struct err *err);

/* Opening hours by their number (struct hours_use): wanted[n] is 1 for those that a query asks for; wanted[0] is for
 * services without and always there. */
struct hours_set {
  const unsigned char *wanted;
  size_t count;
};

/* Which entries, in which order. Zero-initialised fields do not restrict. */
enum reader_order {
  ORDER_NAME,   /* DIN 5007-1 sort key of the German name */
  ORDER_NEWEST, /* notices and projects: priority, then visible_from, newest first */
  ORDER_NEAR,   /* services: by distance from latitude and longitude, then name; behind them those of which nobody knows where,
                   and at the end those that are nowhere (hotlines) */
};
struct reader_query {
  unsigned kinds;         /* bits 1 << enum entry_kind; at least one */
  const char *topic;      /* NULL: all */
  unsigned accessibility; /* all of these bits */
  int mode;               /* 1 + enum offer_mode; 0: all */
  bool numbers_only;
  bool free_only;
  const char *place;             /* entries at this place id */
  const char *provider;          /* entries of this organization id */
  const char *language;          /* BCP 47 tag: entries where it is spoken */
  const struct hours_set *hours; /* services that keep one of these; NULL: all */
  enum reader_order order;
  double latitude, longitude; /* of ORDER_NEAR, WGS 84 in degrees */
  int64_t now;
};

/* How many rows the query has. O(1) for kind, kind + topic, kind + mode; else an index walk. */
MUST_USE bool reader_count(struct reader *reader, const struct reader_query *query, size_t *out, struct err *err);

/* A place in a list that can be continued without counting from the start. {0} is the beginning. */
struct reader_cursor {
  unsigned char key[160];
  size_t key_len;
  int64_t row; /* 0: the beginning */
};

/* Up to `limit` entries behind `cursor` (or, with `backward`, before it, in descending order), parsed into the arena.
 * `after[i]` (may be NULL) gets the cursor of entry i. */
MUST_USE bool reader_page(struct reader *reader, const struct reader_query *query, const struct reader_cursor *cursor,
                          bool backward, size_t limit, struct arena *arena, struct entry *out, struct reader_cursor *after,
                          size_t *count, struct err *err);

/* Rows before the first whose sort key starts at or behind `letter` ("A" … "Z"; the key's form), for the letter bar. */
MUST_USE bool reader_seek_letter(struct reader *reader, const struct reader_query *query, const char *letter,
                                 struct reader_cursor *out, struct err *err);

/* One entry. ERR_NOT_FOUND when it is not (or no longer) there. */
MUST_USE bool reader_find(struct reader *reader, const char *id, struct arena *arena, struct entry *out, struct err *err);

struct occurrence {
  struct entry entry;
  int64_t start, end; /* wall time of the kiosk's place; end = start where the event has none */
  bool date_only;
};

/* Occurrences that end behind `from` (running ones included) and start before `to`, by start then name; `skip` and `limit`
 * page. */
MUST_USE bool reader_occurrences(struct reader *reader, int64_t from, int64_t to, int64_t now, size_t skip, size_t limit,
                                 struct arena *arena, struct occurrence *out, size_t *count, struct err *err);

/* Which occurrences the agenda shows. The filters combine; each combination is an index of its own, so that three matches among
 * 100,000 occurrences cost three rows. */
struct agenda_filter {
  const char *topic; /* NULL: all */
  bool free_only, step_free;
};
struct agenda_query {
  struct agenda_filter filter;
  int64_t from, to, now; /* as for reader_occurrences */
};
MUST_USE bool reader_agenda(struct reader *reader, const struct agenda_query *query, size_t skip, size_t limit,
                            struct arena *arena, struct occurrence *out, size_t *count, struct err *err);

/* What would take place then, and is left out of its series (exdate): starts on the day of `from` or later and before `to`, and
 * would end behind `from`; by start. Not among the occurrences: RFC 5545 knows these dates no more, but people do. */
MUST_USE bool reader_taken_out(struct reader *reader, int64_t from, int64_t to, int64_t now, size_t limit, struct arena *arena,
                               struct occurrence *out, size_t *count, struct err *err);

/* How many there are, but no more than `most`: cost follows what is counted. */
MUST_USE bool reader_agenda_count(struct reader *reader, const struct agenda_query *query, size_t most, size_t *out,
                                  struct err *err);

/* What takes place on each of `days` days from `day`: starts there, or runs since an earlier day. From counters; the window
 * reaches WRITER_AHEAD_DAYS ahead. */
struct day_total {
  size_t starting, running;
};
MUST_USE bool reader_day_totals(struct reader *reader, const struct agenda_filter *filter, int32_t day, size_t days,
                                struct day_total *out, struct err *err);

/* The first day behind `day` on which something starts; *found false when there is none. */
MUST_USE bool reader_next_day(struct reader *reader, const struct agenda_filter *filter, int32_t day, int32_t *out, bool *found,
                              struct err *err);

/* Occurrences of one event with end > from, ascending. */
MUST_USE bool reader_occurrences_of(struct reader *reader, const char *id, int64_t from, size_t limit, struct arena *arena,
                                    struct occurrence *out, size_t *count, struct err *err);

/* Occurrences starting on each of `days` days from `day`, one number a day; from counters. */
MUST_USE bool reader_count_days(struct reader *reader, int32_t day, size_t days, size_t *out, struct err *err);

/* The distinct opening_hours expressions of services, and how many services (of `topic`, NULL for all) keep each: "31 offen"
 * costs one evaluation for each expression, however many services share it. Arrays live in the arena. */
struct hours_use {
  const char *expression;
  size_t count;
  int64_t number; /* from 1 on, the same as long as the content is */
};
MUST_USE bool reader_hours(struct reader *reader, const char *topic, struct arena *arena, struct hours_use **out, size_t *count,
                           struct err *err);

/* Languages that are spoken somewhere in the lists of a kind, with how many entries; by tag. */
struct language_count {
  const char *tag;
  size_t count;
};
MUST_USE bool reader_languages(struct reader *reader, enum entry_kind kind, struct arena *arena, struct language_count **out,
                               size_t *count, struct err *err);

/* Topics that have services, with how many; `topics` of the feed's own that are not built in included. By id. */
struct topic_count {
  const char *id;
  size_t count;
};
MUST_USE bool reader_topics(struct reader *reader, struct arena *arena, struct topic_count **out, size_t *count,
                            struct err *err);
MUST_USE bool reader_topics_of(struct reader *reader, enum entry_kind kind, struct arena *arena, struct topic_count **out,
                               size_t *count, struct err *err);

/* Tells the daemon that a read failed with ERR_CORRUPT (cache/damage.h): it checks the cache and rebuilds it, and reader_open
 * or reader_poll find the new one. Needs no open reader. */
MUST_USE bool reader_report_damage(const char *path, struct err *err);

/* Path of a picture in the asset folder beside the cache ("<cache>.assets/<sha256>.png"), or false when it is not there yet. */
bool reader_asset_path(const struct reader *reader, const char *asset, char *out, size_t size);

#endif
