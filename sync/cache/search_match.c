/* One sweep over the vocabulary finds everything that can be meant by a word if it is typed right; only when that is nothing
 * (or next to nothing) do further sweeps guess: two words in one, a sound, a slip of the finger. */
#include "cache/search_private.h"

#include "base/str.h"
#include "cache/sound.h"

#include <stdlib.h>
#include <string.h>

enum {
  SYNONYMS_MAX = 24,
  SYNONYM_TAIL_MIN = 6, /* bytes: "Essen" is the end of too much */
  BUFFER_MAX = 1 << 14,
  ARTICLE = 4 /* bytes of the Arabic one */,
  PART_MIN = 4,
  SOUND_LETTERS_MIN = 4,
  SOUND_SURE = 6,
  SOUND_COST_SHORT = 2,
  SOUND_COST_EACH = 3,
  ALIKE_MIN = 8,
  COST_LEAST = 5 /* of a slip */
};

/* A set that no word has. */
static const uint32_t NO_LETTERS = UINT32_MAX;

/* What a match of each kind is worth. */
static const float QUALITY_STEM = 0.88F, QUALITY_BEGINNING = 0.5F, QUALITY_LENGTH = 0.38F, QUALITY_SYNONYM = 0.7F,
                   QUALITY_TAIL = 0.6F, QUALITY_SHORT_TAIL = 0.35F, QUALITY_INSIDE = 0.42F, QUALITY_PART = 0.4F,
                   QUALITY_GUESS = 0.75F, QUALITY_CLEAR = 0.5F, QUALITY_NEAR_BEST = 0.12F;

/* Where known words end at the front of the word, and begin towards its end. */
struct seams {
  bool ends[TOKEN_MAX + 1], starts[TOKEN_MAX + 1];
};

/* What is looked for in a sweep. */
struct hunt {
  struct search *search;
  const struct asked *asked;
  struct match *found;
  size_t count;
  unsigned char wanted[8192]; /* a bit for each hash of a stem that is wanted */
  char stems[STEM_LANGS][TOKEN_MAX + 1];
  size_t stem_lens[STEM_LANGS];
  uint32_t part_letters; /* which all stems have that may be part of a word */
  struct typing typing;
  struct seams seams;
  const char *synonyms[SYNONYMS_MAX];
  size_t synonym_count;
};

static void take(struct hunt *hunt, size_t number, const struct word *word, enum tier tier, float quality) {
  if (hunt->count == BUFFER_MAX) return;
  hunt->found[hunt->count++] = (struct match){term_make(TERM_WORD, number), quality, (uint8_t)tier, word->lang};
}

static void want(struct hunt *hunt, uint16_t hash) { hunt->wanted[hash / 8] |= (unsigned char)(1U << hash % 8); }
static bool is_wanted(const struct hunt *hunt, uint16_t hash) { return hunt->wanted[hash / 8] & 1U << hash % 8; }

/* Stems of the word and its synonyms in the languages that content comes in. */
static void want_stems(struct hunt *hunt) {
  const struct token *token = &hunt->asked->token;
  char stem[TOKEN_MAX + 1];
  hunt->part_letters = NO_LETTERS;
  for (int lang = 0; lang < STEM_LANGS; lang++) {
    if (!(hunt->search->langs & 1U << lang)) continue;
    struct stemmers *stemmers = &hunt->search->stemmers;
    hunt->stem_lens[lang] = stem_make(stemmers, lang, token->text, token->len, hunt->stems[lang]);
    bool is_shorter = hunt->stem_lens[lang] >= PART_MIN && hunt->stem_lens[lang] < token->len;
    if (is_shorter) hunt->part_letters &= vocabulary_letters(hunt->stems[lang], hunt->stem_lens[lang]);
    want(hunt, vocabulary_hash(hunt->stems[lang], hunt->stem_lens[lang]));
    for (size_t i = 0; i < hunt->synonym_count; i++)
      want(hunt, vocabulary_hash(stem, stem_make(stemmers, lang, hunt->synonyms[i], strlen(hunt->synonyms[i]), stem)));
  }
}

static bool is_same(const char *a, size_t a_len, const char *b, size_t b_len) {
  return a_len == b_len && memcmp(a, b, a_len) == 0;
}

