/* Sizes follow mockups/html/base.css, turned into millimetres at 4.03 px per mm. */
#include "ui/widgets.h"

#include "base/str.h"

#include <string.h>

static const double card_border_mm = 0.75, card_radius_mm = 6, chip_radius_mm = 5, chip_icon_mm = 10, button_icon_mm = 11.5;

/* A name that is narrower than so many letters are wide becomes a column of syllables. */
enum { LEAST_TITLE_EM = 8 };

static struct color or_soft(const struct ui *ui, struct color color) { return color.a ? color : ui->theme->soft; }

static int max_int(int a, int b) { return a > b ? a : b; }

/* ---- facts ---- */

static struct label fact_label(const struct ui *ui, const struct fact *fact) {
  return (struct label){
      .size = TEXT_META, .bold = !fact->icon && fact->color.a, .color = or_soft(ui, fact->color), .silent = true};
}

int facts_draw(struct ui *ui, int x, int y, int width, const struct fact *facts, size_t count) {
  int em = ui_text_px(ui, TEXT_META);
  int icon_px = em * 34 / 30;
  int icon_gap = em / 3;
  int fact_gap = em;
  int at = 0; /* x within the line */
  int top = 0;
  int line_height = 0;
  for (size_t i = 0; i < count; i++) {
    if (str_is_empty(facts[i].text)) continue;
    int lead = facts[i].icon ? icon_px + icon_gap : 0;
    struct label label = fact_label(ui, &facts[i]);
    const struct text_block *block = ui_layout(ui, facts[i].text, &label, width - lead);
    if (at > 0 && at + lead + block->width > width) {
      top += line_height;
      at = 0;
      line_height = 0;
    }
    if (facts[i].icon)
      ui_icon(ui, x + at, y + top + (block->height / block->lines - icon_px) / 2, icon_px, facts[i].icon, label.color);
    ui_block(ui, x + at + lead, y + top, block->width, block);
    at += lead + block->width + fact_gap;
    line_height = max_int(line_height, block->height);
  }
  return top + line_height;
}

int facts_width(struct ui *ui, const struct fact *facts, size_t count) {
  int em = ui_text_px(ui, TEXT_META), width = 0;
  for (size_t i = 0; i < count; i++) {
    if (str_is_empty(facts[i].text)) continue;
    struct label label = fact_label(ui, &facts[i]);
    width += (width > 0 ? em : 0) + (facts[i].icon ? em * 34 / 30 + em / 3 : 0);
    width += ui_layout(ui, facts[i].text, &label, 0x7FFF)->width;
  }
  return width;
}

const char *facts_words(struct ui *ui, const struct fact *facts, size_t count) {
  const char *words = NULL;
  for (size_t i = 0; i < count; i++) {
    if (str_is_empty(facts[i].text)) continue;
    words = words ? ui_printf(ui, "%s, %s", words, facts[i].text) : facts[i].text;
  }
  return words;
}

/* ---- rows ---- */

/* The tinted box with a time. On a narrow row with large text it becomes the first line instead. */
struct badge_size {
  int width, height, sub_y;
  const struct text_block *main, *sub;
};

static struct badge_size badge_measure(struct ui *ui, const struct row *row, int limit) {
  struct label main = {.size = TEXT_STRONG,
                       .bold = true,
                       .align = ALIGN_CENTER,
                       .color = ui->theme->area[row->area],
                       .silent = true,
                       .max_lines = 1};
  struct label sub = main;
  sub.size = TEXT_SMALL;
  struct badge_size size = {0};
  size.main = ui_layout(ui, row->badge, &main, limit);
  int inner = size.main->width;
  if (!str_is_empty(row->badge_sub)) {
    size.sub = ui_layout(ui, row->badge_sub, &sub, limit);
    inner = max_int(inner, size.sub->width);
  }
  size.width = max_int(inner + 2 * ui_mm(ui, 3), ui_mm(ui, 37));
  size.sub_y = ui_gap(ui, 2.2) + size.main->height * 92 / 100;
  size.height = size.sub_y + (size.sub ? size.sub->height * 92 / 100 : 0) + ui_gap(ui, 2.2);
  return size;
}

