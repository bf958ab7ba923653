/* German words for selectors. A list is written out with commas and a last "und". */
#include "feed/hours_german.h"

#include "base/compiler.h"

#include <stdlib.h>

static const char *const weekdays[] = {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"};
static const char *const months[] = {"",     "Januar", "Februar",   "März",    "April",    "Mai",     "Juni",
                                     "Juli", "August", "September", "Oktober", "November", "Dezember"};

const char *hours_german_comma(size_t index, size_t count) {
  if (index == 0) return "";
  return index + 1 == count ? " und " : ", ";
}

static void add_days_away(int days, const char *glue, struct buf *out) {
  if (abs(days) == 1)
    buf_addf(out, "am Tag %s %s", days < 0 ? "vor" : "nach", glue);
  else if (days)
    buf_addf(out, "%d Tage %s %s", abs(days), days < 0 ? "vor" : "nach", glue);
}

/* Runs of at least three days become "Montag bis Freitag"; returns the runs, in order. */
static size_t find_runs(unsigned bits, int first[7], int last[7]) {
  size_t count = 0;
  for (int day = MONDAY; day <= SUNDAY; day++) {
    if (!(bits & 1U << day)) continue;
    int end = day;
    while (end < SUNDAY && (bits & 1U << (end + 1)))
      end++;
    if (end < day + 2) end = day;
    first[count] = day;
    last[count++] = end;
    day = end;
  }
  return count;
}

static void add_weekdays(unsigned bits, struct buf *out) {
  int first[7];
  int last[7];
  size_t count = find_runs(bits, first, last);
  if (bits == 0x7F) {
    buf_adds(out, "täglich");
    return;
  }
  for (size_t i = 0; i < count; i++) {
    buf_addf(out, "%s%s", hours_german_comma(i, count), weekdays[first[i]]);
    if (last[i] > first[i]) buf_addf(out, " bis %s", weekdays[last[i]]);
  }
}

static void add_nth(const struct hours_days *days, struct buf *out) {
  static const char *const last_words[] = {"letzten", "vorletzten", "drittletzten", "viertletzten", "fünftletzten"};
  size_t count = (size_t)__builtin_popcount(days->nth) + (size_t)__builtin_popcount(days->nth_last);
  size_t index = 0;
  if (days->offset_days)
    add_days_away(days->offset_days, "dem ", out);
  else
    buf_adds(out, "jeden ");
  for (int nth = 0; nth < 5; nth++)
    if (days->nth & 1U << nth) buf_addf(out, "%s%d.", hours_german_comma(index++, count), nth + 1);
  for (int nth = 4; nth >= 0; nth--)
    if (days->nth_last & 1U << nth) buf_addf(out, "%s%s", hours_german_comma(index++, count), last_words[nth]);
  buf_addc(out, ' ');
  add_weekdays(days->weekdays, out);
  buf_adds(out, " im Monat");
}

static void add_holidays(const struct hours_days *days, struct buf *out) {
  bool is_public = days->kind == HOURS_DAY_PUBLIC;
  add_days_away(days->offset_days, "", out);
  if (days->offset_days)
    buf_adds(out, is_public ? "einem Feiertag" : "einem Ferientag");
  else
    buf_adds(out, is_public ? "an Feiertagen" : "in den Schulferien");
}

void hours_german_days(const struct hours_days *days, struct buf *out) {
  size_t count = 0;
  size_t index = 0;
  for (const struct hours_days *member = days; member; member = member->next)
    count++;
  unsigned gathered = 0; /* "Mo,Tu,We" is one list of weekdays */
  for (const struct hours_days *member = days; member; member = member->next) {
    if (member->kind == HOURS_DAY_WEEKDAYS) {
      gathered |= member->weekdays;
      count--;
    }
  }
  if (gathered) {
    count++;
    index++;
    add_weekdays(gathered, out);
  }
  for (const struct hours_days *member = days; member; member = member->next) {
    if (member->kind == HOURS_DAY_WEEKDAYS) continue;
    buf_adds(out, hours_german_comma(index++, count));
    if (member->kind == HOURS_DAY_NTH)
      add_nth(member, out);
    else
      add_holidays(member, out);
  }
}

/* Feasts that people know by name rather than by their distance from Easter. */
static const char *feast_name(int offset) {
  static const struct {
    int offset;
    const char *name;
  } feasts[] = {{-52, "Weiberfastnacht"}, {-48, "Rosenmontag"},        {-47, "Fastnachtsdienstag"}, {-46, "Aschermittwoch"},
                {-3, "Gründonnerstag"},   {-2, "Karfreitag"},          {-1, "Karsamstag"},          {0, "Ostersonntag"},
                {1, "Ostermontag"},       {39, "Christi Himmelfahrt"}, {49, "Pfingstsonntag"},      {50, "Pfingstmontag"},
                {60, "Fronleichnam"}};
  for (size_t i = 0; i < COUNT_OF(feasts); i++)
    if (feasts[i].offset == offset) return feasts[i].name;
  return NULL;
}

static void add_year(int year, struct buf *out) {
  if (year) buf_addf(out, " %d", year);
}

/* Without a preposition: "24. Dezember", "letzten Sonntag im März". */
static void add_date(const struct hours_date *date, bool is_month, bool has_year, struct buf *out) {
  static const char *const ordinals[] = {"letzten", "vorletzten", "drittletzten", "viertletzten", "fünftletzten"};
  int year = has_year ? date->year : 0;
  const char *feast = date->kind == HOURS_DATE_EASTER ? feast_name(date->offset_days) : NULL;
  if (feast) {
    buf_adds(out, feast);
    add_year(year, out);
    return;
  }
  if (date->offset_days) buf_addf(out, "%d. Tag %s ", abs(date->offset_days), date->offset_days < 0 ? "vor" : "nach");
  if (date->offset_days && date->kind != HOURS_DATE_EASTER) buf_adds(out, "dem ");
  if (date->kind == HOURS_DATE_EASTER)
    buf_adds(out, "Ostersonntag");
  else if (date->kind == HOURS_DATE_NTH && date->nth < 0)
    buf_addf(out, "%s %s im %s", ordinals[-date->nth - 1], weekdays[date->weekday], months[date->month]);
  else if (date->kind == HOURS_DATE_NTH)
    buf_addf(out, "%d. %s im %s", date->nth, weekdays[date->weekday], months[date->month]);
  else if (is_month)
    buf_adds(out, months[date->month]);
  else
    buf_addf(out, "%d. %s", date->day, months[date->month]);
  add_year(year, out);
}

static bool needs_article(const struct hours_date *date) {
  return date->kind != HOURS_DATE_EASTER || !feast_name(date->offset_days);
}

static void add_date_range(const struct hours_dates *dates, struct buf *out) {
  const struct hours_date *from = &dates->from;
  const struct hours_date *to = &dates->to;
  bool is_plain = from->kind == HOURS_DATE_FIXED && to->kind == HOURS_DATE_FIXED && !from->offset_days && !to->offset_days;
  bool is_month_end = dates->is_months && to->day == 31;
  buf_adds(out, !dates->is_months && needs_article(from) ? "vom " : "von ");
  if (is_plain && !dates->is_months && from->month == to->month && from->year == to->year)
    buf_addf(out, "%d.", from->day);
  else
    add_date(from, dates->is_months, from->year != to->year, out);
  buf_adds(out, !is_month_end && needs_article(to) && to->kind != HOURS_DATE_FIXED ? " bis zum " : " bis ");
  add_date(to, is_month_end, true, out);
  if (dates->step > 1) buf_addf(out, " an jedem %d. Tag", dates->step);
}

static void add_dates(const struct hours_dates *dates, struct buf *out) {
  const struct hours_date *from = &dates->from;
  bool is_one_month = dates->is_months && dates->to.month == from->month && dates->to.year == from->year && dates->to.day == 31;
  if (dates->is_open_end) {
    buf_adds(out, dates->is_months || !needs_article(from) ? "ab " : "ab dem ");
    add_date(from, dates->is_months, true, out);
  } else if (dates->is_single || is_one_month) {
    buf_adds(out, is_one_month ? "im " : needs_article(from) ? "am " : "an ");
    add_date(from, dates->is_months, true, out);
  } else {
    add_date_range(dates, out);
  }
}

void hours_german_dates(const struct hours_dates *dates, struct buf *out) {
  size_t count = 0;
  size_t index = 0;
  for (const struct hours_dates *member = dates; member; member = member->next)
    count++;
  for (const struct hours_dates *member = dates; member; member = member->next) {
    buf_adds(out, hours_german_comma(index++, count));
    add_dates(member, out);
  }
}

void hours_german_years(const struct hours_years *years, struct buf *out) {
  size_t count = 0;
  size_t index = 0;
  for (const struct hours_years *member = years; member; member = member->next)
    count++;
  for (const struct hours_years *member = years; member; member = member->next) {
    buf_adds(out, hours_german_comma(index++, count));
    if (member->to == 9999)
      buf_addf(out, "ab %d", member->from);
    else if (member->to > member->from)
      buf_addf(out, "%d bis %d", member->from, member->to);
    else
      buf_addf(out, "%d", member->from);
    if (member->step > 1) buf_addf(out, " (alle %d Jahre)", member->step);
  }
}

void hours_german_weeks(const struct hours_weeks *weeks, struct buf *out) {
  if (!weeks->next && weeks->step == 2 && weeks->from <= 2 && weeks->to >= 52) {
    buf_addf(out, "in %s Kalenderwochen", weeks->from == 2 ? "geraden" : "ungeraden");
    return;
  }
  size_t count = 0;
  size_t index = 0;
  for (const struct hours_weeks *member = weeks; member; member = member->next)
    count++;
  bool is_one = !weeks->next && weeks->from == weeks->to;
  buf_adds(out, is_one ? "in Kalenderwoche " : "in den Kalenderwochen ");
  for (const struct hours_weeks *member = weeks; member; member = member->next) {
    buf_addf(out, "%s%d", hours_german_comma(index++, count), member->from);
    if (member->to != member->from) buf_addf(out, " bis %d", member->to);
    if (member->step > 1) buf_addf(out, " (jede %d.)", member->step);
  }
}

static void add_distance(int minutes, struct buf *out) {
  int hours = minutes / 60;
  if (hours) buf_addf(out, "%d %s", hours, hours == 1 ? "Stunde" : "Stunden");
  if (hours && minutes % 60) buf_addc(out, ' ');
  if (minutes % 60) buf_addf(out, "%d %s", minutes % 60, minutes % 60 == 1 ? "Minute" : "Minuten");
}

/* Returns whether the point is a clock time, which wants "Uhr" behind it. */
static bool add_point(const struct hours_point *point, struct buf *out) {
  static const char *const names[] = {[HOURS_DAWN] = "Morgendämmerung",
                                      [HOURS_SUNRISE] = "Sonnenaufgang",
                                      [HOURS_SUNSET] = "Sonnenuntergang",
                                      [HOURS_DUSK] = "Abenddämmerung"};
  if (point->clock == HOURS_CLOCK) {
    int minutes = point->minutes > HOURS_MINUTES ? point->minutes - HOURS_MINUTES : point->minutes;
    buf_addf(out, "%d:%02d", minutes / 60, minutes % 60);
    return true;
  }
  if (point->minutes) {
    add_distance(abs(point->minutes), out);
    buf_adds(out, point->minutes < 0 ? " vor " : " nach ");
  }
  buf_adds(out, names[point->clock]);
  return false;
}

static void add_span(const struct hours_times *span, bool is_longer, struct buf *out) {
  bool is_whole_day = span->from.clock == HOURS_CLOCK && span->to.clock == HOURS_CLOCK && span->from.minutes == 0 &&
                      span->to.minutes == HOURS_MINUTES && !span->is_open_end;
  if (is_whole_day) {
    buf_adds(out, "rund um die Uhr");
    return;
  }
  if (span->is_open_end) buf_adds(out, "ab ");
  bool is_clock = add_point(&span->from, out);
  if (!span->is_open_end) {
    if (is_clock && span->to.clock != HOURS_CLOCK) buf_adds(out, " Uhr");
    buf_adds(out, " bis ");
    is_clock = add_point(&span->to, out);
  }
  if (is_clock) buf_adds(out, " Uhr");
  if (is_longer) buf_adds(out, " oder länger");
}

/* "18:00-22:00+" is kept as two spans. */
static bool is_continued(const struct hours_times *span) {
  const struct hours_times *next = span->next;
  return next && next->is_open_end && !span->is_open_end && next->from.clock == span->to.clock &&
         next->from.minutes == span->to.minutes;
}

void hours_german_times(const struct hours_times *times, struct buf *out) {
  size_t count = 0;
  size_t index = 0;
  for (const struct hours_times *span = times; span; span = span->next)
    count += !is_continued(span);
  for (const struct hours_times *span = times; span; span = span->next) {
    bool is_longer = is_continued(span);
    buf_adds(out, hours_german_comma(index++, count));
    add_span(span, is_longer, out);
    if (is_longer) span = span->next;
  }
}
