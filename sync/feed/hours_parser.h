/* Inside of feed/hours: what the parts of the parser share. */
#ifndef LITFASS_FEED_HOURS_PARSER_H
#define LITFASS_FEED_HOURS_PARSER_H

#include "base/buf.h"
#include "feed/hours_rule.h"
#include "feed/hours_scan.h"

struct hours_parser {
  struct hours *hours; /* the result; everything goes into its arena */
  const struct hours_token *at;
  struct hours_warning_text **warning_tail;
  struct err *err;
};

bool hours_is_symbol(const struct hours_token *token, char symbol);
bool hours_is_number(const struct hours_token *token, int min, int max);
bool hours_take_symbol(struct hours_parser *parser, char symbol);

/* ERR_PARSE "column 7: …" at that token; returns false. */
bool hours_fail(struct hours_parser *parser, const struct hours_token *token, const char *format, ...) PRINTF_LIKE(3, 4);

/* Adds a sentence for the person who wrote the hours. */
void hours_warn(struct hours_parser *parser, const char *format, ...) PRINTF_LIKE(2, 3);

/* Whether one of the tokens from `first` to the current one is not as the specification has it. */
bool hours_is_odd(const struct hours_parser *parser, const struct hours_token *first);

/* Warns "'Mo bis Fr' gelesen als Mo-Fr" of these tokens. */
void hours_explain(struct hours_parser *parser, const struct hours_token *first, const struct buf *meaning);

/* Each reads one list of selectors at parser->at into the rule. */
MUST_USE bool hours_parse_years(struct hours_parser *parser, struct hours_rule *rule);
MUST_USE bool hours_parse_weeks(struct hours_parser *parser, struct hours_rule *rule);
MUST_USE bool hours_parse_dates(struct hours_parser *parser, struct hours_rule *rule);
MUST_USE bool hours_parse_days(struct hours_parser *parser, struct hours_rule *rule);
MUST_USE bool hours_parse_times(struct hours_parser *parser, struct hours_rule *rule);

/* Whether such a list starts at the token. */
bool hours_starts_years(const struct hours_token *token);
bool hours_starts_dates(const struct hours_token *token);
bool hours_starts_days(const struct hours_token *token);
bool hours_starts_times(const struct hours_token *token);

#endif