static void badge_draw(struct ui *ui, struct rect rect, const struct row *row, const struct badge_size *size) {
  const struct theme *theme = ui->theme;
  bool contrast = color_equals(theme->tint[row->area], theme->card);
  ui_box(ui, rect, theme->tint[row->area], contrast ? theme->area[row->area] : COLOR_NONE, contrast ? 0.75 : 0, 4.5);
  int top = rect.y + (rect.h - size->height) / 2;
  ui_block(ui, rect.x, top + ui_gap(ui, 2.2), rect.w, size->main);
  if (size->sub) ui_block(ui, rect.x, top + size->sub_y, rect.w, size->sub);
}

/* Words of a row: tag, title, facts below each other. */
static int words_draw(struct ui *ui, int x, int y, int width, const struct row *row, bool badge_inline) {
  const struct theme *theme = ui->theme;
  int at = y;
  if (badge_inline) {
    struct label label = {.size = TEXT_META, .bold = true, .color = theme->area[row->area], .silent = true};
    const char *words = str_is_empty(row->badge_sub) ? row->badge : ui_printf(ui, "%s  %s", row->badge, row->badge_sub);
    at += ui_text(ui, x, at, width, words, &label);
  }
  if (row->tag) {
    struct label label = {.size = TEXT_SMALL, .bold = true, .color = theme->on_area, .silent = true};
    const struct text_block *block = ui_layout(ui, row->tag, &label, width - ui_mm(ui, 8));
    struct rect box = {x, at, block->width + ui_mm(ui, 8), block->height + ui_mm(ui, 1)};
    ui_box(ui, box, theme->area[row->area == AREA_SHARING ? AREA_SHARING : AREA_ALERT], COLOR_NONE, 0, 3);
    ui_block(ui, x + ui_mm(ui, 4), at + ui_mm(ui, 0.5), block->width, block);
    at += box.h + ui_mm(ui, 1);
  }
  struct label title = {.size = TEXT_ROW, .bold = true, .color = theme->ink, .silent = true, .lang = row->lang};
  at += ui_text(ui, x, at, width, row->title, &title);
  at += facts_draw(ui, x, at, width, row->facts, row->fact_count);
  return at - y;
}

