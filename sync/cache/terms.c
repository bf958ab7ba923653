#include "cache/terms.h"

#include "base/str.h"
#include "cache/stem.h"
#include "cache/tokens.h"

#include <stdio.h>
#include <string.h>

enum { NAME_SHORT = 60, NAME_FIRST = 20, NUMBER_DIGITS = 12, SHORT_NUMBER = 6, DIGITS_WEIGHT = 120 };

/* A set of terms in the making: open addressing, the slots hold 1 + the place in `items`. */
struct making {
  struct arena *arena;
  struct term *items;
  uint32_t *slots;
  size_t count, capacity; /* of slots; items hold half of that */
};

static uint32_t hash_of(const struct term *term) {
  uint32_t hash = UINT32_C(2166136261) ^ term->lang;
  for (size_t i = 0; i < term->len; i++)
    hash = (hash ^ (unsigned char)term->text[i]) * UINT32_C(16777619);
  if (term->term >= 0) hash ^= (uint32_t)((uint64_t)term->term * UINT64_C(0x9E3779B97F4A7C15) >> 32);
  return hash ^ hash >> 15;
}

static bool is_same(const struct term *a, const struct term *b) {
  return a->term == b->term && a->lang == b->lang && a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

static uint32_t *slot_of(const struct making *making, const struct term *term) {
  size_t mask = making->capacity - 1;
  for (size_t at = hash_of(term) & mask;; at = (at + 1) & mask) {
    uint32_t *slot = &making->slots[at];
    if (*slot == 0 || is_same(&making->items[*slot - 1], term)) return slot;
  }
}

static void grow(struct making *making) {
  struct term *old = making->items;
  making->capacity = making->capacity ? 2 * making->capacity : 256;
  making->slots = arena_array(making->arena, making->capacity, sizeof *making->slots);
  making->items = arena_array(making->arena, making->capacity / 2, sizeof *making->items);
  if (making->count > 0) memcpy(making->items, old, making->count * sizeof *old);
  for (size_t i = 0; i < making->count; i++)
    *slot_of(making, &making->items[i]) = (uint32_t)i + 1;
}

/* The weightiest place counts, the others add an eighth. */
static uint8_t add_weights(unsigned a, unsigned b) {
  unsigned sum = a > b ? a + b / 8 : b + a / 8;
  return (uint8_t)(sum > 255 ? 255 : sum);
}

static void add(struct making *making, const struct term *term) {
  if (2 * (making->count + 1) > making->capacity) grow(making);
  uint32_t *slot = slot_of(making, term);
  if (*slot) {
    making->items[*slot - 1].weight = add_weights(making->items[*slot - 1].weight, term->weight);
    return;
  }
  making->items[making->count] = *term;
  if (term->len > 0) making->items[making->count].text = arena_strndup(making->arena, term->text, term->len);
  *slot = (uint32_t)++making->count;
}

static void add_special(struct making *making, int64_t term, unsigned weight) {
  add(making, &(struct term){.term = term, .text = "", .weight = (uint8_t)weight});
}

int64_t term_of_digits(const char *digits, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; i++)
    value = value * 10 + (uint64_t)(digits[i] - '0');
  return term_make(TERM_DIGITS, (uint64_t)count << 16 | value);
}

int64_t term_of_number(const char *digits) {
  uint64_t value = 0;
  for (size_t i = 0; digits[i] && i < NUMBER_DIGITS; i++)
    value = value * 10 + (uint64_t)(digits[i] - '0');
  return term_make(TERM_NUMBER, value);
}

int64_t term_of_beginning(int lang, const char *text, size_t len, size_t letters) {
  uint64_t value = (uint64_t)lang;
  for (size_t i = 0; i < 2; i++) {
    uint32_t c = 0;
    size_t used = i < letters ? utf8_decode(text, len, &c) : 0;
    if ((used == 0 && i < letters) || c > 0xFFFF) return 0;
    value = value << 16 | c;
    text += used;
    len -= used;
  }
  return term_make(TERM_BEGINNING, value);
}

static void add_beginnings(struct making *making, int lang, const struct token *token, unsigned weight) {
  for (size_t letters = 1; letters <= 2; letters++) {
    int64_t term = term_of_beginning(lang, token->text, token->len, letters);
    if (term != 0) add_special(making, term, weight);
  }
}

static bool is_worth(int lang, const struct token *token) {
  if (token->is_number) return true;
  return token->len > 1 && !stem_is_filler(lang, token->text, token->len);
}

static void add_token(struct making *making, int lang, const struct token *token, unsigned weight) {
  if (token->is_number) {
    if (token->len <= NUMBER_DIGITS) add_special(making, term_of_number(token->text), weight);
    return;
  }
  add(making,
      &(struct term){
          .term = -1, .text = token->text, .len = (uint8_t)token->len, .lang = (uint8_t)lang, .weight = (uint8_t)weight});
}

/* All parts of each number, so that any three digits on find it. */
static void add_digits(struct making *making, const char *text, unsigned weight) {
  char digits[DIGITS_MAX + 1];
  while (digits_next(&text, digits))
    for (size_t at = 0; at + 3 <= strlen(digits); at++)
      add_special(making, term_of_digits(digits + at, 3), weight);
}

