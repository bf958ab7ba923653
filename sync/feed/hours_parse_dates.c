/* Dates, months, years and weeks: "Dec 24-26,31", "Dec 24-Jan 06", "2026 Dec 24-2027 Jan 05", "easter -2 days", "Jan-Mar,Oct",
 * "Mar Su[-1]-Oct Su[-1]", "2026-2030/2", "week 01-53/2", and as people write them "24.12.-26.12.", "24. Dezember". */
#include "feed/hours_parser.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 2999, OFFSET_DAYS_MAX = 250 };

/* "10:00"; but not "30:" in front of a weekday, which is the separator for readability. */
static bool is_clock(const struct hours_token *token) {
  return token->kind == TOKEN_NUMBER && hours_is_symbol(&token[1], ':') && token[2].kind == TOKEN_NUMBER;
}

static bool is_year(const struct hours_token *token) {
  return token->digits == 4 && hours_is_number(token, YEAR_MIN, YEAR_MAX) && !is_clock(token);
}

/* "24.12." */
static bool is_dotted(const struct hours_token *token) {
  return hours_is_number(token, 1, 31) && hours_is_symbol(&token[1], '.') && hours_is_number(&token[2], 1, 12) &&
         hours_is_symbol(&token[3], '.');
}

/* "24. Dezember" */
static bool is_day_month(const struct hours_token *token) {
  return hours_is_number(token, 1, 31) && hours_is_symbol(&token[1], '.') && token[2].kind == TOKEN_MONTH;
}

/* "24.-26.12.", "24.-26. Dezember" */
static bool is_short_range(const struct hours_token *token) {
  return hours_is_number(token, 1, 31) && hours_is_symbol(&token[1], '.') && hours_is_symbol(&token[2], '-') &&
         (is_dotted(&token[3]) || is_day_month(&token[3]));
}

static bool starts_date(const struct hours_token *token) {
  return token->kind == TOKEN_MONTH || token->kind == TOKEN_EASTER || is_dotted(token) || is_day_month(token) ||
         is_short_range(token);
}

bool hours_starts_dates(const struct hours_token *token) {
  if (!is_year(token)) return starts_date(token);
  bool is_whole_month = token[1].kind == TOKEN_MONTH && token[2].kind != TOKEN_NUMBER && token[2].kind != TOKEN_WEEKDAY;
  bool has_end_year = is_whole_month && hours_is_symbol(&token[2], '-') && is_year(&token[3]);
  return starts_date(&token[1]) && (!is_whole_month || has_end_year);
}

bool hours_starts_years(const struct hours_token *token) { return is_year(token); }

/* A number behind a month or a comma is a day unless it begins a time. */
static bool is_month_day(const struct hours_token *token) {
  return hours_is_number(token, 1, 31) && token->digits <= 2 && !is_clock(token) && !is_dotted(token) && !is_day_month(token) &&
         !is_short_range(token);
}

static bool parse_offset(struct hours_parser *parser, int *days) {
  bool is_minus = hours_is_symbol(parser->at, '-');
  if (!is_minus && !hours_is_symbol(parser->at, '+')) return true;
  if (parser->at[1].kind != TOKEN_NUMBER || parser->at[2].kind != TOKEN_DAYS) return true;
  if (parser->at[1].value > OFFSET_DAYS_MAX) return hours_fail(parser, &parser->at[1], "more than %d days", OFFSET_DAYS_MAX);
  *days = is_minus ? -parser->at[1].value : parser->at[1].value;
  parser->at += 3;
  return true;
}

static bool check_day(struct hours_parser *parser, const struct hours_token *token, const struct hours_date *date) {
  int year = date->year ? date->year : 2024; /* a leap year: 29 February is fine */
  if (date->day <= month_days(year, date->month)) return true;
  return hours_fail(parser, token, "there is no day %d in that month", date->day);
}

/* "Su[-1]" behind a month. */
static bool parse_nth_date(struct hours_parser *parser, struct hours_date *date) {
  const struct hours_token *token = parser->at;
  bool is_minus = hours_is_symbol(&token[2], '-');
  date->kind = HOURS_DATE_NTH;
  date->weekday = (enum weekday)token->value;
  date->nth = is_minus ? -token[3].value : token[2].value;
  if (date->nth == 0 || date->nth > 5 || date->nth < -5)
    return hours_fail(parser, token, "a number from 1 to 5 is expected here");
  parser->at += is_minus ? 5 : 4;
  return true;
}

enum date_place { RANGE_START, RANGE_END, MONTH_RANGE_END };

/* The token behind "Su[-1]", or NULL. */
static const struct hours_token *skip_nth(const struct hours_token *token) {
  if (token->kind != TOKEN_WEEKDAY || !hours_is_symbol(&token[1], '[')) return NULL;
  const struct hours_token *number = &token[2] + hours_is_symbol(&token[2], '-');
  return number->kind == TOKEN_NUMBER && hours_is_symbol(&number[1], ']') ? &number[2] : NULL;
}

