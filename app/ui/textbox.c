#include "ui/textbox.h"

#include "base/str.h"
#include "base/wipe.h"
#include "ui/ui.h"

#include <stdint.h>

enum { MARKS_MAX = 20, JOINER = 0x200D };

struct range {
  uint32_t first, last;
};

static bool is_in(const struct range *ranges, size_t count, uint32_t c) {
  for (size_t i = 0; i < count; i++)
    if (c >= ranges[i].first && c <= ranges[i].last) return true;
  return false;
}

/* Grapheme_Cluster_Break=Extend of the scripts that people here write, of emoji and of what copies of them carry. */
static bool extends(uint32_t c) {
  static const struct range marks[] = {
      {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x05BF, 0x05BF}, {0x05C1, 0x05C2},   {0x05C4, 0x05C5},
      {0x05C7, 0x05C7}, {0x0610, 0x061A}, {0x064B, 0x065F}, {0x0670, 0x0670}, {0x06D6, 0x06DC},   {0x06DF, 0x06E4},
      {0x06E7, 0x06E8}, {0x06EA, 0x06ED}, {0x08CA, 0x08E1}, {0x08E3, 0x0903}, {0x093A, 0x093C},   {0x093E, 0x094F},
      {0x0951, 0x0957}, {0x0E31, 0x0E31}, {0x0E34, 0x0E3A}, {0x0E47, 0x0E4E}, {0x1AB0, 0x1ACE},   {0x1DC0, 0x1DFF},
      {0x200D, 0x200D}, {0x20D0, 0x20F0}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0x1F3FB, 0x1F3FF}, {0xE0020, 0xE007F}};
  return is_in(marks, COUNT_OF(marks), c);
}

static bool is_flag_half(uint32_t c) { return c >= 0x1F1E6 && c <= 0x1F1FF; }
static bool is_picture(uint32_t c) { return (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x2190 && c <= 0x2BFF); }

static bool can_be_written(uint32_t c) {
  static const struct range left_out[] = {{0, 0x1F},          {0x7F, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},
                                          {0x200B, 0x200C},   {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},
                                          {0xE000, 0xF8FF},   {0xFEFF, 0xFEFF}, {0xFFF0, 0xFFFF}, {0xE0000, 0xE001F},
                                          {0xF0000, 0x10FFFF}};
  return !is_in(left_out, COUNT_OF(left_out), c);
}

/* ---- writing ---- */

/* The character that ends at `end`, and where it starts. */
static size_t character_before(const struct textbox *box, size_t end, uint32_t *out) {
  size_t start = end;
  do
    start--;
  while (start > 0 && ((unsigned char)box->text[start] & 0xC0) == 0x80);
  if (utf8_decode(box->text + start, end - start, out) == 0) *out = 0xFFFD;
  return start;
}

static size_t marks_at_end(const struct textbox *box) {
  size_t count = 0, end = box->len;
  uint32_t c;
  while (end > 0) {
    end = character_before(box, end, &c);
    if (!extends(c)) break;
    count++;
  }
  return count;
}

static bool add_character(struct textbox *box, uint32_t c) {
  if (c == '\t' || c == 0xA0) c = ' ';
  bool after_space = box->len == 0 || box->text[box->len - 1] == ' ';
  if (!can_be_written(c) || (c == ' ' && after_space)) return false;
  if (extends(c) && (box->len == 0 || marks_at_end(box) == MARKS_MAX)) return false;
  char bytes[4];
  size_t width = utf8_encode(c, bytes);
  size_t limit = box->limit > 0 && box->limit < sizeof box->text ? box->limit : sizeof box->text - 1;
  if (box->len + width > limit) return false;
  memcpy(box->text + box->len, bytes, width);
  box->len += width;
  box->text[box->len] = '\0';
  return true;
}

bool textbox_add(struct textbox *box, const char *utf8) {
  bool added = false;
  size_t left = strlen(utf8), width;
  uint32_t c;
  for (; left > 0; utf8 += width, left -= width) {
    width = utf8_decode(utf8, left, &c);
    if (width == 0)
      width = 1;
    else
      added = add_character(box, c) || added;
  }
  return added;
}

