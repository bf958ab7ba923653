/* A rule is first brought to one of a few shapes that people have words for, then the shape is said with the tables of
 * feed/recurrence_words. What has no shape is not said: half a truth about when to come is worse than the next date alone. */
#include "feed/recurrence_text.h"

#include "base/civil.h"
#include "feed/recurrence_words.h"
#include "feed/rrule.h"

enum { WORKDAYS = 0x1F, ALL_WEEKDAYS = 0x7F, INTERVAL_MAX = 99, SAFE_MONTH_DAY = 28, PIECE_BYTES_MAX = 400 };

enum shape {
  SHAPE_NONE,
  SHAPE_DAILY,
  SHAPE_WEEKDAYS,    /* on these weekdays of a week */
  SHAPE_MONTH_DAYS,  /* on these days of a month */
  SHAPE_LAST_DAY,    /* on the last day of a month */
  SHAPE_NTH_WEEKDAY, /* on the nth weekdays of a month, every so many months */
  SHAPE_DATE,        /* on one date of a year */
  SHAPE_NTH_OF,      /* on the nth weekdays of one month of a year */
};

struct habit {
  enum shape shape;
  int64_t interval;
  unsigned weekdays; /* one bit for the nth shapes */
  unsigned ordinals; /* enum ordinal bits */
  struct numbers month_days;
  int month, month_day;
};

/* The only month that the rule has, or DTSTART's; 0 when there are more. */
static int only_number(const struct numbers *numbers, int last, int otherwise) {
  if (numbers->count == 0) return otherwise;
  for (int n = 1; n <= last && numbers->count == 1; n++)
    if (numbers_have(numbers, n)) return n;
  return 0;
}

/* First to fourth and last; a fifth Monday is not there every month, and nobody says "second to last". */
static unsigned ordinal_bits(const struct numbers *numbers) {
  unsigned bits = 0;
  int known = 0;
  for (int n = 1; n <= ORDINAL_LAST; n++)
    if (numbers_have(numbers, n)) bits |= 1U << (n - 1), known++;
  if (numbers_have(numbers, -1)) bits |= 1U << ORDINAL_LAST, known++;
  return known == numbers->count ? bits : 0;
}

/* 3SA, or SA with BYSETPOS=3: one weekday, counted. */
static bool find_nth(const struct rrule *rule, struct habit *habit) {
  const struct numbers *numbers = &rule->positions;
  habit->weekdays = rule->weekdays;
  for (int weekday = 0; weekday < 7; weekday++)
    if (rule->ordinals[weekday].count > 0) {
      if (habit->weekdays != 0 || rule->positions.count > 0) return false;
      habit->weekdays = 1U << weekday;
      numbers = &rule->ordinals[weekday];
    }
  habit->ordinals = ordinal_bits(numbers);
  bool is_single = habit->weekdays != 0 && (habit->weekdays & (habit->weekdays - 1)) == 0;
  return is_single && habit->ordinals != 0;
}

static enum shape shape_weekly(const struct rrule *rule, unsigned start_weekday, struct habit *habit) {
  if (rule->positions.count > 0 || rule->months.count > 0) return SHAPE_NONE;
  habit->weekdays = rule->weekdays ? rule->weekdays : start_weekday;
  return habit->weekdays == ALL_WEEKDAYS && rule->interval == 1 ? SHAPE_DAILY : SHAPE_WEEKDAYS;
}

static enum shape shape_daily(const struct rrule *rule, struct habit *habit) {
  if (rule->positions.count > 0 || rule->months.count > 0 || rule->month_days.count > 0) return SHAPE_NONE;
  if (rule->weekdays == 0) return SHAPE_DAILY;
  return rule->interval == 1 ? shape_weekly(rule, 0, habit) : SHAPE_NONE;
}