/* Whether "Su[-1]" behind a month is an end of a range of dates; else the month stands alone and weekdays follow. */
static bool is_nth_date(const struct hours_token *token, enum date_place place) {
  token = skip_nth(token);
  if (!token || place == MONTH_RANGE_END) return false;
  if (place == RANGE_END) return true;
  bool has_offset = (hours_is_symbol(token, '+') || hours_is_symbol(token, '-')) && token[1].kind == TOKEN_NUMBER &&
                    token[2].kind == TOKEN_DAYS;
  if (has_offset) token += 3;
  return hours_is_symbol(token, '-') && hours_starts_dates(&token[1]);
}

static bool parse_dotted(struct hours_parser *parser, struct hours_date *date, bool *is_odd) {
  const struct hours_token *token = parser->at;
  *is_odd = true;
  date->day = token->value;
  date->month = token[2].value;
  parser->at += is_day_month(token) ? 3 : 4;
  if (is_year(parser->at)) {
    date->year = parser->at->value;
    parser->at++;
  }
  return check_day(parser, token, date);
}

/* One end of a range. *is_month: a month without a day. */
static bool parse_date(struct hours_parser *parser, enum date_place place, struct hours_date *date, bool *is_month,
                       bool *is_odd) {
  *date = (struct hours_date){0};
  *is_month = false;
  if (is_dotted(parser->at) || is_day_month(parser->at)) return parse_dotted(parser, date, is_odd);
  if (is_year(parser->at)) {
    date->year = parser->at->value;
    parser->at++;
  }
  if (parser->at->kind == TOKEN_EASTER) {
    date->kind = HOURS_DATE_EASTER;
    parser->at++;
    return parse_offset(parser, &date->offset_days);
  }
  if (parser->at->kind != TOKEN_MONTH) return hours_fail(parser, parser->at, "a month is expected here, as in Dec 24");
  date->month = parser->at->value;
  parser->at++;
  if (is_nth_date(parser->at, place)) return parse_nth_date(parser, date) && parse_offset(parser, &date->offset_days);
  if (is_month_day(parser->at)) {
    date->day = parser->at->value;
    parser->at++;
    return check_day(parser, parser->at - 1, date) && parse_offset(parser, &date->offset_days);
  }
  if (parser->at->kind == TOKEN_NUMBER && parser->at->digits <= 2 && !is_clock(parser->at))
    return hours_fail(parser, parser->at, "there is no day %d in that month", parser->at->value);
  *is_month = true;
  date->day = 1;
  return true;
}

/* "24.-26.12." */
static bool parse_short_range(struct hours_parser *parser, struct hours_dates *dates, bool *is_odd) {
  int day = parser->at->value;
  bool unused;
  parser->at += 3;
  if (!parse_date(parser, RANGE_END, &dates->to, &unused, is_odd)) return false;
  dates->from = dates->to;
  dates->from.day = day;
  return true;
}

/* The end of a range behind '-'. "Dec 24-26" names only a day. */
static bool parse_range_end(struct hours_parser *parser, struct hours_dates *dates, bool *is_odd) {
  parser->at++;
  dates->is_single = false;
  if (is_month_day(parser->at) && dates->from.kind == HOURS_DATE_FIXED && !dates->is_months) {
    dates->to = dates->from;
    dates->to.day = parser->at->value;
    if (dates->to.day < dates->from.day) return hours_fail(parser, parser->at, "the range runs backwards");
    parser->at++;
    return check_day(parser, parser->at - 1, &dates->to);
  }
  bool is_month;
  if (!parse_date(parser, dates->is_months ? MONTH_RANGE_END : RANGE_END, &dates->to, &is_month, is_odd)) return false;
  if (is_month) dates->to.day = 31;
  return true;
}

/* "2026 Dec 24-Jan 05" ends in the next year; a year only at the end is one at the start too. */
static void settle_years(struct hours_dates *dates) {
  struct hours_date *from = &dates->from;
  struct hours_date *to = &dates->to;
  if (from->year && !to->year) {
    to->year = from->year;
    if (to->month < from->month || (to->month == from->month && to->day < from->day)) to->year++;
  } else if (to->year && !from->year) {
    from->year = to->year;
    if (to->month < from->month || (to->month == from->month && to->day < from->day)) from->year--;
  }
}

static bool parse_step(struct hours_parser *parser, int *step, int max) {
  *step = 1;
  if (!hours_take_symbol(parser, '/')) return true;
  if (!hours_is_number(parser->at, 1, max))
    return hours_fail(parser, parser->at, "a number from 1 to %d is expected here", max);
  *step = parser->at->value;
  parser->at++;
  return true;
}