static void take_stems(struct hunt *hunt, size_t number, const struct word *word) {
  char stem[TOKEN_MAX + 1];
  char other[TOKEN_MAX + 1];
  struct stemmers *stemmers = &hunt->search->stemmers;
  size_t len = stem_make(stemmers, word->lang, word->text, word->len, stem);
  if (is_same(stem, len, hunt->stems[word->lang], hunt->stem_lens[word->lang])) {
    take(hunt, number, word, TIER_STEM, QUALITY_STEM);
    return;
  }
  for (size_t i = 0; i < hunt->synonym_count; i++) {
    size_t synonym_len = strlen(hunt->synonyms[i]);
    bool is_exact = is_same(word->text, word->len, hunt->synonyms[i], synonym_len);
    if (!is_exact && !is_same(stem, len, other, stem_make(stemmers, word->lang, hunt->synonyms[i], synonym_len, other)))
      continue;
    take(hunt, number, word, TIER_SYNONYM, QUALITY_SYNONYM);
    return;
  }
}

/* `part` has PART_MIN bytes or more, which are compared at once. */
static const char *find_inside(const struct word *word, size_t from, const char *part, size_t part_len) {
  uint32_t first, here;
  memcpy(&first, part, sizeof first);
  for (size_t at = from; at + part_len <= word->len; at++) {
    memcpy(&here, word->text + at, sizeof here);
    if (here == first && memcmp(word->text + at, part, part_len) == 0) return word->text + at;
  }
  return NULL;
}
_Static_assert(PART_MIN == sizeof(uint32_t), "find_inside compares so many bytes");

/* Endings are no parts of compounds. */
static bool is_ending(const struct token *token) {
  static const char *const endings[] = {"ung",   "ungen", "tung",  "heit",   "keit",   "lich", "isch", "chen",  "erin",
                                        "innen", "tion",  "ieren", "schaft", "tungen", "ende", "eren", "enden", "nder",
                                        "sten",  "ster",  "tion",  "ation",  "ing",    "ler",  "ner",  "ter",   "ten",
                                        "den",   "gen",   "sen",   "nen",    "lar",    "ler"};
  for (size_t i = 0; i < COUNT_OF(endings); i++)
    if (is_same(endings[i], strlen(endings[i]), token->text, token->len)) return true;
  return false;
}

/* "lift" in "Treppenlift": the end of a compound, or with more letters a part in its middle, behind at least three letters. */
static void take_part(struct hunt *hunt, size_t number, const struct word *word) {
  const struct asked *asked = hunt->asked;
  const struct token *token = &asked->token;
  size_t letter_bytes = token->len / asked->letter_count;
  bool has_article = word->len > ARTICLE && memcmp(word->text, "ال", ARTICLE) == 0;
  size_t from = has_article ? ARTICLE : 3 * letter_bytes;
  if (asked->letter_count < 3 || word->len < from + token->len) return;
  if (has_article && memcmp(word->text + ARTICLE, token->text, token->len) == 0) {
    take(hunt, number, word, TIER_BEGINNING, QUALITY_BEGINNING + QUALITY_LENGTH * (float)token->len / (float)word->len);
    return;
  }
  const char *end = word->text + word->len;
  if (end[-1] == token->text[token->len - 1] && memcmp(end - token->len, token->text, token->len) == 0) {
    take(hunt, number, word, TIER_COMPOUND, asked->letter_count >= PART_MIN ? QUALITY_TAIL : QUALITY_SHORT_TAIL);
    return;
  }
  if (asked->letter_count < PART_MIN) return;
  const char *at = find_inside(word, from, token->text, token->len);
  if (!at) return;
  bool is_inflected = (size_t)(end - at) - token->len <= 2 * letter_bytes;
  if (is_inflected || asked->letter_count > PART_MIN)
    take(hunt, number, word, TIER_COMPOUND, is_inflected ? QUALITY_TAIL : QUALITY_INSIDE);
}

/* "wohnungen" for "Wohnungsamt": the stem of a longer word. */
static void take_stem_part(struct hunt *hunt, size_t number, const struct word *word) {
  const char *stem = hunt->stems[word->lang];
  size_t len = hunt->stem_lens[word->lang];
  if (len < PART_MIN || len >= hunt->asked->token.len || word->len < len) return;
  bool is_tail = word->len >= len + 3 && memcmp(word->text + word->len - len, stem, len) == 0;
  if (is_tail || (len > PART_MIN && memcmp(word->text, stem, len) == 0))
    take(hunt, number, word, TIER_COMPOUND, QUALITY_TAIL);
  else if (len > PART_MIN && find_inside(word, 3, stem, len))
    take(hunt, number, word, TIER_COMPOUND, QUALITY_INSIDE);
}