/* Regional indicators form flags in pairs, counted from the first of their row. */
static bool ends_with_whole_flag(const struct textbox *box) {
  size_t count = 0, end = box->len;
  uint32_t c;
  while (end > 0) {
    end = character_before(box, end, &c);
    if (!is_flag_half(c)) break;
    count++;
  }
  return count > 0 && count % 2 == 0;
}

/* UAX #29, rules GB9, GB11, GB12: marks stay with their base, joined pictures and flags are one. */
static size_t cluster_start(const struct textbox *box) {
  uint32_t c, before;
  size_t start = character_before(box, box->len, &c);
  if (is_flag_half(c)) return ends_with_whole_flag(box) ? character_before(box, start, &c) : start;
  for (;;) {
    while (start > 0 && extends(c))
      start = character_before(box, start, &c);
    if (start == 0 || !is_picture(c)) return start;
    size_t joiner = character_before(box, start, &before);
    if (before != JOINER || joiner == 0) return start;
    start = character_before(box, joiner, &c);
  }
}

bool textbox_delete(struct textbox *box) {
  if (box->len == 0) return false;
  size_t start = cluster_start(box);
  wipe(box->text + start, box->len - start);
  box->len = start;
  return true;
}

void textbox_wipe(struct textbox *box) {
  wipe(box->text, sizeof box->text);
  box->len = 0;
}

/* ---- drawing ---- */

/* Direction of the first letter that has one; that of the page where there is none. */
static bool is_right_to_left(const struct ui *ui, const char *text) {
  static const struct range rtl[] = {{0x0590, 0x08FF}, {0xFB1D, 0xFDFF}, {0xFE70, 0xFEFC}};
  size_t left = strlen(text), width;
  uint32_t c;
  for (; left > 0 && (width = utf8_decode(text, left, &c)) > 0; text += width, left -= width) {
    if (is_in(rtl, COUNT_OF(rtl), c)) return true;
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0xC0) return false;
  }
  return ui->rtl;
}

static void draw_written(struct ui *ui, struct rect room, const struct textbox *box, const char *hint) {
  const struct theme *theme = ui->theme;
  bool empty = box->len == 0;
  struct label label = {.size = TEXT_STRONG, .silent = true, .secret = !empty, .color = empty ? theme->soft : theme->ink};
  const char *words = empty ? hint : box->text;
  int most = empty ? room.w : 0x7FFF;
  const struct text_block *block = ui_layout(ui, words, &label, most);
  bool chrome = ui->chrome;
  ui->chrome = chrome || block->height > room.h; /* large letters are as large as the field allows */
  if (ui->chrome) block = ui_layout(ui, words, &label, most);
  for (; empty && block->lines > 1 && label.size > TEXT_SMALL; block = ui_layout(ui, words, &label, most))
    label.size--;
  ui->chrome = chrome;
  int bar = ui_mm(ui, 0.9) > 1 ? ui_mm(ui, 0.9) : 1, gap = ui_mm(ui, 1.2);
  int trailing = box->len > 0 && box->text[box->len - 1] == ' ' ? block->style.size_px / 4 : 0;
  int width = block->width + gap + trailing;
  bool follows = is_right_to_left(ui, box->text) == ui->rtl; /* the page's direction: the cursor is at the text's end side */
  int overflow = width + bar - room.w;
  int x = overflow > 0 && follows ? room.x - overflow : room.x;
  int y = room.y + (room.h - block->height) / 2;
  int tall = block->style.size_px * 11 / 10;
  ui_push_clip(ui, room);
  ui_block(ui, empty || follows ? x + (empty ? bar + gap : 0) : x + bar + gap + trailing, y, block->width, block);
  int cursor = empty || !follows ? x : x + width;
  ui_box(ui, (struct rect){cursor, room.y + (room.h - tall) / 2, bar, tall}, theme->ink, COLOR_NONE, 0, 0);
  ui_pop_clip(ui);
}