static bool parse_dates_member(struct hours_parser *parser, struct hours_dates *dates, const struct hours_date *before,
                               bool *is_odd) {
  dates->is_single = true;
  dates->step = 1;
  if (before && is_month_day(parser->at)) { /* "Dec 24,31" */
    dates->from = *before;
    dates->from.day = parser->at->value;
    parser->at++;
    if (!check_day(parser, parser->at - 1, &dates->from)) return false;
  } else if (is_short_range(parser->at)) {
    dates->is_single = false;
    return parse_short_range(parser, dates, is_odd);
  } else if (!parse_date(parser, RANGE_START, &dates->from, &dates->is_months, is_odd)) {
    return false;
  }
  dates->to = dates->from;
  if (dates->is_months) {
    dates->is_single = false;
    dates->to.day = 31;
  }
  if (hours_is_symbol(parser->at, '-') && !parse_range_end(parser, dates, is_odd)) return false;
  if (hours_is_symbol(parser->at, '+') && (parser->at[1].kind != TOKEN_NUMBER || parser->at[2].kind != TOKEN_DAYS)) {
    parser->at++;
    dates->is_open_end = true;
  }
  settle_years(dates);
  return parse_step(parser, &dates->step, 366);
}

bool hours_parse_dates(struct hours_parser *parser, struct hours_rule *rule) {
  const struct hours_token *first = parser->at;
  struct hours_dates *list = NULL;
  struct hours_dates **tail = &list;
  const struct hours_date *before = NULL;
  bool is_odd = false;
  if (rule->dates) return hours_fail(parser, first, "the rule already names its dates");
  for (;;) {
    *tail = arena_alloc(&parser->hours->arena, sizeof **tail);
    if (!parse_dates_member(parser, *tail, before, &is_odd)) return false;
    before = (*tail)->is_months || (*tail)->from.kind != HOURS_DATE_FIXED ? NULL : &(*tail)->to;
    tail = &(*tail)->next;
    const struct hours_token *next = parser->at + 1;
    if (!hours_is_symbol(parser->at, ',') || !(hours_starts_dates(next) || (before && is_month_day(next)))) break;
    parser->at++;
  }
  rule->dates = list;
  if (!is_odd && !hours_is_odd(parser, first)) return true;
  scoped_buf text;
  buf_init(&text, (size_t)4 * HOURS_TEXT_MAX);
  for (const struct hours_dates *dates = list; dates; dates = dates->next) {
    if (dates != list) buf_addc(&text, ',');
    hours_format_date(dates, &text);
  }
  hours_explain(parser, first, &text);
  return true;
}

static bool parse_year_member(struct hours_parser *parser, struct hours_years *years) {
  years->from = years->to = parser->at->value;
  parser->at++;
  if (hours_is_symbol(parser->at, '-')) {
    parser->at++;
    if (!is_year(parser->at)) return hours_fail(parser, parser->at, "a year is expected here");
    years->to = parser->at->value;
    if (years->to < years->from) return hours_fail(parser, parser->at, "the range runs backwards");
    parser->at++;
  } else if (hours_take_symbol(parser, '+') || hours_is_symbol(parser->at, '/')) {
    years->to = 9999; /* "2026+", and "2026/2": every second year from then on */
  }
  return parse_step(parser, &years->step, 100);
}

bool hours_parse_years(struct hours_parser *parser, struct hours_rule *rule) {
  if (rule->years) return hours_fail(parser, parser->at, "the rule already names its years");
  struct hours_years **tail = &rule->years;
  for (;;) {
    *tail = arena_alloc(&parser->hours->arena, sizeof **tail);
    if (!parse_year_member(parser, *tail)) return false;
    tail = &(*tail)->next;
    if (!hours_is_symbol(parser->at, ',') || !is_year(parser->at + 1)) return true;
    parser->at++;
  }
}

static bool parse_week_number(struct hours_parser *parser, int *out) {
  if (!hours_is_number(parser->at, 1, 53)) return hours_fail(parser, parser->at, "a week from 1 to 53 is expected here");
  *out = parser->at->value;
  parser->at++;
  return true;
}

bool hours_parse_weeks(struct hours_parser *parser, struct hours_rule *rule) {
  if (rule->weeks) return hours_fail(parser, parser->at, "the rule already names its weeks");
  struct hours_weeks **tail = &rule->weeks;
  const struct hours_token *first = parser->at;
  scoped_buf text;
  buf_init(&text, (size_t)4 * HOURS_TEXT_MAX);
  buf_adds(&text, "week ");
  do {
    parser->at++;
    if (parser->at[0].kind == TOKEN_WEEK) parser->at++; /* "week 1, week 3" */
    struct hours_weeks *weeks = *tail = arena_alloc(&parser->hours->arena, sizeof **tail);
    tail = &weeks->next;
    if (!parse_week_number(parser, &weeks->from)) return false;
    weeks->to = weeks->from;
    if (hours_take_symbol(parser, '-') && !parse_week_number(parser, &weeks->to)) return false;
    if (!parse_step(parser, &weeks->step, 53)) return false;
    buf_addf(&text, "%s%02d", weeks == rule->weeks ? "" : ",", weeks->from);
    if (weeks->to != weeks->from) buf_addf(&text, "-%02d", weeks->to);
    if (weeks->step > 1) buf_addf(&text, "/%d", weeks->step);
  } while (hours_is_symbol(parser->at, ',') && (hours_is_number(parser->at + 1, 1, 53) || parser->at[1].kind == TOKEN_WEEK) &&
           !is_clock(parser->at + 1));
  if (hours_is_odd(parser, first)) hours_explain(parser, first, &text);
  return true;
}
