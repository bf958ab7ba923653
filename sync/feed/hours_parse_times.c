/* Times: "09:00-12:00,14:00-18:00", "22:00-02:00", "18:00+", "sunrise-(sunset-01:00)", and as people write them "9-12 Uhr",
 * "9.30 – 12", "ab 18 Uhr", "0900-1200". */
#include "feed/hours_parser.h"

enum { EVENING_MINUTES = 17 * 60, NIGHT_MINUTES = 22 * 60 };

/* What the specification assumes of the sun when only the order of two times matters. */
static const int nominal_minutes[] = {
    [HOURS_DAWN] = 5 * 60 + 30, [HOURS_SUNRISE] = 6 * 60, [HOURS_SUNSET] = 18 * 60, [HOURS_DUSK] = 18 * 60 + 30};

static int nominal(const struct hours_point *point) {
  return point->clock == HOURS_CLOCK ? point->minutes : nominal_minutes[point->clock] + point->minutes;
}

static bool is_clock_separator(const struct hours_token *token) {
  if (hours_is_symbol(token, ':')) return token[1].kind == TOKEN_NUMBER;
  return hours_is_symbol(token, '.') && token[1].kind == TOKEN_NUMBER && token[1].digits == 2 &&
         token[0].from == token[-1].to && !hours_is_symbol(&token[2], '.');
}

bool hours_starts_times(const struct hours_token *token) {
  return token->kind == TOKEN_NUMBER || token->kind == TOKEN_SUN || token->kind == TOKEN_SINCE || hours_is_symbol(token, '(');
}

/* hh:mm at the current token. */
static bool parse_clock(struct hours_parser *parser, int *minutes, bool *is_odd) {
  const struct hours_token *hour = parser->at;
  if (hour->kind != TOKEN_NUMBER) return hours_fail(parser, hour, "a time is expected here, as in 09:00");
  parser->at++;
  int value = hour->value * 60;
  if (hour->digits == 3 || hour->digits == 4) { /* 0900 */
    value = hour->value / 100 * 60 + hour->value % 100;
    *is_odd = true;
    if (hour->value % 100 > 59) return hours_fail(parser, hour, "minutes above 59");
  } else if (is_clock_separator(parser->at)) {
    const struct hours_token *minute = parser->at + 1;
    if (minute->digits != 2) return hours_fail(parser, minute, "minutes have two digits");
    if (minute->value > 59) return hours_fail(parser, minute, "minutes above 59");
    *is_odd = *is_odd || hours_is_symbol(parser->at, '.');
    value += minute->value;
    parser->at += 2;
  } else {
    *is_odd = true;
  }
  if (hour->digits > 4 || value > 2 * HOURS_MINUTES) return hours_fail(parser, hour, "a time later than 48:00");
  *minutes = value;
  return true;
}

/* "(sunset-01:00)" */
static bool parse_sun_offset(struct hours_parser *parser, struct hours_point *point, bool *is_odd) {
  parser->at++;
  if (parser->at->kind != TOKEN_SUN) return hours_fail(parser, parser->at, "dawn, sunrise, sunset or dusk is expected here");
  point->clock = (enum hours_clock)parser->at->value;
  parser->at++;
  bool is_minus = hours_is_symbol(parser->at, '-');
  if (!is_minus && !hours_is_symbol(parser->at, '+')) return hours_fail(parser, parser->at, "+ or - is expected here");
  parser->at++;
  const struct hours_token *offset = parser->at;
  if (!parse_clock(parser, &point->minutes, is_odd)) return false;
  if (point->minutes > HOURS_MINUTES / 2) return hours_fail(parser, offset, "more than 12 hours from the event");
  if (is_minus) point->minutes = -point->minutes;
  if (!hours_take_symbol(parser, ')')) return hours_fail(parser, parser->at, "')' is missing");
  return true;
}

static bool parse_point(struct hours_parser *parser, struct hours_point *point, bool *is_odd) {
  *point = (struct hours_point){0};
  if (hours_is_symbol(parser->at, '(')) return parse_sun_offset(parser, point, is_odd);
  if (parser->at->kind == TOKEN_SUN) {
    point->clock = (enum hours_clock)parser->at->value;
    parser->at++;
    return true;
  }
  return parse_clock(parser, &point->minutes, is_odd);
}