/* What a look at a word's letters and stem can say at once; nearly all words end here. */
enum { MAY_FIT = 1, MAY_STEM = 2, MAY_HOLD_STEM = 4 };
static unsigned look_at(const struct hunt *hunt, const struct look *look) {
  unsigned fits = (hunt->asked->letter_set & ~look->letters) == 0 ? MAY_FIT : 0U;
  unsigned holds = (hunt->part_letters & ~look->letters) == 0 ? MAY_HOLD_STEM : 0U;
  return fits | holds | (is_wanted(hunt, look->stem) ? MAY_STEM : 0U);
}

static void take_fitting(struct hunt *hunt, size_t number, const struct word *word, bool may_be_part) {
  const struct token *token = &hunt->asked->token;
  if (word->len < token->len) return;
  bool begins = word->text[0] == token->text[0] && memcmp(word->text, token->text, token->len) == 0;
  if (begins && word->len == token->len)
    take(hunt, number, word, TIER_EXACT, 1);
  else if (begins && hunt->asked->letter_count >= 3)
    take(hunt, number, word, TIER_BEGINNING, QUALITY_BEGINNING + QUALITY_LENGTH * (float)token->len / (float)word->len);
  else if (!begins && may_be_part)
    take_part(hunt, number, word);
}

static void sweep_typed(struct hunt *hunt) {
  const struct search *search = hunt->search;
  bool may_be_part = hunt->asked->letter_count >= 3 && !is_ending(&hunt->asked->token);
  for (size_t number = 0; number < search->word_count; number++) {
    unsigned seen = look_at(hunt, &search->looks[number]);
    if (seen == 0) continue;
    struct word word = search_word(search, number);
    size_t before = hunt->count;
    if (seen & MAY_FIT) take_fitting(hunt, number, &word, may_be_part);
    if ((seen & MAY_STEM) && (hunt->count == before || hunt->found[before].quality < QUALITY_STEM)) {
      size_t count = hunt->count;
      take_stems(hunt, number, &word);
      if (hunt->count > count && count > before) hunt->found[before] = hunt->found[--hunt->count];
    }
    if ((seen & MAY_HOLD_STEM) && hunt->count == before && may_be_part) take_stem_part(hunt, number, &word);
  }
}

/* Where no entry has the word, nor another word for it: "Hausarztpraxis" for "Arzt", which the table calls Praxis too. */
static void sweep_tails_of_synonyms(struct hunt *hunt) {
  const struct search *search = hunt->search;
  for (size_t i = 0; i < hunt->synonym_count; i++) {
    const char *synonym = hunt->synonyms[i];
    size_t len = strlen(synonym);
    if (len < SYNONYM_TAIL_MIN) continue;
    uint32_t letters = vocabulary_letters(synonym, len);
    for (size_t number = 0; number < search->word_count; number++) {
      if (letters & ~search->looks[number].letters) continue;
      struct word word = search_word(search, number);
      if (word.len >= len + 3 && memcmp(word.text + word.len - len, synonym, len) == 0)
        take(hunt, number, &word, TIER_COMPOUND, QUALITY_TAIL * QUALITY_SYNONYM);
    }
  }
}

/* Three letters at the end of a word are a part of it when they are a word themselves: "Rad" in "Fahrrad", not "ück" in
 * "Stück". */
static void drop_chance_tails(struct hunt *hunt) {
  size_t kept = 0;
  bool is_word = false;
  for (size_t i = 0; i < hunt->count; i++)
    is_word = is_word || hunt->found[i].tier == TIER_EXACT || hunt->found[i].tier == TIER_STEM;
  for (size_t i = 0; i < hunt->count; i++)
    if (is_word || hunt->found[i].tier != TIER_COMPOUND) hunt->found[kept++] = hunt->found[i];
  hunt->count = kept;
}

static int by_quality(const void *a, const void *b) {
  const struct match *left = a;
  const struct match *right = b;
  if (left->quality != right->quality) return left->quality > right->quality ? -1 : 1;
  return left->term < right->term ? -1 : left->term > right->term;
}

