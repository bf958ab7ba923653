#include "cache/sound.h"

#include <stdbool.h>
#include <string.h>

enum { VOWEL = 0, SILENT = -1, DIGITS = 15 };

static bool is_one_of(char c, const char *letters) { return c != '\0' && strchr(letters, c) != NULL; }

static int code_of_c(char before, char after, bool is_first) {
  if (is_first) return is_one_of(after, "ahkloqrux") ? 4 : 8;
  return is_one_of(after, "ahkoqux") && !is_one_of(before, "sz") ? 4 : 8;
}

/* Of one letter between its neighbours; x is done by the caller. */
static int code_of(char before, char c, char after, bool is_first) {
  if (is_one_of(c, "aeijouy")) return VOWEL;
  switch (c) {
    case 'h': return SILENT;
    case 'b': return 1;
    case 'p': return after == 'h' ? 3 : 1;
    case 'd':
    case 't': return is_one_of(after, "csz") ? 8 : 2;
    case 'f':
    case 'v':
    case 'w': return 3;
    case 'g':
    case 'k':
    case 'q': return 4;
    case 'c': return code_of_c(before, after, is_first);
    case 'l': return 5;
    case 'm':
    case 'n': return 6;
    case 'r': return 7;
    default: return 8; /* s, z */
  }
}

struct code {
  uint64_t value;
  int last, digits;
};

/* Doubles count once; vowels only in front. */
static void add(struct code *code, int digit) {
  if (digit == SILENT) return;
  bool counts = digit != code->last && (digit != VOWEL || code->last == SILENT);
  code->last = digit;
  if (!counts || code->digits == DIGITS) return;
  code->value = code->value << 4 | (unsigned)(digit + 1);
  code->digits++;
}

uint64_t sound_code(const char *word, size_t len) {
  struct code code = {.last = SILENT};
  for (size_t i = 0; i < len; i++) {
    char before = i > 0 ? word[i - 1] : '\0';
    char after = i + 1 < len ? word[i + 1] : '\0';
    if (word[i] < 'a' || word[i] > 'z') return 0;
    if (word[i] != 'x') {
      add(&code, code_of(before, word[i], after, i == 0));
      continue;
    }
    if (!is_one_of(before, "ckq")) add(&code, 4);
    add(&code, 8);
  }
  return code.value;
}
