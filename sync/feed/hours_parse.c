/* Rules and what separates them. The lists of selectors are in hours_parse_dates.c, _days.c and _times.c. */
#include "base/str.h"
#include "feed/hours_parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_BYTES = 480 }; /* what a rule with days and two times needs */

bool hours_is_symbol(const struct hours_token *token, char symbol) {
  return token->kind == TOKEN_SYMBOL && token->value == symbol;
}

bool hours_is_number(const struct hours_token *token, int min, int max) {
  return token->kind == TOKEN_NUMBER && token->value >= min && token->value <= max;
}

bool hours_take_symbol(struct hours_parser *parser, char symbol) {
  if (!hours_is_symbol(parser->at, symbol)) return false;
  parser->at++;
  return true;
}

bool hours_fail(struct hours_parser *parser, const struct hours_token *token, const char *format, ...) {
  char reason[160];
  va_list args;
  va_start(args, format);
  vsnprintf(reason, sizeof reason, format, args);
  va_end(args);
  return err_set(parser->err, ERR_PARSE, "column %d: %s", token->column, reason);
}

static void add_warning(struct hours_parser *parser, const char *text) {
  struct hours_warning_text *warning = arena_alloc(&parser->hours->arena, sizeof *warning);
  warning->text = text;
  *parser->warning_tail = warning;
  parser->warning_tail = &warning->next;
  parser->hours->warning_count++;
}

void hours_warn(struct hours_parser *parser, const char *format, ...) {
  char text[HOURS_TEXT_MAX + 200];
  va_list args;
  va_start(args, format);
  vsnprintf(text, sizeof text, format, args);
  va_end(args);
  add_warning(parser, arena_strdup(&parser->hours->arena, text));
}

bool hours_is_odd(const struct hours_parser *parser, const struct hours_token *first) {
  for (const struct hours_token *token = first; token < parser->at; token++)
    if (token->is_odd) return true;
  return false;
}

void hours_explain(struct hours_parser *parser, const struct hours_token *first, const struct buf *meaning) {
  const char *to = first->to;
  for (const struct hours_token *token = first; token < parser->at; token++)
    if (token->to > to) to = token->to;
  hours_warn(parser, "'%.*s' gelesen als %s", (int)(to - first->from), first->from, buf_text(meaning));
}

static void explain_state(struct hours_parser *parser, const struct hours_token *first, const struct hours_rule *rule) {
  static const char *const names[] = {[HOURS_CLOSED] = "off", [HOURS_OPEN] = "open", [HOURS_UNKNOWN] = "unknown"};
  if (!hours_is_odd(parser, first)) return;
  scoped_buf text;
  buf_init(&text, (size_t)2 * HOURS_TEXT_MAX);
  buf_adds(&text, names[rule->state]);
  if (rule->comment) buf_addf(&text, " \"%s\"", rule->comment);
  hours_explain(parser, first, &text);
}

/* open, off, unknown, a comment, or one after the other. A comment alone makes the state unknown. */
static bool parse_state(struct hours_parser *parser, struct hours_rule *rule) {
  const struct hours_token *first = parser->at;
  if (first->kind == TOKEN_STATE) {
    if (rule->has_state) return hours_fail(parser, first, "the rule already says open, off or unknown");
    rule->state = (enum hours_state)first->value;
    rule->has_state = true;
    parser->at++;
  }
  if (parser->at->kind == TOKEN_COMMENT) {
    if (rule->comment) return hours_fail(parser, parser->at, "the rule already has a comment");
    if (parser->at->comment[0] == '\0') return hours_fail(parser, parser->at, "the comment is empty");
    if (!rule->has_state) rule->state = HOURS_UNKNOWN;
    rule->comment = parser->at->comment;
    rule->has_state = true;
    parser->at++;
  }
  explain_state(parser, first, rule);
  return true;
}

static bool parse_always(struct hours_parser *parser, struct hours_rule *rule) {
  const struct hours_token *first = parser->at++;
  rule->is_always = true;
  if (!hours_is_odd(parser, first)) return true;
  scoped_buf text;
  buf_init(&text, 16);
  buf_adds(&text, "24/7");
  hours_explain(parser, first, &text);
  return true;
}

typedef bool parse_list(struct hours_parser *parser, struct hours_rule *rule);

/* The reader of the list of date selectors that starts here, or NULL. */
static parse_list *find_list(const struct hours_token *token, const struct hours_rule *rule) {
  if (hours_starts_dates(token)) return hours_parse_dates;
  if (hours_starts_days(token)) return hours_parse_days;
  if (hours_starts_years(token) && !rule->days) return hours_parse_years;
  if (token->kind == TOKEN_WEEK) return hours_parse_weeks;
  return NULL;
}

static bool ends_rule(const struct hours_token *token) {
  return token->kind == TOKEN_END || hours_is_symbol(token, ';') || hours_is_symbol(token, '|') || hours_is_symbol(token, ',');
}

static bool fail_unexpected(struct hours_parser *parser) {
  const struct hours_token *token = parser->at;
  return hours_fail(parser, token, "'%.*s' is not expected here",
                    (int)(token->to - token->from < 40 ? token->to - token->from : 40), token->from);
}

/* "Mo-Fr, 9-12": the comma separates the days from their times, not two rules. */
static bool takes_needless_comma(struct hours_parser *parser, const struct hours_rule *rule) {
  const struct hours_token *next = parser->at + 1;
  if (!hours_is_symbol(parser->at, ',') || !hours_rule_has_dates(rule)) return false;
  bool starts_list = find_list(next, rule) || hours_starts_years(next);
  if (next->kind != TOKEN_STATE && (!hours_starts_times(next) || starts_list)) return false;
  hours_warn(parser, "das Komma vor '%.*s' überlesen", (int)(next->to - next->from), next->from);
  parser->at++;
  return true;
}

