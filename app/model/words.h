/* Dates, times, telephone numbers and ages in a language's habit. Pure: everything is given, nothing is asked. */
#ifndef LITFASS_MODEL_WORDS_H
#define LITFASS_MODEL_WORDS_H

#include "base/arena.h"
#include "feed/hours.h"
#include "i18n/catalog.h"

#include <stdint.h>

/* What the words are made with and where they live. */
struct words {
  const struct catalog *catalog;
  const char *lang;
  struct arena *arena;
};

const char *words_time(struct words *w, int64_t wall);         /* "14:32", "8:00" */
const char *words_clock(struct words *w, int64_t wall);        /* "08:10": the header's clock, always five characters */
const char *words_date_long(struct words *w, int32_t day);     /* "Samstag, 21. November" */
const char *words_date_inside(struct words *w, int32_t day);   /* the same inside a sentence: no capital in Ukrainian */
const char *words_date_short(struct words *w, int32_t day);    /* "Sa 21.11." */
const char *words_date_full(struct words *w, int32_t day);     /* "21. November 2026" */
const char *words_weekday(struct words *w, int weekday);       /* "Samstag" */
const char *words_weekday_short(struct words *w, int weekday); /* "Sa" */
/* In a sentence where room is short; Leichte Sprache knows no abbreviations and says the whole word. */
const char *words_weekday_brief(struct words *w, int weekday);
const char *words_weekdays(struct words *w, unsigned days); /* "Mo, Di, Do"; bit 0 is Monday; runs of three and more "Mo–Fr" */
/* The head of a calendar: "November 2026"; year 0 for "November". In Ukrainian not the month of a date ("листопада"). */
const char *words_month(struct words *w, int month, int year);

/* "heute", "morgen", "Mo 23.", beyond a week "Mo 7.12." */
const char *words_day_near(struct words *w, int32_t day, int32_t today);
/* "Heute, Samstag 21. November" */
const char *words_day_heading(struct words *w, int32_t day, int32_t today);
/* When something was last confirmed: "heute 08:10", "gestern 17:05", "Dienstag", "12. November", "12. November 2025". */
const char *words_age(struct words *w, int64_t wall, int64_t now);
/* A span of time of an event: "15:00 bis 17:00 Uhr", "ganztägig", "Fr 20.11. 18:00 bis So 22.11. 12:00". */
const char *words_span(struct words *w, int64_t start, int64_t end, bool date_only);

/* Opening hours as a sentence; German where the language has no phrase for them. `*used` (may be NULL) gets the language. */
const char *words_hours(struct words *w, const struct hours *hours, const char **used);

/* Each sentence on a line of its own, as the rules of Leichte Sprache want it (Netzwerk Leichte Sprache). "1. Mai" stays whole.
 */
const char *words_by_sentence(struct words *w, const char *text);

/* "+49 30 23125 410" as it is dialled here, held together by no-break spaces: "030 23125 410". Numbers of other countries keep
 * their "+". */
const char *words_telephone(struct words *w, const char *telephone);
/* The same in groups that one keeps in mind while writing: the area code, then pairs ("030 23 12 54 10"), unless the
 * caretaker's own groups have three digits at most ("116 117", "0800 111 0 111"). Groups are parted by plain spaces. */
const char *words_digits(struct words *w, const char *telephone);

#endif
