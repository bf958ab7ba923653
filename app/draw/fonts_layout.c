/* Text to blocks of lines: decodes UTF-8, takes paragraphs one by one, breaks them into lines, and puts each line's runs into
 * the order in which they are seen (UAX #9, rule L2). */
#include <string.h>

#include "base/str.h"
#include "draw/fonts_break.h"
#include "draw/hash.h"

enum { LONGEST_TEXT = 65536, DEFAULT_LINE_PERCENT = 135, REPLACEMENT = 0xFFFD };

/* A run or a gap, before ordering. */
struct piece {
  struct text_run run; /* text NULL: a gap */
  int level;
};

struct layout {
  struct fonts *fonts;
  struct arena *arena;
  struct text_style style;
  const char *lang;
  int max_width, max_lines;
  struct text_line *lines;
  int count, capacity;
  bool truncated;
};

/* --- decoding --- */

/* U+2028 and U+2029 end lines too; other control characters have no picture. */
static bool clean(uint32_t *c) {
  if (*c == '\t') *c = ' ';
  if (*c == 0x2028 || *c == 0x2029) *c = '\n';
  return *c == '\n' || (*c >= 0x20 && (*c < 0x7F || *c >= 0xA0));
}

static uint32_t *decode(struct arena *scratch, const char *text, int *count, bool *cut) {
  size_t len = strlen(text);
  *cut = len > LONGEST_TEXT;
  if (*cut) len = LONGEST_TEXT;
  uint32_t *out = arena_array(scratch, len + 1, sizeof *out);
  int n = 0;
  while (len > 0) {
    uint32_t c;
    size_t step = utf8_decode(text, len, &c);
    if (step == 0) {
      c = REPLACEMENT;
      step = 1;
    }
    if (clean(&c)) out[n++] = c;
    text += step;
    len -= step;
  }
  *count = n;
  return out;
}

/* --- one line --- */

static void order_pieces(struct piece *pieces, int count) {
  int highest = 0;
  for (int i = 0; i < count; i++)
    if (pieces[i].level > highest) highest = pieces[i].level;
  for (int level = highest; level > 0; level--)
    for (int start = 0; start < count; start++) {
      int end = start;
      while (end < count && pieces[end].level >= level)
        end++;
      for (int a = start, b = end - 1; a < b; a++, b--) {
        const struct piece kept = pieces[a];
        pieces[a] = pieces[b];
        pieces[b] = kept;
      }
      if (end > start) start = end;
    }
}

static char *encode(struct arena *arena, const uint32_t *text, int count) {
  char *out = arena_alloc(arena, (size_t)count * 4 + 1);
  size_t len = 0;
  for (int i = 0; i < count; i++)
    if (!fonts_is_invisible(text[i])) len += utf8_encode(text[i], out + len);
  return out;
}

static struct piece make_piece(struct layout *layout, const struct paragraph *p, int start, int end) {
  struct piece piece = {.level = p->level[start]};
  piece.run = (struct text_run){.face = p->face[start], .size_px = layout->style.size_px, .rtl = p->level[start] & 1};
  piece.run.width = paragraph_run_width(p, start, end, &piece.run.key);
  piece.run.shaped = !glyphs_suffice(piece.run.face, p->text + start, end - start, piece.run.rtl);
  if (!(p->flags[start] & CHAR_SPACE)) piece.run.text = encode(layout->arena, p->text + start, end - start);
  return piece;
}

static struct piece make_suffix(struct layout *layout, const struct paragraph *p, const struct line_range *range) {
  const int own = p->rtl ? 1 : 0;
  struct piece piece = {.level = range->suffix == '-' ? p->level[range->end - 1] : own};
  piece.run = (struct text_run){.face = fonts_first_face(layout->style.bold), .size_px = layout->style.size_px};
  piece.run.text = encode(layout->arena, &range->suffix, 1);
  piece.run.shaped = !glyphs_suffice(piece.run.face, &range->suffix, 1, false);
  piece.run.width = fonts_run_width(layout->fonts, &range->suffix, 1, piece.run.face, piece.run.size_px, false, &piece.run.key);
  return piece;
}

static struct text_line make_line(struct layout *layout, const struct paragraph *p, const struct line_range *range) {
  const size_t most = (size_t)(range->end - range->start) + 1;
  struct piece *pieces = arena_array(fonts_scratch(layout->fonts), most, sizeof *pieces);
  int count = 0, drawn = 0;
  for (int i = range->start; i < range->end;) {
    const int next = paragraph_run_end(p, i, range->end);
    pieces[count++] = make_piece(layout, p, i, next);
    i = next;
  }
  if (range->suffix) pieces[count++] = make_suffix(layout, p, range);
  order_pieces(pieces, count);
  struct text_run *runs = arena_array(layout->arena, (size_t)count, sizeof *runs);
  int x = 0;
  for (int i = 0; i < count; i++) {
    pieces[i].run.x = x;
    x += pieces[i].run.width;
    if (pieces[i].run.text && pieces[i].run.text[0]) runs[drawn++] = pieces[i].run;
  }
  return (struct text_line){.runs = runs, .count = drawn, .width = x, .rtl = p->rtl};
}