/* Only where it leaves most of the field to the text; returns the width that it takes. */
static int draw_note(struct ui *ui, struct rect rect, int pad, const char *note) {
  if (str_is_empty(note)) return 0;
  struct label label = {.size = TEXT_META, .color = ui->theme->soft, .max_lines = 1, .silent = true};
  ui->chrome = true;
  const struct text_block *block = ui_layout(ui, note, &label, 0x7FFF);
  ui->chrome = false;
  bool fits = block->width < rect.w / 3 && block->height <= rect.h;
  struct rect at = {rect_right(rect) - pad - block->width, rect.y + (rect.h - block->height) / 2, block->width, block->height};
  if (fits) ui_block(ui, at.x, at.y, at.w, block);
  ui_node(ui, ROLE_STATUS, note, NULL, 0, fits ? at : rect, NULL);
  return fits ? at.w + pad : 0;
}

void textbox_draw(struct ui *ui, struct rect rect, const struct textbox *box, const char *icon, const char *hint,
                  const char *note) {
  const struct theme *theme = ui->theme;
  int pad = ui_mm(ui, rect.h < ui_mm(ui, 15) ? 2.5 : 6);
  int icon_px = rect.h * 6 / 10 < ui_mm(ui, 14) ? rect.h * 6 / 10 : ui_mm(ui, 14);
  ui_box(ui, rect, theme->card, theme->control, 1, rect.h < ui_mm(ui, 15) ? 4 : 7);
  ui_icon(ui, rect.x + pad, rect.y + (rect.h - icon_px) / 2, icon_px, icon, theme->ink);
  int start = rect.x + pad + icon_px + ui_mm(ui, 3.5);
  ui_node(ui, ROLE_TEXTBOX, hint, arena_strdup(ui->arena, box->text), 0, rect, NULL);
  int end = rect_right(rect) - pad - draw_note(ui, rect, pad, note);
  struct rect room = {start, rect.y + ui_mm(ui, 1), end - start, rect.h - 2 * ui_mm(ui, 1)};
  if (!ui->measuring) draw_written(ui, room, box, hint);
}

/* The cursor is a letter of the text: it wraps with it. A line is shown whole or not at all. */
void textbox_draw_lines(struct ui *ui, struct rect rect, const struct textbox *box, const char *name, const char *hint) {
  const struct theme *theme = ui->theme;
  bool empty = box->len == 0, low = rect.h < ui_mm(ui, 20);
  int pad_x = ui_mm(ui, low ? 3 : 6), pad_y = ui_mm(ui, low ? 1 : 3);
  struct rect room = rect_inset(rect, pad_x, pad_y);
  struct label label = {.size = TEXT_STRONG, .silent = true, .secret = !empty, .color = empty ? theme->soft : theme->ink};
  const char *text = empty ? hint : arena_printf(ui->arena, "%s|", box->text);
  bool chrome = ui->chrome;
  const struct text_block *block = ui_layout(ui, text, &label, room.w);
  if (block->height > room.h && block->style.line_px * 2 > room.h) {
    ui->chrome = true; /* large letters are as large as the field allows, and two lines better than one */
    block = ui_layout(ui, text, &label, room.w);
    while (label.size > TEXT_SMALL && block->height > room.h && block->style.line_px * 2 > room.h) {
      label.size--;
      block = ui_layout(ui, text, &label, room.w);
    }
  }
  ui->chrome = chrome;
  ui_box(ui, rect, theme->card, theme->control, 1, low ? 4 : 6);
  ui_node(ui, ROLE_TEXTBOX, name, arena_strdup(ui->arena, box->text), 0, rect, NULL);
  int shown = room.h / block->style.line_px < 1 ? 1 : room.h / block->style.line_px;
  int above = block->lines > shown && !empty ? block->lines - shown : 0;
  struct rect lines = {room.x, room.y, room.w, shown * block->style.line_px};
  if (shown == 1) lines.y = rect.y + (rect.h - lines.h) / 2;
  ui_push_clip(ui, lines);
  ui_block(ui, room.x, lines.y - above * block->style.line_px, room.w, block);
  ui_pop_clip(ui);
}