/* How long an open end is worth guessing, as opening_hours.js does: late evenings run into the night. */
static int guess_end(int from) {
  if (from >= NIGHT_MINUTES) return from + 8 * 60;
  if (from >= EVENING_MINUTES) return from + 10 * 60;
  return HOURS_MINUTES;
}

static bool add_span(struct hours_parser *parser, struct hours_rule *rule, const struct hours_times *span) {
  if (++parser->hours->span_count > HOURS_SPANS_MAX)
    return hours_fail(parser, parser->at, "more than %d times", HOURS_SPANS_MAX);
  struct hours_times **tail = &rule->times;
  while (*tail)
    tail = &(*tail)->next;
  *tail = arena_alloc(&parser->hours->arena, sizeof **tail);
  **tail = *span;
  if (span->wraps || (span->to.clock == HOURS_CLOCK && span->to.minutes > HOURS_MINUTES)) rule->has_spill = true;
  return true;
}

static bool add_open_end(struct hours_parser *parser, struct hours_rule *rule, const struct hours_point *from,
                         bool is_tomorrow) {
  struct hours_times span = {.from = *from, .is_open_end = true};
  if (is_tomorrow && from->clock == HOURS_CLOCK && from->minutes < HOURS_MINUTES) span.from.minutes += HOURS_MINUTES;
  span.to.minutes = guess_end(nominal(&span.from));
  if (span.to.minutes > 2 * HOURS_MINUTES) span.to.minutes = 2 * HOURS_MINUTES;
  return add_span(parser, rule, &span);
}

static bool finish_range(struct hours_parser *parser, struct hours_rule *rule, struct hours_times *span) {
  bool are_clocks = span->from.clock == HOURS_CLOCK && span->to.clock == HOURS_CLOCK;
  int from = nominal(&span->from);
  int to = nominal(&span->to);
  if (to < from || (are_clocks && to == from)) {
    if (span->to.clock == HOURS_CLOCK) span->to.minutes += HOURS_MINUTES;
    span->wraps = true;
  }
  bool is_open = hours_take_symbol(parser, '+');
  return add_span(parser, rule, span) && (!is_open || add_open_end(parser, rule, &span->to, span->wraps));
}

static bool parse_span_end(struct hours_parser *parser, struct hours_rule *rule, struct hours_times *span,
                           const struct hours_token *start, bool *is_odd) {
  if (hours_take_symbol(parser, '-')) {
    if (!parse_point(parser, &span->to, is_odd)) return false;
    if (hours_is_symbol(parser->at, '/'))
      return hours_fail(parser, parser->at, "repeated points in time are not opening hours");
    return finish_range(parser, rule, span);
  }
  if (!hours_take_symbol(parser, '+') && start->kind != TOKEN_SINCE)
    return hours_fail(parser, start, "a single time is no opening hours; write 10:00-12:00, or 10:00+ for an open end");
  span->is_open_end = true;
  return add_open_end(parser, rule, &span->from, false);
}

static bool parse_span(struct hours_parser *parser, struct hours_rule *rule) {
  const struct hours_token *first = parser->at;
  struct hours_times span = {0};
  bool is_odd = false;
  if (first->kind == TOKEN_SINCE) parser->at++;
  if (!parse_point(parser, &span.from, &is_odd)) return false;
  if (span.from.clock == HOURS_CLOCK && span.from.minutes >= HOURS_MINUTES)
    return hours_fail(parser, first, "a time must start before 24:00");
  if (!parse_span_end(parser, rule, &span, first, &is_odd)) return false;

  if (!is_odd && !hours_is_odd(parser, first)) return true;
  scoped_buf text;
  buf_init(&text, 64);
  hours_format_span(&span, &text);
  if (!span.is_open_end && hours_is_symbol(parser->at - 1, '+')) buf_addc(&text, '+');
  hours_explain(parser, first, &text);
  return true;
}

/* Behind a comma: another time, or the date of an additional rule? */
static bool starts_next_time(const struct hours_token *token) {
  return hours_starts_times(token) && !hours_starts_dates(token) && !hours_starts_days(token) && !hours_starts_years(token);
}

bool hours_parse_times(struct hours_parser *parser, struct hours_rule *rule) {
  for (;;) {
    if (!parse_span(parser, rule)) return false;
    if (!hours_is_symbol(parser->at, ',') || !starts_next_time(parser->at + 1)) return true;
    parser->at++;
  }
}