static enum shape shape_monthly(const struct rrule *rule, int start_day, struct habit *habit) {
  if (rule->months.count > 0) return SHAPE_NONE;
  if (rrule_has_weekdays(rule)) return rule->month_days.count == 0 && find_nth(rule, habit) ? SHAPE_NTH_WEEKDAY : SHAPE_NONE;
  if (rule->positions.count > 0) return SHAPE_NONE;
  habit->month_days = rule->month_days;
  if (rule->month_days.count == 0) numbers_add(&habit->month_days, start_day);
  if (habit->month_days.count == 1 && numbers_have(&habit->month_days, -1)) return SHAPE_LAST_DAY;
  int said = 0;
  for (int day = 1; day <= SAFE_MONTH_DAY; day++)
    said += numbers_have(&habit->month_days, day);
  return said == habit->month_days.count ? SHAPE_MONTH_DAYS : SHAPE_NONE; /* the 31st is not "every month" */
}

static enum shape shape_yearly(const struct rrule *rule, const struct civil *start, struct habit *habit) {
  if (rule->week_numbers.count > 0 || rule->year_days.count > 0) return SHAPE_NONE;
  if (rrule_has_weekdays(rule)) {
    habit->month = only_number(&rule->months, 12, 0);
    return habit->month > 0 && rule->month_days.count == 0 && find_nth(rule, habit) ? SHAPE_NTH_OF : SHAPE_NONE;
  }
  if (rule->positions.count > 0 || (rule->month_days.count > 0 && rule->months.count == 0)) return SHAPE_NONE;
  habit->month = only_number(&rule->months, 12, start->month);
  habit->month_day = only_number(&rule->month_days, 31, start->day);
  if (habit->month == 0 || habit->month_day == 0) return SHAPE_NONE;
  return habit->month_day <= month_days(2023, habit->month) ? SHAPE_DATE : SHAPE_NONE; /* 2023: without a leap day */
}

static struct habit find_habit(const struct recurrence *recurrence, const struct rrule *rule) {
  struct civil start = wall_to_civil(recurrence->start);
  struct habit habit = {.interval = rule->interval};
  if (rule->hours.count > 1 || rule->minutes.count > 1 || rule->seconds.count > 1) return habit;
  if (rule->count == 1 || rule->interval > INTERVAL_MAX) return habit;
  switch (rule->frequency) {
    case DAILY: habit.shape = shape_daily(rule, &habit); break;
    case WEEKLY: habit.shape = shape_weekly(rule, 1U << day_weekday(wall_day(recurrence->start)), &habit); break;
    case MONTHLY: habit.shape = shape_monthly(rule, start.day, &habit); break;
    case YEARLY: habit.shape = shape_yearly(rule, &start, &habit); break;
  }
  return habit;
}

static void add_separator(struct buf *out, const struct recurrence_words *words, int index, int count) {
  if (index > 0) buf_adds(out, index == count - 1 ? words->and : words->comma);
}

static int bit_count(unsigned bits) {
  int count = 0;
  for (; bits; bits &= bits - 1)
    count++;
  return count;
}

static void list_names(struct buf *out, const struct recurrence_words *words, unsigned bits, const char *const *names) {
  int index = 0;
  for (int i = 0; bits >> i; i++) {
    if (!(bits >> i & 1)) continue;
    add_separator(out, words, index++, bit_count(bits));
    buf_adds(out, names[i]);
  }
}

static void list_month_days(struct buf *out, const struct recurrence_words *words, const struct numbers *days) {
  int index = 0;
  for (int day = 1; day <= SAFE_MONTH_DAY; day++) {
    if (!numbers_have(days, day)) continue;
    add_separator(out, words, index++, days->count);
    buf_addf(out, "%d%s", day, words->day_ending(day));
  }
}

/* "3. Samstag" */
static void say_nth_weekday(struct buf *out, const struct recurrence_words *words, const struct habit *habit) {
  int weekday = 0;
  while (!(habit->weekdays >> weekday & 1))
    weekday++;
  scoped_buf ordinals;
  buf_init(&ordinals, PIECE_BYTES_MAX);
  list_names(&ordinals, words, habit->ordinals,
             words->ordinals[words->feminine_weekdays >> weekday & 1 ? FEMININE : MASCULINE]);
  phrase_fill(out, words->nth_weekday, 0, buf_text(&ordinals), words->weekdays_on[weekday]);
}

