#include "cache/stem.h"

#include "base/compiler.h"
#include "base/str.h"

#include <libstemmer.h>
#include <stdint.h>
#include <string.h>

struct language {
  const char *tag;
  const char *snowball; /* name in libstemmer; NULL: endings below, or none */
  const char *fillers;  /* folded, with a space at both ends of each */
  const char *endings;  /* likewise, longest first; taken off repeatedly */
};

static const struct language languages[STEM_LANGS] = {
    [STEM_GERMAN] =
        {"de", "german",
         " der die das den dem des ein eine einen einem einer eines und oder in im an am auf aus bei beim mit nach von "
         "vom zu zum zur fur um ist sind war wird werden hat haben es er sie wir ihr ich du mir mich uns sich auch "
         "als wie wo was wer wenn dass nicht bis uber unter vor sehr so mein meine meinen meiner ihre ihren ihrem ihrer "
         "ihnen gibt kann man noch nur alle ",
         NULL},
    {"en", "english",
     " the a an and or in on at of to for from with by is are was be it he she we you i me my our your as how "
     "where what who when if not no do does can there this that near ",
     NULL},
    {"tr", NULL, " ve veya bir bu su o ile icin da de ki mi mu ne nerede nasil var yok ben siz biz ",
     " larindan lerinden larinda lerinde larinin lerinin larina lerine larini lerini lardan lerden larin lerin larda lerde "
     "lara "
     "lere lari leri lar ler imiz iniz umuz unuz ndan nden nda nde nin nun dan den tan ten sin sun in un im um yi yu ya ye si "
     "su "
     "da de ta te na ne ni nu la le i u a e "},
    {"uk", NULL,
     " а або в у з зі і й та "
     "до для на не про від за по "
     "як де що це без ",
     " ями ами ого ому ими ої ою єю ею ові еві ів їв ам ям ах ях ий ій а я и і ї у ю е є о ь й "},
    {"ar", "arabic", " في من الي على عن مع او و هذا هذه التي الذي هل ما لا ان ", NULL},
    {"fr", "french", NULL, NULL},
    {"es", "spanish", NULL, NULL},
    {"it", "italian", NULL, NULL},
    {"pt", "portuguese", NULL, NULL},
    {"nl", "dutch", NULL, NULL},
    {"ru", "russian", NULL, NULL},
    {"ro", "romanian", NULL, NULL},
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

/* Whether " word " stands in a list of words. */
static bool is_in(const char *list, const char *word, size_t len) {
  if (!list || len == 0) return false;
  for (const char *at = list + 1; *at;) {
    size_t width = strcspn(at, " ");
    if (width == len && memcmp(at, word, len) == 0) return true;
    at += width + 1;
  }
  return false;
}

bool stem_is_filler(int lang, const char *word, size_t len) { return is_in(languages[lang].fillers, word, len); }

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
  if (!stemmers->snowball[lang]) stemmers->snowball[lang] = sb_stemmer_new(language->snowball, NULL);
  ASSERT(stemmers->snowball[lang] != NULL);
  const sb_symbol *stem = sb_stemmer_stem(stemmers->snowball[lang], (const sb_symbol *)word, (int)len);
  size_t stem_len = (size_t)sb_stemmer_length(stemmers->snowball[lang]);
  if (!stem || stem_len == 0 || stem_len > TOKEN_MAX) return len;
  memcpy(out, stem, stem_len);
  if (lang == STEM_GERMAN && stem_len > 3 && out[stem_len - 1] == 's' && out[stem_len - 2] == 's') stem_len--; /* Busse, Bus */
  out[stem_len] = '\0';
  return stem_len;
}
