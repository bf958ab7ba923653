/* Applies the rules: at each place of the text the first rule that fits says what is said, and goes on behind it; what no rule
 * knows is copied, whole words and whole numbers at a time. */
#include "speech/pronounce.h"

#include "base/str.h"
#include "speech/pronounce_internal.h"

#include <string.h>

/* ---- one rule ---- */

struct attempt {
  const struct rule *rule;
  const char *start; /* of the whole text */
  struct arena *arena;
  const char *found[ELEMENTS_MAX]; /* what each element stands for */
  const char *end;
};

/* A rule does not begin or end in the middle of a word or of a run of digits. */
static bool begins_well(const struct rule *rule, const char *start, const char *at) {
  if (is_digit(*at)) return at == start || !is_digit(at[-1]);
  return rule->inside || !is_letter_at(at) || !is_letter_before(start, at);
}

static bool ends_well(const char *start, const char *end) {
  if (end > start && is_digit(end[-1])) return !is_digit(*end);
  return !is_letter_before(start, end) || !is_letter_at(end);
}

static bool match_from(struct attempt *attempt, size_t index, const char *at);

static bool match_choice(struct attempt *attempt, size_t index, const char *at) {
  const struct element *element = &attempt->rule->elements[index];
  for (size_t i = 0; i < element->choice_count; i++)
    if (str_starts_with(at, element->choices[i]) && match_from(attempt, index + 1, at + strlen(element->choices[i])))
      return true;
  return false;
}

static bool match_blanks(struct attempt *attempt, size_t index, const char *at) {
  const char *from = at;
  for (size_t length; (length = blank_length(at)) > 0;)
    at += length;
  if (at == from && !attempt->rule->elements[index].optional) return false;
  return match_from(attempt, index + 1, at);
}

static bool match_number(struct attempt *attempt, size_t index, const char *at) {
  const struct element *element = &attempt->rule->elements[index];
  size_t digits = 0;
  int64_t value = 0;
  for (; is_digit(at[digits]); digits++) {
    if (digits == element->most_digits) return false;
    value = value * 10 + (at[digits] - '0');
  }
  if (digits < element->least_digits || value < element->min || value > element->max) return false;
  size_t zeros = 0;
  while (!element->keeps_zeros && zeros + 1 < digits && at[zeros] == '0')
    zeros++;
  attempt->found[index] = arena_strndup(attempt->arena, at + zeros, digits - zeros);
  return match_from(attempt, index + 1, at + digits);
}

static bool match_table(struct attempt *attempt, size_t index, const char *at) {
  const struct table *table = attempt->rule->elements[index].table;
  for (size_t i = 0; i < table->count; i++) {
    size_t length;
    if (!rule_match(&table->rules[i], attempt->start, at, attempt->arena, &length, &attempt->found[index])) continue;
    if (match_from(attempt, index + 1, at + length)) return true;
  }
  return false;
}

static bool stands_before(const char *at, bool number) {
  for (size_t length; (length = blank_length(at)) > 0;)
    at += length;
  return number ? is_digit(*at) : !is_digit(*at) && !is_letter_at(at);
}

static bool match_shape(struct attempt *attempt, size_t index, const char *at) {
  size_t length = attempt->rule->elements[index].shape->match(at);
  if (length == 0) return false;
  attempt->found[index] = arena_strndup(attempt->arena, at, length);
  return match_from(attempt, index + 1, at + length);
}

static bool match_from(struct attempt *attempt, size_t index, const char *at) {
  if (index == attempt->rule->element_count) {
    attempt->end = at;
    return ends_well(attempt->start, at);
  }
  const struct element *element = &attempt->rule->elements[index];
  switch (element->kind) {
    case ELEMENT_TEXT: return str_starts_with(at, element->text) && match_from(attempt, index + 1, at + strlen(element->text));
    case ELEMENT_BLANKS: return match_blanks(attempt, index, at);
    case ELEMENT_CHOICE: return match_choice(attempt, index, at);
    case ELEMENT_NUMBER: return match_number(attempt, index, at);
    case ELEMENT_TABLE: return match_table(attempt, index, at);
    case ELEMENT_STOP: return stands_before(at, false) && match_from(attempt, index + 1, at);
    case ELEMENT_COUNTS: return stands_before(at, true) && match_from(attempt, index + 1, at);
    case ELEMENT_SHAPE: return match_shape(attempt, index, at);
  }
  return false;
}

