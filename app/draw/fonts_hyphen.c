/* Where German words may be broken: Liang's algorithm with the patterns of hyphen-de (and hyphen-en-us, when it is there).
 *
 * The patterns are Debian's, the reader is ours: libhyphen builds an automaton of that file in 4 s and 39 MB, which neither the
 * frame nor the memory of the device has; a hash table over the file's lines takes 7 ms and 2 MB and finds the same places. It
 * is read when the first word does not fit a whole line. A missing file is not an error: words then break as the last resort
 * does.
 *
 * The format (README.hyphen of libhyphen): ISO 8859-1, one pattern a line, digits between letters; odd ones allow a break.
 * Patterns before NEXTLEVEL split compounds, and the parts that they leave whole are hyphenated by those behind it. */
#include "draw/fonts_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/str.h"

enum { LONGEST_WORD = 100, LEAST_LETTERS = 3, LEAST_PART_LETTERS = 2, LARGEST_FILE = 4 * 1024 * 1024, SLOTS = 1 << 18 };
enum level { COMPOUNDS, SYLLABLES };

static const struct {
  const char *lang, *path;
} dictionaries[] = {
    {"de", "/usr/share/hyphen/hyph_de_DE.dic"},
    {"en", "/usr/share/hyphen/hyph_en_US.dic"},
};

struct patterns {
  struct buf file;
  uint32_t *slots;     /* where a pattern's line starts; 0 is free (the first line names the encoding) */
  uint32_t next_level; /* where the patterns of SYLLABLES start */
  int longest;
  bool tried;
};

struct hyphens {
  struct patterns patterns[COUNT_OF(dictionaries)];
};

struct hyphens *hyphens_create(void) {
  struct hyphens *hyphens = calloc(1, sizeof *hyphens);
  ASSERT(hyphens != NULL);
  for (size_t i = 0; i < COUNT_OF(dictionaries); i++)
    buf_init(&hyphens->patterns[i].file, LARGEST_FILE);
  return hyphens;
}

void hyphens_destroy(struct hyphens *hyphens) {
  if (!hyphens) return;
  for (size_t i = 0; i < COUNT_OF(dictionaries); i++) {
    buf_fini(&hyphens->patterns[i].file);
    free(hyphens->patterns[i].slots);
  }
  free(hyphens);
}

/* --- the file --- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_end(char c) { return c == '\0' || c == '\n' || c == '\r'; }
static uint32_t add_letter(uint32_t hash, char letter) { return (hash ^ (unsigned char)letter) * 0x01000193u; }
static uint32_t slot_of(uint32_t hash, uint32_t probe) { return (((hash * 0x9E3779B1u) >> 14) + probe) % SLOTS; }

static void add_pattern(struct patterns *patterns, uint32_t at, enum level level) {
  const char *line = patterns->file.data + at;
  uint32_t hash = (uint32_t)level;
  int length = 0;
  for (; !is_end(*line); line++) {
    if (is_digit(*line)) continue;
    hash = add_letter(hash, *line);
    length++;
  }
  if (length > patterns->longest) patterns->longest = length;
  uint32_t probe = 0;
  while (patterns->slots[slot_of(hash, probe)] != 0)
    if (++probe == SLOTS / 2) return; /* far more patterns than any language has */
  patterns->slots[slot_of(hash, probe)] = at;
}

/* Comments, keywords (in capitals) and replacements ("Schiff-fahrt" of the old spelling) are no patterns. */
static bool is_pattern(const char *line, size_t len) {
  return len > 0 && line[0] != '#' && line[0] != '%' && !(line[0] >= 'A' && line[0] <= 'Z') && !memchr(line, '/', len);
}

static void load(struct patterns *patterns, const char *path) {
  struct err ignored;
  patterns->tried = true;
  if (!fs_read(path, &patterns->file, &ignored)) return;
  patterns->slots = calloc(SLOTS, sizeof *patterns->slots);
  ASSERT(patterns->slots != NULL);
  const char *const data = patterns->file.data;
  const char *const marker = data ? strstr(data, "\nNEXTLEVEL") : NULL;
  patterns->next_level = marker ? (uint32_t)(marker + 1 - data) : 0;
  for (size_t at = 0; at < patterns->file.len;) {
    const size_t len = strcspn(data + at, "\r\n");
    const enum level level = at < patterns->next_level ? COMPOUNDS : SYLLABLES;
    if (at > 0 && is_pattern(data + at, len)) add_pattern(patterns, (uint32_t)at, level);
    at += len + 1;
  }
}

/* --- one word --- */