/* The best of what was found, into the arena. */
static void keep(struct hunt *hunt, float lowest, struct arena *arena, struct matches *out) {
  if (hunt->count > 0) qsort(hunt->found, hunt->count, sizeof *hunt->found, by_quality);
  size_t count = 0;
  while (count < hunt->count && count < MATCHES_MAX && hunt->found[count].quality >= lowest)
    count++;
  out->items = arena_array(arena, count, sizeof *out->items);
  out->count = count;
  if (count > 0) memcpy(out->items, hunt->found, count * sizeof *out->items);
}

static int slips(const struct hunt *hunt, const struct word *word, int budget, int *beginning) {
  uint16_t letters[TOKEN_MAX];
  size_t count = typing_letters(word->text, word->len, letters);
  return typing_cost(&hunt->typing, letters, count, budget, beginning);
}

/* At most one or two of the bits are set; a loop over so many words has no time to count them. */
static bool are_few(uint32_t bits, int most) {
  bits &= bits - 1;
  if (most > 1) bits &= bits - 1;
  return bits == 0;
}

/* "Elektrorollstuhl" where entries know a Rollstuhl: the end of a German compound says what it is. */
static bool is_main_part(const struct token *token, const struct word *word) {
  return word->len > PART_MIN && (size_t)word->len + 3 <= token->len && 5 * (size_t)word->len >= 2 * token->len &&
         token->text[token->len - word->len] == word->text[0] &&
         memcmp(token->text + token->len - word->len, word->text, word->len) == 0;
}

/* "Spaziergehen" and "Spaziergang": most of both is the same. */
static bool begins_alike(const struct token *token, const struct word *word) {
  if (word->len < ALIKE_MIN || token->len < ALIKE_MIN || word->text[0] != token->text[0] ||
      memcmp(token->text, word->text, ALIKE_MIN) != 0)
    return false;
  size_t same = ALIKE_MIN;
  while (same < token->len && same < word->len && token->text[same] == word->text[same])
    same++;
  return 5 * same >= 3 * token->len && 5 * same >= 3 * (size_t)word->len;
}

/* Without a vowel there is no word that somebody could have meant. */
static bool is_speakable(const struct asked *asked) {
  if (asked->letters[0] >= 0x80) return true;
  return strpbrk(asked->token.text, "aeiouy") != NULL;
}

/* What quick looks ask, which leave few words for the long one. Each slip brings at most one letter that the other word has
 * not, and few people miss both of the first two keys. */
struct doubt {
  const struct asked *asked;
  int budget, strangers;
  bool is_open;    /* the word may go on */
  uint32_t begins; /* letters of its first ALIKE_MIN bytes */
  uint16_t sound;
};

/* Letters that one may write for another by ear. */
static bool are_kin(char a, char b) {
  static const char kin[] = "apcdevchiiclnnopcrsduvvsis"; /* of a to z, one letter for each family */
  if (a < 'a' || a > 'z' || b < 'a' || b > 'z') return a == b;
  return kin[a - 'a'] == kin[b - 'a'];
}

static bool may_be_meant(const struct doubt *doubt, const struct word *word) {
  const struct asked *asked = doubt->asked;
  if ((unsigned char)word->text[0] >= 0x80 || asked->letters[0] >= 0x80) return true;
  const char *typed = asked->token.text;
  int longer = (int)word->len - (int)asked->token.len;
  if (longer * COST_LEAST < -doubt->budget || (!doubt->is_open && longer * COST_LEAST > doubt->budget)) return false;
  return are_kin(word->text[0], typed[0]) || are_kin(word->text[1], typed[1]) || word->text[0] == typed[1] ||
         word->text[1] == typed[0];
}

/* The first letter is the one that people get right: with another one a single slip is all that is believed ("Tresor" is
 * nobody's "Frisör"). */
static int budget_for(const struct doubt *doubt, const struct word *word) {
  const char *typed = doubt->asked->token.text;
  bool is_latin = (unsigned char)word->text[0] < 0x80 && (unsigned char)typed[0] < 0x80;
  bool begins = !is_latin || are_kin(word->text[0], typed[0]) || (word->text[0] == typed[1] && word->text[1] == typed[0]);
  return begins || doubt->budget < TYPING_SLIP ? doubt->budget : TYPING_SLIP;
}

/* Short words sound alike by chance: "Haare" is not "here". */
static int sound_budget(size_t letters) { return (int)letters * (letters < SOUND_SURE ? SOUND_COST_SHORT : SOUND_COST_EACH); }