static void add_line(struct layout *layout, const struct paragraph *p, const struct line_range *range) {
  if (layout->count == layout->capacity) {
    const int capacity = layout->capacity ? layout->capacity * 2 : 4;
    struct text_line *lines = arena_array(layout->arena, (size_t)capacity, sizeof *lines);
    if (layout->count > 0) memcpy(lines, layout->lines, (size_t)layout->count * sizeof *lines);
    layout->lines = lines;
    layout->capacity = capacity;
  }
  layout->lines[layout->count++] = make_line(layout, p, range);
}

/* --- paragraphs --- */

/* Adds the paragraph's lines; false when no more lines are wanted. */
static bool add_paragraph(struct layout *layout, uint32_t *text, int count, bool more_follows) {
  struct paragraph p;
  paragraph_init(&p, layout->fonts, &layout->style, layout->lang, text, count);
  int start = 0;
  do {
    struct line_range range = break_line(&p, start, layout->max_width);
    const bool stuck = range.next == range.start && range.next < count;
    const bool last = layout->max_lines > 0 && layout->count + 1 == layout->max_lines;
    const bool done = range.next >= count;
    if (stuck || (last && (!done || more_follows))) {
      range = break_ellipsis(&p, range.start, layout->max_width);
      layout->truncated = true;
    }
    add_line(layout, &p, &range);
    if (layout->truncated) return false;
    start = range.next;
  } while (start < count);
  return true;
}

static bool has_ink(const uint32_t *text, int count) {
  for (int i = 0; i < count; i++)
    if (text[i] != '\n' && text[i] != ' ') return true;
  return false;
}

static void add_text(struct layout *layout, const char *text) {
  bool cut;
  int count;
  uint32_t *characters = decode(fonts_scratch(layout->fonts), text, &count, &cut);
  while (count > 0 && (characters[count - 1] == '\n' || characters[count - 1] == ' '))
    count--;
  for (int start = 0; start < count;) {
    int end = start;
    while (end < count && characters[end] != '\n')
      end++;
    const bool more = end < count && has_ink(characters + end, count - end);
    if (!add_paragraph(layout, characters + start, end - start, more || cut)) return;
    start = end + 1;
  }
  if (cut) layout->truncated = true;
}

/* --- results --- */

static uint64_t hash_block(const struct text_block *block) {
  const struct color c = block->style.color;
  uint64_t hash = hash_mix((uint64_t)block->baseline, (uint64_t)block->style.line_px << 32 | (uint64_t)block->style.align);
  hash = hash_mix(hash, (uint64_t)c.a << 24 | (uint64_t)c.r << 16 | (uint64_t)c.g << 8 | c.b);
  for (int i = 0; i < block->lines; i++) {
    const struct text_line *line = &block->line[i];
    hash = hash_mix(hash, (uint64_t)line->width << 32 | (uint64_t)line->count << 1 | line->rtl);
    for (int r = 0; r < line->count; r++)
      hash = hash_mix(hash_mix(hash, line->runs[r].key), (uint64_t)line->runs[r].x);
  }
  return hash;
}

/* As CSS places it: the font's ascent and descent centred in the line. */
static int baseline_of(struct fonts *fonts, const struct text_style *style) {
  int ascent, height;
  fonts_metrics(fonts, style->size_px, style->bold, &ascent, &height);
  const int leading = style->line_px - height;
  return (leading >= 0 ? leading / 2 : -((1 - leading) / 2)) + ascent - style->raise_px;
}

const struct text_block *fonts_layout(struct fonts *fonts, struct arena *arena, const char *text, const char *lang,
                                      const struct text_style *style, int max_width, int max_lines) {
  struct layout layout = {.fonts = fonts,
                          .arena = arena,
                          .style = *style,
                          .lang = lang,
                          .max_width = max_width > 0 ? max_width : 0,
                          .max_lines = max_lines > 0 ? max_lines : 0};
  if (layout.style.line_px <= 0) layout.style.line_px = (style->size_px * DEFAULT_LINE_PERCENT + 50) / 100;
  arena_reset(fonts_scratch(fonts));
  if (text) add_text(&layout, text);

  struct text_block *block = arena_alloc(arena, sizeof *block);
  *block =
      (struct text_block){.lines = layout.count, .truncated = layout.truncated, .style = layout.style, .line = layout.lines};
  for (int i = 0; i < block->lines; i++)
    if (block->line[i].width > block->width) block->width = block->line[i].width;
  block->height = block->lines * block->style.line_px;
  block->baseline = baseline_of(fonts, &block->style);
  block->hash = hash_block(block);
  return block;
}

int fonts_width(struct fonts *fonts, const char *text, const struct text_style *style) {
  scoped_arena arena = {0};
  return fonts_layout(fonts, &arena, text, NULL, style, 0, 0)->width;
}
