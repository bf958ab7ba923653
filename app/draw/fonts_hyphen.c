/* Where German words may be broken: libhyphen with the patterns of hyphen-de.
 *
 * The dictionary is ISO 8859-1 and costs a few milliseconds and a megabyte, so it is read when the first word does not fit a
 * whole line. A missing dictionary is not an error: words then break as the last resort does. */
#include "draw/fonts_internal.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

enum { LONGEST_WORD = 100, LEAST_LETTERS = 3 };

static const struct {
  const char *lang, *path;
} dictionaries[] = {
    {"de", "/usr/share/hyphen/hyph_de_DE.dic"},
    {"en", "/usr/share/hyphen/hyph_en_US.dic"},
};

struct hyphens {
  struct {
    HyphenDict *dict;
    bool tried;
  } open[COUNT_OF(dictionaries)];
};

struct hyphens *hyphens_create(void) {
  struct hyphens *hyphens = calloc(1, sizeof *hyphens);
  ASSERT(hyphens != NULL);
  return hyphens;
}

void hyphens_destroy(struct hyphens *hyphens) {
  if (!hyphens) return;
  for (size_t i = 0; i < COUNT_OF(dictionaries); i++)
    if (hyphens->open[i].dict) hnj_hyphen_free(hyphens->open[i].dict);
  free(hyphens);
}

static bool is_lang(const char *tag, const char *lang) {
  const size_t len = strlen(lang);
  return tag && strncmp(tag, lang, len) == 0 && (tag[len] == '\0' || tag[len] == '-');
}

static HyphenDict *dictionary(struct hyphens *hyphens, const char *lang) {
  for (size_t i = 0; i < COUNT_OF(dictionaries); i++) {
    if (!is_lang(lang, dictionaries[i].lang)) continue;
    if (!hyphens->open[i].tried) hyphens->open[i].dict = hnj_hyphen_load(dictionaries[i].path);
    hyphens->open[i].tried = true;
    return hyphens->open[i].dict;
  }
  return NULL;
}

static bool is_letter(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7) || c == 0x1E9E;
}

/* Lower case as the patterns have it. */
static char pattern_char(uint32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE)) c += 32;
  if (c == 0x1E9E) c = 0xDF;
  return (char)(unsigned char)c;
}

/* One stretch of letters: the patterns do not know digits or punctuation. */
static void break_letters(HyphenDict *dict, const uint32_t *word, int count, bool *breaks) {
  if (count < 2 * LEAST_LETTERS || count > LONGEST_WORD) return;
  char letters[LONGEST_WORD + 1], marks[LONGEST_WORD + 6];
  char **rep = NULL;
  int *pos = NULL, *cut = NULL;
  for (int i = 0; i < count; i++)
    letters[i] = pattern_char(word[i]);
  letters[count] = '\0';
  if (hnj_hyphen_hyphenate2(dict, letters, count, marks, NULL, &rep, &pos, &cut) == 0)
    for (int i = LEAST_LETTERS - 1; i < count - LEAST_LETTERS; i++)
      if ((marks[i] & 1) && !(rep && rep[i])) breaks[i] = true;
  for (int i = 0; rep && i < count; i++)
    free(rep[i]);
  free(rep);
  free(pos);
  free(cut);
}

bool hyphens_find(struct hyphens *hyphens, const char *lang, const uint32_t *word, int count, bool *breaks) {
  HyphenDict *dict = dictionary(hyphens, lang);
  if (!dict) return false;
  for (int start = 0; start < count;) {
    int end = start;
    while (end < count && is_letter(word[end]))
      end++;
    break_letters(dict, word + start, end - start, breaks + start);
    start = end + 1;
  }
  return true;
}
