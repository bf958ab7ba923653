#include "cache/stem.h"

#include "base/compiler.h"
#include "base/str.h"

#include <libstemmer.h>
#include <stdint.h>
#include <string.h>

struct language {
  const char *tag;
  const char *snowball; /* name in libstemmer; NULL: endings below, or none */
  const char *const *fillers;
  size_t filler_count;
  const char *endings; /* folded, longest first, with a space at both ends of each */
};

/* Folded, ascending by bytes: small words that carry no meaning in a search. */
static const char *const german_fillers[] = {
    "alle",  "als",    "am",     "an",     "auch", "auf",  "aus",   "bei",   "beim",  "bis",   "das", "dass", "dem",  "den",
    "der",   "des",    "die",    "du",     "ein",  "eine", "einem", "einen", "einer", "eines", "er",  "es",   "fur",  "gibt",
    "haben", "hat",    "ich",    "ihnen",  "ihr",  "ihre", "ihrem", "ihren", "ihrer", "im",    "in",  "ist",  "kann", "man",
    "mein",  "meine",  "meinen", "meiner", "mich", "mir",  "mit",   "nach",  "nicht", "noch",  "nur", "oder", "sehr", "sich",
    "sie",   "sind",   "so",     "uber",   "um",   "und",  "uns",   "unter", "vom",   "von",   "vor", "war",  "was",  "wenn",
    "wer",   "werden", "wie",    "wir",    "wird", "wo",   "zu",    "zum",   "zur"};
static const char *const english_fillers[] = {
    "a",    "an",  "and",   "are",  "as", "at",  "be", "by",   "can",  "do",    "does", "for",  "from", "he",  "how",
    "i",    "if",  "in",    "is",   "it", "me",  "my", "near", "no",   "not",   "of",   "on",   "or",   "our", "she",
    "that", "the", "there", "this", "to", "was", "we", "what", "when", "where", "who",  "with", "you",  "your"};
static const char *const turkish_fillers[] = {"ben",   "bir", "biz",    "bu", "da",  "de", "icin", "ile", "ki",   "mi", "mu",
                                              "nasil", "ne",  "nerede", "o",  "siz", "su", "var",  "ve",  "veya", "yok"};
#define TURKISH_ENDINGS                                                                                                        \
  " larindan lerinden larinda lerinde larinin lerinin larina lerine larini lerini lardan lerden larin lerin larda lerde lara " \
  "lere lari leri lar ler imiz iniz umuz unuz ndan nden nda nde nin nun dan den tan ten sin sun in un im um yi yu ya ye si "   \
  "su da de ta te na ne ni nu la le i u a e "
static const char *const ukrainian_fillers[] = {"а", "або", "без", "в",  "від", "де", "для", "до", "з",  "за", "зі",
                                                "й", "на",  "не",  "по", "про", "та", "у",   "це", "що", "як", "і"};
static const char *const arabic_fillers[] = {"التي", "الذي", "الي", "ان", "او",  "على", "عن", "في",
                                             "لا",   "ما",   "مع",  "من", "هذا", "هذه", "هل", "و"};

#define FILLERS(words) words, COUNT_OF(words)

static const struct language languages[STEM_LANGS] = {
    [STEM_GERMAN] = {"de", "german", FILLERS(german_fillers), NULL},
    {"en", "english", FILLERS(english_fillers), NULL},
    {"tr", NULL, FILLERS(turkish_fillers), TURKISH_ENDINGS},
    {"uk", NULL, FILLERS(ukrainian_fillers),
     " ями ами ого ому ими ої ою єю ею ові еві ів їв ам ям ах ях ий ій а я и і ї у ю е є о ь й "},
    {"ar", "arabic", FILLERS(arabic_fillers), NULL},
    {"fr", "french", NULL, 0, NULL},
    {"es", "spanish", NULL, 0, NULL},
    {"it", "italian", NULL, 0, NULL},
    {"pt", "portuguese", NULL, 0, NULL},
    {"nl", "dutch", NULL, 0, NULL},
    {"ru", "russian", NULL, 0, NULL},
    {"ro", "romanian", NULL, 0, NULL},
};

/* Of `languages`; Snowball leaves the article on some words and not on others. */
enum { ARABIC = 4, ARTICLE = 4 };

