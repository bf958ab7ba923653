/* Weekdays and holidays: "Mo-Fr", "Sa-Mo", "Th[1,3]", "Fr[-1] +1 day", "PH", "SH", "PH,Mo", and "1. und 3. Montag im Monat". */
#include "feed/hours_parser.h"

enum { OFFSET_DAYS_MAX = 31, EVERY_NTH = 31 };

/* "1. Montag", "1. und 3. Montag"; "letzten" comes here as "-1." */
static const struct hours_token *skip_ordinals(const struct hours_token *token) {
  for (;; token++) {
    if (hours_is_symbol(token, '-')) token++;
    if (!hours_is_number(token, 1, 5) || !hours_is_symbol(&token[1], '.')) return NULL;
    token += 2;
    if (token->kind == TOKEN_WEEKDAY) return token;
    if (!hours_is_symbol(token, ',')) return NULL;
  }
}

bool hours_starts_days(const struct hours_token *token) {
  return token->kind == TOKEN_WEEKDAY || token->kind == TOKEN_PUBLIC_HOLIDAY || token->kind == TOKEN_SCHOOL_HOLIDAY ||
         skip_ordinals(token) != NULL;
}

/* " +1 day", " -2 days"; leaves *days alone when there is none. */
static bool parse_offset(struct hours_parser *parser, int *days) {
  bool is_minus = hours_is_symbol(parser->at, '-');
  if (!is_minus && !hours_is_symbol(parser->at, '+')) return true;
  if (parser->at[1].kind != TOKEN_NUMBER || parser->at[2].kind != TOKEN_DAYS) return true;
  if (!hours_is_number(&parser->at[1], 0, OFFSET_DAYS_MAX))
    return hours_fail(parser, &parser->at[1], "more than %d days", OFFSET_DAYS_MAX);
  *days = is_minus ? -parser->at[1].value : parser->at[1].value;
  parser->at += 3;
  return true;
}

static bool parse_nth_number(struct hours_parser *parser, int *out) {
  bool is_minus = hours_take_symbol(parser, '-');
  if (!hours_is_number(parser->at, 1, 5)) return hours_fail(parser, parser->at, "a number from 1 to 5 is expected here");
  *out = is_minus ? -parser->at->value : parser->at->value;
  parser->at++;
  return true;
}

static void add_nth(struct hours_days *days, int nth) {
  ASSERT(nth >= -5 && nth <= 5);
  if (nth > 0) days->nth |= 1U << (nth - 1);
  if (nth < 0) days->nth_last |= 1U << (-nth - 1);
}

/* "[1]", "[1,3]", "[1-2]", "[-1]", "[-2--1]" */
static bool parse_nth(struct hours_parser *parser, struct hours_days *days) {
  do {
    parser->at++;
    const struct hours_token *start = parser->at;
    int from = 0;
    if (!parse_nth_number(parser, &from)) return false;
    int to = from;
    if (hours_take_symbol(parser, '-') && !parse_nth_number(parser, &to)) return false;
    if (to < from) return hours_fail(parser, start, "the range runs backwards");
    for (int nth = from; nth <= to; nth++)
      add_nth(days, nth);
  } while (hours_is_symbol(parser->at, ','));
  if (!hours_take_symbol(parser, ']')) return hours_fail(parser, parser->at, "']' is missing");
  return parse_offset(parser, &days->offset_days);
}

static unsigned weekday_range(int from, int to) {
  unsigned bits = 0;
  for (int day = from;; day = (day + 1) % 7) {
    bits |= 1U << day;
    if (day == to) return bits;
  }
}

static bool parse_weekday(struct hours_parser *parser, struct hours_days *days) {
  int from = parser->at->value;
  parser->at++;
  days->weekdays = 1U << from;
  if (hours_is_symbol(parser->at, '[')) {
    days->kind = HOURS_DAY_NTH;
    return parse_nth(parser, days);
  }
  if (!hours_is_symbol(parser->at, '-')) return true;
  if (parser->at[1].kind != TOKEN_WEEKDAY) return hours_fail(parser, &parser->at[1], "a weekday is expected here");
  days->weekdays = weekday_range(from, parser->at[1].value);
  parser->at += 2;
  return true;
}

static bool parse_ordinals(struct hours_parser *parser, struct hours_days *days) {
  const struct hours_token *weekday = skip_ordinals(parser->at);
  days->kind = HOURS_DAY_NTH;
  days->weekdays = 1U << weekday->value;
  int sign = 1;
  for (; parser->at < weekday; parser->at++) {
    if (parser->at->kind == TOKEN_NUMBER) add_nth(days, sign * parser->at->value);
    sign = hours_is_symbol(parser->at, '-') ? -1 : 1;
  }
  parser->at++;
  return true;
}

static bool parse_member(struct hours_parser *parser, struct hours_days *days, bool *is_odd) {
  switch (parser->at->kind) {
    case TOKEN_WEEKDAY: return parse_weekday(parser, days);
    case TOKEN_PUBLIC_HOLIDAY:
    case TOKEN_SCHOOL_HOLIDAY:
      days->kind = parser->at->kind == TOKEN_PUBLIC_HOLIDAY ? HOURS_DAY_PUBLIC : HOURS_DAY_SCHOOL;
      parser->at++;
      return parse_offset(parser, &days->offset_days);
    default: *is_odd = true; return parse_ordinals(parser, days);
  }
}

/* "Mo/Do" and "Mo+Do" mean both. */
static bool takes_slash(struct hours_parser *parser, bool *is_odd) {
  bool is_joined = hours_is_symbol(parser->at, '/') || hours_is_symbol(parser->at, '+');
  if (!is_joined || !hours_starts_days(parser->at + 1)) return false;
  *is_odd = true;
  return true;
}

static bool is_holiday(const struct hours_days *days) {
  return days->kind == HOURS_DAY_PUBLIC || days->kind == HOURS_DAY_SCHOOL;
}

bool hours_parse_days(struct hours_parser *parser, struct hours_rule *rule) {
  const struct hours_token *first = parser->at;
  struct hours_days *list = NULL;
  struct hours_days **tail = &list;
  bool is_odd = false;
  for (;;) {
    *tail = arena_alloc(&parser->hours->arena, sizeof **tail);
    if (!parse_member(parser, *tail, &is_odd)) return false;
    tail = &(*tail)->next;
    bool continues = hours_is_symbol(parser->at, ',') && hours_starts_days(parser->at + 1);
    if (!continues && !takes_slash(parser, &is_odd)) break;
    parser->at++;
  }
  if (is_odd || hours_is_odd(parser, first)) {
    scoped_buf text;
    buf_init(&text, (size_t)2 * HOURS_TEXT_MAX);
    hours_format_days(list, &text);
    hours_explain(parser, first, &text);
  }

  struct hours_days **slot = is_holiday(list) && !list->next ? &rule->holidays : &rule->days;
  if (*slot) return hours_fail(parser, first, "the rule already names its %s", slot == &rule->days ? "weekdays" : "holidays");
  *slot = list;
  return true;
}
