/* "Meinten Sie …?": the mistyped words as an entry writes them, and the topics whose words match. */
#include "cache/search_private.h"

#include "base/buf.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

enum { SUGGESTION_MAX = 4 * SEARCH_TEXT_MAX, WRITTEN_MAX = 2 * TOKEN_MAX };

static bool word_of(const struct search *search, int64_t term, struct word *out) {
  if (term < 0 || (size_t)term >= search->word_count) return false;
  *out = search_word(search, (size_t)term);
  return out->len > 0;
}

struct heaviest {
  unsigned weight;
  int64_t row; /* 0: none */
};

static void note_heaviest(struct search *search UNUSED, size_t row, uint8_t weight, void *context) {
  struct heaviest *best = context;
  if (weight <= best->weight) return;
  best->weight = weight;
  best->row = (int64_t)row;
}

/* The row in which the term weighs most. */
static bool best_row(struct search *search, int64_t term, int64_t *out, struct err *err) {
  struct heaviest best = {0};
  if (!search_each_row(search, term, note_heaviest, &best, err)) return false;
  *out = best.row;
  return true;
}

/* How `text` writes the folded word: without the soft hyphens and middle dots that only the typesetter wants. */
static bool find_written(const char *text, const struct word *word, char out[WRITTEN_MAX]) {
  struct tokens tokens;
  struct token token;
  tokens_start(&tokens, text, strlen(text));
  while (tokens_next(&tokens, &token)) {
    if (token.len != word->len || memcmp(token.text, word->text, word->len) != 0) continue;
    size_t used = 0;
    for (size_t i = 0; i < token.written_len && used + 1 < WRITTEN_MAX; i++) {
      bool is_dot = i + 1 < token.written_len && token.written[i] == '\xC2' &&
                    (token.written[i + 1] == '\xB7' || token.written[i + 1] == '\xAD');
      if (is_dot)
        i++;
      else
        out[used++] = token.written[i];
    }
    out[used] = '\0';
    return true;
  }
  return false;
}

static bool find_in_text(const struct text *text, const struct word *word, char out[WRITTEN_MAX]) {
  for (size_t i = 0; i < text->count; i++)
    if (stem_language(text->items[i].lang) == word->lang && find_written(text->items[i].value, word, out)) return true;
  return false;
}

static bool find_in_entry(const struct entry *entry, const struct word *word, char out[WRITTEN_MAX]) {
  if (find_in_text(&entry->name, word, out)) return true;
  for (size_t i = 0; i < entry->keywords.count; i++)
    if (find_written(entry->keywords.items[i], word, out)) return true;
  if (find_in_text(&entry->summary, word, out) || find_in_text(&entry->description, word, out)) return true;
  const char *const strings[] = {entry->contact_name, entry->location.street, entry->location.locality};
  for (size_t i = 0; i < COUNT_OF(strings); i++)
    if (strings[i] && find_written(strings[i], word, out)) return true;
  return find_in_text(&entry->location.name, word, out);
}

/* As a person writes the word that was meant; as it is folded where no entry can be asked. */
static bool write_guess(struct search *search, const struct asked *asked, char out[WRITTEN_MAX], struct err *err) {
  struct word word;
  struct entry entry;
  int64_t row;
  int64_t term = asked->matches.items[0].term;
  out[0] = '\0';
  if (!word_of(search, term, &word)) return true;
  memcpy(out, word.text, word.len);
  out[word.len] = '\0';
  if (!best_row(search, term, &row, err)) return false;
  if (row == 0) return true;
  if (!reader_load(search->reader, row, &search->arena, &entry, err)) return false;
  if (!find_in_entry(&entry, &word, out)) out[word.len] = '\0';
  return true;
}