int row_draw(struct ui *ui, int x, int y, int width, const struct row *row) {
  const struct theme *theme = ui->theme;
  int pad_x = ui_gap(ui, 6), pad_y = ui_gap(ui, 3.2), gap = ui_gap(ui, 5.5);
  int chevron = row->action.kind == ACTION_NONE || row->number ? 0 : ui_gap(ui, 13);
  int inner = width - 2 * pad_x - chevron;

  struct badge_size badge = {0};
  if (row->badge) badge = badge_measure(ui, row, inner);
  bool badge_inline =
      row->badge && (badge.width > inner * 36 / 100 || inner - badge.width - gap < LEAST_TITLE_EM * ui_text_px(ui, TEXT_ROW));
  int lead = row->badge && !badge_inline ? badge.width + gap : 0;

  const struct text_block *number = NULL;
  struct label number_label = {.size = TEXT_CLOCK, .bold = true, .color = theme->ink, .silent = true};
  bool number_below = false;
  int tail = 0;
  if (row->number) {
    number = ui_layout(ui, row->number, &number_label, inner);
    struct label title = {.size = TEXT_ROW, .bold = true, .lang = row->lang};
    number_below = inner - lead - number->width - gap < ui_longest_word(ui, row->title, &title);
    tail = number_below ? 0 : number->width + gap;
  }

  ui_measure_begin(ui);
  int words = words_draw(ui, 0, 0, inner - lead - tail, row, badge_inline);
  ui_measure_end(ui);
  int content = max_int(words + (number_below ? number->height : 0), lead ? badge.height : 0);
  if (number && !number_below) content = max_int(content, number->height);
  int height = max_int(max_int(content + 2 * pad_y, ui_mm(ui, 20)), row->min_height_px);
  if (ui->measuring) return height;

  struct rect box = {x, y, width, height};
  bool pressed = ui_is_pressed(ui, &row->action);
  ui_box(ui, box, pressed ? theme->tint[row->area] : theme->card, pressed ? theme->area[row->area] : theme->line,
         pressed ? 1.5 : card_border_mm, card_radius_mm);
  if (lead) badge_draw(ui, (struct rect){x + pad_x, y + (height - badge.height) / 2, badge.width, badge.height}, row, &badge);
  int words_y = y + (height - words - (number_below ? number->height : 0)) / 2;
  words_draw(ui, x + pad_x + lead, words_y, inner - lead - tail, row, badge_inline);
  if (number && number_below) ui_block(ui, x + pad_x + lead, words_y + words, inner - lead, number);
  if (number && !number_below)
    ui_block(ui, x + width - pad_x - number->width, y + (height - number->height) / 2, number->width, number);
  if (chevron)
    ui_icon(ui, x + width - pad_x - ui_gap(ui, 11.5), y + (height - ui_gap(ui, 14)) / 2, ui_gap(ui, 14), "chevron_right",
            theme->soft);

  const char *facts = facts_words(ui, row->facts, row->fact_count);
  const char *value = row->badge ? ui_printf(ui, "%s %s%s%s", row->badge, row->badge_sub ? row->badge_sub : "",
                                             facts ? ", " : "", facts ? facts : "")
                                 : facts;
  if (row->number) value = value ? ui_printf(ui, "%s, %s", row->number, value) : row->number;
  if (row->tag) value = value ? ui_printf(ui, "%s, %s", row->tag, value) : row->tag;
  ui_node(ui, ROLE_LISTITEM, row->title, value, 0, box, &row->action);
  ui_node_lang(ui, row->lang);
  return height;
}

/* ---- buttons and chips ---- */

/* Icon above word: the icon takes what the word leaves. */
static void button_stacked(struct ui *ui, struct rect rect, const char *icon, const char *word, struct color ink) {
  struct label label = {.size = TEXT_SMALL, .bold = true, .align = ALIGN_CENTER, .color = ink, .silent = true, .max_lines = 1};
  const struct text_block *block = ui_layout(ui, word, &label, rect.w);
  int text = block->height * 86 / 100; /* without the leading that a single line does not need */
  int icon_px = rect.h - text - ui_mm(ui, 2.5);
  if (icon_px > ui_mm(ui, 10)) icon_px = ui_mm(ui, 10);
  int top = rect.y + (rect.h - icon_px - text) / 2;
  ui_icon(ui, rect.x + (rect.w - icon_px) / 2, top, icon_px, icon, ink);
  ui_block(ui, rect.x, top + icon_px - (block->height - text) / 2, rect.w, block);
}

/* Icon beside word, in the largest size that fits: of the page, then of the buttons around it. */
static void button_beside(struct ui *ui, struct rect rect, const char *icon, const char *word, struct color ink) {
  struct label label = {.size = TEXT_BODY, .bold = true, .color = ink, .silent = true, .max_lines = 1};
  int icon_px = ui_icon_px(ui, button_icon_mm), gap = ui_mm(ui, 3.5);
  const struct text_block *block = ui_layout(ui, word, &label, 0x7FFF);
  bool was_chrome = ui->chrome;
  while ((block->width + icon_px + gap + ui_mm(ui, 4) > rect.w || block->style.size_px * 6 / 5 > rect.h) &&
         (label.size > TEXT_SMALL || !ui->chrome)) {
    if (label.size > TEXT_SMALL)
      label.size--;
    else
      ui->chrome = true, label.size = TEXT_BODY;
    icon_px = ui_icon_px(ui, button_icon_mm);
    block = ui_layout(ui, word, &label, 0x7FFF);
  }
  ui->chrome = was_chrome;
  int left = rect.x + (rect.w - icon_px - gap - block->width) / 2;
  ui_icon(ui, left, rect.y + (rect.h - icon_px) / 2, icon_px, icon, ink);
  ui_block(ui, left + icon_px + gap, rect.y + (rect.h - block->height) / 2, block->width, block);
}

