/* Where German words may be broken, with the patterns of hyphen-de (and hyphen-en-us, when it is there).
 *
 * The patterns are Debian's, the reader is ours: libhyphen builds an automaton of that file in 4 s and 39 MB, which neither the
 * frame nor the memory of the device has. Ours maps the file and keeps an index of its lines by their first two letters (10 ms,
 * 0.3 MB, made when the first word does not fit a whole line) and finds the same places. A missing file is not an error: words
 * then break as the last resort does.
 *
 * The format (README.hyphen of libhyphen): ISO 8859-1, one pattern a line, digits between letters; odd ones allow a break.
 * Patterns before NEXTLEVEL split compounds, and the parts that they leave whole are hyphenated by those behind it. German
 * patterns are written for libhyphen's way of matching, which is not quite Liang's: behind each letter only the longest stretch
 * that starts some pattern counts, and only if it is one. (With all patterns counted, as TeX does, "Bismarck" became
 * "Bis-ma-rck".) */
#include "draw/fonts_internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"
#include "draw/hash.h"

enum {
  LONGEST_WORD = 100,
  LEAST_LETTERS = 3,
  LEAST_PART_LETTERS = 2,
  LARGEST_FILE = 4 * 1024 * 1024,
  BUCKETS = 4096,
  KNOWN_WORDS = 64
};
enum level { COMPOUNDS, SYLLABLES };

static const struct {
  const char *lang, *path;
} dictionaries[] = {
    {"de", "/usr/share/hyphen/hyph_de_DE.dic"},
    {"en", "/usr/share/hyphen/hyph_en_US.dic"},
};

struct patterns {
  const char *file; /* mapped, with a '\0' behind it; NULL when there is none */
  size_t file_bytes;
  uint32_t *lines; /* where patterns start, by bucket of their first two letters, then in the file's order */
  uint32_t bucket[BUCKETS + 1];
  uint32_t next_level; /* where the patterns of SYLLABLES start */
  bool tried;
};

/* A word that was looked up before: layouts ask for the same ones in every frame. */
struct known {
  uint64_t key;
  bool breaks[LONGEST_WORD];
};

struct hyphens {
  struct patterns patterns[COUNT_OF(dictionaries)];
  struct known known[KNOWN_WORDS];
};

struct hyphens *hyphens_create(void) {
  struct hyphens *hyphens = calloc(1, sizeof *hyphens);
  ASSERT(hyphens != NULL);
  return hyphens;
}

void hyphens_destroy(struct hyphens *hyphens) {
  if (!hyphens) return;
  for (size_t i = 0; i < COUNT_OF(dictionaries); i++) {
    struct patterns *patterns = &hyphens->patterns[i];
    if (patterns->file) munmap((void *)(uintptr_t)patterns->file, patterns->file_bytes + 1);
    free(patterns->lines);
  }
  free(hyphens);
}

/* --- the file --- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_end(char c) { return c == '\0' || c == '\n' || c == '\r'; }

static unsigned bucket_of(char first, char second) {
  return ((unsigned char)first * 151u + (unsigned char)second * 5u) % BUCKETS;
}

/* The first two letters of the line's pattern; false when it has fewer. */
static bool find_bucket(const char *line, unsigned *bucket) {
  char letters[2];
  int count = 0;
  for (; count < 2 && !is_end(*line); line++)
    if (!is_digit(*line)) letters[count++] = *line;
  if (count == 2) *bucket = bucket_of(letters[0], letters[1]);
  return count == 2;
}

/* Comments, keywords (in capitals) and replacements ("Schiff-fahrt" of the old spelling) are no patterns. */
static bool is_pattern(const char *line, size_t len) {
  return len > 0 && line[0] != '#' && line[0] != '%' && !(line[0] >= 'A' && line[0] <= 'Z') && !memchr(line, '/', len);
}

/* Counts the patterns of each bucket (lines NULL) or puts them where their bucket starts; `next` is advanced. */
static void sort_lines(const struct patterns *patterns, uint32_t *next, uint32_t *lines) {
  const char *const file = patterns->file;
  for (size_t at = strcspn(file, "\n"); at < patterns->file_bytes;) { /* the first line names the encoding */
    const size_t len = strcspn(file + at, "\r\n");
    unsigned bucket;
    if (is_pattern(file + at, len) && find_bucket(file + at, &bucket)) {
      if (lines) lines[next[bucket]] = (uint32_t)at;
      next[bucket]++;
    }
    at += len + 1;
  }
}

/* Over anonymous memory that is a byte longer, so that a '\0' follows also where the file fills its last page. */
static void map_file(struct patterns *patterns, int fd, size_t bytes) {
  char *memory = mmap(NULL, bytes + 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return;
  if (mmap(memory, bytes, PROT_READ, MAP_PRIVATE | MAP_FIXED, fd, 0) == MAP_FAILED) {
    munmap(memory, bytes + 1);
    return;
  }
  patterns->file = memory;
  patterns->file_bytes = bytes;
}

static void open_file(struct patterns *patterns, const char *path) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  struct stat info;
  if (fd < 0) return;
  if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0 && info.st_size <= LARGEST_FILE)
    map_file(patterns, fd, (size_t)info.st_size);
  close(fd);
}

