/* One entry of the feed (FEED.md, "Entry"): a line of JSON in, a value out. Names follow schema.org where it has the thing.
 *
 * Parsing is strict JSON (one object, no duplicate keys, bounded depth, at most ENTRY_LINE_MAX bytes), checks every field's
 * type and limit, and cleans all text (feed/text.h). Unknown fields are ignored here and kept by entry_normalize. */
#ifndef LITFASS_FEED_ENTRY_H
#define LITFASS_FEED_ENTRY_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "feed/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ENTRY_LINE_MAX = 64 * 1024, ENTRY_ID_MAX = 64 };

enum entry_kind {
  KIND_SERVICE,
  KIND_EVENT,
  KIND_OFFER,
  KIND_NOTICE,
  KIND_SURVEY,
  KIND_PROJECT,
  KIND_ORGANIZATION,
  KIND_PLACE,
  KIND_PAGE,
  KIND_COUNT
};

enum accessibility { /* bits */
                     ACCESS_STEP_FREE = 1 << 0,
                     ACCESS_TOILET = 1 << 1,
                     ACCESS_HEARING_LOOP = 1 << 2,
                     ACCESS_SIGN_LANGUAGE = 1 << 3,
                     ACCESS_PARKING = 1 << 4,
                     ACCESS_ASSISTANCE_DOG = 1 << 5,
                     ACCESS_QUIET = 1 << 6,
};

enum event_status { EVENT_SCHEDULED, EVENT_CANCELLED, EVENT_POSTPONED };
enum offer_mode { MODE_LEND, MODE_GIVE, MODE_SWAP, MODE_RIDE, MODE_HELP, MODE_SPACE, MODE_TEACH, MODE_COUNT };
enum offer_side { SIDE_OFFER, SIDE_REQUEST };
enum notice_priority { PRIORITY_INFO, PRIORITY_IMPORTANT, PRIORITY_ALERT };
enum question_type { QUESTION_SINGLE, QUESTION_MULTIPLE, QUESTION_SCALE, QUESTION_TEXT };
enum phase_state { PHASE_DONE, PHASE_ACTIVE, PHASE_PLANNED };

/* A moment or a date of the entry, in the entry's own zone; see base/civil.h. */
struct when {
  bool is_set;
  bool date_only; /* `wall` is midnight */
  int64_t wall;
};

struct location {
  const char *place; /* id of a place entry, or NULL and the fields below */
  struct text name;
  const char *street, *postal_code, *locality; /* NULL where absent */
  bool has_position;
  double latitude, longitude; /* WGS 84, degrees */
  struct text note;           /* "Zimmer 12", "Eingang im Hof" */
};

struct question {
  const char *id;
  struct text text;
  enum question_type type;
  const struct text *options;
  size_t option_count;
};

struct phase {
  struct text name;
  enum phase_state state;
  struct when from, until;
};

struct string_list {
  const char *const *items;
  size_t count;
};

struct time_list {
  const struct when *items;
  size_t count;
};

/* Strings are NULL where absent; everything lives in the arena given to entry_parse. */
struct entry {
  const char *id;
  enum entry_kind kind;
  struct string_list topics;
  struct text name, summary, description;
  struct string_list keywords;
  const char *image_asset; /* 64 hex digits and extension as in asset/<sha256>.<png|jpg>: "ab…cd.png" */
  struct text image_alt;
  bool has_location;
  struct location location;
  const char *provider;
  const char *telephone, *email, *url, *contact_name;
  const char *opening_hours; /* cleaned, not parsed: feed/hours.h does that */
  struct when start, end;
  const char *timezone; /* IANA; NULL means the kiosk's place */
  const char *rrule;
  struct time_list exdate, rdate;
  enum event_status event_status;
  enum offer_mode mode;
  enum offer_side side;
  struct text price;
  bool free;
  struct text booking;
  unsigned accessibility; /* enum accessibility bits */
  struct string_list languages;
  enum notice_priority priority;
  const struct question *questions;
  size_t question_count;
  const struct phase *phases;
  size_t phase_count;
  struct when visible_from, visible_until;
  struct when verified; /* date_only */
  bool numbers;
};

/* "service" … ; NULL-free. entry_kind_parse: false for unknown kinds. */
const char *entry_kind_name(enum entry_kind kind);
MUST_USE bool entry_kind_parse(const char *name, enum entry_kind *out);
const char *offer_mode_name(enum offer_mode mode);
const char *accessibility_name(enum accessibility bit);

/* [a-z0-9][a-z0-9-]{0,63} */
bool entry_id_is_valid(const char *id);

/* Parses one line (no newline inside). ERR_PARSE or ERR_TOO_BIG with the field's name: "field 'telephone': …".
 * ERR_NOT_FOUND: the kind is unknown (readers skip and count such lines). Checks all that the line alone can show, the
 * RRULE, opening_hours and timezone included. */
MUST_USE bool entry_parse(const char *line, size_t len, struct arena *arena, struct entry *out, struct err *err);

/* The canonical line for publishing: same content, text cleaned, unknown fields kept, keys sorted, no white space, UTF-8
 * unescaped. Normalizing twice changes nothing. Fails as entry_parse does. `out` gets no newline. */
MUST_USE bool entry_normalize(const char *line, size_t len, struct buf *out, struct err *err);

/* Both in one pass, for whoever stores lines: the entry in the arena, its canonical line in `line_out`. */
MUST_USE bool entry_read(const char *line, size_t len, struct arena *arena, struct entry *out, struct buf *line_out,
                         struct err *err);

#endif