/* The list or name that the phrase of the shape has its '@' for. */
static void say_detail(struct buf *out, const struct recurrence_words *words, const struct habit *habit) {
  switch (habit->shape) {
    case SHAPE_WEEKDAYS:
      list_names(out, words, habit->weekdays, habit->interval == 1 ? words->weekdays_every : words->weekdays_on);
      break;
    case SHAPE_MONTH_DAYS: list_month_days(out, words, &habit->month_days); break;
    case SHAPE_NTH_WEEKDAY:
    case SHAPE_NTH_OF: say_nth_weekday(out, words, habit); break;
    case SHAPE_DATE: buf_adds(out, words->months[habit->month - 1]); break;
    case SHAPE_NONE:
    case SHAPE_DAILY:
    case SHAPE_LAST_DAY: break;
  }
}

/* A weekday of every week, an nth weekday of every month: here languages do not put "every" and "on" together. */
static const char *whole_phrase(const struct recurrence_words *words, const struct habit *habit) {
  if (habit->interval != 1) return NULL;
  if (habit->shape == SHAPE_WEEKDAYS) return habit->weekdays == WORKDAYS ? words->workdays : words->weekly;
  return habit->shape == SHAPE_NTH_WEEKDAY ? words->monthly_nth : NULL;
}

static const char *on_phrase(const struct recurrence_words *words, const struct habit *habit) {
  int weekdays = bit_count(habit->weekdays);
  switch (habit->shape) {
    case SHAPE_WEEKDAYS: return words->on_weekdays[weekdays < 3 ? weekdays - 1 : 2];
    case SHAPE_MONTH_DAYS: return words->on_month_days[habit->month_days.count < 3 ? habit->month_days.count - 1 : 2];
    case SHAPE_LAST_DAY: return words->on_last_day;
    case SHAPE_NTH_WEEKDAY: return words->on_nth;
    case SHAPE_NTH_OF: return words->on_nth_of;
    case SHAPE_DATE: return words->on_date;
    case SHAPE_NONE:
    case SHAPE_DAILY: break;
  }
  return NULL;
}

static bool say_habit(struct buf *out, const struct recurrence_words *words, const struct habit *habit) {
  static const enum frequency frequencies[] = {
      [SHAPE_DAILY] = DAILY,         [SHAPE_WEEKDAYS] = WEEKLY, [SHAPE_MONTH_DAYS] = MONTHLY, [SHAPE_LAST_DAY] = MONTHLY,
      [SHAPE_NTH_WEEKDAY] = MONTHLY, [SHAPE_DATE] = YEARLY,     [SHAPE_NTH_OF] = YEARLY};
  scoped_buf detail;
  buf_init(&detail, PIECE_BYTES_MAX);
  say_detail(&detail, words, habit);
  const char *phrase = whole_phrase(words, habit);
  if (phrase) return phrase_fill(out, phrase, 0, buf_text(&detail), "") && !detail.overflowed;
  if (!phrase_fill(out, words->every[frequencies[habit->shape]][words->plural(habit->interval)], habit->interval, "", ""))
    return false;
  if (habit->shape == SHAPE_DAILY) return true;
  const char *month_of = habit->month > 0 ? words->months_of[habit->month - 1] : "";
  buf_addc(out, ' ');
  return phrase_fill(out, on_phrase(words, habit), habit->month_day, buf_text(&detail), month_of) && !detail.overflowed;
}

bool recurrence_describe(const struct recurrence *recurrence, const char *lang, struct buf *out) {
  const struct recurrence_words *words = recurrence_words_find(lang);
  struct rrule rule;
  struct err err;
  if (!words || !recurrence->rrule || recurrence->rdate_count > 0 || !rrule_parse(recurrence->rrule, &rule, &err)) return false;
  struct habit habit = find_habit(recurrence, &rule);
  if (habit.shape == SHAPE_NONE) return false;
  scoped_buf text;
  buf_init(&text, PIECE_BYTES_MAX);
  return say_habit(&text, words, &habit) && !text.overflowed && buf_adds(out, buf_text(&text));
}
