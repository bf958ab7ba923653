/* Selectors in words, with the tables of hours_language. A list is written out with commas and a last "und". */
#include "feed/hours_language.h"

#include "base/compiler.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE_BYTES_MAX = 1000 };

void hours_say(struct hours_saying *saying, const char *phrase, int64_t number, const char *first, const char *second) {
  if (!phrase_fill(saying->out, phrase, number, first, second)) saying->failed = true;
}

/* A name of a table, which the language may lack. */
static void say_name(struct hours_saying *saying, const char *name) { hours_say(saying, name, 0, "", ""); }

void hours_say_comma(struct hours_saying *saying, size_t index, size_t count) {
  const struct hours_language *words = saying->language;
  if (index > 0) buf_adds(saying->out, index + 1 == count ? words->and : words->comma);
}

/* The same language, into a piece that a phrase will take. The piece ends with piece_end. */
static struct hours_saying piece_begin(const struct hours_saying *saying, struct buf *piece) {
  buf_init(piece, PIECE_BYTES_MAX);
  return (struct hours_saying){.language = saying->language, .out = piece};
}

static const char *piece_text(struct hours_saying *saying, const struct hours_saying *piece) {
  saying->failed = saying->failed || piece->failed || piece->out->overflowed;
  return buf_text(piece->out);
}

/* ---- weekdays ---- */

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

static void say_weekdays(struct hours_saying *saying, unsigned bits) {
  const struct hours_language *words = saying->language;
  int first[7];
  int last[7];
  size_t count = find_runs(bits, first, last);
  if (bits == 0x7F) {
    say_name(saying, words->every_day);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    hours_say_comma(saying, i, count);
    if (last[i] > first[i])
      hours_say(saying, words->weekday_range, 0, words->weekdays[first[i]], words->weekdays[last[i]]);
    else
      say_name(saying, words->weekdays[first[i]]);
  }
}

/* "3 Tage vor @" */
static void say_days_away(struct hours_saying *saying, int days, const char *from) {
  const struct hours_language *words = saying->language;
  enum plural plural = words->plural(abs(days));
  hours_say(saying, days < 0 ? words->days_before[plural] : words->days_after[plural], abs(days), from, "");
}

static enum gender gender_of(const struct hours_language *words, unsigned weekdays) {
  return weekdays && words->feminine_weekdays >> __builtin_ctz(weekdays) & 1 ? FEMININE : MASCULINE;
}

/* "1. und letzten Montag" */
static void say_nth_weekday(struct hours_saying *saying, const struct hours_days *days) {
  const struct hours_language *words = saying->language;
  enum gender gender = gender_of(words, days->weekdays);
  scoped_buf ordinals, weekdays;
  struct hours_saying first = piece_begin(saying, &ordinals), second = piece_begin(saying, &weekdays);
  size_t count = (size_t)__builtin_popcount(days->nth) + (size_t)__builtin_popcount(days->nth_last);
  size_t index = 0;
  for (int nth = 0; nth < HOURS_NTH; nth++) {
    if (!(days->nth & 1U << nth)) continue;
    hours_say_comma(&first, index++, count);
    say_name(&first, words->ordinals[gender][nth]);
  }
  for (int nth = HOURS_NTH - 1; nth >= 0; nth--) {
    if (!(days->nth_last & 1U << nth)) continue;
    hours_say_comma(&first, index++, count);
    say_name(&first, words->last_ordinals[gender][nth]);
  }
  say_weekdays(&second, days->weekdays);
  const char *which = piece_text(saying, &first);
  hours_say(saying, words->nth_weekday, 0, which, piece_text(saying, &second));
}

static void say_nth(struct hours_saying *saying, const struct hours_days *days) {
  const struct hours_language *words = saying->language;
  scoped_buf weekday, reference;
  struct hours_saying first = piece_begin(saying, &weekday), second = piece_begin(saying, &reference);
  say_nth_weekday(&first, days);
  const char *name = piece_text(saying, &first);
  if (days->offset_days) {
    hours_say(&second, words->nth_monthly_ref, 0, name, "");
    say_days_away(saying, days->offset_days, piece_text(saying, &second));
  } else {
    hours_say(saying, words->nth_monthly, 0, name, "");
  }
}