static void load(struct patterns *patterns, const char *path) {
  patterns->tried = true;
  open_file(patterns, path);
  if (!patterns->file) return;
  const char *const marker = strstr(patterns->file, "\nNEXTLEVEL");
  patterns->next_level = marker ? (uint32_t)(marker - patterns->file) : 0;
  uint32_t *const next = calloc(BUCKETS + 1, sizeof *next);
  ASSERT(next != NULL);
  sort_lines(patterns, next, NULL);
  for (uint32_t i = 0, sum = 0; i <= BUCKETS; i++) {
    const uint32_t count = next[i];
    patterns->bucket[i] = next[i] = sum;
    sum += count;
  }
  patterns->lines = calloc((size_t)patterns->bucket[BUCKETS] + 1, sizeof *patterns->lines);
  ASSERT(patterns->lines != NULL);
  sort_lines(patterns, next, patterns->lines);
  free(next);
  /* All of it was read once; a word needs some pages of it. */
  madvise((void *)(uintptr_t)patterns->file, patterns->file_bytes, MADV_DONTNEED);
}

/* --- one word --- */

struct word {
  char text[LONGEST_WORD + 2]; /* with a '.' at either end */
  int count;
  uint8_t depth[LONGEST_WORD + 2];                      /* how many letters from here start some pattern */
  uint32_t pattern[LONGEST_WORD + 2][LONGEST_WORD + 3]; /* line of the pattern with so many letters from here, or 0 */
};

/* Number of letters that the pattern shares with the text, and whether that is all of it. */
static int shared_letters(const char *line, const char *text, int most, bool *whole) {
  int letters = 0;
  for (; !is_end(*line); line++) {
    if (is_digit(*line)) continue;
    if (letters == most || *line != text[letters]) break;
    letters++;
  }
  *whole = is_end(*line);
  return letters;
}

static void collect(const struct patterns *patterns, enum level level, struct word *word) {
  for (int start = 0; start + 1 < word->count; start++) {
    const char *text = word->text + start;
    const unsigned bucket = bucket_of(text[0], text[1]);
    word->depth[start] = 0;
    memset(word->pattern[start], 0, sizeof word->pattern[start]);
    for (uint32_t i = patterns->bucket[bucket]; i < patterns->bucket[bucket + 1]; i++) {
      const uint32_t at = patterns->lines[i];
      bool whole;
      if ((at < patterns->next_level) != (level == COMPOUNDS)) continue;
      const int letters = shared_letters(patterns->file + at, text, word->count - start, &whole);
      if (letters > word->depth[start]) word->depth[start] = (uint8_t)letters;
      if (whole) word->pattern[start][letters] = at;
    }
  }
}

/* Raises the values between the letters by the pattern's digits. */
static void apply(const char *line, char *values) {
  for (; !is_end(*line); line++) {
    if (!is_digit(*line))
      values++;
    else if (*values < *line)
      *values = *line;
  }
}

/* Sets breaks[i] behind letter i; returns whether there is any. */
static bool match(const struct patterns *patterns, enum level level, const char *letters, int count, bool *breaks) {
  struct word word = {.count = count + 2};
  char values[LONGEST_WORD + 4];
  bool any = false;
  word.text[0] = word.text[count + 1] = '.';
  memcpy(word.text + 1, letters, (size_t)count);
  memset(values, '0', sizeof values);
  collect(patterns, level, &word);
  for (int end = 2; end <= word.count; end++) {
    int start = 0;
    while (start < end - 1 && word.depth[start] < end - start)
      start++;
    const uint32_t at = start < end - 1 ? word.pattern[start][end - start] : 0;
    if (at != 0) apply(patterns->file + at, values + start);
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
  if (count <= LEAST_PART_LETTERS) return;
  if (match(patterns, COMPOUNDS, word, count, breaks)) {
    for (int begin = 0, i = 0; i < count; i++) {
      if (i + 1 < count && !breaks[i]) continue;
      hyphenate(patterns, word + begin, i + 1 - begin, first && begin == 0, last && i + 1 == count, breaks + begin);
      begin = i + 1;
    }
    return;
  }
  match(patterns, SYLLABLES, word, count, breaks);
  if (!first) breaks[0] = false;
  if (!last) breaks[count - LEAST_PART_LETTERS] = false;
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
    return hyphens->patterns[i].lines ? &hyphens->patterns[i] : NULL;
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
static void break_letters(const struct patterns *patterns, struct known *table, const uint32_t *word, int count, bool *breaks) {
  if (count < 2 * LEAST_LETTERS || count > LONGEST_WORD) return;
  char letters[LONGEST_WORD];
  uint64_t key = hash_pair(1, (int)(patterns->next_level), count);
  for (int i = 0; i < count; i++) {
    letters[i] = pattern_letter(word[i]);
    key = hash_mix(key, (unsigned char)letters[i]);
  }
  struct known *known = &table[key % KNOWN_WORDS];
  if (known->key != key) {
    memset(known->breaks, 0, sizeof known->breaks);
    hyphenate(patterns, letters, count, true, true, known->breaks);
    known->key = key;
  }
  for (int i = LEAST_LETTERS - 1; i < count - LEAST_LETTERS; i++)
    breaks[i] = known->breaks[i];
}

bool hyphens_warm(struct hyphens *hyphens) {
  for (size_t i = 0; i < COUNT_OF(dictionaries); i++) {
    if (hyphens->patterns[i].tried) continue;
    load(&hyphens->patterns[i], dictionaries[i].path);
    return true;
  }
  return false;
}

bool hyphens_find(struct hyphens *hyphens, const char *lang, const uint32_t *word, int count, bool *breaks) {
  const struct patterns *patterns = find_patterns(hyphens, lang);
  if (!patterns) return false;
  for (int start = 0; start < count;) {
    int end = start;
    while (end < count && is_letter(word[end]))
      end++;
    break_letters(patterns, hyphens->known, word + start, end - start, breaks + start);
    start = end + 1;
  }
  return true;
}
