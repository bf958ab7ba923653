/* Levels come from FriBidi, faces from the fallback chain, break opportunities from a few rules that suit German, its
 * neighbours' languages, and telephone numbers. */
#include "draw/fonts_paragraph.h"

#include <fribidi.h>
#include <string.h>

#include "base/str.h"

enum {
  LONGEST_WORD = 256,
  REPLACEMENT = 0xFFFD,
  NOTHING = 0x2060,
  SOFT_HYPHEN = 0xAD,
  ZERO_WIDTH_SPACE = 0x200B,
  JOINER = 0x200D
};

/* --- classes of characters --- */

static bool is_space(uint32_t c) {
  return c == ' ' || c == 0x1680 || (c >= 0x2000 && c <= 0x200A && c != 0x2007) || c == 0x205F || c == 0x3000;
}

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

static bool is_letter(uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

static bool is_breaking_sign(uint32_t c) { return c == '-' || c == '/' || c == 0x2010 || c == 0x2013 || c == 0x2014; }

static bool is_extending(uint32_t c, uint32_t before) {
  if (c < 0x300) return false;
  if (before == JOINER || c == JOINER || c == 0x200C) return true;
  if (c >= 0x1F3FB && c <= 0x1F3FF) return true; /* skin tones */
  return FRIBIDI_IS_EXPLICIT_OR_BN(fribidi_get_bidi_type(c)) ? false : fribidi_get_bidi_type(c) == FRIBIDI_TYPE_NSM;
}

/* --- flags --- */

/* Behind a hyphen or slash, with two characters of the word on either side: "E-Mail" and "1/2" stay whole. */
static bool breaks_after(const uint32_t *text, int count, int i) {
  if (!is_breaking_sign(text[i]) || i < 2 || i + 2 >= count) return false;
  const bool long_before = !is_space(text[i - 1]) && !is_space(text[i - 2]) && !is_breaking_sign(text[i - 2]);
  return long_before && is_letter(text[i + 1]) && !is_space(text[i + 2]);
}

static void find_flags(struct paragraph *p) {
  int word = 0;
  for (int i = 0; i < p->count; i++) {
    const uint32_t c = p->text[i];
    unsigned flags = 0;
    if (i > 0 && is_extending(c, p->text[i - 1])) flags |= CHAR_EXTENDS;
    if (is_space(c)) flags |= CHAR_SPACE;
    if (c == SOFT_HYPHEN) flags |= CHAR_SOFT;
    if (c == ZERO_WIDTH_SPACE || breaks_after(p->text, p->count, i)) flags |= CHAR_BREAK;
    word = flags & (CHAR_SPACE | CHAR_BREAK) ? 0 : word + 1;
    if (word >= LONGEST_WORD && !(flags & CHAR_EXTENDS)) {
      if (i > 0) p->flags[i - 1] |= CHAR_BREAK; /* bounds the work per word; no language has such words */
      word = 0;
    }
    p->flags[i] = (uint8_t)flags;
  }
}

/* --- faces --- */

/* Emoji and dingbats, flags and keycaps of tags. */
static bool is_pictograph(uint32_t c) {
  return (c >= 0x2600 && c <= 0x27BF) || (c >= 0x2B00 && c <= 0x2BFF) || (c >= 0x1F000 && c <= 0x1FAFF) ||
         (c >= 0xE0020 && c <= 0xE007F);
}

static void find_faces(struct paragraph *p) {
  const int first = fonts_first_face(p->style->bold);
  int current = first;
  bool missing = false;
  for (int i = 0; i < p->count; i++) {
    const uint32_t c = p->text[i];
    const bool extends = p->flags[i] & CHAR_EXTENDS;
    if (missing && extends) p->text[i] = NOTHING;
    if (extends || (p->flags[i] & CHAR_SPACE) || fonts_is_invisible(c) || c == 0xA0 || c == 0x202F) {
      p->face[i] = (uint8_t)current;
      if (p->flags[i] & CHAR_SPACE) missing = false;
      continue;
    }
    const int face = fonts_face_for(p->fonts, c, p->style->bold, current);
    if (face == FACE_NONE && is_pictograph(c)) {
      p->text[i] = NOTHING;
      missing = true;
    } else if (face == FACE_NONE) {
      /* One box for a whole sequence, such as an emoji of several characters. */
      p->text[i] = missing ? NOTHING : REPLACEMENT;
      missing = true;
    } else {
      missing = false;
    }
    current = face == FACE_NONE ? first : face;
    p->face[i] = (uint8_t)current;
  }
}

/* --- levels --- */

static bool is_rtl_lang(const char *lang) {
  static const char *const langs[] = {"ar", "fa", "he", "ur", "ps", "ckb", "yi", "ug", "dv", "sd"};
  for (size_t i = 0; lang && i < COUNT_OF(langs); i++) {
    const size_t len = strlen(langs[i]);
    if (strncmp(lang, langs[i], len) == 0 && (lang[len] == '\0' || lang[len] == '-')) return true;
  }
  return false;
}

static bool may_be_rtl(const uint32_t *text, int count) {
  for (int i = 0; i < count; i++)
    if ((text[i] >= 0x590 && text[i] < 0x900) || (text[i] >= 0x200E && text[i] <= 0x2069) ||
        (text[i] >= 0xFB1D && text[i] <= 0xFEFF) || (text[i] >= 0x10800 && text[i] < 0x11000) || text[i] >= 0x1E800)
      return true;
  return false;
}

static bool is_number_sign(uint32_t c) {
  return is_digit(c) || c == ' ' || c == 0xA0 || c == 0x202F || c == '/' || c == '-' || c == 0x2011 || c == '+' || c == '(' ||
         c == ')';
}

/* The end of a telephone number with a plus or brackets, "+49 (0)711 216-0", that starts here; `start` when none does. */
static int bracketed_number_end(const struct paragraph *p, int start) {
  enum { FEWEST_DIGITS = 6 };
  int end = start, digits = 0, signs = 0, depth = 0;
  for (int i = start; i < p->count && is_number_sign(p->text[i]); i++) {
    const uint32_t c = p->text[i];
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (depth < 0) break;
    signs += c == '+' || c == '(';
    if (!is_digit(c)) continue;
    digits++;
    if (depth == 0) end = i + 1;
  }
  return digits >= FEWEST_DIGITS && signs > 0 ? end : start;
}

/* Such a number is one left-to-right piece, brackets and all. */
static int take_bracketed_number(const struct paragraph *p, int start, FriBidiCharType *types) {
  const uint32_t c = p->text[start];
  if (c != '+' && c != '(' && !is_digit(c)) return start;
  const int end = bracketed_number_end(p, start);
  for (int i = start; i < end; i++)
    types[i] = FRIBIDI_TYPE_LTR;
  return end;
}

/* A telephone number reads from left to right as a whole, also where it is written in groups ("+49 221 55 01 23", "0221/5501")
 * inside Arabic. The bidi algorithm alone would swap the groups at plain spaces and put the plus behind. */
static void join_numbers(const struct paragraph *p, FriBidiCharType *types) {
  for (int i = 0; i < p->count; i++) {
    i = take_bracketed_number(p, i, types);
    if (i == p->count) break;
    const uint32_t c = p->text[i];
    const bool digit_before = i > 0 && is_digit(p->text[i - 1]);
    const bool digit_behind = i + 1 < p->count && is_digit(p->text[i + 1]);
    const bool joins = c == ' ' || c == 0xA0 || c == 0x202F || c == '/' || c == '-' || c == 0x2011;
    if (digit_behind && ((joins && digit_before) || (c == '+' && !digit_before))) types[i] = FRIBIDI_TYPE_EN;
  }
}

/* By the first strong character outside isolates (UAX #9, P2 and P3); FriBidi 1.0.8 looks inside them. */
static FriBidiParType find_direction(const FriBidiCharType *types, int count, bool rtl_lang) {
  int isolates = 0;
  for (int i = 0; i < count; i++) {
    if (FRIBIDI_IS_ISOLATE(types[i])) isolates++;
    if (types[i] == FRIBIDI_TYPE_PDI && isolates > 0) isolates--;
    if (isolates == 0 && FRIBIDI_IS_LETTER(types[i])) return FRIBIDI_IS_RTL(types[i]) ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
  }
  return rtl_lang ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
}

static void find_levels(struct paragraph *p) {
  const bool rtl_lang = is_rtl_lang(p->lang);
  p->rtl = false;
  if (p->count == 0 || (!rtl_lang && !may_be_rtl(p->text, p->count))) return; /* all levels are 0 already */
  struct arena *scratch = fonts_scratch(p->fonts);
  const size_t count = (size_t)p->count;
  FriBidiCharType *types = arena_array(scratch, count, sizeof *types);
  FriBidiBracketType *brackets = arena_array(scratch, count, sizeof *brackets);
  FriBidiLevel *levels = arena_array(scratch, count, sizeof *levels);
  fribidi_get_bidi_types(p->text, p->count, types);
  FriBidiParType base = find_direction(types, p->count, rtl_lang); /* before numbers pass as letters */
  join_numbers(p, types);
  fribidi_get_bracket_types(p->text, p->count, types, brackets);
  if (fribidi_get_par_embedding_levels_ex(types, brackets, p->count, &base, levels) == 0) return;
  p->rtl = FRIBIDI_IS_RTL(base);
  for (size_t i = 0; i < count; i++)
    p->level[i] = (uint8_t)levels[i];
}

/* --- the paragraph --- */

void paragraph_init(struct paragraph *paragraph, struct fonts *fonts, const struct text_style *style, const char *lang,
                    uint32_t *text, int count) {
  struct arena *scratch = fonts_scratch(fonts);
  const size_t size = (size_t)count;
  *paragraph = (struct paragraph){.fonts = fonts,
                                  .style = style,
                                  .lang = lang,
                                  .text = text,
                                  .level = arena_alloc(scratch, size),
                                  .face = arena_alloc(scratch, size),
                                  .flags = arena_alloc(scratch, size),
                                  .count = count};
  find_flags(paragraph);
  find_levels(paragraph);
  find_faces(paragraph);
}

int paragraph_run_end(const struct paragraph *p, int start, int end) {
  const bool space = p->flags[start] & CHAR_SPACE;
  int i = start + 1;
  for (; i < end; i++) {
    if ((bool)(p->flags[i] & CHAR_SPACE) != space || p->level[i] != p->level[start]) break;
    if (!space && (p->face[i] != p->face[start] || (p->flags[i - 1] & CHAR_BREAK))) break;
  }
  return i;
}

/* Widths of words are rounded up; the space between two gives that back. */
static int space_width(const struct paragraph *p, int face, uint64_t *key) {
  enum { SAMPLE = 16 };
  static const uint32_t spaces[SAMPLE] = {' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '};
  return fonts_run_width(p->fonts, spaces, SAMPLE, face, p->style->size_px, false, key) / SAMPLE;
}

int paragraph_run_width(const struct paragraph *p, int start, int end, uint64_t *key) {
  if (p->flags[start] & CHAR_SPACE) return (end - start) * space_width(p, p->face[start], key);
  return (p->style->secret ? fonts_secret_width : fonts_run_width)(p->fonts, p->text + start, end - start, p->face[start],
                                                                   p->style->size_px, p->level[start] & 1, key);
}

int paragraph_width(const struct paragraph *p, int start, int end) {
  int width = 0;
  for (int i = start; i < end;) {
    const int next = paragraph_run_end(p, i, end);
    width += paragraph_run_width(p, i, next, NULL);
    i = next;
  }
  return width;
}

int paragraph_suffix_width(const struct paragraph *p, uint32_t suffix) {
  if (suffix == 0) return 0;
  return fonts_run_width(p->fonts, &suffix, 1, fonts_first_face(p->style->bold), p->style->size_px, false, NULL);
}
