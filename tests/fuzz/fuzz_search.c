/* Words out of hostile text, and the comparisons that a search makes with them: what comes out is valid UTF-8 without letters
 * that folding should have changed, folding twice changes nothing, and every measure stays in its range. */
#include "base/compiler.h"
#include "base/str.h"
#include "cache/search_private.h"
#include "cache/sound.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_token(const struct token *token, const char *text, size_t len) {
  ASSERT(token->len <= TOKEN_MAX && strlen(token->text) == token->len && utf8_is_valid(token->text, token->len));
  ASSERT(token->written >= text && token->written + token->written_len <= text + len);
  for (size_t i = 0; i < token->len; i++)
    ASSERT((unsigned char)token->text[i] >= 0x80 || strchr("abcdefghijklmnopqrstuvwxyz0123456789", token->text[i]));
  ASSERT(!token->is_number || strspn(token->text, "0123456789") == token->len);
}

static void check_measures(struct stemmers *stemmers, const struct token *a, const struct token *b) {
  char stem[TOKEN_MAX + 1];
  uint16_t letters[TOKEN_MAX], others[TOKEN_MAX];
  struct typing typing;
  struct word word, copy;
  unsigned char record[VOCABULARY_RECORD_MAX];
  for (int lang = 0; lang < STEM_LANGS; lang++)
    ASSERT(stem_make(stemmers, lang, a->text, a->len, stem) <= TOKEN_MAX);
  size_t count = typing_letters(a->text, a->len, letters);
  typing_start(&typing, letters, count);
  ASSERT(typing_cost(&typing, letters, count, TYPING_FAR - 1, NULL) == 0);
  int beginning;
  int cost = typing_cost(&typing, others, typing_letters(b->text, b->len, others), 2 * TYPING_SLIP, &beginning);
  ASSERT(cost >= 0 && cost <= TYPING_FAR && beginning >= 0 && beginning <= cost);
  vocabulary_describe(stemmers, STEM_GERMAN, a->text, a->len, &word);
  size_t len = vocabulary_write(&word, record);
  ASSERT(vocabulary_read(record, len, &copy) == len && copy.len == a->len && memcmp(copy.text, a->text, a->len) == 0);
  ASSERT(vocabulary_read(record, len - 1, &copy) == 0);
}

static void check_query(const char *text) {
  struct asked_words *words = calloc(1, sizeof *words);
  ASSERT(words != NULL);
  query_read(text, words);
  ASSERT(words->count <= SEARCH_WORDS_MAX);
  for (size_t i = 0; i < words->count; i++) {
    const struct asked *asked = &words->items[i];
    ASSERT(asked->is_last == (i + 1 == words->count));
    ASSERT(asked->is_number ? strlen(asked->digits) > 0 && strlen(asked->digits) <= DIGITS_MAX
                            : asked->letter_count > 0 && asked->letter_count <= asked->token.len);
  }
  free(words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static struct stemmers stemmers; /* making one takes longer than a run */
  struct tokens tokens;
  struct token token;
  struct token before = {0};
  char digits[DIGITS_MAX + 1];
  char *text = malloc(size + 1);
  ASSERT(text != NULL);
  if (size > 0) memcpy(text, data, size);
  text[size] = '\0';
  size_t len = strlen(text);
  size_t found = 0;
  tokens_start(&tokens, text, len);
  for (; tokens_next(&tokens, &token); found++, before = token) {
    check_token(&token, text, len);
    if (found < 64) check_measures(&stemmers, &token, &before);
  }
  ASSERT(found <= 2 * len);
  for (const char *at = text; digits_next(&at, digits);)
    ASSERT(strlen(digits) >= 3 && strlen(digits) <= DIGITS_MAX && at <= text + len);
  check_query(text);
  free(text);
  return 0;
}