static void add_words(struct making *making, int lang, const char *text, unsigned weight) {
  struct tokens tokens;
  struct token token;
  tokens_start(&tokens, text, strlen(text));
  while (tokens_next(&tokens, &token))
    if (is_worth(lang, &token)) add_token(making, lang, &token, weight);
  add_digits(making, text, weight);
}

static void add_text(struct making *making, const struct text *text, unsigned weight) {
  for (size_t i = 0; i < text->count; i++)
    add_words(making, stem_language(text->items[i].lang), text->items[i].value, weight);
}

static void add_string(struct making *making, const char *text, unsigned weight) {
  if (text) add_words(making, stem_guess(text), text, weight);
}

static void add_name(struct making *making, int lang, const char *name) {
  struct tokens tokens;
  struct token token;
  unsigned words = 0;
  tokens_start(&tokens, name, strlen(name));
  while (tokens_next(&tokens, &token))
    words += is_worth(lang, &token) && !token.is_joined;
  unsigned weight = WEIGHT_NAME + NAME_SHORT / (words ? words : 1);
  tokens_start(&tokens, name, strlen(name));
  for (bool is_first = true; tokens_next(&tokens, &token);) {
    if (!is_worth(lang, &token)) continue;
    add_token(making, lang, &token, weight + (is_first ? NAME_FIRST : 0));
    add_beginnings(making, lang, &token, weight + (is_first ? NAME_FIRST : 0));
    is_first = false;
  }
  add_digits(making, name, weight);
}

static void add_keywords(struct making *making, const struct string_list *keywords) {
  for (size_t i = 0; i < keywords->count; i++) {
    struct tokens tokens;
    struct token token;
    int lang = stem_guess(keywords->items[i]);
    add_words(making, lang, keywords->items[i], WEIGHT_KEYWORD);
    tokens_start(&tokens, keywords->items[i], strlen(keywords->items[i]));
    while (tokens_next(&tokens, &token))
      if (is_worth(lang, &token)) add_beginnings(making, lang, &token, WEIGHT_KEYWORD / 2);
  }
}

static void add_telephone(struct making *making, const char *telephone) {
  char digits[DIGITS_MAX + 1];
  const char *at = telephone;
  if (!telephone) return;
  add_digits(making, telephone, DIGITS_WEIGHT);
  if (!digits_next(&at, digits)) return;
  if (strlen(digits) <= NUMBER_DIGITS) add_special(making, term_of_number(digits), WEIGHT_NAME);
  if (strlen(digits) > SHORT_NUMBER) return;
  add_special(making, term_of_digits(digits, 1), DIGITS_WEIGHT);
  add_special(making, term_of_digits(digits, 2), DIGITS_WEIGHT);
}

static void add_of(struct making *making, char what, const char *id) {
  char name[2 + ENTRY_ID_MAX + 1];
  if (!id) return;
  snprintf(name, sizeof name, "%c/%s", what, id);
  add_special(making, term_make(TERM_OF, term_hash(name)), WEIGHT_OF);
}

static void add_surroundings(struct making *making, const struct entry *entry) {
  add_string(making, entry->contact_name, WEIGHT_CONTACT);
  add_text(making, &entry->price, WEIGHT_CONTACT);
  add_text(making, &entry->booking, WEIGHT_CONTACT);
  add_telephone(making, entry->telephone);
  for (size_t i = 0; i < entry->topics.count; i++)
    add_special(making, term_make(TERM_TOPIC, term_hash(entry->topics.items[i])), 1);
  add_special(making, term_make(TERM_KIND, (uint64_t)entry->kind), 1);
  add_of(making, 'o', entry->provider);
  if (!entry->has_location) return;
  add_of(making, 'p', entry->location.place);
  add_text(making, &entry->location.name, WEIGHT_CONTACT);
  add_text(making, &entry->location.note, WEIGHT_CONTACT);
  add_string(making, entry->location.street, WEIGHT_CONTACT);
  add_string(making, entry->location.locality, WEIGHT_CONTACT);
  add_string(making, entry->location.postal_code, WEIGHT_CONTACT);
}

void terms_of(const struct entry *entry, struct arena *arena, struct terms *out) {
  struct making making = {.arena = arena};
  for (size_t i = 0; i < entry->name.count; i++)
    add_name(&making, stem_language(entry->name.items[i].lang), entry->name.items[i].value);
  add_keywords(&making, &entry->keywords);
  add_text(&making, &entry->summary, WEIGHT_SUMMARY);
  add_text(&making, &entry->description, WEIGHT_DESCRIPTION);
  for (size_t i = 0; i < entry->phase_count; i++)
    add_text(&making, &entry->phases[i].name, WEIGHT_DESCRIPTION);
  for (size_t i = 0; i < entry->question_count; i++) {
    add_text(&making, &entry->questions[i].text, WEIGHT_DESCRIPTION);
    for (size_t j = 0; j < entry->questions[i].option_count; j++)
      add_text(&making, &entry->questions[i].options[j], WEIGHT_CONTACT);
  }
  add_surroundings(&making, entry);
  *out = (struct terms){making.items, making.count};
}