static void say_holidays(struct hours_saying *saying, const struct hours_days *days) {
  const struct hours_language *words = saying->language;
  bool is_public = days->kind == HOURS_DAY_PUBLIC;
  if (days->offset_days)
    say_days_away(saying, days->offset_days, is_public ? words->public_holiday_ref : words->school_holiday_ref);
  else
    say_name(saying, is_public ? words->public_holidays : words->school_holidays);
}

void hours_say_days(struct hours_saying *saying, const struct hours_days *days) {
  size_t count = 0;
  size_t index = 0;
  unsigned gathered = 0; /* "Mo,Tu,We" is one list of weekdays */
  for (const struct hours_days *member = days; member; member = member->next) {
    if (member->kind == HOURS_DAY_WEEKDAYS)
      gathered |= member->weekdays;
    else
      count++;
  }
  if (gathered) {
    count++;
    index++;
    say_weekdays(saying, gathered);
  }
  for (const struct hours_days *member = days; member; member = member->next) {
    if (member->kind == HOURS_DAY_WEEKDAYS) continue;
    hours_say_comma(saying, index++, count);
    if (member->kind == HOURS_DAY_NTH)
      say_nth(saying, member);
    else
      say_holidays(saying, member);
  }
}

/* ---- dates ---- */

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

static void say_known(struct hours_saying *saying, const char *german) {
  scoped_buf own;
  buf_init(&own, PIECE_BYTES_MAX);
  buf_adds(saying->out, hours_known(saying->language, german, &own));
}

enum month_form { MONTH_NOT, MONTH_ALONE, MONTH_IN };

/* "24. Dezember", "letzten Sonntag im März", "Karfreitag", "Oktober": without the distance from it and without the year. */
static void say_anchor(struct hours_saying *saying, const struct hours_date *date, enum month_form form) {
  const struct hours_language *words = saying->language;
  int month = date->month - 1;
  if (date->kind == HOURS_DATE_EASTER) {
    const char *feast = feast_name(date->offset_days);
    say_known(saying, feast ? feast : "Ostersonntag");
  } else if (date->kind == HOURS_DATE_NTH) {
    struct hours_days nth = {.weekdays = 1U << date->weekday};
    if (date->nth > 0)
      nth.nth = 1U << (date->nth - 1);
    else
      nth.nth_last = 1U << (-date->nth - 1);
    scoped_buf weekday;
    struct hours_saying piece = piece_begin(saying, &weekday);
    say_nth_weekday(&piece, &nth);
    hours_say(saying, words->nth_of_month, 0, piece_text(saying, &piece), words->months_of[month]);
  } else if (form != MONTH_NOT) {
    say_name(saying, form == MONTH_IN ? words->months_in[month] : words->months_alone[month]);
  } else {
    hours_say(saying, words->day_of_month, date->day, words->months[month], "");
  }
}

static bool is_feast(const struct hours_date *date) { return date->kind == HOURS_DATE_EASTER && feast_name(date->offset_days); }

static void say_date(struct hours_saying *saying, const struct hours_date *date, enum month_form form, bool has_year) {
  const struct hours_language *words = saying->language;
  scoped_buf anchor, away;
  struct hours_saying first = piece_begin(saying, &anchor), second = piece_begin(saying, &away);
  bool is_away = date->offset_days && !is_feast(date);
  if (is_away && date->kind != HOURS_DATE_EASTER) say_name(&first, words->article);
  say_anchor(&first, date, form);
  const char *text = piece_text(saying, &first);
  if (is_away) {
    enum plural plural = words->plural(abs(date->offset_days));
    hours_say(&second, date->offset_days < 0 ? words->date_before[plural] : words->date_after[plural], abs(date->offset_days),
              text, "");
    text = piece_text(saying, &second);
  }
  if (has_year && date->year)
    hours_say(saying, words->with_year, date->year, text, "");
  else
    buf_adds(saying->out, text);
}

