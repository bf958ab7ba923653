/* How a field of an entry is read: the types that the table in entry.c is made of. Internal to sync/feed.
 *
 * Reading also tidies: a reader writes the cleaned text or the canonical date back into the JSON value, so that
 * entry_normalize is "read, then write the tree". */
#ifndef LITFASS_FEED_FIELDS_H
#define LITFASS_FEED_FIELDS_H

#include "feed/entry.h"

#include <jansson.h>

struct source {
  struct arena *arena;
  struct err *err;
  const char *prefix; /* of field names in messages: "", "location.", "phases[2]." */
};

struct field;
typedef bool field_reader(const struct source *source, const struct field *field, json_t *value, void *out);

struct field {
  const char *name;
  field_reader *read;
  size_t offset;     /* in the struct that `out` points to */
  unsigned kinds;    /* bits 1 << enum entry_kind */
  unsigned required; /* those of them that must have it */
  size_t limit;      /* characters, or items of a list */
  const void *extra; /* enum: names, NULL last; strings: check of one value; see the readers */
};

enum { ALL_KINDS = (1 << KIND_COUNT) - 1 };

/* Reads the fields that `kind` (an index of a bit) has. ERR_PARSE or ERR_TOO_BIG naming the first that is missing or wrong. */
MUST_USE bool fields_read(const struct source *source, const struct field *fields, size_t count, unsigned kind, json_t *object,
                          void *out);

/* ERR_PARSE "field '…': …"; returns false. */
bool field_fail(const struct source *source, const char *name, const char *format, ...) PRINTF_LIKE(3, 4);

/* Whether one string has the form that the field wants; NULL, or what is wrong with it ("must …"). Two grammars have their own
 * readers below: they say where. */
typedef const char *field_check(const char *value);

/* Cleaned string, one line, at most `limit` characters, not empty; NULL when it is not one (the error is set). */
const char *field_line(const struct source *source, const char *name, size_t limit, json_t *value);

bool read_text(const struct source *source, const struct field *field, json_t *value, void *out);  /* struct text, many lines */
bool read_title(const struct source *source, const struct field *field, json_t *value, void *out); /* struct text, one line */
bool read_line(const struct source *source, const struct field *field, json_t *value,
               void *out); /* char *; extra: field_check */
bool read_lines(const struct source *source, const struct field *field, json_t *value,
                void *out); /* string_list; extra as above */
bool read_bool(const struct source *source, const struct field *field, json_t *value, void *out);
bool read_enum(const struct source *source, const struct field *field, json_t *value, void *out);   /* extra: names */
bool read_flags(const struct source *source, const struct field *field, json_t *value, void *out);  /* extra: names of bits */
bool read_number(const struct source *source, const struct field *field, json_t *value, void *out); /* double, |x| <= limit */
bool read_when(const struct source *source, const struct field *field, json_t *value, void *out);
bool read_day(const struct source *source, const struct field *field, json_t *value, void *out); /* struct when, a date only */
bool read_whens(const struct source *source, const struct field *field, json_t *value, void *out); /* struct time_list */

bool read_hours(const struct source *source, const struct field *field, json_t *value, void *out); /* char *, hours_parse */
bool read_rrule(const struct source *source, const struct field *field, json_t *value,
                void *out); /* char *, recurrence_check */

/* Forms of single strings (checks.c). */
const char *check_id(const char *value);
const char *check_asset(const char *value);
const char *check_telephone(const char *value);
const char *check_email(const char *value);
const char *check_url(const char *value);
const char *check_language(const char *value);
const char *check_zone(const char *value);

#endif
