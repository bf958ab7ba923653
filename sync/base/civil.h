/* Calendar arithmetic on the wall clock, without zones (those are base/zone).
 *
 * Two plain integers carry all local time in Litfass:
 *   day   int32_t  days since 1970-01-01 in the proleptic Gregorian calendar
 *   wall  int64_t  seconds since 1970-01-01T00:00 as the clock on the wall shows them, no offset, no leap seconds
 * so wall = day * 86400 + seconds of the day, and comparing or adding is comparing or adding numbers.
 * Years 1 to 9999. Written form: ISO 8601, `YYYY-MM-DD` and `YYYY-MM-DDTHH:MM[:SS]`. */
#ifndef LITFASS_BASE_CIVIL_H
#define LITFASS_BASE_CIVIL_H

#include "base/compiler.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DAY_SECONDS = 86400, WALL_TEXT_SIZE = 20, DAY_TEXT_SIZE = 11 };

enum weekday { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

struct civil {
  int year, month, day; /* month 1 to 12, day 1 to 31 */
  int hour, minute, second;
};

bool year_is_leap(int year);
int month_days(int year, int month);
bool civil_is_valid(const struct civil *civil);

int32_t day_from_ymd(int year, int month, int day);
void day_to_ymd(int32_t day, int *year, int *month, int *month_day);
enum weekday day_weekday(int32_t day);
int day_of_year(int32_t day); /* 1 to 366 */
/* ISO 8601 week: weeks start on Monday, week 1 holds January 4th. `year` may be NULL. */
int day_iso_week(int32_t day, int *year);

int64_t wall_from_civil(const struct civil *civil);
struct civil wall_to_civil(int64_t wall);
int32_t wall_day(int64_t wall); /* floors, also before 1970 */
int wall_second(int64_t wall);  /* second of the day, 0 to 86399 */
static inline int64_t day_wall(int32_t day) { return (int64_t)day * DAY_SECONDS; }

/* Whole text must match. */
MUST_USE bool day_parse(const char *text, int32_t *out);
/* `YYYY-MM-DDTHH:MM` or with `:SS`; a space instead of T is accepted. Hour 24, offsets and `Z` are not. */
MUST_USE bool wall_parse(const char *text, int64_t *out);

void day_format(int32_t day, char out[DAY_TEXT_SIZE]);
/* `YYYY-MM-DDTHH:MM`, with seconds only when they are not zero. */
void wall_format(int64_t wall, char out[WALL_TEXT_SIZE]);

#endif