static void say_date_range(struct hours_saying *saying, const struct hours_dates *dates) {
  const struct hours_language *words = saying->language;
  const struct hours_date *from = &dates->from;
  const struct hours_date *to = &dates->to;
  bool is_plain = from->kind == HOURS_DATE_FIXED && to->kind == HOURS_DATE_FIXED && !from->offset_days && !to->offset_days;
  bool is_month_end = dates->is_months && to->day == 31;
  bool to_takes_article = !is_month_end && !is_feast(to) && to->kind != HOURS_DATE_FIXED;
  say_name(saying, !dates->is_months && !is_feast(from) ? words->from_article : words->from_bare);
  if (is_plain && !dates->is_months && from->month == to->month && from->year == to->year)
    hours_say(saying, words->day, from->day, "", "");
  else
    say_date(saying, from, dates->is_months ? MONTH_ALONE : MONTH_NOT, from->year != to->year);
  say_name(saying, to_takes_article ? words->to_article : words->to_bare);
  say_date(saying, to, is_month_end ? MONTH_ALONE : MONTH_NOT, true);
  if (dates->step > 1) hours_say(saying, words->date_step[words->plural(dates->step)], dates->step, "", "");
}

static void say_dates(struct hours_saying *saying, const struct hours_dates *dates) {
  const struct hours_language *words = saying->language;
  const struct hours_date *from = &dates->from;
  bool is_one_month = dates->is_months && dates->to.month == from->month && dates->to.year == from->year && dates->to.day == 31;
  if (!dates->is_open_end && !dates->is_single && !is_one_month) {
    say_date_range(saying, dates);
    return;
  }
  scoped_buf date;
  struct hours_saying piece = piece_begin(saying, &date);
  if (dates->is_open_end) {
    say_date(&piece, from, dates->is_months ? MONTH_ALONE : MONTH_NOT, true);
    hours_say(saying, dates->is_months || is_feast(from) ? words->since_bare : words->since_article, 0,
              piece_text(saying, &piece), "");
  } else if (is_one_month) {
    say_date(saying, from, MONTH_IN, true);
  } else {
    say_date(&piece, from, MONTH_NOT, true);
    hours_say(saying, is_feast(from) ? words->on_feast : words->on_date, 0, piece_text(saying, &piece), "");
  }
}

void hours_say_dates(struct hours_saying *saying, const struct hours_dates *dates) {
  size_t count = 0;
  size_t index = 0;
  for (const struct hours_dates *member = dates; member; member = member->next)
    count++;
  for (const struct hours_dates *member = dates; member; member = member->next) {
    hours_say_comma(saying, index++, count);
    say_dates(saying, member);
  }
}

/* ---- years and weeks ---- */

static void say_number_range(struct hours_saying *saying, int from, int to) {
  scoped_buf first, second;
  buf_init(&first, PIECE_BYTES_MAX);
  buf_init(&second, PIECE_BYTES_MAX);
  buf_addf(&first, "%d", from);
  buf_addf(&second, "%d", to);
  hours_say(saying, saying->language->number_range, 0, buf_text(&first), buf_text(&second));
}

void hours_say_years(struct hours_saying *saying, const struct hours_years *years) {
  const struct hours_language *words = saying->language;
  size_t count = 0;
  size_t index = 0;
  for (const struct hours_years *member = years; member; member = member->next)
    count++;
  for (const struct hours_years *member = years; member; member = member->next) {
    scoped_buf year;
    buf_init(&year, PIECE_BYTES_MAX);
    buf_addf(&year, "%d", member->from);
    hours_say_comma(saying, index++, count);
    if (member->to == 9999)
      hours_say(saying, words->year_since, 0, buf_text(&year), "");
    else if (member->to > member->from)
      say_number_range(saying, member->from, member->to);
    else
      buf_adds(saying->out, buf_text(&year));
    if (member->step > 1) hours_say(saying, words->year_step[words->plural(member->step)], member->step, "", "");
  }
}

