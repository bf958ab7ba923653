/* From text to tokens. Input is at most HOURS_TEXT_MAX characters, so the tokens are allocated once. */
#include "feed/hours_scan.h"

#include "base/str.h"
#include "feed/hours_rule.h"

#include <string.h>

struct scanner {
  const char *at;
  int column;
  struct arena *arena;
  struct hours_token *tokens;
  size_t count;
  const char *pending; /* start of a word that goes with the next token */
  int pending_column;
  struct err *err;
};

static int characters(const char *from, const char *to) {
  int count = 0;
  for (; from < to; from++)
    count += ((unsigned char)*from & 0xC0) != 0x80;
  return count;
}

static void advance(struct scanner *scanner, size_t len) {
  scanner->column += characters(scanner->at, scanner->at + len);
  scanner->at += len;
}

static void push(struct scanner *scanner, struct hours_token token) {
  if (scanner->pending) {
    token.from = scanner->pending;
    token.column = scanner->pending_column;
    token.is_odd = true;
    scanner->pending = NULL;
  }
  scanner->tokens[scanner->count++] = token;
}

static struct hours_token token_here(const struct scanner *scanner, size_t len) {
  return (struct hours_token){.from = scanner->at, .to = scanner->at + len, .column = scanner->column};
}

/* Reads one token of the specification at `text` into *token; returns its bytes, or 0. */
static size_t read_plain(struct arena *arena, const char *text, struct hours_token *token, bool *is_exact) {
  *is_exact = true;
  if (strncmp(text, "24/7", 4) == 0) {
    token->kind = TOKEN_ALWAYS;
    return 4;
  }
  if (*text >= '0' && *text <= '9') {
    token->kind = TOKEN_NUMBER;
    token->value = 0;
    for (token->digits = 0; text[token->digits] >= '0' && text[token->digits] <= '9' && token->digits < 6; token->digits++)
      token->value = token->value * 10 + (text[token->digits] - '0');
    return (size_t)token->digits;
  }
  if (strncmp(text, "||", 2) == 0 || (*text && strchr(",;:-+/.[]()", *text))) {
    token->kind = TOKEN_SYMBOL;
    token->value = (unsigned char)*text;
    return *text == '|' ? 2 : 1;
  }
  if (*text == '"' && strchr(text + 1, '"')) {
    size_t len = (size_t)(strchr(text + 1, '"') - text) + 1;
    token->kind = TOKEN_COMMENT;
    token->comment = arena_strndup(arena, text + 1, len - 2);
    return len;
  }
  size_t len = hours_word_length(text);
  return len > 0 && hours_word_is_token(text, len, token, is_exact) ? len : 0;
}

static void push_replacement(struct scanner *scanner, const char *replacement, size_t len) {
  while (*replacement) {
    struct hours_token token = token_here(scanner, len);
    bool is_exact;
    if (*replacement == ' ') {
      replacement++;
      continue;
    }
    replacement += read_plain(scanner->arena, replacement, &token, &is_exact);
    token.is_odd = true;
    push(scanner, token);
  }
}

static void extend_last(struct scanner *scanner, size_t len) {
  if (scanner->count == 0) return;
  struct hours_token *last = &scanner->tokens[scanner->count - 1];
  last->to = scanner->at + len;
  last->is_odd = true;
}

/* "Mo. bis Fr." */
static void take_abbreviation_dot(struct scanner *scanner) {
  enum hours_token_kind kind = scanner->count ? scanner->tokens[scanner->count - 1].kind : TOKEN_END;
  if (*scanner->at != '.' || (kind != TOKEN_WEEKDAY && kind != TOKEN_MONTH)) return;
  extend_last(scanner, 1);
  advance(scanner, 1);
}

/* A word of the street. "ab" stays a token: it changes the meaning of the time behind it. */
static bool scan_word(struct scanner *scanner) {
  size_t len;
  const struct hours_word *word = hours_word_find(scanner->at, &len);
  if (!word) {
    len = hours_word_length(scanner->at);
    if (len != 2 || strncasecmp(scanner->at, "ab", 2) != 0) return false;
    struct hours_token token = token_here(scanner, len);
    token.kind = TOKEN_SINCE;
    token.is_odd = true;
    push(scanner, token);
  } else if (word->use == WORD_REPLACE) {
    push_replacement(scanner, word->replacement, len);
  } else if (word->use == WORD_AFTER) {
    extend_last(scanner, len);
  } else if (!scanner->pending) {
    scanner->pending = scanner->at;
    scanner->pending_column = scanner->column;
  }
  advance(scanner, len);
  take_abbreviation_dot(scanner);
  return true;
}

/* „…“ and “…” */
static bool scan_curly_comment(struct scanner *scanner) {
  if (!str_starts_with(scanner->at, "„") && !str_starts_with(scanner->at, "“")) return false;
  const char *start = scanner->at + strlen("„");
  const char *end = strstr(start, "“");
  const char *other = strstr(start, "”");
  if (!end || (other && other < end)) end = other;
  if (!end) return false;
  struct hours_token token = token_here(scanner, (size_t)(end - scanner->at) + strlen("“"));
  token.kind = TOKEN_COMMENT;
  token.is_odd = true;
  token.comment = arena_strndup(scanner->arena, start, (size_t)(end - start));
  push(scanner, token);
  advance(scanner, (size_t)(token.to - token.from));
  return true;
}

static bool fail_here(const struct scanner *scanner) {
  const char *at = scanner->at;
  if (*at == '"' || str_starts_with(at, "„") || str_starts_with(at, "“"))
    return err_set(scanner->err, ERR_PARSE, "column %d: the comment has no closing quotation mark", scanner->column);
  size_t len = hours_word_length(at);
  uint32_t unused;
  if (len == 0) len = utf8_decode(at, strlen(at), &unused);
  if (len > 40) len = 40;
  while (len > 0 && ((unsigned char)at[len] & 0xC0) == 0x80)
    len--;
  return err_set(scanner->err, ERR_PARSE, "column %d: '%.*s' is not understood", scanner->column, (int)len, at);
}

static bool scan_token(struct scanner *scanner) {
  struct hours_token token = token_here(scanner, 0);
  bool is_exact;
  size_t len = read_plain(scanner->arena, scanner->at, &token, &is_exact);
  if (len == 0) return scan_curly_comment(scanner) || scan_word(scanner) || fail_here(scanner);
  token.to = scanner->at + len;
  token.is_odd = !is_exact;
  push(scanner, token);
  advance(scanner, len);
  take_abbreviation_dot(scanner);
  return true;
}

bool hours_scan(const char *source, struct arena *arena, struct arena *scratch, struct hours_token **out, struct err *err) {
  size_t len = strlen(source);
  struct scanner scanner = {.at = source, .column = 1, .arena = arena, .err = err};
  scanner.tokens = arena_array(scratch, len + 1, sizeof *scanner.tokens); /* no replacement has more tokens than bytes */
  while (*scanner.at) {
    if (strchr(" \t\r\n", *scanner.at))
      advance(&scanner, 1);
    else if (str_starts_with(scanner.at, "\u00a0") || str_starts_with(scanner.at, "\u202f"))
      advance(&scanner, str_starts_with(scanner.at, "\u00a0") ? 2 : 3);
    else if (!scan_token(&scanner))
      return false;
  }
  struct hours_token end = token_here(&scanner, 0);
  push(&scanner, end);
  *out = scanner.tokens;
  return true;
}
