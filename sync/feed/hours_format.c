/* Selectors in the words of the specification, for the warnings of the reader. */
#include "feed/hours_rule.h"

#include <stdlib.h>

static const char *const weekdays[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
static const char *const months[] = {"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static void add_offset(int days, struct buf *out) {
  if (days) buf_addf(out, " %+d day%s", days, abs(days) == 1 ? "" : "s");
}

/* Runs of three and more become ranges. */
static void add_weekdays(unsigned bits, struct buf *out) {
  const char *comma = "";
  for (int day = MONDAY; day <= SUNDAY; day++) {
    if (!(bits & 1U << day)) continue;
    int last = day;
    while (last < SUNDAY && (bits & 1U << (last + 1)))
      last++;
    buf_addf(out, "%s%s", comma, weekdays[day]);
    if (last > day) buf_addf(out, "-%s", weekdays[last]);
    comma = ",";
    day = last;
  }
}

static void add_nth(const struct hours_days *days, struct buf *out) {
  const char *comma = "[";
  for (int nth = 1; nth <= 5; nth++) {
    if (!(days->nth & 1U << (nth - 1))) continue;
    buf_addf(out, "%s%d", comma, nth);
    comma = ",";
  }
  for (int nth = 5; nth >= 1; nth--) {
    if (!(days->nth_last & 1U << (nth - 1))) continue;
    buf_addf(out, "%s-%d", comma, nth);
    comma = ",";
  }
  buf_addc(out, ']');
}

void hours_format_days(const struct hours_days *days, struct buf *out) {
  for (const struct hours_days *member = days; member; member = member->next) {
    if (member != days) buf_addc(out, ',');
    if (member->kind == HOURS_DAY_PUBLIC || member->kind == HOURS_DAY_SCHOOL)
      buf_adds(out, member->kind == HOURS_DAY_PUBLIC ? "PH" : "SH");
    else
      add_weekdays(member->weekdays, out);
    if (member->kind == HOURS_DAY_NTH) add_nth(member, out);
    add_offset(member->offset_days, out);
  }
}

static void add_date(const struct hours_date *date, bool is_month, struct buf *out) {
  if (date->year) buf_addf(out, "%d ", date->year);
  if (date->kind == HOURS_DATE_EASTER)
    buf_adds(out, "easter");
  else if (date->kind == HOURS_DATE_NTH)
    buf_addf(out, "%s %s[%d]", months[date->month], weekdays[date->weekday], date->nth);
  else if (is_month)
    buf_adds(out, months[date->month]);
  else
    buf_addf(out, "%s %02d", months[date->month], date->day);
  add_offset(date->offset_days, out);
}

/* "Dec 24-26" */
static bool is_same_month(const struct hours_date *from, const struct hours_date *to) {
  return from->kind == HOURS_DATE_FIXED && to->kind == HOURS_DATE_FIXED && from->month == to->month && from->year == to->year &&
         !from->offset_days && !to->offset_days;
}

void hours_format_date(const struct hours_dates *dates, struct buf *out) {
  add_date(&dates->from, dates->is_months, out);
  bool is_one_month = dates->is_months && dates->to.month == dates->from.month && dates->to.year == dates->from.year;
  if (!dates->is_single && !is_one_month) {
    buf_addc(out, '-');
    if (is_same_month(&dates->from, &dates->to))
      buf_addf(out, "%02d", dates->to.day);
    else
      add_date(&dates->to, dates->is_months && dates->to.day == 31, out);
  }
  if (dates->is_open_end) buf_addc(out, '+');
  if (dates->step > 1) buf_addf(out, "/%d", dates->step);
}

static void add_point(const struct hours_point *point, int shift, struct buf *out) {
  static const char *const names[] = {
      [HOURS_DAWN] = "dawn", [HOURS_SUNRISE] = "sunrise", [HOURS_SUNSET] = "sunset", [HOURS_DUSK] = "dusk"};
  if (point->clock == HOURS_CLOCK) {
    int minutes = point->minutes - shift;
    buf_addf(out, "%02d:%02d", minutes / 60, minutes % 60);
  } else if (point->minutes == 0) {
    buf_adds(out, names[point->clock]);
  } else {
    int minutes = abs(point->minutes);
    buf_addf(out, "(%s%c%02d:%02d)", names[point->clock], point->minutes < 0 ? '-' : '+', minutes / 60, minutes % 60);
  }
}

void hours_format_span(const struct hours_times *span, struct buf *out) {
  add_point(&span->from, 0, out);
  if (span->is_open_end) {
    buf_addc(out, '+');
    return;
  }
  buf_addc(out, '-');
  add_point(&span->to, span->wraps ? HOURS_MINUTES : 0, out);
}
