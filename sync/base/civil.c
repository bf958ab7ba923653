/* Days from and to the calendar by era arithmetic (a 400-year cycle has 146097 days), as in H. Hinnant's "chrono-compatible
 * low-level date algorithms": exact, branch-poor, no table of months before March. */
#include "base/civil.h"

#include <stdio.h>
#include <string.h>

bool year_is_leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int month_days(int year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && year_is_leap(year) ? 29 : days[month - 1];
}

bool civil_is_valid(const struct civil *c) {
  return c->year >= 1 && c->year <= 9999 && c->month >= 1 && c->month <= 12 && c->day >= 1 &&
         c->day <= month_days(c->year, c->month) && c->hour >= 0 && c->hour <= 23 && c->minute >= 0 && c->minute <= 59 &&
         c->second >= 0 && c->second <= 59;
}

int32_t day_from_ymd(int year, int month, int day) {
  int y = year - (month <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int year_of_era = y - era * 400;
  int year_day = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int era_day = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + year_day;
  return era * 146097 + era_day - 719468;
}

void day_to_ymd(int32_t day, int *year, int *month, int *month_day) {
  int z = day + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int era_day = z - era * 146097;
  int year_of_era = (era_day - era_day / 1460 + era_day / 36524 - era_day / 146096) / 365;
  int year_day = era_day - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted = (5 * year_day + 2) / 153;
  *month_day = year_day - (153 * shifted + 2) / 5 + 1;
  *month = shifted + (shifted < 10 ? 3 : -9);
  *year = year_of_era + era * 400 + (*month <= 2);
}

enum weekday day_weekday(int32_t day) {
  int shifted = (day + 3) % 7; /* 1970-01-01 was a Thursday */
  return (enum weekday)(shifted < 0 ? shifted + 7 : shifted);
}

int day_of_year(int32_t day) {
  int year, month, month_day;
  day_to_ymd(day, &year, &month, &month_day);
  return day - day_from_ymd(year, 1, 1) + 1;
}

int day_iso_week(int32_t day, int *year) {
  int32_t thursday = day - (int32_t)day_weekday(day) + 3;
  int y, month, month_day;
  day_to_ymd(thursday, &y, &month, &month_day);
  if (year) *year = y;
  return (thursday - day_from_ymd(y, 1, 1)) / 7 + 1;
}

int64_t wall_from_civil(const struct civil *c) {
  return day_wall(day_from_ymd(c->year, c->month, c->day)) + c->hour * 3600 + c->minute * 60 + c->second;
}

int32_t wall_day(int64_t wall) {
  int64_t day = wall / DAY_SECONDS;
  if (wall % DAY_SECONDS < 0) day--;
  return (int32_t)day;
}

int wall_second(int64_t wall) { return (int)(wall - day_wall(wall_day(wall))); }

struct civil wall_to_civil(int64_t wall) {
  struct civil c;
  day_to_ymd(wall_day(wall), &c.year, &c.month, &c.day);
  int second = wall_second(wall);
  c.hour = second / 3600;
  c.minute = second / 60 % 60;
  c.second = second % 60;
  return c;
}

/* Matches `pattern`, in which 0 stands for a digit, and collects runs of digits into numbers. */
static bool scan(const char *text, const char *pattern, int *numbers) {
  if (strlen(text) != strlen(pattern)) return false;
  int count = -1;
  for (size_t i = 0; pattern[i]; i++) {
    if (pattern[i] == '0') {
      if (text[i] < '0' || text[i] > '9') return false;
      if (i == 0 || pattern[i - 1] != '0') numbers[++count] = 0;
      numbers[count] = numbers[count] * 10 + (text[i] - '0');
    } else if (text[i] != pattern[i] && !(pattern[i] == 'T' && text[i] == ' ')) {
      return false;
    }
  }
  return true;
}

bool day_parse(const char *text, int32_t *out) {
  int n[3];
  if (!scan(text, "0000-00-00", n)) return false;
  struct civil c = {.year = n[0], .month = n[1], .day = n[2]};
  if (!civil_is_valid(&c)) return false;
  *out = day_from_ymd(c.year, c.month, c.day);
  return true;
}

bool wall_parse(const char *text, int64_t *out) {
  int n[6] = {0};
  if (!scan(text, "0000-00-00T00:00", n) && !scan(text, "0000-00-00T00:00:00", n)) return false;
  struct civil c = {n[0], n[1], n[2], n[3], n[4], n[5]};
  if (!civil_is_valid(&c)) return false;
  *out = wall_from_civil(&c);
  return true;
}

void day_format(int32_t day, char out[DAY_TEXT_SIZE]) {
  int year, month, month_day;
  day_to_ymd(day, &year, &month, &month_day);
  snprintf(out, DAY_TEXT_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000U, (unsigned)month % 100U, (unsigned)month_day % 100U);
}

void wall_format(int64_t wall, char out[WALL_TEXT_SIZE]) {
  struct civil c = wall_to_civil(wall);
  char day[DAY_TEXT_SIZE];
  day_format(wall_day(wall), day);
  int len = snprintf(out, WALL_TEXT_SIZE, "%s%c%02u:%02u", day, 'T', (unsigned)c.hour % 100U, (unsigned)c.minute % 100U);
  if (c.second != 0) snprintf(out + len, WALL_TEXT_SIZE - (size_t)len, ":%02u", (unsigned)c.second % 100U);
}
