/* The value of an RRULE (RFC 5545, 3.3.10), read and checked. feed/recurrence expands it, feed/recurrence_text says it in
 * words.
 *
 * Invariant: a parsed rule has an interval of at least 1 and never asks for what the RFC forbids (its "N/A" fields, ordinals
 * outside MONTHLY and YEARLY, COUNT together with UNTIL). A rule that can never match is still a rule. */
#ifndef LITFASS_FEED_RRULE_H
#define LITFASS_FEED_RRULE_H

#include "base/buf.h"
#include "base/civil.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum frequency { DAILY, WEEKLY, MONTHLY, YEARLY };

/* A set of numbers from -383 to 383; empty means that the part is absent. */
struct numbers {
  uint64_t positive[6]; /* bit n: n; holds 0 too */
  uint64_t negative[6]; /* bit n: -n */
  int count;
};

enum until_kind { UNTIL_NONE, UNTIL_WALL, UNTIL_UTC };

struct rrule {
  enum frequency frequency;
  int64_t interval;
  int64_t count; /* 0: without COUNT */
  enum until_kind until_kind;
  int64_t until; /* seconds as in base/civil.h; a date is its midnight */
  enum weekday week_start;
  struct numbers months, week_numbers, year_days, month_days, hours, minutes, seconds, positions;
  unsigned weekdays; /* BYDAY without ordinals: bit 0 is Monday */
  bool has_ordinals;
  struct numbers ordinals[7]; /* BYDAY with ordinals, per weekday: 2MO is 2 in ordinals[MONDAY] */
};

/* ERR_PARSE with the part and its value: "BYDAY: '8MO' …". */
MUST_USE bool rrule_parse(const char *text, struct rrule *out, struct err *err);

/* The rule in capitals without COUNT and UNTIL: as if it went on for ever. */
void rrule_copy_endless(const char *text, struct buf *out);

/* True when BYDAY is there in any form. */
bool rrule_has_weekdays(const struct rrule *rule);

void numbers_add(struct numbers *numbers, int number);
bool numbers_have(const struct numbers *numbers, int number);

/* True for an empty set, for one that holds `number`, and for one that counts it from the end: -1 is `size`. */
bool numbers_allow(const struct numbers *numbers, int number, int size);

#endif
