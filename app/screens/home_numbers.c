#include "screens/home_numbers.h"

#include "screens/app.h"

static const double icon_mm = 10.5, between_mm = 2.5, pad_mm = 5, least_mm = 17;

struct number_blocks {
  const struct text_block *name, *number;
  int beside; /* the width of icon, name and number in one line */
};

static struct number_blocks lay_out(struct ui *ui, const struct row *row, enum text_size size, int width) {
  struct label word = {
      .size = TEXT_BODY, .bold = true, .color = ui->theme->ink, .silent = true, .max_lines = 1, .lang = row->lang};
  struct label digits = word;
  digits.size = size;
  struct number_blocks blocks = {ui_layout(ui, row->title, &word, width), ui_layout(ui, row->number, &digits, width), 0};
  blocks.beside = ui_icon_px(ui, icon_mm) + 2 * ui_mm(ui, between_mm) + blocks.name->width + blocks.number->width;
  return blocks;
}

int number_button_width(struct ui *ui, const struct row *row, enum text_size size) {
  return lay_out(ui, row, size, 0x7FFF).beside + ui_mm(ui, pad_mm);
}

int number_button_height(struct ui *ui, const struct row *row, enum text_size size, int width) {
  struct number_blocks blocks = lay_out(ui, row, size, 0x7FFF);
  bool beside = blocks.beside + ui_mm(ui, pad_mm) <= width;
  int height = blocks.number->height + (beside ? 0 : blocks.name->height) + ui_gap(ui, 4);
  return height > ui_mm(ui, least_mm) ? height : ui_mm(ui, least_mm);
}

static void draw_beside(struct ui *ui, struct rect rect, const struct number_blocks *blocks) {
  int between = ui_mm(ui, between_mm), icon_px = ui_icon_px(ui, icon_mm);
  int at = rect.x + (rect.w - blocks->beside) / 2;
  int base = rect.y + (rect.h - blocks->number->height) / 2 + blocks->number->baseline;
  int middle = base - blocks->number->style.size_px * 73 / 200; /* of the digits */
  ui_icon(ui, at, middle - icon_px / 2, icon_px, "call", ui->theme->area[AREA_ALERT]);
  at += icon_px + between;
  ui_block(ui, at, base - blocks->name->baseline, blocks->name->width, blocks->name);
  ui_block(ui, at + between + blocks->name->width, base - blocks->number->baseline, blocks->number->width, blocks->number);
}

static void draw_below(struct ui *ui, struct rect rect, const struct number_blocks *blocks) {
  int icon_px = ui_icon_px(ui, icon_mm), lead = icon_px + ui_mm(ui, between_mm);
  bool has_icon = lead + blocks->name->width <= rect.w;
  if (!has_icon) lead = 0;
  int at = rect.x + (rect.w - lead - blocks->name->width) / 2;
  int y = rect.y + (rect.h - blocks->name->height - blocks->number->height) / 2;
  if (has_icon) ui_icon(ui, at, y + (blocks->name->height - icon_px) / 2, icon_px, "call", ui->theme->area[AREA_ALERT]);
  ui_block(ui, at + lead, y, blocks->name->width, blocks->name);
  int x = rect.x + (rect.w - blocks->number->width) / 2;
  ui_block(ui, x, y + blocks->name->height, blocks->number->width, blocks->number);
}

void number_button_draw(struct ui *ui, struct rect rect, const struct row *row, enum text_size size) {
  const struct theme *theme = ui->theme;
  struct number_blocks blocks = lay_out(ui, row, size, rect.w - ui_mm(ui, pad_mm));
  /* The number says which of them; all lead to the page with all. */
  struct action action = action_with_id(ACTION_GO, SCREEN_NUMBERS, row->number);
  ui_box(ui, rect, ui_is_pressed(ui, &action) ? theme->tint[AREA_ALERT] : theme->card, theme->control, 0.75, 5);
  (blocks.beside + ui_mm(ui, pad_mm) <= rect.w ? draw_beside : draw_below)(ui, rect, &blocks);
  ui_node(ui, ROLE_BUTTON, row->title, row->number, 0, rect, &action);
  ui_node_lang(ui, row->lang);
}

int number_buttons_draw(struct ui *ui, const struct row *rows, size_t count, int x, int y, int width) {
  int gap = ui_mm(ui, 5);
  int cell = (width - gap * ((int)count - 1)) / (int)count;
  enum text_size size = TEXT_ROW;
  bool fits = false;
  for (; !fits && size >= TEXT_BODY; size--) {
    fits = true;
    for (size_t i = 0; i < count; i++)
      fits = fits && number_button_width(ui, &rows[i], size) <= cell;
    if (fits) break;
  }
  if (!fits) size = TEXT_ROW;
  int at = y;
  for (size_t i = 0; i < count; i++) {
    int height = number_button_height(ui, &rows[i], size, fits ? cell : width);
    struct rect rect = {fits ? x + (int)i * (cell + gap) : x, at, fits ? cell : width, height};
    if (!ui->measuring) number_button_draw(ui, rect, &rows[i], size);
    if (!fits || i + 1 == count) at += height + (i + 1 < count ? ui_mm(ui, 4) : 0);
  }
  return at - y;
}
