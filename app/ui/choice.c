#include "ui/choice.h"

#include "ui/widgets.h"

static const double column_mm = 105; /* of a card at 100 % */
static const double mark_mm = 10.5, least_mm = 20;

enum { COLUMNS_MAX = 5, WAYS_MAX = 4 };

/* ---- options ---- */

struct card {
  int pad, mark, gap;
};

static struct card card_of(const struct ui *ui, bool narrow) {
  return (struct card){.pad = ui_gap(ui, narrow ? 4 : 7), .mark = ui_icon_px(ui, mark_mm), .gap = ui_gap(ui, narrow ? 3 : 5)};
}

static struct label words_of(const struct ui *ui, const struct choice *choice) {
  return (struct label){
      .size = TEXT_BODY, .bold = choice->chosen, .color = ui->theme->ink, .silent = true, .lang = choice->lang};
}

static int card_height(struct ui *ui, int width, const struct choice *choice, const struct card *card) {
  struct label label = words_of(ui, choice);
  label.bold = true; /* a card keeps its height when it is chosen */
  int words = ui_layout(ui, choice->text, &label, width - 2 * card->pad - card->mark - card->gap)->height;
  int least = ui_mm(ui, clamp_mm(ui->metrics.height_mm * 0.085, least_mm, 23)) + 1, height = words + 2 * ui_gap(ui, 4);
  return height > least ? height : least;
}

static const char *mark_of(const struct choice *choice, bool many) {
  if (many) return choice->chosen ? "check_box" : "check_box_outline_blank";
  return choice->chosen ? "radio_button_checked" : "radio_button_unchecked";
}

static void draw_card(struct ui *ui, struct rect rect, const struct choice *choice, const struct choices *all,
                      const struct card *card) {
  const struct theme *theme = ui->theme;
  bool pressed = ui_is_pressed(ui, &choice->action), strong = choice->chosen || pressed;
  struct label label = words_of(ui, choice);
  const struct text_block *block = ui_layout(ui, choice->text, &label, rect.w - 2 * card->pad - card->mark - card->gap);
  ui_box(ui, rect, pressed ? theme->tint[all->area] : theme->card, strong ? theme->area[all->area] : theme->control,
         strong ? 1.5 : 0.75, 6);
  ui_icon(ui, rect.x + card->pad, rect.y + (rect.h - card->mark) / 2, card->mark, mark_of(choice, all->many),
          theme->area[all->area]);
  ui_block(ui, rect.x + card->pad + card->mark + card->gap, rect.y + (rect.h - block->height) / 2, block->width, block);
  ui_node(ui, ROLE_BUTTON, choice->text, NULL, choice->chosen ? NODE_SELECTED : 0, rect, &choice->action);
  ui_node_lang(ui, choice->lang);
}

static bool words_fit(struct ui *ui, int width, const struct choices *choices, const struct card *card) {
  for (size_t i = 0; i < choices->count; i++) {
    struct label label = words_of(ui, &choices->items[i]);
    label.bold = true;
    if (ui_longest_word(ui, choices->items[i].text, &label) > width - 2 * card->pad - card->mark - card->gap) return false;
  }
  return true;
}

static int columns_for(struct ui *ui, int width, const struct choices *choices, int gap) {
  struct card narrow = card_of(ui, true);
  int count = (int)choices->count;
  if (choices->in_one_line && count <= COLUMNS_MAX && words_fit(ui, (width - (count - 1) * gap) / count, choices, &narrow))
    return count;
  return width > 2 * ui_mm(ui, column_mm * ui->metrics.text_scale) + gap ? 2 : 1;
}

int choices_draw(struct ui *ui, int x, int y, int width, const struct choices *choices) {
  int gap = ui_apart(ui, 5), columns = columns_for(ui, width, choices, gap), at = y;
  int cell = (width - (columns - 1) * gap) / columns, count = (int)choices->count;
  struct card card = card_of(ui, columns > 2);
  for (int first = 0; first < count; first += columns) {
    int height = 0, end = first + columns < count ? first + columns : count;
    for (int i = first; i < end; i++) {
      int need = card_height(ui, cell, &choices->items[i], &card);
      if (need > height) height = need;
    }
    for (int i = first; i < end && !ui->measuring; i++)
      draw_card(ui, (struct rect){x + (i - first) * (cell + gap), at, cell, height}, &choices->items[i], choices, &card);
    at += height + gap;
  }
  return count > 0 ? at - gap - y : 0;
}

/* ---- how far ---- */

int progress_draw(struct ui *ui, int x, int y, int width, size_t done, size_t all, enum area area) {
  const struct theme *theme = ui->theme;
  int height = ui_mm(ui, 3);
  struct rect rect = {x, y, width, height};
  bool contrast = color_equals(theme->tint[area], theme->card); /* there a tint is no colour */
  ui_box(ui, rect, theme->tint[area], contrast ? theme->control : COLOR_NONE, contrast ? 0.5 : 0, 1.5);
  rect.w = all > 0 ? (int)((size_t)width * done / all) : 0;
  if (rect.w > 0) ui_box(ui, rect, theme->area[area], COLOR_NONE, 0, 1.5);
  return height;
}

/* ---- onwards ---- */

static const struct text_block *way_words(struct ui *ui, const struct way *way) {
  struct label label = {.size = TEXT_BODY, .bold = true};
  return ui_layout(ui, way->word, &label, 0x7FFF);
}

static int way_width(struct ui *ui, const struct way *way) {
  return way_words(ui, way)->width + ui_icon_px(ui, 11.5) + ui_mm(ui, 3.5 + 8);
}

int ways_draw(struct ui *ui, int x, int y, int width, const struct way *ways, size_t count, enum area area) {
  int height = ui_mm(ui, ui->metrics.height_mm < 150 ? 16 : least_mm) + 1, gap = ui_apart(ui, 5), needed = -gap;
  ASSERT(count <= WAYS_MAX);
  for (size_t i = 0; i < count; i++) {
    needed += way_width(ui, &ways[i]) + gap;
    int line = way_words(ui, &ways[i])->height + ui_gap(ui, 3); /* at 200 % letters are higher than a button */
    if (line > height) height = line;
  }
  bool beside = needed <= width;
  int lines = beside ? count > 0 : (int)count, at_x = x;
  int spare = count > 0 ? (width - needed) / (int)(count + 1) : 0; /* the first gets two parts of it */
  for (size_t k = 0; k < count && !ui->measuring; k++) {
    size_t i = beside ? count - 1 - k : k; /* in reading order the first is the last of its line */
    struct rect rect = {x, y + (int)k * (height + gap), width, height};
    if (beside) {
      rect = (struct rect){at_x, y, way_width(ui, &ways[i]) + spare * (i == 0 ? 2 : 1), height};
      at_x += rect.w + gap;
    }
    if (i == 0 && !ways[i].is_quiet)
      button_go_draw(ui, rect, ways[i].icon, ways[i].word, area, &ways[i].action);
    else
      button_draw(ui, rect, ways[i].icon, ways[i].word, BUTTON_PLAIN, false, &ways[i].action);
  }
  return lines > 0 ? lines * (height + gap) - gap : 0;
}
