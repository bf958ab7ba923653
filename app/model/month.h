/* Months of the calendar on the wall: which days they have and where these stand in a grid of weeks that begin on Monday. Pure;
 * days are those of base/civil.h. */
#ifndef LITFASS_MODEL_MONTH_H
#define LITFASS_MODEL_MONTH_H

#include <stdint.h>

enum { MONTH_WEEKS_MAX = 6, WEEK_DAYS = 7 };

/* A month is one number, so that the next one is one more: 12 * year + month, month from 0. */

int32_t month_of_day(int32_t day);
int month_year(int32_t month);
int month_in_year(int32_t month); /* 1 to 12 */

int32_t month_first_day(int32_t month);
int month_length(int32_t month);

/* Days of the last month before the 1st in the first week: 0 when the month begins on a Monday. */
int month_lead(int32_t month);
/* Weeks that have a day of the month: 4 to 6. */
int month_weeks(int32_t month);

#endif
