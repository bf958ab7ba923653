#include "hub/sources/ical_parts.h"

#include "base/str.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { PART_MAX = 256 * 1024, NAME_MAX_BYTES = 32, DEPTH_MAX = 8 };

/* Everything else stays out: attachments, alarms, who was invited. */
static const char *const wanted[] = {
    "UID",      "DTSTART", "DTEND",         "DURATION",     "RRULE",          "EXRULE",
    "EXDATE",   "RDATE",   "RECURRENCE-ID", "SUMMARY",      "DESCRIPTION",    "X-ALT-DESC",
    "LOCATION", "GEO",     "URL",           "CATEGORIES",   "STATUS",         "CLASS",
    "SEQUENCE", "TZID",    "TZOFFSETTO",    "TZOFFSETFROM", "X-LIC-LOCATION", "X-MICROSOFT-CDO-ALLDAYEVENT"};

struct walk {
  ical_on_part *callback;
  void *user;
  size_t *skipped;
  int depth;    /* of BEGINs that are open */
  bool in_part; /* inside a VEVENT or VTIMEZONE of a VCALENDAR */
  enum ical_part part;
  bool keeps; /* the line before was wanted: so are its folded ones */
  bool saw_calendar;
  struct buf text;
};

/* A line's name is its letters up to ';' or ':'. */
static bool read_name(const char *line, size_t len, char out[NAME_MAX_BYTES]) {
  size_t used = 0;
  while (used < len && used + 1 < NAME_MAX_BYTES && (isalnum((unsigned char)line[used]) || line[used] == '-'))
    out[used] = (char)toupper((unsigned char)line[used]), used++;
  out[used] = '\0';
  return used > 0 && used < len && (line[used] == ':' || line[used] == ';');
}

static bool value_is(const char *line, size_t len, const char *value) {
  const char *colon = memchr(line, ':', len);
  size_t from = colon ? (size_t)(colon - line) + 1 : len;
  while (len > from && isspace((unsigned char)line[len - 1]))
    len--;
  return len - from == strlen(value) && strncasecmp(line + from, value, strlen(value)) == 0;
}

static bool is_wanted(const char *name) {
  for (size_t i = 0; i < COUNT_OF(wanted); i++)
    if (str_equals(wanted[i], name)) return true;
  return false;
}

static void add_line(struct walk *walk, const char *line, size_t len) {
  buf_add(&walk->text, line, len);
  buf_adds(&walk->text, "\r\n");
}

static bool finish_part(struct walk *walk, struct err *err) {
  walk->in_part = false;
  if (!walk->text.overflowed) return walk->callback(walk->user, walk->part, buf_text(&walk->text), err);
  (*walk->skipped)++;
  return true;
}

static void on_begin(struct walk *walk, const char *line, size_t len) {
  walk->depth++;
  if (walk->depth == 1) walk->saw_calendar |= value_is(line, len, "VCALENDAR");
  bool is_event = value_is(line, len, "VEVENT");
  if (walk->depth == 2 && (is_event || value_is(line, len, "VTIMEZONE"))) {
    walk->in_part = true;
    walk->part = is_event ? ICAL_PART_EVENT : ICAL_PART_ZONE;
    buf_clear(&walk->text);
    add_line(walk, line, len);
  } else if (walk->in_part && walk->part == ICAL_PART_ZONE && walk->depth == 3) {
    add_line(walk, line, len);
  }
}

static bool on_end(struct walk *walk, const char *line, size_t len, struct err *err) {
  if (walk->depth == 0) return err_set(err, ERR_PARSE, "not a calendar: an END without its BEGIN");
  static const char *const names[] = {[ICAL_PART_EVENT] = "VEVENT", [ICAL_PART_ZONE] = "VTIMEZONE"};
  bool fits = walk->depth > 1 || value_is(line, len, "VCALENDAR");
  if (walk->in_part && walk->depth == 2) fits = value_is(line, len, names[walk->part]);
  if (!fits) return err_set(err, ERR_PARSE, "not a calendar, or one that ends too early");
  bool kept = walk->in_part && (walk->depth == 2 || (walk->depth == 3 && walk->part == ICAL_PART_ZONE));
  if (kept) add_line(walk, line, len);
  walk->depth--;
  return !walk->in_part || walk->depth != 1 || finish_part(walk, err);
}

static bool on_line(struct walk *walk, const char *line, size_t len, struct err *err) {
  char name[NAME_MAX_BYTES];
  if (len == 0) return true; /* between CR and LF, too */
  if ((*line == ' ' || *line == '\t')) {
    if (walk->keeps) add_line(walk, line, len);
    return true;
  }
  walk->keeps = false;
  if (!read_name(line, len, name)) return true;
  if (str_equals(name, "BEGIN")) {
    if (walk->depth == DEPTH_MAX) return err_set(err, ERR_PARSE, "nested deeper than %d levels", DEPTH_MAX);
    on_begin(walk, line, len);
  } else if (str_equals(name, "END")) {
    return on_end(walk, line, len, err);
  } else if (walk->in_part && walk->depth <= (walk->part == ICAL_PART_ZONE ? 3 : 2) && is_wanted(name)) {
    walk->keeps = true;
    add_line(walk, line, len);
  }
  return true;
}

bool ical_each_part(const char *text, size_t len, ical_on_part *callback, void *user, size_t *skipped, struct err *err) {
  struct walk walk = {.callback = callback, .user = user, .skipped = skipped};
  bool good = true;
  buf_init(&walk.text, PART_MAX);
  for (size_t at = 0; good && at < len;) {
    size_t end = at;
    while (end < len && text[end] != '\n' && text[end] != '\r')
      end++;
    good = on_line(&walk, text + at, end - at, err);
    at = end + (end < len);
  }
  buf_fini(&walk.text);
  if (!good) return false;
  if (!walk.saw_calendar) return err_set(err, ERR_PARSE, "not a calendar: no BEGIN:VCALENDAR in it");
  return walk.depth == 0 || err_set(err, ERR_PARSE, "the calendar ends too early");
}
