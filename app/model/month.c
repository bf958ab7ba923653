#include "model/month.h"

#include "base/civil.h"

int32_t month_of_day(int32_t day) {
  int year, month, month_day;
  day_to_ymd(day, &year, &month, &month_day);
  return 12 * year + month - 1;
}

int month_year(int32_t month) { return month / 12; }

int month_in_year(int32_t month) { return month % 12 + 1; }

int32_t month_first_day(int32_t month) { return day_from_ymd(month_year(month), month_in_year(month), 1); }

int month_length(int32_t month) { return month_days(month_year(month), month_in_year(month)); }

int month_lead(int32_t month) { return (int)day_weekday(month_first_day(month)) - (int)MONDAY; }

int month_weeks(int32_t month) { return (month_lead(month) + month_length(month) + WEEK_DAYS - 1) / WEEK_DAYS; }