int stem_language(const char *tag) {
  size_t len = strcspn(tag, "-");
  for (int i = 0; i < STEM_OTHER; i++)
    if (languages[i].tag && strlen(languages[i].tag) == len && strncmp(languages[i].tag, tag, len) == 0) return i;
  return STEM_OTHER;
}

int stem_guess(const char *text) {
  uint32_t c;
  for (size_t left = strlen(text); left > 0;) {
    size_t used = utf8_decode(text, left, &c);
    if (used > 0 && c >= 0x0400 && c <= 0x052F) return stem_language("uk");
    if (used > 0 && c >= 0x0600 && c <= 0x06FF) return stem_language("ar");
    if (used > 0 && c >= 'A') return STEM_GERMAN;
    used = used ? used : 1;
    text += used;
    left -= used;
  }
  return STEM_GERMAN;
}

bool stem_is_filler(int lang, const char *word, size_t len) {
  const struct language *language = &languages[lang];
  size_t low = 0;
  size_t high = language->filler_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strncmp(language->fillers[middle], word, len); /* a longer one is behind */
    if (order == 0 && language->fillers[middle][len] == '\0') return true;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

/* A stemmer keeps its last word, in memory that grows with the longest so far: a first one as long as any makes sure that it
 * never grows, and so never leaves a copy behind. */
static void overwrite(struct sb_stemmer *stemmer) {
  sb_symbol longest[TOKEN_MAX];
  memset(longest, 'z', sizeof longest);
  sb_stemmer_stem(stemmer, longest, sizeof longest);
}

static struct sb_stemmer *open_stemmer(const char *name) {
  struct sb_stemmer *stemmer = sb_stemmer_new(name, NULL);
  ASSERT(stemmer != NULL);
  overwrite(stemmer);
  return stemmer;
}

void stemmers_forget(struct stemmers *stemmers) {
  for (int i = 0; i < STEM_LANGS; i++)
    if (stemmers->snowball[i]) overwrite(stemmers->snowball[i]);
}

void stemmers_fini(struct stemmers *stemmers) {
  for (int i = 0; i < STEM_LANGS; i++)
    if (stemmers->snowball[i]) sb_stemmer_delete(stemmers->snowball[i]);
  *stemmers = (struct stemmers){0};
}

static bool take_ending(const char *endings, char *word, size_t *len, size_t keep) {
  for (const char *at = endings + 1; *at;) {
    size_t width = strcspn(at, " ");
    if (*len >= keep + width && memcmp(word + *len - width, at, width) == 0) return *len -= width, true;
    at += width + 1;
  }
  return false;
}

/* Turkish piles endings up; Ukrainian has one. */
static size_t strip(const struct language *language, bool is_twofold, char *word, size_t len) {
  size_t keep = is_twofold ? 6 : 4; /* bytes: three Cyrillic letters, four Latin ones */
  for (int turn = 0; turn < (is_twofold ? 1 : 3); turn++)
    if (!take_ending(language->endings, word, &len, keep)) break;
  word[len] = '\0';
  return len;
}

size_t stem_make(struct stemmers *stemmers, int lang, const char *word, size_t len, char out[TOKEN_MAX + 1]) {
  const struct language *language = &languages[lang];
  ASSERT(len <= TOKEN_MAX);
  memcpy(out, word, len);
  out[len] = '\0';
  if (language->endings) return strip(language, (unsigned char)word[0] >= 0x80, out, len);
  if (!language->snowball) return len;
  if (lang == ARABIC && len > 2 * ARTICLE && memcmp(word, "ال", ARTICLE) == 0) {
    word += ARTICLE;
    len -= ARTICLE;
  }
  if (!stemmers->snowball[lang]) stemmers->snowball[lang] = open_stemmer(language->snowball);
  const sb_symbol *stem = sb_stemmer_stem(stemmers->snowball[lang], (const sb_symbol *)word, (int)len);
  size_t stem_len = (size_t)sb_stemmer_length(stemmers->snowball[lang]);
  if (!stem || stem_len == 0 || stem_len > TOKEN_MAX) return len;
  memcpy(out, stem, stem_len);
  if (lang == STEM_GERMAN && stem_len > 3 && out[stem_len - 1] == 's' && out[stem_len - 2] == 's') stem_len--; /* Busse, Bus */
  out[stem_len] = '\0';
  return stem_len;
}