void button_draw(struct ui *ui, struct rect rect, const char *icon, const char *word, enum button_look look, bool stacked,
                 const struct action *action) {
  const struct theme *theme = ui->theme;
  bool filled = (look != BUTTON_PLAIN) != ui_is_pressed(ui, action);
  ui_box(ui, rect, filled ? theme->ink : theme->card, theme->control, card_border_mm, chip_radius_mm);
  (stacked ? button_stacked : button_beside)(ui, rect, icon, word, filled ? theme->on_ink : theme->ink);
  ui_node(ui, ROLE_BUTTON, word, NULL, look == BUTTON_ON ? NODE_SELECTED : 0, rect, action);
}

void button_go_draw(struct ui *ui, struct rect rect, const char *icon, const char *word, enum area area,
                    const struct action *action) {
  const struct theme *theme = ui->theme;
  bool pressed = ui_is_pressed(ui, action);
  ui_box(ui, rect, pressed ? theme->card : theme->area[area], theme->area[area], card_border_mm, chip_radius_mm);
  button_beside(ui, rect, icon, word, pressed ? theme->area[area] : theme->on_area);
  ui_node(ui, ROLE_BUTTON, word, NULL, 0, rect, action);
}

static int chip_width(struct ui *ui, const struct chip *chip, int limit, const struct text_block **block) {
  struct label label = {.size = TEXT_BODY,
                        .bold = true,
                        .silent = true,
                        .secret = chip->action.kind == ACTION_SUGGEST,
                        .color = chip->selected ? ui->theme->on_ink : ui->theme->ink};
  if (chip->action.kind != ACTION_NONE && ui_is_pressed(ui, &chip->action))
    label.color = chip->selected ? ui->theme->ink : ui->theme->on_ink;
  int fixed = 2 * ui_gap(ui, 6) + (chip->icon ? ui_icon_px(ui, chip_icon_mm) + ui_gap(ui, 3) : 0);
  *block = ui_layout(ui, chip->text, &label, limit - fixed);
  return fixed + (*block)->width;
}

static void chip_draw(struct ui *ui, struct rect rect, const struct chip *chip, const struct text_block *block) {
  const struct theme *theme = ui->theme;
  bool control = chip->action.kind != ACTION_NONE;
  bool filled = chip->selected != (control && ui_is_pressed(ui, &chip->action));
  struct color border = filled || control ? theme->control : theme->line;
  ui_box(ui, rect, filled ? theme->ink : theme->card, border, card_border_mm, chip_radius_mm);
  int x = rect.x + ui_gap(ui, 6);
  if (chip->icon) {
    int icon_px = ui_icon_px(ui, chip_icon_mm);
    ui_icon(ui, x, rect.y + (rect.h - icon_px) / 2, icon_px, chip->icon, block->style.color);
    x += icon_px + ui_gap(ui, 3);
  }
  ui_block(ui, x, rect.y + (rect.h - block->height) / 2, block->width, block);
  ui_node(ui, control ? ROLE_BUTTON : ROLE_TEXT, chip->text, NULL, chip->selected ? NODE_SELECTED : 0, rect,
          control ? &chip->action : NULL);
}

enum { CHIPS_MAX = 40 };

struct chip_box {
  int x, y, w, h;
  const struct text_block *block;
};

