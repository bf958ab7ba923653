/* The content of a hub in the formats of others: what it took in, and what its people wrote, goes out again.
 *
 * Every writer gives what is visible now, of one topic or place where asked for, in German; jsonl alone is everything, as it
 * is. Bytes are the same for the same content and `stamp_utc`. Addresses of pages are "<public_url>/e/<id>" when the hub's
 * setting "public_url" is there. */
#ifndef LITFASS_HUB_OUT_OUT_H
#define LITFASS_HUB_OUT_OUT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "feed/entry.h"
#include "hub/hub.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { OUT_BYTES_MAX = 64 * 1024 * 1024 };

struct out_question {
  const char *topic; /* NULL: all */
  const char *place; /* id of a place; NULL: all */
};

/* The content, read once for several answers. Lives in its arena. */
struct out_content {
  struct arena arena;
  const char *name, *zone, *land, *public_url; /* settings; public_url is "" where there is none, without '/' at its end */
  int64_t stamp_utc;                           /* now */
  int64_t now_wall;
  struct entry *entries; /* ascending by id */
  const char **lines;
  size_t count;
};

/* The lines as they stand, and then what is in them: the first needs the hub and is quick, the second does not and is not. */
MUST_USE bool out_read(struct hub *hub, struct out_content *out, struct err *err);
MUST_USE bool out_parse(struct out_content *content, struct err *err);
/* Both. */
MUST_USE bool out_load(struct hub *hub, struct out_content *out, struct err *err);

/* Only this entry, its place and its provider, as far as they are there: as quick in a large house as in a small one.
 * Without `lines`. */
MUST_USE bool out_load_one(struct hub *hub, const char *id, struct out_content *out, struct err *err);
void out_unload(struct out_content *content);

#define scoped_out_content CLEANUP(out_unload) struct out_content

/* NULL when there is none. */
const struct entry *out_find(const struct out_content *content, const char *id);

/* Whether the entry is visible now and answers the question (which may be NULL). */
bool out_fits(const struct out_content *content, const struct entry *entry, const struct out_question *question);

/* In German, or what there is; NULL for no text. Borrowed from the entry. */
const char *out_text(const struct text *text);

/* Summary, description, … with blank lines between; "" for none. */
char *out_prose(const struct entry *entry, struct arena *arena);

/* An address of an entry as strictly as RFC 3986 has it: what people type has letters of any script and brackets (checks.h).
 * NULL stays NULL. */
const char *out_uri(const char *url, struct arena *arena);

/* The entry's own address, or that of its page; NULL for neither. */
const char *out_url(const struct out_content *content, const struct entry *entry, struct arena *arena);

/* "https://hub.example/e/wochenmarkt", or NULL without public_url. */
char *out_page_url(const struct out_content *content, const struct entry *entry, struct arena *arena);

/* iCalendar (RFC 5545), text/calendar: a VEVENT for every event, series with their rule. Times have TZID with a VTIMEZONE made
 * from tzdata, except those of zones whose clocks follow no yearly rule (feed/vtimezone.h): single events of these are in UTC,
 * series of these are left out. DTSTART is the first occurrence. */
MUST_USE bool out_ical(const struct out_content *content, const struct out_question *question, struct buf *out,
                       struct err *err);

/* RSS 2.0, application/rss+xml: notices, the newest first. */
MUST_USE bool out_rss(const struct out_content *content, const struct out_question *question, struct buf *out, struct err *err);

/* HSDS 3, application/json: services with their organizations and places, as one page of what its API answers for /services.
 * Ids are UUIDs (RFC 9562, version 8) made from the hub's name and ours. */
MUST_USE bool out_hsds(const struct out_content *content, const struct out_question *question, struct buf *out,
                       struct err *err);

/* Lines of entries, sorted by id; without a question all of them, visible or not, and out_read alone will do. */
MUST_USE bool out_jsonl(const struct out_content *content, const struct out_question *question, struct buf *out,
                        struct err *err);

#endif
