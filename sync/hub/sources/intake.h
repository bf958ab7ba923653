/* What a reader makes of a foreign document: entries of ours, and what a person should know about those that lost something on
 * the way.
 *
 * Readers hand over JSON objects as FEED.md describes them; intake_take shortens what is too long, leaves out optional fields
 * that are wrong, and keeps the canonical line. Invariant: every line in an intake is one that entry_read accepts, ids are
 * there once. Nothing here knows disk, network or database. */
#ifndef LITFASS_HUB_SOURCES_INTAKE_H
#define LITFASS_HUB_SOURCES_INTAKE_H

#include "base/arena.h"
#include "base/err.h"
#include "hub/sources/mapping.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { INTAKE_BYTES_MAX = 16 * 1024 * 1024, INTAKE_ENTRIES_MAX = 20000, INTAKE_NOTES_MAX = 200 };

/* How a source's things become ours. */
struct intake_rules {
  const char *source;    /* source_name_is_valid: ids begin with it */
  const char *zone;      /* IANA; of the hub: what has no zone of its own */
  int32_t today;         /* of the hub; base/civil.h */
  int32_t oldest;        /* events whose last day lies before are left out; INT32_MIN: none is */
  struct mapping topics; /* categories of the source -> topics */
  struct mapping places; /* names of places in the source -> ids of places */
};

struct intake_entry {
  const char *id, *line; /* canonical */
  size_t len;
  const char *asset; /* its picture, or NULL */
};

struct intake_note {
  const char *where; /* "event 'Yoga'", "row 7" */
  const char *text;
  bool wrong; /* a mistake that the writer of the document can mend, as against what we cannot show */
};

struct intake {
  const struct intake_rules *rules; /* borrowed */
  struct arena arena;               /* of everything below */
  struct intake_entry *entries;
  size_t count, capacity;
  struct intake_note *notes; /* the first INTAKE_NOTES_MAX */
  size_t note_count;         /* of all */
  size_t wrong_count;        /* of those that are wrong */
  size_t left_out;           /* things of the document that became no entry */
  json_t *index;             /* id -> place in `entries` */
  /* Where a field came from, for readers that know ("row 7, column 'Telefon'"); NULL, or NULL returned: the place of the entry.
   */
  const char *(*place_of)(void *user, const char *field);
  void *place_user;
};

void intake_init(struct intake *intake, const struct intake_rules *rules);
void intake_fini(struct intake *intake);

#define scoped_intake CLEANUP(intake_fini) struct intake

/* The notes that are kept. */
size_t intake_notes_kept(const struct intake *intake);

void intake_note(struct intake *intake, const char *where, const char *format, ...) PRINTF_LIKE(3, 4);
void intake_wrong(struct intake *intake, const char *where, const char *format, ...) PRINTF_LIKE(3, 4);

/* Takes the object over (it is released). `where` names it in notes. Of two entries with one id the later counts. What cannot
 * become an entry at all is left out with a note. False only for ERR_TOO_BIG: more entries than a source may have. */
MUST_USE bool intake_take(struct intake *intake, json_t *entry, const char *where, struct err *err);

/* As intake_take, but nothing is mended: a field that is wrong is said to be, and the entry left out. For lines that are
 * entries already. */
MUST_USE bool intake_take_line(struct intake *intake, const char *line, size_t len, const char *where, struct err *err);

/* Adds the topics for a category of the source: as mapped; else the topic of that name; else a keyword. */
void intake_category(struct intake *intake, json_t *entry, const char *category);

/* Puts the place that the name is mapped to into `location`; false: it is mapped to none. */
bool intake_place(struct intake *intake, json_t *entry, const char *name);

/* Sets a text, unless it is NULL or "" or only white space; cleans what is no UTF-8. */
void intake_set(json_t *object, const char *field, const char *value);

/* `text` as summary when it is short and one paragraph, else as description. */
void intake_set_prose(json_t *entry, const char *text);

#endif
