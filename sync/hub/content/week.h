/* Opening hours as a caretaker sees them: a row of times for each weekday and for public holidays, exceptions with dates, and
 * "sonst nach Vereinbarung". Reads and writes OpenStreetMap's opening_hours (feed/hours.h). Pure.
 *
 * Reading does not parse the syntax a second time: it asks feed/hours what is open in a week without holidays, writes that
 * down and compares both for five years. What is not equal on every minute has more in it than this grid can show, and stays
 * a line of text for those who know it. */
#ifndef LITFASS_HUB_CONTENT_WEEK_H
#define LITFASS_HUB_CONTENT_WEEK_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WEEK_SPANS_MAX = 4, WEEK_EXCEPTIONS_MAX = 30, WEEK_COMMENT_SIZE = 120, WEEK_TEXT_MAX = 1024, WEEK_TIME_SIZE = 6 };

struct week_span {
  int from, to; /* minutes of the day; to <= from: until that time of the next day; 0 to 1440 is the whole day */
};

struct week_spans {
  struct week_span items[WEEK_SPANS_MAX];
  size_t count; /* 0: closed */
};

enum week_holidays { WEEK_HOLIDAYS_USUAL, WEEK_HOLIDAYS_CLOSED, WEEK_HOLIDAYS_OWN };

struct week_exception {
  int32_t from, to; /* days, both included */
  struct week_spans spans;
  char comment[WEEK_COMMENT_SIZE]; /* "Betriebsferien", or "" */
};

struct week {
  struct week_spans days[7]; /* Monday first */
  enum week_holidays holidays;
  struct week_spans holiday_spans;
  struct week_exception exceptions[WEEK_EXCEPTIONS_MAX];
  size_t exception_count;
  bool by_appointment; /* at all other times */
};

/* False when the grid cannot show it exactly. An empty text is an empty grid. */
MUST_USE bool week_read(const char *hours, struct week *out);

/* Adds the syntax; nothing for an empty grid. */
void week_write(const struct week *week, struct buf *out);

/* "9", "9:30", "9.30", "0930", "24:00"; minutes of the day. */
MUST_USE bool week_time_parse(const char *text, int *out);
/* "09:30" */
void week_time_format(int minutes, char out[WEEK_TIME_SIZE]);

/* False when they overlap or there are too many. Keeps the spans in the order of time. */
MUST_USE bool week_spans_add(struct week_spans *spans, int from, int to);

#endif
