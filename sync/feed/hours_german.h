/* Inside of feed/hours: selectors in German, as parts of a sentence. */
#ifndef LITFASS_FEED_HOURS_GERMAN_H
#define LITFASS_FEED_HOURS_GERMAN_H

#include "base/buf.h"
#include "feed/hours_rule.h"

/* "Montag bis Freitag", "jeden 1. und 3. Montag im Monat", "an Feiertagen" */
void hours_german_days(const struct hours_days *days, struct buf *out);
/* "vom 24. bis 26. Dezember", "von Januar bis März und im Oktober" */
void hours_german_dates(const struct hours_dates *dates, struct buf *out);
void hours_german_years(const struct hours_years *years, struct buf *out);
/* "in geraden Kalenderwochen" */
void hours_german_weeks(const struct hours_weeks *weeks, struct buf *out);
/* "9:00 bis 12:00 Uhr und ab 18:00 Uhr" */
void hours_german_times(const struct hours_times *times, struct buf *out);

/* Separator in front of member `index` of `count`: "", ", " or " und ". */
const char *hours_german_comma(size_t index, size_t count);

#endif
