/* The words that feed/recurrence_text puts together, one table per language. To add a language: a table in recurrence_words.c.
 *
 * Phrases are those of feed/phrase. NULL: cannot be said in this language. */
#ifndef LITFASS_FEED_RECURRENCE_WORDS_H
#define LITFASS_FEED_RECURRENCE_WORDS_H

#include "feed/phrase.h"

#include <stdint.h>

enum ordinal { ORDINAL_LAST = 4, ORDINAL_COUNT }; /* 0 to 3: first to fourth */

struct recurrence_words {
  const char *lang;
  enum plural (*plural)(int64_t n);
  const char *(*day_ending)(int month_day); /* what follows the number: "." "th" */
  const char *every[4][PLURAL_COUNT];       /* per enum frequency; '#' is the interval. WEEKLY with ONE: `weekly` */
  const char *workdays;                     /* Monday to Friday */
  const char *comma, *and;                  /* in lists */
  const char *weekly;                       /* '@': list of weekdays_every */
  const char *weekdays_every[7], *weekdays_on[7];
  const char *on_weekdays[3]; /* '@': one, two, more of weekdays_on */
  const char *on_month_days[3];
  const char *on_last_day; /* of the month */
  unsigned feminine_weekdays;
  const char *ordinals[GENDER_COUNT][ORDINAL_COUNT];
  const char *nth_weekday; /* '@': list of ordinals, '$': one of weekdays_on */
  const char *monthly_nth; /* '@': nth_weekday, in every month */
  const char *on_nth;      /* '@': nth_weekday, after "every 2 months" */
  const char *on_nth_of;   /* '@': nth_weekday, '$': one of months_of, after "every year" */
  const char *on_date;     /* '#': day, '@': one of months */
  const char *months[12], *months_of[12];
};

/* By the language of the tag: "de-simple" finds "de". NULL when there is no table. */
const struct recurrence_words *recurrence_words_find(const char *lang);

#endif