static bool guess_typing(struct hunt *hunt, const struct doubt *doubt, size_t number, const struct word *word) {
  int beginning;
  if (!may_be_meant(doubt, word)) return false;
  int cost = slips(hunt, word, budget_for(doubt, word), &beginning);
  if (cost < TYPING_FAR) {
    take(hunt, number, word, TIER_TYPING, QUALITY_GUESS - (float)cost * 0.015F);
    return true;
  }
  if (!doubt->is_open || word->len < doubt->asked->token.len || beginning >= TYPING_FAR) return false;
  take(hunt, number, word, TIER_TYPING, QUALITY_GUESS - 0.1F - (float)beginning * 0.015F);
  return true;
}

static bool guess_sound(struct hunt *hunt, const struct doubt *doubt, size_t number, const struct word *word) {
  int cost = word->len > 3 ? slips(hunt, word, sound_budget(doubt->asked->letter_count), NULL) : TYPING_FAR;
  if (cost >= TYPING_FAR) return false;
  take(hunt, number, word, TIER_SOUND, 0.68F - (float)cost * 0.008F);
  return true;
}

static void note_seam(const struct token *token, const struct word *word, struct seams *seams) {
  if (word->len < PART_MIN || word->len >= token->len) return;
  const char *tail = token->text + token->len - word->len;
  if (token->text[0] == word->text[0] && memcmp(token->text, word->text, word->len) == 0) seams->ends[word->len] = true;
  if (tail[0] == word->text[0] && memcmp(tail, word->text, word->len) == 0) seams->starts[token->len - word->len] = true;
}

static struct doubt doubt_of(const struct asked *asked) {
  struct doubt doubt = {.asked = asked, .budget = typing_budget(asked->letter_count)};
  doubt.strangers = doubt.budget > TYPING_SLIP ? 2 : 1;
  doubt.is_open = asked->is_last && asked->letter_count > PART_MIN;
  doubt.begins = asked->token.len >= ALIKE_MIN ? vocabulary_letters(asked->token.text, ALIKE_MIN) : NO_LETTERS;
  if (asked->letter_count >= SOUND_LETTERS_MIN) doubt.sound = vocabulary_sound(asked->token.text, asked->token.len);
  return doubt;
}

/* As look_at. */
enum { MAY_BE_TYPING = 1, MAY_BE_SOUND = 2, MAY_BE_PART = 4, MAY_BEGIN_ALIKE = 8 };
static unsigned doubt_about(const struct doubt *doubt, const struct look *look) {
  uint32_t missing = doubt->asked->letter_set & ~look->letters, strange = look->letters & ~doubt->asked->letter_set;
  bool is_near = are_few(missing, doubt->strangers) && (doubt->is_open || are_few(strange, doubt->strangers));
  return (doubt->budget > 0 && is_near ? MAY_BE_TYPING : 0U) |
         (doubt->sound != 0 && look->sound == doubt->sound ? MAY_BE_SOUND : 0U) | (strange == 0 ? MAY_BE_PART : 0U) |
         ((doubt->begins & ~look->letters) == 0 ? MAY_BEGIN_ALIKE : 0U);
}

static void sweep_guesses(struct hunt *hunt) {
  const struct asked *asked = hunt->asked;
  const struct search *search = hunt->search;
  hunt->seams = (struct seams){0};
  if (!is_speakable(asked)) return;
  struct doubt doubt = doubt_of(asked);
  typing_start(&hunt->typing, asked->letters, asked->letter_count);
  for (size_t number = 0; number < search->word_count; number++) {
    unsigned seen = doubt_about(&doubt, &search->looks[number]);
    if (seen == 0) continue;
    struct word word = search_word(search, number);
    if (word.len <= 1) continue;
    if (seen & MAY_BE_PART) note_seam(&asked->token, &word, &hunt->seams);
    if ((seen & MAY_BE_TYPING) && guess_typing(hunt, &doubt, number, &word)) continue;
    if ((seen & MAY_BE_SOUND) && guess_sound(hunt, &doubt, number, &word)) continue;
    bool is_part = (seen & MAY_BE_PART) && is_main_part(&asked->token, &word);
    if (is_part || ((seen & MAY_BEGIN_ALIKE) && begins_alike(&asked->token, &word)))
      take(hunt, number, &word, TIER_PART, QUALITY_PART);
  }
}

static bool is_joint(const char *text, size_t len) {
  static const char *const joints[] = {"", "s", "n", "en", "es", "er", "e"};
  for (size_t i = 0; i < COUNT_OF(joints); i++)
    if (is_same(joints[i], strlen(joints[i]), text, len)) return true;
  return false;
}