/* Places the chips from the line's start; returns the height. */
static int chips_place(struct ui *ui, int width, const struct chip *chips, size_t count, struct chip_box *boxes, int *used) {
  int gap = ui_gap(ui, 4);
  int x = 0, y = 0, line = 0;
  *used = 0;
  for (size_t i = 0; i < count; i++) {
    int w = chip_width(ui, &chips[i], width, &boxes[i].block);
    int h = max_int(boxes[i].block->height + ui_gap(ui, 5), ui_mm(ui, chips[i].action.kind == ACTION_NONE ? 15 : 20));
    if (ui->metrics.height_mm < 220) h = max_int(boxes[i].block->height + ui_gap(ui, 4), ui_mm(ui, 16));
    if (x > 0 && x + w > width) {
      x = 0;
      y += line + gap;
      line = 0;
    }
    boxes[i].x = x, boxes[i].y = y, boxes[i].w = w, boxes[i].h = h;
    x += w + gap;
    line = max_int(line, h);
    *used = max_int(*used, x - gap);
  }
  return y + line;
}

int chips_draw(struct ui *ui, int x, int y, int width, const struct chip *chips, size_t count, bool at_end, int *used) {
  struct chip_box boxes[CHIPS_MAX];
  ASSERT(count <= CHIPS_MAX);
  int taken;
  int height = chips_place(ui, width, chips, count, boxes, &taken);
  int shift = at_end ? width - taken : 0;
  if (!ui->measuring)
    for (size_t i = 0; i < count; i++)
      chip_draw(ui, (struct rect){x + shift + boxes[i].x, y + boxes[i].y, boxes[i].w, boxes[i].h}, &chips[i], boxes[i].block);
  if (used) *used = taken;
  return height;
}

int title_draw(struct ui *ui, int x, int y, int width, const char *title, enum area area, const struct chip *chips,
               size_t count) {
  if (ui->reach) { /* the title stands in the upper half */
    if (!ui->hero.title) ui->hero = (struct hero){.title = title, .area = area};
    return count > 0 ? chips_draw(ui, x, y, width, chips, count, false, NULL) + ui_gap(ui, 4) : 0;
  }
  struct label label = {.size = TEXT_TITLE, .bold = true, .color = ui->theme->area[area], .role = ROLE_HEADING};
  const struct text_block *block = ui_layout(ui, title, &label, width);
  int gap = ui_gap(ui, 6);
  if (count == 0) return ui_text(ui, x, y, width, title, &label) + ui_gap(ui, 4);
  int below = ui_gap(ui, 3 * ui->metrics.text_scale); /* large letters reach below their line */
  int used;
  ui_measure_begin(ui);
  int chips_height = chips_draw(ui, 0, 0, width, chips, count, false, &used);
  ui_measure_end(ui);
  bool beside = block->lines == 1 && block->width + gap * 2 + used <= width;
  if (beside) {
    int height = max_int(block->height, chips_height);
    ui_text(ui, x, y + (height - block->height) / 2, width - used - gap, title, &label);
    chips_draw(ui, x, y + (height - chips_height) / 2, width, chips, count, true, NULL);
    return height + gap;
  }
  ui_text(ui, x, y, width, title, &label);
  chips_draw(ui, x, y + block->height + below, width, chips, count, false, NULL);
  return block->height + below + chips_height + ui_gap(ui, 4);
}

/* ---- tiles ---- */

static int tile_pad(const struct ui *ui, int width) {
  int pad = ui_mm(ui, 8.5);
  return width < ui_mm(ui, 100) && pad > width / 15 ? width / 15 : pad;
}

static bool titles_fit(struct ui *ui, int inner, const struct tile *tiles, size_t count, enum text_size size, bool one_line) {
  struct label label = {.size = size, .bold = true};
  for (size_t i = 0; i < count; i++) {
    int need = one_line ? ui_layout(ui, tiles[i].title, &label, 0x7FFF)->width : ui_longest_word(ui, tiles[i].title, &label);
    if (need > inner) return false;
  }
  return true;
}

/* Titles in one line if that costs little size; else as large as their longest word allows. */
enum text_size tiles_text_size(struct ui *ui, int width, const struct tile *tiles, size_t count) {
  int inner = width - 2 * tile_pad(ui, width);
  for (enum text_size size = TEXT_ROW; size >= TEXT_TILE; size--)
    if (titles_fit(ui, inner, tiles, count, size, true)) return size;
  for (enum text_size size = TEXT_ROW; size > TEXT_SMALL; size--)
    if (titles_fit(ui, inner, tiles, count, size, false)) return size;
  return TEXT_SMALL;
}

