#include "hub/content/simple.h"

#include "base/arena.h"
#include "base/compiler.h"
#include "base/str.h"
#include "hub/web/words.h"

#include <string.h>

struct word {
  const char *text; /* without the punctuation around it */
  size_t len;       /* bytes */
};

enum { SENTENCE_WORDS = 200 };

struct sentence {
  struct word words[SENTENCE_WORDS];
  size_t count;
};

/* Most frequent in texts of town halls and clubs. NULL: only "please write it out". */
static const struct {
  const char *text, *instead;
} abbreviations[] = {
    {"z.B.", "zum Beispiel"},
    {"z. B.", "zum Beispiel"},
    {"usw.", "und so weiter"},
    {"bzw.", "oder"},
    {"d.h.", "das heißt"},
    {"d. h.", "das heißt"},
    {"u.a.", "zum Beispiel"},
    {"u. a.", "zum Beispiel"},
    {"ca.", "ungefähr"},
    {"etc.", "und so weiter"},
    {"inkl.", "mit"},
    {"ggf.", "vielleicht"},
    {"evtl.", "vielleicht"},
    {"Tel.", "Telefon"},
    {"Str.", "Straße"},
    {"Nr.", "Nummer"},
    {"max.", "höchstens"},
    {"mind.", "mindestens"},
    {"tgl.", "jeden Tag"},
    {"wg.", "wegen"},
    {"Std.", "Stunden"},
    {"Min.", "Minuten"},
    {"vgl.", "vergleichen Sie"},
    {"o.g.", "oben genannt"},
};

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static bool word_is(const struct word *word, const char *text) {
  return word->len == strlen(text) && memcmp(word->text, text, word->len) == 0;
}

static size_t letters(const struct word *word) {
  size_t count = 0;
  for (size_t i = 0; i < word->len; i++)
    count += ((unsigned char)word->text[i] & 0xC0) != 0x80;
  return count;
}

static bool add(json_t *hints, json_t *message) {
  if (json_array_size(hints) < SIMPLE_HINTS_MAX) return json_array_append_new(hints, message) == 0;
  json_decref(message);
  return false;
}

static json_t *word_json(const struct word *word) { return json_stringn(word->text, word->len); }

/* Punctuation around a word: brackets, quotes, commas. A full stop stays for abbreviations. */
static bool is_mark(const char *text, size_t len) {
  static const char *const marks[] = {",", ".", ";", ":", "!", "?", "(", ")", "\"", "'", "„", "“", "”", "»", "«", "–", "…"};
  for (size_t i = 0; i < COUNT_OF(marks); i++)
    if (strlen(marks[i]) == len && memcmp(marks[i], text, len) == 0) return true;
  return false;
}

static struct word trim(const char *text, size_t len) {
  uint32_t unused;
  for (size_t n; len > 0 && (n = utf8_decode(text, len, &unused)) > 0 && is_mark(text, n); len -= n)
    text += n;
  for (size_t start; len > 0; len = start) {
    for (start = len - 1; start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80;)
      start--;
    if (!is_mark(text + start, len - start)) break;
  }
  return (struct word){text, len};
}

static bool is_abbreviation(const char *token, size_t len) {
  for (size_t i = 0; i < COUNT_OF(abbreviations); i++)
    if (strlen(abbreviations[i].text) == len && memcmp(abbreviations[i].text, token, len) == 0) return true;
  return len == 2 && token[1] == '.'; /* the "z." of "z. B." */
}

/* Whether a sentence ends behind this token: not behind an abbreviation, nor behind the "24." of a date. */
static bool ends_sentence(const char *token, size_t len) {
  char last = token[len - 1];
  if (last == '!' || last == '?' || last == ':') return true;
  if (last != '.' || is_abbreviation(token, len)) return false;
  return !(len >= 2 && token[len - 2] >= '0' && token[len - 2] <= '9');
}

/* Reads one sentence; lines end one too. Returns where the next begins. */
static const char *read_sentence(const char *text, struct sentence *out) {
  out->count = 0;
  while (*text) {
    size_t spaces = strspn(text, " \t\r");
    text += spaces;
    if (*text == '\n') return text + 1;
    size_t len = strcspn(text, " \t\r\n");
    if (len == 0) break;
    struct word word = trim(text, len);
    if (word.len > 0 && !word_is(&word, "-") && out->count < SENTENCE_WORDS) out->words[out->count++] = word;
    bool ends = ends_sentence(text, len);
    text += len;
    if (ends) return text;
  }
  return text;
}

static void check_length(const struct sentence *sentence, json_t *hints) {
  if (sentence->count <= SIMPLE_WORDS_MAX) return;
  const struct word *last = &sentence->words[3];
  const char *start = sentence->words[0].text;
  add(hints,
      json_pack("{s:s, s:i, s:s%}", "words",
                N_("Ein Satz hat {count} Wörter: „{start} …“. Teilen Sie ihn, wenn es geht. Gut sind höchstens 12 Wörter."),
                "count", (int)sentence->count, "start", start, (size_t)(last->text + last->len - start)));
}