/* Raises the values between the letters by the pattern's digits, when its letters are those at `text`. */
static bool apply(const char *line, const char *text, int len, char *values) {
  int letters = 0;
  for (const char *c = line; !is_end(*c); c++) {
    if (is_digit(*c)) continue;
    if (letters == len || *c != text[letters]) return false;
    letters++;
  }
  if (letters != len) return false;
  letters = 0;
  for (; !is_end(*line); line++) {
    if (!is_digit(*line))
      letters++;
    else if (values[letters] < *line)
      values[letters] = *line;
  }
  return true;
}

static void find_pattern(const struct patterns *patterns, enum level level, uint32_t hash, const char *text, int len,
                         char *values) {
  for (uint32_t probe = 0;; probe++) {
    const uint32_t at = patterns->slots[slot_of(hash, probe)];
    if (at == 0) return;
    if ((at < patterns->next_level) == (level == COMPOUNDS) && apply(patterns->file.data + at, text, len, values)) return;
  }
}

/* Sets breaks[i] behind letter i; returns whether there is any. */
static bool match(const struct patterns *patterns, enum level level, const char *word, int count, bool *breaks) {
  char text[LONGEST_WORD + 2], values[LONGEST_WORD + 4];
  bool any = false;
  text[0] = text[count + 1] = '.';
  memcpy(text + 1, word, (size_t)count);
  memset(values, '0', sizeof values);
  for (int start = 0; start < count + 2; start++) {
    uint32_t hash = (uint32_t)level;
    for (int len = 1; len <= patterns->longest && start + len <= count + 2; len++) {
      hash = add_letter(hash, text[start + len - 1]);
      find_pattern(patterns, level, hash, text + start, len, values + start);
    }
  }
  for (int i = 0; i + 1 < count; i++) {
    breaks[i] = values[i + 2] & 1;
    any |= breaks[i];
  }
  return any;
}

/* Compounds first; each part again; a part without compounds by its syllables. `first` and `last`: the part is at that end of
 * the word, where the caller's minimum holds instead of the one inside compounds. */
static void hyphenate(const struct patterns *patterns, const char *word, int count, bool first, bool last, bool *breaks) {
  if (count < 2) return;
  if (match(patterns, COMPOUNDS, word, count, breaks)) {
    for (int begin = 0, i = 0; i < count; i++) {
      if (i + 1 < count && !breaks[i]) continue;
      hyphenate(patterns, word + begin, i + 1 - begin, first && begin == 0, last && i + 1 == count, breaks + begin);
      begin = i + 1;
    }
    return;
  }
  match(patterns, SYLLABLES, word, count, breaks);
  for (int i = 0; i + 1 < count; i++) {
    if (!first && i + 1 < LEAST_PART_LETTERS) breaks[i] = false;
    if (!last && count - i - 1 < LEAST_PART_LETTERS) breaks[i] = false;
  }
}

/* --- words of a text --- */

static bool is_lang(const char *tag, const char *lang) {
  const size_t len = strlen(lang);
  return tag && strncmp(tag, lang, len) == 0 && (tag[len] == '\0' || tag[len] == '-');
}

static const struct patterns *find_patterns(struct hyphens *hyphens, const char *lang) {
  for (size_t i = 0; i < COUNT_OF(dictionaries); i++) {
    if (!is_lang(lang, dictionaries[i].lang)) continue;
    if (!hyphens->patterns[i].tried) load(&hyphens->patterns[i], dictionaries[i].path);
    return hyphens->patterns[i].slots ? &hyphens->patterns[i] : NULL;
  }
  return NULL;
}

static bool is_letter(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7) || c == 0x1E9E;
}

/* Lower case in ISO 8859-1, as the patterns have it. */
static char pattern_letter(uint32_t c) {
  if ((c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE)) c += 32;
  if (c == 0x1E9E) c = 0xDF;
  return (char)(unsigned char)c;
}

/* One stretch of letters: the patterns do not know digits or punctuation. */
static void break_letters(const struct patterns *patterns, const uint32_t *word, int count, bool *breaks) {
  if (count < 2 * LEAST_LETTERS || count > LONGEST_WORD) return;
  char letters[LONGEST_WORD];
  for (int i = 0; i < count; i++)
    letters[i] = pattern_letter(word[i]);
  hyphenate(patterns, letters, count, true, true, breaks);
  for (int i = 0; i < LEAST_LETTERS - 1; i++)
    breaks[i] = false;
  for (int i = count - LEAST_LETTERS; i < count; i++)
    breaks[i] = false;
}

bool hyphens_find(struct hyphens *hyphens, const char *lang, const uint32_t *word, int count, bool *breaks) {
  const struct patterns *patterns = find_patterns(hyphens, lang);
  if (!patterns) return false;
  for (int start = 0; start < count;) {
    int end = start;
    while (end < count && is_letter(word[end]))
      end++;
    break_letters(patterns, word + start, end - start, breaks + start);
    start = end + 1;
  }
  return true;
}