static const char *look_up(const struct table *table, const char *found, struct arena *arena) {
  for (size_t i = 0; i < table->count; i++) {
    size_t length;
    const char *said;
    if (rule_match(&table->rules[i], found, found, arena, &length, &said) && !found[length]) return said;
  }
  return found;
}

static const char *replacement(const struct attempt *attempt) {
  const struct rule *rule = attempt->rule;
  scoped_buf out;
  buf_init(&out, 16 * 1024);
  for (size_t i = 0; i < rule->piece_count; i++) {
    const struct piece *piece = &rule->pieces[i];
    const char *found = piece->text ? NULL : attempt->found[piece->capture];
    if (!found)
      buf_adds(&out, piece->text ? piece->text : "");
    else if (piece->change)
      piece->change(piece->lookup, found, &out);
    else
      buf_adds(&out, piece->lookup ? look_up(piece->lookup, found, attempt->arena) : found);
  }
  return arena_strdup(attempt->arena, buf_text(&out));
}

bool rule_match(const struct rule *rule, const char *start, const char *at, struct arena *arena, size_t *length,
                const char **said) {
  unsigned char byte = (unsigned char)*at;
  if (!(rule->first[byte / 32] >> byte % 32 & 1) || !begins_well(rule, start, at)) return false;
  struct attempt attempt = {.rule = rule, .start = start, .arena = arena};
  if (!match_from(&attempt, 0, at) || attempt.end == at) return false;
  *length = (size_t)(attempt.end - at);
  *said = replacement(&attempt);
  return true;
}

/* ---- a text ---- */

/* "3" is no number of its own in "2,3" or "14:3". */
static bool is_part_of_number(const char *start, const char *at, const char *end) {
  bool before = at - start >= 2 && is_digit(*at) && strchr(".,:", at[-1]) && is_digit(at[-2]);
  bool behind = is_digit(end[-1]) && *end && strchr(".,:", *end) && is_digit(end[1]);
  return before || behind;
}

/* The first rule that fits at this place; only those for the inside of words when `inside`. */
static bool apply(const struct table *rules, const char *start, const char **at, bool inside, struct arena *arena,
                  struct buf *out) {
  for (size_t i = 0; i < rules->count; i++) {
    size_t length;
    const char *said;
    if (inside && !rules->rules[i].inside) continue;
    if (!rule_match(&rules->rules[i], start, *at, arena, &length, &said)) continue;
    if (is_part_of_number(start, *at, *at + length)) continue;
    buf_adds(out, said);
    *at += length;
    return true;
  }
  return false;
}

static void copy_character(const char **at, struct buf *out) {
  uint32_t c;
  size_t length = utf8_decode(*at, strnlen(*at, 4), &c);
  if (length == 0) length = 1;
  buf_add(out, *at, length);
  *at += length;
}

/* Marks that nobody sees: soft hyphens, zero-width characters, those of direction. */
static size_t unseen_length(const char *text) {
  if (str_starts_with(text, "\u00ad")) return 2;
  uint32_t c;
  size_t length = utf8_decode(text, strnlen(text, 4), &c);
  bool unseen = (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
  return length == 3 && unseen ? length : 0;
}

/* "Wochen·ende" is one word: Leichte Sprache parts long words by a middle dot (DIN SPEC 33429, Mediopunkt). */
static size_t joint_length(const char *start, const char *text) {
  bool joins = str_starts_with(text, "\u00b7") && is_letter_before(start, text) && is_letter_at(text + 2);
  return joins ? 2 : 0;
}

static char *seen_text(const char *text, struct arena *arena) {
  char *seen = arena_alloc(arena, strlen(text) + 1);
  size_t length = 0;
  for (const char *at = text; *at;) {
    size_t unseen = unseen_length(at) + joint_length(text, at);
    at += unseen;
    if (unseen == 0) seen[length++] = *at++;
  }
  return seen;
}

void pronounce(const struct pronunciation *pronunciation, const char *text, struct buf *out) {
  if (!pronunciation) {
    buf_adds(out, text);
    return;
  }
  scoped_arena arena = {0};
  const char *start = seen_text(text, &arena);
  for (const char *at = start; *at;) {
    bool inside = is_letter_at(at) && is_letter_before(start, at);
    if (apply(pronunciation->rules, start, &at, inside, &arena, out)) continue;
    copy_character(&at, out);
  }
}
