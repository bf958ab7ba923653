/* The only hand that writes the cache: one process (a lock file sees to that), one connection, one transaction for each version
 * of the feed, WAL with synchronous=FULL. Readers see the version before or the one after, never between; so does the next
 * start after a power cut.
 *
 * `now` is wall time of the place. Occurrences of events are there from WRITER_PAST_DAYS before it to WRITER_AHEAD_DAYS behind
 * it; some of up to five weeks more at either end may be there too. */
#ifndef LITFASS_CACHE_WRITER_H
#define LITFASS_CACHE_WRITER_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WRITER_PAST_DAYS = 7, WRITER_AHEAD_DAYS = 400 };

struct writer;

/* Makes or migrates the file and its folder. `zone`: IANA zone of the place, must be known; another one than last time makes
 * the next writer_begin or writer_top_up expand all events anew. ERR_CORRUPT: damaged, foreign or newer file, untouched.
 * ERR_IO: also when another process has the cache open for writing. */
MUST_USE bool writer_open(const char *path, const char *zone, struct writer **out, struct err *err);
void writer_close(struct writer *writer);

/* What is known about the content. Borrowed until the next call. */
struct writer_info {
  char name[256];
  int64_t version;      /* 0: never synced */
  int64_t seen_version; /* newest version that a signature vouched for; 0 where versions began anew */
  int64_t published_utc, expires_utc, checked_utc, failing_since_utc, newest_utc, root_checked_utc;
  int64_t entries;                                 /* lines, `skipped` included */
  int64_t polls, polls_failed, requests, received; /* since the cache was made; see writer_count_poll */
  int64_t skipped;                                 /* lines of kinds that this program does not know, or that it cannot read */
  char content[65];
  char seal_key[65];    /* of the manifest; "" where it names none */
  char etag[128];       /* of the feed.json that was applied, "" for none */
  char last_error[240]; /* of the last poll, "" while it succeeded */
};
const struct writer_info *writer_info(const struct writer *writer);

enum writer_mode {
  WRITER_DELTA, /* what is not named stays */
  WRITER_WHOLE, /* what is not put until the commit goes; unchanged lines cost no write */
};
MUST_USE bool writer_begin(struct writer *writer, enum writer_mode mode, int64_t now, struct err *err);

/* The exact bytes of a line, without newline. Lines that entry_parse does not take are kept hidden and counted as skipped, as
 * long as they are a JSON object with an id: a kiosk that is older than its hub shows the rest. ERR_PARSE, ERR_TOO_BIG else. */
MUST_USE bool writer_put(struct writer *writer, const char *line, size_t len, struct err *err);

/* An id that is not there is no error here; the commit's content sum knows better. */
MUST_USE bool writer_drop(struct writer *writer, const char *id, struct err *err);

struct writer_version {
  const char *name, *content, *etag; /* etag NULL: none */
  const char *seal_key;              /* hex; NULL or "": none */
  int64_t version, published_utc, expires_utc, checked_utc, entries;
};
/* ERR_DENIED when count or content sum are not those of `version`: nothing is committed. Every failure rolls back. */
MUST_USE bool writer_commit(struct writer *writer, const struct writer_version *version, struct err *err);

/* Gives up what was put since writer_begin; fine without one. */
void writer_rollback(struct writer *writer);

/* Moves the window of occurrences to `now`: cost follows what enters and leaves it. Nothing to do: one comparison, no write.
 * *changed (may be NULL) tells whether something was written. */
MUST_USE bool writer_top_up(struct writer *writer, int64_t now, bool *changed, struct err *err);

/* Adds a poll to the counters. They are stored along with the next note or version: counting costs no write of its own. */
void writer_count_poll(struct writer *writer, bool ok, int64_t requests, int64_t received);

/* Small notes, each a transaction of its own. */
MUST_USE bool writer_note_checked(struct writer *writer, int64_t utc, const char *etag, int64_t expires_utc, struct err *err);
MUST_USE bool writer_note_failure(struct writer *writer, int64_t utc, const char *message, struct err *err);
MUST_USE bool writer_note_root(struct writer *writer, int64_t utc, struct err *err); /* root.json was looked at */
MUST_USE bool writer_forget_seen(struct writer *writer, struct err *err);            /* versions of the feed begin anew */
MUST_USE bool writer_note_seal_key(struct writer *writer, const char *hex, struct err *err); /* "": none any more */
MUST_USE bool writer_note_seen(struct writer *writer, int64_t version, int64_t newest_utc, struct err *err);

/* The cache as it is, as another file: atomically, and on disk when this returns; its folder is the caller's to sync. */
MUST_USE bool writer_copy(struct writer *writer, const char *path, struct err *err);

/* ERR_CORRUPT with SQLite's first complaint. Reads the whole file. */
MUST_USE bool writer_quick_check(struct writer *writer, struct err *err);

/* Calls back with every line (by id), or with every asset that entries name; stops with false when the callback returns false.
 */
typedef bool writer_line_fn(void *user, const char *line, size_t len, struct err *err);
typedef bool writer_asset_fn(void *user, const char *asset, struct err *err);
MUST_USE bool writer_each_line(struct writer *writer, writer_line_fn *each, void *user, struct err *err);
MUST_USE bool writer_each_asset(struct writer *writer, writer_asset_fn *each, void *user, struct err *err);

#endif