struct tile_words {
  const struct text_block *title, *sub;
  int height;
};

static struct tile_words tile_words(struct ui *ui, int inner, const struct tile *tile, enum text_size size, struct color ink) {
  struct label title = {.size = size, .bold = true, .color = ink, .silent = true};
  struct label sub = {.size = size < TEXT_META ? size : TEXT_META, .color = ink, .silent = true};
  struct tile_words words = {.title = ui_layout(ui, tile->title, &title, inner)};
  if (!str_is_empty(tile->sub)) words.sub = ui_layout(ui, tile->sub, &sub, inner);
  words.height = words.title->height + (words.sub ? words.sub->height : 0);
  return words;
}

int tile_height(struct ui *ui, int width, const struct tile *tile, enum text_size size) {
  return tile_words(ui, width - 2 * tile_pad(ui, width), tile, size, COLOR_NONE).height + 2 * ui_mm(ui, 5);
}

/* The icon's size when it stands above the words; 0 when some tile of the page has no room for it there. */
int tiles_icon_px(struct ui *ui, int width, int height, const struct tile *tiles, size_t count, enum text_size size) {
  int icon_px = ui_mm(ui, 22);
  int inner = width - 2 * tile_pad(ui, width);
  for (size_t i = 0; i < count; i++) {
    int room = height - tile_words(ui, inner, &tiles[i], size, COLOR_NONE).height - 2 * ui_mm(ui, 5) - ui_mm(ui, 1);
    if (room < icon_px) icon_px = room;
  }
  return icon_px >= ui_mm(ui, 10) ? icon_px : 0;
}

void tile_draw(struct ui *ui, struct rect rect, const struct tile *tile, enum text_size size, int icon_px) {
  const struct theme *theme = ui->theme;
  bool pressed = ui_is_pressed(ui, &tile->action);
  struct color ink = pressed ? theme->area[tile->area] : theme->on_area;
  ui_box(ui, rect, pressed ? theme->tint[tile->area] : theme->area[tile->area], theme->area[tile->area], 1.5, 7);
  int pad = tile_pad(ui, rect.w);
  int inner = rect.w - 2 * pad;
  struct tile_words words = tile_words(ui, inner, tile, size, ink);
  int margin = rect.h > ui_mm(ui, 55) ? ui_mm(ui, 6.5) : ui_mm(ui, 5);
  int top = icon_px > 0 ? rect_bottom(rect) - margin - words.height : rect.y + (rect.h - words.height) / 2;
  if (icon_px > 0) ui_icon(ui, rect.x + pad, rect.y + margin, icon_px, tile->icon, ink);
  ui_block(ui, rect.x + pad, top, inner, words.title);
  if (words.sub) ui_block(ui, rect.x + pad, top + words.title->height, inner, words.sub);
  ui_node(ui, ROLE_BUTTON, tile->title, tile->sub, 0, rect, &tile->action);
}

/* ---- messages ---- */

int message_draw(struct ui *ui, int x, int y, int width, const char *icon, const char *title, const char *sentence) {
  const struct theme *theme = ui->theme;
  int icon_px = ui_mm(ui, 24);
  struct label head = {.size = TEXT_TITLE, .bold = true, .align = ALIGN_CENTER, .color = theme->ink, .role = ROLE_HEADING};
  struct label body = {.size = TEXT_BODY, .align = ALIGN_CENTER, .color = theme->soft};
  int at = y + ui_gap(ui, 8);
  ui_icon(ui, x + (width - icon_px) / 2, at, icon_px, icon, theme->soft);
  at += icon_px + ui_gap(ui, 4);
  at += ui_text(ui, x, at, width, title, &head) + ui_gap(ui, 2);
  at += ui_text(ui, x, at, width, sentence, &body);
  return at - y;
}