static bool write_suggestion(struct search *search, const struct asked_words *words, struct arena *arena, const char **out,
                             struct err *err) {
  scoped_buf text;
  bool is_guess = false;
  buf_init(&text, SUGGESTION_MAX);
  text.wipes = true;
  for (size_t i = 0; i < words->count; i++) {
    const struct asked *asked = &words->items[i];
    char written[WRITTEN_MAX];
    bool is_half = i > 0 && asked->token.written == words->items[i - 1].token.written; /* of a compound */
    if (is_half) continue;
    if (asked->is_guess && !write_guess(search, asked, written, err)) return false;
    if (text.len > 0) buf_addc(&text, ' ');
    if (asked->is_guess && written[0] != '\0')
      buf_adds(&text, written);
    else
      buf_add(&text, asked->token.written, asked->token.written_len);
    is_guess = is_guess || asked->is_guess;
  }
  if (is_guess && !text.overflowed) *out = arena_strdup(arena, buf_text(&text));
  return true;
}

/* How well a word of the query fits a word of a topic: 0 not at all, 1 whole. */
static double fit(const struct asked *asked, const struct token *word) {
  uint16_t letters[TOKEN_MAX];
  if (asked->is_number || asked->letter_count < 2) return 0;
  if (word->len >= asked->token.len && memcmp(word->text, asked->token.text, asked->token.len) == 0)
    return 0.5 + 0.5 * (double)asked->token.len / (double)word->len;
  int budget = typing_budget(asked->letter_count);
  if (budget == 0 || word->len + 4 < asked->token.len || asked->token.len + 4 < word->len) return 0;
  uint32_t strange = vocabulary_letters(word->text, word->len) & ~asked->letter_set;
  strange &= strange - 1;
  if ((strange & (strange - 1)) != 0) return 0; /* three strange letters are too many */
  struct typing typing;
  typing_start(&typing, asked->letters, asked->letter_count);
  return typing_cost(&typing, letters, typing_letters(word->text, word->len, letters), budget, NULL) < TYPING_FAR ? 0.5 : 0;
}

static double fit_text(const struct asked *asked, const char *text) {
  struct tokens tokens;
  struct token token;
  double best = 0;
  tokens_start(&tokens, text, strlen(text));
  while (tokens_next(&tokens, &token)) {
    double value = fit(asked, &token);
    if (value > best) best = value;
  }
  return best;
}

static double fit_topic(const struct search *search, const struct asked_words *words, const char *topic) {
  const char *const *more = search->words ? topic_words(search->words, topic) : NULL;
  double sum = 0;
  for (size_t i = 0; i < words->count; i++) {
    double best = fit_text(&words->items[i], topic);
    for (size_t j = 0; more && more[j]; j++) {
      double value = fit_text(&words->items[i], more[j]);
      if (value > best) best = value;
    }
    sum += best;
  }
  return sum / (double)words->count;
}

static bool add_topics(struct search *search, const struct asked_words *words, struct arena *arena, struct search_result *out,
                       struct err *err) {
  struct topic_count *topics;
  size_t count;
  double fits[SEARCH_TOPICS_MAX] = {0};
  if (!reader_topics(search->reader, arena, &topics, &count, err)) return false;
  for (size_t i = 0; i < count; i++) {
    double value = fit_topic(search, words, topics[i].id);
    if (value < 0.5) continue;
    size_t place = 0;
    while (place < out->topic_count && fits[place] >= value)
      place++;
    if (place == SEARCH_TOPICS_MAX) continue;
    if (out->topic_count < SEARCH_TOPICS_MAX) out->topic_count++;
    for (size_t j = out->topic_count - 1; j > place; j--) {
      fits[j] = fits[j - 1];
      out->topics[j] = out->topics[j - 1];
    }
    fits[place] = value;
    out->topics[place] = topics[i].id;
  }
  return true;
}

bool suggest(struct search *search, const struct search_query *query, const struct asked_words *words, struct arena *arena,
             struct search_result *out, struct err *err) {
  if (out->count > 0 && !write_suggestion(search, words, arena, &out->suggestion, err)) return false;
  if (out->suggestion && str_equals(out->suggestion, query->text)) out->suggestion = NULL;
  return words->count == 0 || add_topics(search, words, arena, out, err);
}
