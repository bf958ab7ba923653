/* Inside of feed/hours: how a language says opening hours, as it stands on a door there: short, without verbs where a door has
 * none. To add a language: a table in hours_language.c and a column in hours_known.c.
 *
 * Phrases are those of feed/phrase. NULL: the language cannot say it, and then the whole expression is not said. */
#ifndef LITFASS_FEED_HOURS_LANGUAGE_H
#define LITFASS_FEED_HOURS_LANGUAGE_H

#include "feed/hours_rule.h"
#include "feed/phrase.h"

enum { HOURS_NTH = 5 };

struct hours_language {
  const char *lang;
  bool rtl;
  enum plural (*plural)(int64_t n);
  const char *comma, *and, *semicolon; /* in lists; between rules */
  const char *part_comma, *colon;      /* between dates and weekdays; before the times */
  /* weekdays: '@' "Montag", in the case of a list on a door */
  const char *weekdays[7], *every_day, *weekday_range;
  unsigned feminine_weekdays;
  const char *ordinals[GENDER_COUNT][HOURS_NTH], *last_ordinals[GENDER_COUNT][HOURS_NTH]; /* last, second to last … */
  const char *nth_weekday;     /* '@': list of ordinals, '$': weekday */
  const char *nth_monthly;     /* '@': nth_weekday; "jeden @ im Monat" */
  const char *nth_monthly_ref; /* the same behind days_before: "dem @ im Monat" */
  const char *nth_of_month;    /* '@': nth_weekday, '$': one of months_of; "@ im $" */
  const char *public_holidays, *school_holidays, *public_holiday_ref, *school_holiday_ref;
  const char *days_before[PLURAL_COUNT], *days_after[PLURAL_COUNT]; /* '#' days, '@' one of the refs */
  /* dates */
  const char *months[12];                                           /* behind a day: "{day} листопада" */
  const char *months_alone[12];                                     /* in ranges of months */
  const char *months_of[12];                                        /* "Sonntag im März" */
  const char *months_in[12];                                        /* "im Oktober" */
  const char *day, *day_of_month, *with_year;                       /* '#'; '#' '@': month; '@' date '#' year */
  const char *article;                                              /* before a date behind date_before that is no feast */
  const char *date_before[PLURAL_COUNT], *date_after[PLURAL_COUNT]; /* '#' days, '@' date */
  const char *on_feast, *on_date;                                   /* '@' */
  const char *from_bare, *from_article, *to_bare, *to_article;      /* in front of the ends of a range of dates */
  const char *since_bare, *since_article;                           /* '@': open end */
  const char *date_step[PLURAL_COUNT];                              /* behind a range: '#' days */
  /* years and weeks of the year: '@' number, '#' step */
  const char *number_range, *year_since, *year_step[PLURAL_COUNT];
  const char *even_weeks, *odd_weeks, *one_week, *weeks, *week_step[PLURAL_COUNT];
  /* times */
  const char *clock; /* '@': the last time of a span: "@ Uhr" */
  const char *time_range, *time_since, *longer;
  const char *sun[HOURS_DUSK + 1], *sun_ref[HOURS_DUSK + 1];
  const char *before, *after;                                             /* '@' distance, '$' one of sun_ref */
  const char *hours[PLURAL_COUNT], *minutes[PLURAL_COUNT], *distance_and; /* '#' */
  /* states */
  const char *closed, *all_day, *open_all_day, *open_always, *unknown, *otherwise;
  /* the table of the week */
  const char *door_since, *door_otherwise; /* '@' */
};

/* By the tag, then by its language. NULL when there is no table. */
const struct hours_language *hours_language_find(const char *lang);

/* Names of public holidays and feasts, and the usual comments, in the language; anything else, which a caretaker wrote, as it
 * is; for right-to-left languages between isolates, so that it keeps its order. Borrowed, or in `own`, which is then used. */
const char *hours_known(const struct hours_language *language, const char *german, struct buf *own);

/* What is being said: remembers that a phrase was missing. */
struct hours_saying {
  const struct hours_language *language;
  struct buf *out;
  bool failed;
};

/* "Montag bis Freitag", "jeden 1. und 3. Montag im Monat", "an Feiertagen" */
void hours_say_days(struct hours_saying *saying, const struct hours_days *days);
/* "vom 24. bis 26. Dezember", "von Januar bis März und im Oktober" */
void hours_say_dates(struct hours_saying *saying, const struct hours_dates *dates);
void hours_say_years(struct hours_saying *saying, const struct hours_years *years);
/* "in geraden Kalenderwochen" */
void hours_say_weeks(struct hours_saying *saying, const struct hours_weeks *weeks);
/* "9:00 bis 12:00 Uhr und ab 18:00 Uhr" */
void hours_say_times(struct hours_saying *saying, const struct hours_times *times);

void hours_say(struct hours_saying *saying, const char *phrase, int64_t number, const char *first, const char *second);
/* Separator in front of member `index` of `count`: "", ", " or " und ". */
void hours_say_comma(struct hours_saying *saying, size_t index, size_t count);

#endif