static bool ends_with(const struct word *word, const char *end) {
  size_t len = strlen(end);
  return word->len > len && memcmp(word->text + word->len - len, end, len) == 0;
}

/* "gemacht", "eingeladen", "repariert"; verbs that begin with "ge" and form the future with "werden" are no participles. */
static bool is_participle(const struct word *word) {
  static const char *const prefixes[] = {"ge",     "abge",  "ange",     "aufge", "ausge", "einge",   "mitge",
                                         "nachge", "vorge", "zurückge", "zuge",  "umge",  "weiterge"};
  static const char *const others[] = {"gehen",    "geben",    "geht",     "gegen",  "gelten",
                                       "gewinnen", "genießen", "gefallen", "gehören"};
  for (size_t i = 0; i < COUNT_OF(others); i++)
    if (word_is(word, others[i])) return false;
  if (ends_with(word, "iert")) return true;
  if (!ends_with(word, "t") && !ends_with(word, "en")) return false;
  for (size_t i = 0; i < COUNT_OF(prefixes); i++)
    if (word->len > strlen(prefixes[i]) + 2 && memcmp(word->text, prefixes[i], strlen(prefixes[i])) == 0) return true;
  return false;
}

static void check_passive(const struct sentence *sentence, json_t *hints) {
  static const char *const helpers[] = {"wird", "werden", "wurde", "wurden", "Wird", "Werden", "Wurde", "Wurden"};
  for (size_t i = 0; i < sentence->count; i++)
    for (size_t k = 0; k < COUNT_OF(helpers); k++) {
      if (!word_is(&sentence->words[i], helpers[k])) continue;
      for (size_t j = 0; j < sentence->count; j++) {
        if (!is_participle(&sentence->words[j])) continue;
        add(hints, json_pack("{s:s, s:s, s:o}", "words",
                             N_("„{helper} … {verb}“ klingt, als ob es von selbst geschieht. Sagen Sie besser, wer etwas tut."),
                             "helper", helpers[k], "verb", word_json(&sentence->words[j])));
        return;
      }
    }
}

static void check_long_words(const struct sentence *sentence, json_t *hints) {
  for (size_t i = 0; i < sentence->count; i++) {
    const struct word *word = &sentence->words[i];
    bool is_parted = memmem(word->text, word->len, "·", 2) || memchr(word->text, '-', word->len) ||
                     memmem(word->text, word->len, "\xC2\xAD", 2);
    bool is_address =
        memchr(word->text, '@', word->len) || memchr(word->text, '/', word->len) || memchr(word->text, '.', word->len);
    if (letters(word) <= SIMPLE_LETTERS_MAX || is_parted || is_address) continue;
    add(hints, json_pack("{s:s, s:o}", "words", N_("„{word}“ ist lang. Ein Mediopunkt (·) hilft beim Lesen: Stadtteil·büro."),
                         "word", word_json(word)));
  }
}

/* "VHS", "AWO": capitals only. */
static void check_capitals(const struct sentence *sentence, json_t *hints) {
  for (size_t i = 0; i < sentence->count; i++) {
    const struct word *word = &sentence->words[i];
    size_t capitals = 0;
    while (capitals < word->len && word->text[capitals] >= 'A' && word->text[capitals] <= 'Z')
      capitals++;
    if (capitals < 2 || capitals != word->len) continue;
    add(hints, json_pack("{s:s, s:o}", "words", N_("Was heißt „{word}“? Schreiben Sie es beim ersten Mal aus."), "word",
                         word_json(word)));
  }
}

/* At the beginning of a word and not inside of one. */
static const char *find_abbreviation(const char *text, const char *abbreviation) {
  for (const char *at = strstr(text, abbreviation); at; at = strstr(at + 1, abbreviation))
    if (at == text || is_space(at[-1]) || at[-1] == '(') return at;
  return NULL;
}

static void check_abbreviations(const char *text, json_t *hints) {
  for (size_t i = 0; i < COUNT_OF(abbreviations); i++)
    if (find_abbreviation(text, abbreviations[i].text))
      add(hints, json_pack("{s:s, s:s, s:s}", "words", N_("Schreiben Sie „{short}“ aus, zum Beispiel: „{long}“."), "short",
                           abbreviations[i].text, "long", abbreviations[i].instead));
}

json_t *simple_hints(const char *text) {
  json_t *hints = json_array();
  struct sentence sentence;
  check_abbreviations(text, hints);
  while (*text) {
    text = read_sentence(text, &sentence);
    check_length(&sentence, hints);
    check_passive(&sentence, hints);
    check_long_words(&sentence, hints);
    check_capitals(&sentence, hints);
  }
  return hints;
}