/* Whether the rule has said when; what follows can only be its state, or belongs to the next rule. */
static bool is_complete(const struct hours_rule *rule) { return rule->times || rule->has_state; }

/* Reads the next part of a rule: a list of selectors, times, a state. */
static bool parse_part(struct hours_parser *parser, struct hours_rule *rule) {
  const struct hours_token *token = parser->at;
  parse_list *list = find_list(token, rule);
  bool has_times = rule->times || rule->is_always;
  if (list) return list(parser, rule);
  if (token->kind == TOKEN_STATE || token->kind == TOKEN_COMMENT) return parse_state(parser, rule);
  if (has_times) return fail_unexpected(parser);
  if (hours_starts_times(token)) return hours_parse_times(parser, rule);
  if (token->kind == TOKEN_ALWAYS) return parse_always(parser, rule);
  bool is_separator = hours_is_symbol(token, ':') && hours_rule_has_dates(rule); /* for readability: "Mo-Fr: 09:00-12:00" */
  if (!is_separator) return fail_unexpected(parser);
  parser->at++;
  return true;
}

/* Reads one rule. Ends at a separator, at the end, or in front of the days of a next rule whose separator was forgotten. */
static bool parse_rule(struct hours_parser *parser, struct hours_rule *rule) {
  if (ends_rule(parser->at)) return fail_unexpected(parser);
  for (;;) {
    if (!is_complete(rule) && takes_needless_comma(parser, rule)) continue;
    if (ends_rule(parser->at)) break;
    if (is_complete(rule) && hours_rule_has_dates(rule) && find_list(parser->at, rule)) return true;
    if (!parse_part(parser, rule)) return false;
  }
  if (hours_is_symbol(parser->at, ',') && !is_complete(rule) && !rule->is_always)
    return hours_fail(parser, parser->at, "the times before the comma are missing");
  return true;
}

static bool parse_separator(struct hours_parser *parser, enum hours_join *join) {
  const struct hours_token *token = parser->at;
  if (hours_is_symbol(token, '|')) {
    *join = HOURS_JOIN_FALLBACK;
  } else if (hours_is_symbol(token, ',')) {
    *join = HOURS_JOIN_ADDITIONAL;
  } else if (hours_is_symbol(token, ';')) {
    *join = HOURS_JOIN_NORMAL;
  } else {
    *join = HOURS_JOIN_NORMAL;
    hours_warn(parser, "vor '%.*s' ein Semikolon ergänzt", (int)(token->to - token->from), token->from);
    return true;
  }
  parser->at++;
  while (hours_is_symbol(parser->at, ';')) /* ";;" and "; " at the end say nothing */
    parser->at++;
  if (parser->at->kind == TOKEN_END && !hours_is_symbol(parser->at - 1, ';'))
    return hours_fail(parser, parser->at, "a rule is missing at the end");
  return true;
}

static bool parse_rules(struct hours_parser *parser) {
  struct hours *hours = parser->hours;
  struct hours_rule **tail = &hours->rules;
  enum hours_join join = HOURS_JOIN_NORMAL;
  while (hours_is_symbol(parser->at, ';'))
    parser->at++;
  do {
    if (++hours->rule_count > HOURS_RULES_MAX) return hours_fail(parser, parser->at, "more than %d rules", HOURS_RULES_MAX);
    struct hours_rule *rule = arena_alloc(&hours->arena, sizeof *rule);
    rule->join = join;
    rule->state = HOURS_OPEN;
    if (!parse_rule(parser, rule)) return false;
    *tail = rule;
    bool is_fallback = rule->join == HOURS_JOIN_FALLBACK;
    tail = &rule->next;
    if (parser->at->kind != TOKEN_END && !parse_separator(parser, &join)) return false;
    if (is_fallback && join == HOURS_JOIN_ADDITIONAL) join = HOURS_JOIN_FALLBACK; /* "|| a, b" is one fallback */
  } while (parser->at->kind != TOKEN_END);
  return true;
}

static bool is_constant(const struct hours *hours) {
  for (const struct hours_rule *rule = hours->rules; rule; rule = rule->next)
    if (hours_rule_has_dates(rule) || rule->times) return false;
  return true;
}

static bool parse(const char *expression, struct hours *hours, struct err *err) {
  size_t len = strlen(expression);
  if (utf8_is_valid(expression, len) && utf8_length(expression) > HOURS_TEXT_MAX)
    return err_set(err, ERR_PARSE, "column %d: longer than %d characters", HOURS_TEXT_MAX + 1, HOURS_TEXT_MAX);
  if (len > (size_t)4 * HOURS_TEXT_MAX || !utf8_is_valid(expression, len))
    return err_set(err, ERR_PARSE, "column 1: not UTF-8");
  scoped_arena scratch;
  arena_init(&scratch);
  const char *source = arena_strdup(&scratch, expression);
  struct hours_token *tokens;
  if (!hours_scan(source, &hours->arena, &scratch, &tokens, err)) return false;
  struct hours_parser parser = {.hours = hours, .at = tokens, .warning_tail = &hours->warnings, .err = err};
  if (tokens->kind == TOKEN_END) return hours_fail(&parser, tokens, "no opening hours");
  if (!parse_rules(&parser)) return false;
  hours->is_constant = is_constant(hours);
  return true;
}

bool hours_parse(const char *expression, struct hours **out, struct err *err) {
  struct hours *hours = calloc(1, sizeof *hours);
  ASSERT(hours != NULL);
  arena_init(&hours->arena);
  hours->arena.first_bytes = USUAL_BYTES;
  if (!parse(expression, hours, err)) {
    hours_destroy(hours);
    return false;
  }
  *out = hours;
  return true;
}
