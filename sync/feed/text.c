/* Cleaning walks the text once, character by character, and asks three tables of ranges. What it keeps depends only on what it
 * kept before and on the next letter, so cleaning twice changes nothing. */
#include "feed/text.h"

#include "base/str.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

enum { MARKS_MAX = 20, ZWNJ = 0x200C, ZWJ = 0x200D };

struct range {
  uint32_t first, last;
};

/* Never shown: controls, bidi controls, zero-width and other invisible characters, noncharacters (those at the end of each
 * plane are found by arithmetic). Ascending. */
static const struct range invisible[] = {
    {0x0000, 0x0009}, {0x000B, 0x001F},   {0x007F, 0x009F},   {0x034F, 0x034F},   {0x061C, 0x061C},
    {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200F},   {0x2028, 0x202E},
    {0x2060, 0x206F}, {0x3164, 0x3164},   {0xFDD0, 0xFDEF},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
    {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

/* Marks that stack on the character before them (general categories Mn and Me, by block where a block is mostly marks). */
static const struct range marks[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF},   {0x05C1, 0x05C2},   {0x05C4, 0x05C5},
    {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670},   {0x06D6, 0x06DC},   {0x06DF, 0x06E4},
    {0x06E7, 0x06E8}, {0x06EA, 0x06ED}, {0x0711, 0x0711}, {0x0730, 0x074A},   {0x07A6, 0x07B0},   {0x07EB, 0x07F3},
    {0x0816, 0x082D}, {0x0859, 0x085B}, {0x0898, 0x089F}, {0x08CA, 0x0903},   {0x093A, 0x093C},   {0x093E, 0x094F},
    {0x0951, 0x0957}, {0x0962, 0x0963}, {0x0981, 0x0983}, {0x09BC, 0x09BC},   {0x09BE, 0x09CD},   {0x0A01, 0x0A03},
    {0x0A3C, 0x0A51}, {0x0A81, 0x0A83}, {0x0ABC, 0x0ABC}, {0x0ABE, 0x0ACD},   {0x0B01, 0x0B03},   {0x0B3C, 0x0B3C},
    {0x0B3E, 0x0B57}, {0x0BBE, 0x0BCD}, {0x0C3E, 0x0C56}, {0x0CBC, 0x0CBC},   {0x0CBE, 0x0CD6},   {0x0D3B, 0x0D3C},
    {0x0D3E, 0x0D4D}, {0x0DCA, 0x0DDF}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A},   {0x0E47, 0x0E4E},   {0x0EB1, 0x0EB1},
    {0x0EB4, 0x0EBC}, {0x0EC8, 0x0ECE}, {0x0F71, 0x0F84}, {0x102B, 0x103E},   {0x135D, 0x135F},   {0x17B6, 0x17D3},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x20D0, 0x20FF}, {0x302A, 0x302F},   {0x3099, 0x309A},   {0xA66F, 0xA67D},
    {0xFB1E, 0xFB1E}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0x1D165, 0x1D169}, {0x1D16D, 0x1D172}, {0x1E8D0, 0x1E8D6},
};

/* Scripts in which a joiner or non-joiner between two letters changes how a word is written. */
static const struct range joining[] = {
    {0x0600, 0x0605}, {0x0610, 0x061A}, {0x0620, 0x06FF}, {0x0700, 0x08FF}, {0x0900, 0x0DFF},
    {0x0F00, 0x109F}, {0x1780, 0x18AF}, {0xFB50, 0xFDCF}, {0xFDF0, 0xFDFF}, {0xFE70, 0xFEFC},
};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t c) {
  size_t low = 0;
  size_t high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (c > ranges[middle].last)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && c >= ranges[low].first;
}

static bool is_mark(uint32_t c) { return c >= marks[0].first && in_ranges(marks, COUNT_OF(marks), c); }

static bool is_invisible(uint32_t c) { return (c & 0xFFFE) == 0xFFFE || in_ranges(invisible, COUNT_OF(invisible), c); }

static bool is_joining_letter(uint32_t c) { return in_ranges(joining, COUNT_OF(joining), c); }

/* A joiner stays where the letter before it is one that was kept, and the next one is a letter that will be. */
static bool joiner_stays(uint32_t before, const char *rest, size_t len) {
  uint32_t next;
  if (!is_joining_letter(before) || utf8_decode(rest, len, &next) == 0) return false;
  return is_joining_letter(next) && !is_mark(next) && !is_invisible(next);
}

static bool is_blank(char c) { return c == ' ' || c == '\n'; }

static char *trim(char *text, size_t len) {
  while (len > 0 && is_blank(text[len - 1]))
    len--;
  text[len] = '\0';
  while (is_blank(*text))
    text++;
  return text;
}

static bool is_plain(char c) { return c >= ' ' && c < 0x7F; }

char *text_clean(struct arena *arena, const char *value, size_t len) {
  char *copy = arena_alloc(arena, len + 1);
  size_t used = 0;
  size_t run = 0;      /* of combining marks */
  uint32_t before = 0; /* the last character kept */
  for (size_t at = 0; at < len;) {
    if (is_plain(value[at])) { /* nearly all text, at a byte a turn */
      before = (unsigned char)(copy[used++] = value[at++]);
      run = 0;
      continue;
    }
    uint32_t c = 0;
    size_t width = utf8_decode(value + at, len - at, &c);
    size_t next = at + (width ? width : 1);
    bool stays = width > 0;
    if (value[at] == '\t') {
      c = ' ';
      run = 0;
    } else if (stays && (c == ZWNJ || c == ZWJ)) {
      stays = joiner_stays(before, value + next, len - next);
    } else if (stays && c >= 0x7F && is_mark(c)) {
      stays = ++run <= MARKS_MAX;
    } else if (stays) {
      stays = !is_invisible(c);
      if (stays) run = 0;
    }
    if (stays) {
      used += utf8_encode(c, copy + used);
      before = c;
    }
    at = next;
  }
  return trim(copy, used);
}

const char *text_find(const struct text *text, const char *lang) {
  for (size_t i = 0; i < text->count; i++)
    if (strcasecmp(text->items[i].lang, lang) == 0) return text->items[i].value;
  return NULL;
}

/* "de-at-simple", then "de-at", then "de". */
static const char *find_nearest(const struct text *text, const char *lang, const char **used) {
  char tag[40];
  if (!str_copy(tag, sizeof tag, lang)) return NULL;
  for (;;) {
    for (size_t i = 0; i < text->count; i++)
      if (strcasecmp(text->items[i].lang, tag) == 0) {
        if (used) *used = text->items[i].lang;
        return text->items[i].value;
      }
    char *dash = strrchr(tag, '-');
    if (!dash) return NULL;
    *dash = '\0';
  }
}

const char *text_get(const struct text *text, const char *lang, const char **used) {
  const char *const wishes[] = {lang, "de", "en"};
  for (size_t i = 0; i < COUNT_OF(wishes); i++) {
    const char *value = find_nearest(text, wishes[i], used);
    if (value) return value;
  }
  if (text->count == 0) return NULL;
  if (used) *used = text->items[0].lang;
  return text->items[0].value;
}
