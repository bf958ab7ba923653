#include "hub/content/week.h"

#include "base/civil.h"
#include "base/str.h"
#include "feed/hours.h"

#include <stdio.h>
#include <string.h>

enum { DAY = 1440, YEARS = 5, STEP_DAYS = 366 };

static const char *const weekday_names[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
static const char *const month_names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char otherwise[] = " || ";
static const char by_appointment[] = "\"nach Vereinbarung\"";

/* A week without holidays in any Land, and a holiday that all have. */
static int32_t plain_monday(void) { return day_from_ymd(2026, 11, 9); }
static int32_t holiday(void) { return day_from_ymd(2026, 12, 25); }
static const struct hours_place place = {.land = 0};

static int two_digits(const char *text) { return (text[0] - '0') * 10 + text[1] - '0'; }

bool week_time_parse(const char *text, int *out) {
  static const char digit[] = "0123456789";
  size_t len = strlen(text);
  size_t digits = strspn(text, digit);
  char whole[5] = "0000"; /* as HHMM */
  if (digits == 0 || digits > 4 || len > 5) return false;
  if (digits == len) {
    size_t shift = digits == 1 || digits == 3;
    memcpy(whole + shift, text, digits);
  } else {
    if (digits > 2 || len != digits + 3 || !strchr(":.h", text[digits]) || strspn(text + digits + 1, digit) != 2) return false;
    memcpy(whole + 2 - digits, text, digits);
    memcpy(whole + 2, text + digits + 1, 2);
  }
  int minutes = two_digits(whole) * 60 + two_digits(whole + 2);
  if (two_digits(whole + 2) > 59 || minutes > DAY) return false;
  *out = minutes;
  return true;
}

void week_time_format(int minutes, char out[WEEK_TIME_SIZE]) {
  unsigned time = (unsigned)minutes;
  snprintf(out, WEEK_TIME_SIZE, "%02u:%02u", time / 60 % 100, time % 60);
}

static int span_end(const struct week_span *span) { return span->to <= span->from ? span->to + DAY : span->to; }

bool week_spans_add(struct week_spans *spans, int from, int to) {
  struct week_span added = {from, to};
  size_t at = spans->count;
  if (spans->count == WEEK_SPANS_MAX || from >= DAY) return false;
  while (at > 0 && spans->items[at - 1].from > from)
    at--;
  if (at > 0 && span_end(&spans->items[at - 1]) > from) return false;
  if (at < spans->count && span_end(&added) > spans->items[at].from) return false;
  memmove(&spans->items[at + 1], &spans->items[at], (spans->count - at) * sizeof added);
  spans->items[at] = added;
  spans->count++;
  return true;
}

static bool spans_are_equal(const struct week_spans *a, const struct week_spans *b) {
  if (a->count != b->count) return false;
  for (size_t i = 0; i < a->count; i++)
    if (a->items[i].from != b->items[i].from || a->items[i].to != b->items[i].to) return false;
  return true;
}

static void write_spans(const struct week_spans *spans, struct buf *out) {
  if (spans->count == 0) buf_adds(out, "off");
  for (size_t i = 0; i < spans->count; i++) {
    char from[WEEK_TIME_SIZE];
    char to[WEEK_TIME_SIZE];
    week_time_format(spans->items[i].from, from);
    week_time_format(spans->items[i].to, to);
    buf_addf(out, "%s%s-%s", i ? "," : "", from, to);
  }
}

static void start_rule(struct buf *out, size_t start) {
  if (out->len > start) buf_adds(out, "; ");
}

/* Weekdays in the order of the week, those with equal times in one rule: "Mo-We,Fr 09:00-12:00". */
static void write_days(const struct week *week, struct buf *out, size_t start) {
  unsigned done = 0;
  for (int day = 0; day < 7; day++) {
    if ((done & (1U << day)) != 0 || week->days[day].count == 0) continue;
    start_rule(out, start);
    const char *comma = "";
    for (int from = day; from < 7; from++) {
      int to = from;
      if (!spans_are_equal(&week->days[from], &week->days[day])) continue;
      while (to < 6 && spans_are_equal(&week->days[to + 1], &week->days[day]))
        to++;
      buf_addf(out, "%s%s", comma, weekday_names[from]);
      if (to > from) buf_addf(out, "%s%s", to == from + 1 ? "," : "-", weekday_names[to]);
      comma = ",";
      for (; from <= to; from++)
        done |= 1U << from;
      from--;
    }
    buf_addc(out, ' ');
    write_spans(&week->days[day], out);
  }
}

static void write_date(int32_t day, struct buf *out) {
  int year;
  int month;
  int month_day;
  day_to_ymd(day, &year, &month, &month_day);
  buf_addf(out, "%04d %s %02d", year, month_names[month - 1], month_day);
}

static void write_exception(const struct week_exception *exception, struct buf *out) {
  write_date(exception->from, out);
  if (exception->to > exception->from) {
    buf_addc(out, '-');
    write_date(exception->to, out);
  }
  buf_addc(out, ' ');
  write_spans(&exception->spans, out);
  if (exception->comment[0]) buf_addf(out, " \"%s\"", exception->comment);
}

void week_write(const struct week *week, struct buf *out) {
  size_t start = out->len;
  write_days(week, out, start);
  if (week->holidays != WEEK_HOLIDAYS_USUAL) {
    start_rule(out, start);
    buf_adds(out, "PH ");
    if (week->holidays == WEEK_HOLIDAYS_OWN)
      write_spans(&week->holiday_spans, out);
    else
      buf_adds(out, "off");
  }
  for (size_t i = 0; i < week->exception_count; i++) {
    start_rule(out, start);
    write_exception(&week->exceptions[i], out);
  }
  if (week->by_appointment) buf_addf(out, "%s%s", out->len > start ? otherwise : "", by_appointment);
}

/* What is open on [from, from + days), without comments; false when some of it is not simply open. */
static bool list_open(const struct hours *hours, int32_t from, int days, struct arena *arena, struct hours_interval **out,
                      size_t *count) {
  struct err err;
  if (!hours_intervals(hours, &place, day_wall(from), day_wall(from + days), arena, out, count, &err)) return false;
  for (size_t i = 0; i < *count; i++)
    if ((*out)[i].state != HOURS_OPEN || (*out)[i].comment) return false;
  return true;
}

/* Adds what begins on `day`. Something longer than a day is whole days. */
static bool sample_day(const struct hours_interval *open, size_t count, int32_t day, struct week_spans *out) {
  int64_t start = day_wall(day);
  for (size_t i = 0; i < count; i++) {
    int64_t from = open[i].from;
    int64_t to = open[i].to;
    if (to - from > DAY_SECONDS) {
      if (from < start) from = start;
      if (to > start + DAY_SECONDS) to = start + DAY_SECONDS;
      if (to <= from) continue;
    }
    if (from < start || from >= start + DAY_SECONDS) continue;
    int begin = (int)((from - start) / 60);
    int end = (int)((to - start) / 60);
    if (!week_spans_add(out, begin, end > DAY ? end - DAY : end)) return false;
  }
  return true;
}

static bool sample_week(const struct hours *hours, struct week *out) {
  scoped_arena arena = {0};
  struct hours_interval *open;
  size_t count;
  if (!list_open(hours, plain_monday() - 2, 11, &arena, &open, &count)) return false;
  for (int day = 0; day < 7; day++)
    if (!sample_day(open, count, plain_monday() + day, &out->days[day])) return false;
  if (!list_open(hours, holiday() - 1, 3, &arena, &open, &count)) return false;
  return sample_day(open, count, holiday(), &out->holiday_spans);
}

static bool intervals_are_equal(const struct hours_interval *a, const struct hours_interval *b, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (a[i].from != b[i].from || a[i].to != b[i].to || a[i].state != b[i].state || !str_equals(a[i].comment, b[i].comment))
      return false;
  return true;
}

static bool opens_alike(const struct hours *a, const struct hours *b, int32_t from) {
  for (int year = 0; year < YEARS; year++, from += STEP_DAYS) {
    scoped_arena arena = {0};
    struct hours_interval *first;
    struct hours_interval *second;
    size_t first_count;
    size_t second_count;
    struct err err;
    int64_t start = day_wall(from);
    int64_t end = day_wall(from + STEP_DAYS);
    if (!hours_intervals(a, &place, start, end, &arena, &first, &first_count, &err) ||
        !hours_intervals(b, &place, start, end, &arena, &second, &second_count, &err))
      return false;
    if (first_count != second_count || !intervals_are_equal(first, second, first_count)) return false;
  }
  return true;
}

static bool has_anything(const struct week *week) {
  size_t count = week->holiday_spans.count + week->exception_count + week->by_appointment;
  for (int day = 0; day < 7; day++)
    count += week->days[day].count;
  return count > 0;
}

/* Whether the grid says what the text says. School holidays are looked for by name: five years of one Land's table would not
 * show them all. */
static bool shows(const struct week *week, const char *text, int32_t from) {
  struct hours *original = NULL;
  struct hours *written = NULL;
  struct err err;
  scoped_buf out;
  buf_init(&out, WEEK_TEXT_MAX * 4);
  week_write(week, &out);
  bool same = has_anything(week) && !strstr(text, "SH") && hours_parse(text, &original, &err) &&
              hours_parse(buf_text(&out), &written, &err) && opens_alike(original, written, from);
  hours_destroy(original);
  hours_destroy(written);
  return same;
}

/* The end of a rule: the next semicolon outside of quotes, or the end of the text. */
static size_t rule_length(const char *text) {
  bool quoted = false;
  size_t len = 0;
  for (; text[len] && (quoted || text[len] != ';'); len++)
    if (text[len] == '"') quoted = !quoted;
  return len;
}

/* Exactly so many digits; NULL when they are not there. */
static const char *read_digits(const char *text, int digits, int *out) {
  *out = 0;
  for (int i = 0; i < digits; i++) {
    if (text[i] < '0' || text[i] > '9') return NULL;
    *out = *out * 10 + text[i] - '0';
  }
  return text + digits;
}

/* "2026 Dec 24" */
static const char *read_date(const char *text, int32_t *out) {
  int year;
  int day;
  const char *at = read_digits(text, 4, &year);
  if (!at || *at != ' ' || year < 1) return NULL;
  for (int i = 0; i < 12; i++) {
    if (!str_starts_with(at + 1, month_names[i]) || at[4] != ' ') continue;
    at = read_digits(at + 5, 2, &day);
    if (!at || day < 1 || day > month_days(year, i + 1)) return NULL;
    *out = day_from_ymd(year, i + 1, day);
    return at;
  }
  return NULL;
}

/* "09:30" */
static const char *read_clock(const char *text, int *out) {
  int hour;
  int minute;
  const char *at = read_digits(text, 2, &hour);
  if (!at || *at != ':') return NULL;
  at = read_digits(at + 1, 2, &minute);
  if (!at || hour * 60 + minute > DAY || minute > 59) return NULL;
  *out = hour * 60 + minute;
  return at;
}

static const char *read_exception_spans(const char *text, struct week_spans *out) {
  if (str_starts_with(text, "off")) return text + strlen("off");
  if (str_starts_with(text, "closed")) return text + strlen("closed");
  for (;;) {
    int from;
    int to;
    const char *at = read_clock(text, &from);
    at = at && *at == '-' ? read_clock(at + 1, &to) : NULL;
    if (!at || !week_spans_add(out, from, to)) return NULL;
    if (*at != ',') return at;
    text = at + 1;
  }
}

/* "2026 Dec 24-2027 Jan 06 off "Betriebsferien"": exactly what week_write makes. */
static bool read_exception(const char *rule, struct week_exception *out) {
  const char *at = read_date(rule, &out->from);
  if (!at) return false;
  out->to = out->from;
  if (*at == '-' && !(at = read_date(at + 1, &out->to))) return false;
  if (*at != ' ' || out->to < out->from || !(at = read_exception_spans(at + 1, &out->spans))) return false;
  if (*at == '\0') return true;
  size_t len = strlen(at);
  if (len < 4 || len - 2 > sizeof out->comment || at[0] != ' ' || at[1] != '"' || at[len - 1] != '"') return false;
  str_copy(out->comment, len - 2, at + 2);
  return !strchr(out->comment, '"');
}

/* Parts exceptions from the rules of the week, which go to `weekly`. */
static bool split(const char *text, struct week *out, struct buf *weekly) {
  while (*text) {
    char rule[WEEK_TEXT_MAX + 1];
    struct week_exception exception = {0};
    size_t len = rule_length(text);
    if (len >= sizeof rule) return false;
    memcpy(rule, text, len);
    rule[len] = '\0';
    text += len;
    text += strspn(text, "; ");
    if (read_exception(rule, &exception)) {
      if (out->exception_count == WEEK_EXCEPTIONS_MAX) return false;
      out->exceptions[out->exception_count++] = exception;
    } else {
      buf_addf(weekly, "%s%s", weekly->len ? "; " : "", rule);
    }
  }
  return true;
}

/* The text without "|| nach Vereinbarung" at its end; *found tells whether that was there. */
static size_t without_appointment(const char *hours, bool *found) {
  size_t len = strlen(hours);
  *found = str_ends_with(hours, by_appointment);
  if (!*found) return len;
  len -= strlen(by_appointment);
  if (len == 0) return 0;
  size_t gap = strlen(otherwise);
  *found = len > gap && memcmp(hours + len - gap, otherwise, gap) == 0;
  return *found ? len - gap : strlen(hours);
}

static bool read_weekly(const char *text, struct week *out) {
  struct hours *hours = NULL;
  struct err err;
  if (*text == '\0') return true;
  if (!hours_parse(text, &hours, &err)) return false;
  bool sampled = sample_week(hours, out);
  hours_destroy(hours);
  return sampled;
}

bool week_read(const char *hours, struct week *out) {
  static const enum week_holidays tries[] = {WEEK_HOLIDAYS_USUAL, WEEK_HOLIDAYS_CLOSED, WEEK_HOLIDAYS_OWN};
  struct week week = {0};
  scoped_buf text, weekly;
  buf_init(&text, WEEK_TEXT_MAX);
  buf_init(&weekly, WEEK_TEXT_MAX);
  buf_add(&text, hours, without_appointment(hours, &week.by_appointment));
  if (!split(buf_text(&text), &week, &weekly) || !read_weekly(buf_text(&weekly), &week)) return false;
  int32_t from = week.exception_count > 0 ? week.exceptions[0].from - 30 : plain_monday();
  bool shown = *hours == '\0';
  for (size_t i = 0; i < COUNT_OF(tries) && !shown; i++) {
    week.holidays = tries[i];
    shown = shows(&week, hours, from);
  }
  if (!shown) return false;
  if (week.holidays != WEEK_HOLIDAYS_OWN) week.holiday_spans = (struct week_spans){0};
  *out = week;
  return true;
}