void hours_say_weeks(struct hours_saying *saying, const struct hours_weeks *weeks) {
  const struct hours_language *words = saying->language;
  if (!weeks->next && weeks->step == 2 && weeks->from <= 2 && weeks->to >= 52) {
    say_name(saying, weeks->from == 2 ? words->even_weeks : words->odd_weeks);
    return;
  }
  size_t count = 0;
  size_t index = 0;
  for (const struct hours_weeks *member = weeks; member; member = member->next)
    count++;
  bool is_one = !weeks->next && weeks->from == weeks->to;
  scoped_buf list;
  struct hours_saying piece = piece_begin(saying, &list);
  for (const struct hours_weeks *member = weeks; member; member = member->next) {
    hours_say_comma(&piece, index++, count);
    if (member->to != member->from)
      say_number_range(&piece, member->from, member->to);
    else
      buf_addf(&list, "%d", member->from);
    if (member->step > 1) hours_say(&piece, words->week_step[words->plural(member->step)], member->step, "", "");
  }
  hours_say(saying, is_one ? words->one_week : words->weeks, 0, piece_text(saying, &piece), "");
}

/* ---- times ---- */

static void say_distance(struct hours_saying *saying, int minutes) {
  const struct hours_language *words = saying->language;
  int hours = minutes / 60;
  minutes %= 60;
  if (hours) hours_say(saying, words->hours[words->plural(hours)], hours, "", "");
  if (hours && minutes) buf_adds(saying->out, words->distance_and);
  if (minutes) hours_say(saying, words->minutes[words->plural(minutes)], minutes, "", "");
}

/* `takes_clock`: a clock time here wants the word behind it, "Uhr". */
static void say_point(struct hours_saying *saying, const struct hours_point *point, bool takes_clock) {
  const struct hours_language *words = saying->language;
  scoped_buf text;
  struct hours_saying piece = piece_begin(saying, &text);
  if (point->clock == HOURS_CLOCK) {
    int minutes = point->minutes > HOURS_MINUTES ? point->minutes - HOURS_MINUTES : point->minutes;
    buf_addf(&text, "%d:%02d", minutes / 60, minutes % 60);
    hours_say(saying, takes_clock ? words->clock : "@", 0, buf_text(&text), "");
  } else if (point->minutes) {
    say_distance(&piece, abs(point->minutes));
    hours_say(saying, point->minutes < 0 ? words->before : words->after, 0, piece_text(saying, &piece),
              words->sun_ref[point->clock]);
  } else {
    say_name(saying, words->sun[point->clock]);
  }
}

static void say_span(struct hours_saying *saying, const struct hours_times *span) {
  const struct hours_language *words = saying->language;
  bool is_whole_day = span->from.clock == HOURS_CLOCK && span->to.clock == HOURS_CLOCK && span->from.minutes == 0 &&
                      span->to.minutes == HOURS_MINUTES && !span->is_open_end;
  if (is_whole_day) {
    say_name(saying, words->all_day);
    return;
  }
  scoped_buf from, to;
  struct hours_saying first = piece_begin(saying, &from), second = piece_begin(saying, &to);
  say_point(&first, &span->from, span->is_open_end || span->to.clock != HOURS_CLOCK);
  say_point(&second, &span->to, true);
  const char *start = piece_text(saying, &first);
  if (span->is_open_end)
    hours_say(saying, words->time_since, 0, start, "");
  else
    hours_say(saying, words->time_range, 0, start, piece_text(saying, &second));
}

/* "18:00-22:00+" is kept as two spans. */
static bool is_continued(const struct hours_times *span) {
  const struct hours_times *next = span->next;
  return next && next->is_open_end && !span->is_open_end && next->from.clock == span->to.clock &&
         next->from.minutes == span->to.minutes;
}

void hours_say_times(struct hours_saying *saying, const struct hours_times *times) {
  size_t count = 0;
  size_t index = 0;
  for (const struct hours_times *span = times; span; span = span->next)
    count += !is_continued(span);
  for (const struct hours_times *span = times; span; span = span->next) {
    bool is_longer = is_continued(span);
    scoped_buf text;
    struct hours_saying piece = piece_begin(saying, &text);
    hours_say_comma(saying, index++, count);
    say_span(&piece, span);
    hours_say(saying, is_longer ? saying->language->longer : "@", 0, piece_text(saying, &piece), "");
    if (is_longer) span = span->next;
  }
}