/* "Seniorenberatung" where entries say "Beratung für Senioren". */
static bool find_seam(const struct token *token, const struct seams *seams, size_t *end, size_t *start) {
  *start = token->len;
  while (--*start >= PART_MIN) {
    if (!seams->starts[*start]) continue;
    for (*end = *start; *end >= PART_MIN && *start - *end <= 2; (*end)--)
      if (seams->ends[*end] && is_joint(token->text + *end, *start - *end)) return true;
  }
  return false;
}

static void set_word(struct asked *asked, const char *text, size_t len) {
  memmove(asked->token.text, text, len);
  asked->token.text[len] = '\0';
  asked->token.len = len;
  asked->letter_count = typing_letters(asked->token.text, len, asked->letters);
  asked->letter_set = vocabulary_letters(asked->token.text, len);
}

static void hunt_typed(struct hunt *hunt, struct asked *asked) {
  const struct token *token = &asked->token;
  hunt->asked = asked;
  hunt->count = 0;
  memset(hunt->wanted, 0, sizeof hunt->wanted);
  hunt->synonym_count = 0;
  if (hunt->search->words)
    hunt->synonym_count = synonyms_of(hunt->search->words, &hunt->search->stemmers, token->text, token->len, asked->is_last,
                                      hunt->synonyms, SYNONYMS_MAX);
  want_stems(hunt);
  sweep_typed(hunt);
  if (hunt->count == 0) sweep_tails_of_synonyms(hunt);
  if (asked->letter_count == 3) drop_chance_tails(hunt);
  if (asked->letter_count > 2) return;
  for (int lang = 0; lang < STEM_LANGS; lang++) {
    if (!(hunt->search->langs & 1U << lang)) continue;
    int64_t term = term_of_beginning(lang, token->text, token->len, asked->letter_count);
    if (term != 0 && hunt->count < BUFFER_MAX)
      hunt->found[hunt->count++] = (struct match){term, 0.8F, TIER_BEGINNING, (uint8_t)lang};
  }
}

/* Splits the word at `place` in two when both halves are known; false when it is no such compound. */
static bool split(struct hunt *hunt, struct asked_words *words, size_t place, struct arena *arena) {
  size_t end, start;
  struct asked *asked = &words->items[place];
  if (words->count == SEARCH_WORDS_MAX || asked->token.len < 2 * PART_MIN) return false;
  if (!find_seam(&asked->token, &hunt->seams, &end, &start)) return false;
  memmove(asked + 2, asked + 1, (words->count - place - 1) * sizeof *asked);
  asked[1] = asked[0];
  words->count++;
  set_word(&asked[1], asked[0].token.text + start, asked[0].token.len - start);
  set_word(&asked[0], asked[0].token.text, end);
  asked[0].is_last = false;
  for (size_t i = 0; i < 2; i++) {
    hunt_typed(hunt, &asked[i]);
    keep(hunt, 0, arena, &asked[i].matches);
  }
  return true;
}

/* Returns how many words the one at `place` has become. */
static size_t match_word(struct hunt *hunt, struct asked_words *words, size_t place, struct arena *arena) {
  struct asked *asked = &words->items[place];
  hunt_typed(hunt, asked);
  keep(hunt, 0, arena, &asked->matches);
  if (asked->matches.count > 0 && asked->matches.items[0].quality >= QUALITY_CLEAR) return 1;
  hunt->count = 0;
  sweep_guesses(hunt);
  float best = 0;
  for (size_t i = 0; i < hunt->count; i++)
    if (hunt->found[i].quality > best) best = hunt->found[i].quality;
  if (best < QUALITY_GUESS - 0.16F && split(hunt, words, place, arena)) return 2;
  if (hunt->count == 0 || (asked->matches.count > 0 && best <= asked->matches.items[0].quality)) return 1;
  keep(hunt, best - QUALITY_NEAR_BEST, arena, &asked->matches);
  asked->is_guess = tier_is_guess(asked->matches.items[0].tier);
  return 1;
}

void match_words(struct search *search, struct asked_words *words) {
  struct arena *arena = &search->arena;
  struct hunt *hunt = arena_alloc(arena, sizeof *hunt);
  hunt->search = search;
  hunt->found = arena_array(arena, BUFFER_MAX, sizeof *hunt->found);
  for (size_t i = 0; i < words->count;)
    i += words->items[i].is_number ? 1 : match_word(hunt, words, i, arena);
}
