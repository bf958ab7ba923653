#include "cache/search_private.h"

#include "base/str.h"
#include "cache/stem.h"

#include <string.h>

static bool is_filler(const struct token *token) {
  for (int lang = 0; lang < STEM_OTHER; lang++)
    if (stem_is_filler(lang, token->text, token->len)) return true;
  return false;
}

static void add_number(struct asked_words *words, const struct token *token, bool is_international) {
  struct asked *last = words->count > 0 ? &words->items[words->count - 1] : NULL;
  size_t len = last && last->is_number ? strlen(last->digits) : 0;
  if (len > 0 && len + token->len <= DIGITS_MAX) {
    memcpy(last->digits + len, token->text, token->len + 1);
    last->token.written_len = (size_t)(token->written + token->written_len - last->token.written);
    return;
  }
  struct asked *asked = &words->items[words->count++];
  *asked = (struct asked){.token = *token, .is_number = true};
  if (token->len <= DIGITS_MAX) str_copy(asked->digits, sizeof asked->digits, token->text);
  if (!is_international && !str_starts_with(asked->digits, "00")) return;
  const char *national = asked->digits + (is_international ? 0 : 2);
  if (str_starts_with(national, "49")) national += 2;
  memmove(asked->digits, national, strlen(national) + 1);
}

static void add_word(struct asked_words *words, const struct token *token) {
  struct asked *asked = &words->items[words->count++];
  *asked = (struct asked){.token = *token};
  asked->letter_count = typing_letters(token->text, token->len, asked->letters);
  asked->letter_set = vocabulary_letters(token->text, token->len);
}

static void drop(struct asked_words *words, size_t at) {
  memmove(&words->items[at], &words->items[at + 1], (words->count - at - 1) * sizeof *words->items);
  words->count--;
}

/* Fillers go, unless nothing else is there: whoever types "an" may be on the way to "Anmeldung". */
static void drop_fillers(struct asked_words *words) {
  size_t fillers = 0;
  for (size_t i = 0; i < words->count; i++)
    fillers += is_filler(&words->items[i].token);
  if (fillers == words->count) {
    while (words->count > 1)
      drop(words, 0);
    return;
  }
  for (size_t i = words->count; i-- > 0;)
    if (is_filler(&words->items[i].token)) drop(words, i);
}

/* The 0 in front of a telephone number is not part of its national form, and "0" alone is no number yet. */
static void trim_numbers(struct asked_words *words) {
  for (size_t i = words->count; i-- > 0;) {
    struct asked *asked = &words->items[i];
    if (!asked->is_number) continue;
    if (asked->digits[0] == '0' && strlen(asked->digits) > 1) memmove(asked->digits, asked->digits + 1, strlen(asked->digits));
    if (asked->digits[0] == '\0') drop(words, i);
  }
}

void query_read(const char *text, struct asked_words *out) {
  struct tokens tokens;
  struct token token;
  size_t len = strnlen(text, SEARCH_TEXT_MAX);
  size_t parts = 0;
  out->count = 0;
  tokens_start(&tokens, text, len);
  while (tokens_next(&tokens, &token)) {
    if (token.is_joined) { /* "E-Mail" is looked for as one word */
      out->count -= parts < out->count ? parts : out->count;
      parts = 0;
    }
    if (out->count == SEARCH_WORDS_MAX) break;
    if (token.is_number)
      add_number(out, &token, token.written > text && token.written[-1] == '+');
    else
      add_word(out, &token);
    parts = tokens.is_open ? parts + 1 : tokens.parts > 1 ? parts + 1 : 0;
  }
  drop_fillers(out);
  trim_numbers(out);
  if (out->count > 0) out->items[out->count - 1].is_last = true;
}
