#include "ui/keyboard_keys.h"

#include "base/str.h"

static const double word_pad_mm = 1.5, letter_pad_mm = 0.5;

static bool is_letter(const struct key *key) { return utf8_length(key->text) == 1; }

/* What a key says: one line, or two where a small key holds two words. */
struct words {
  const struct text_block *line[2];
  int count;
  int width, step; /* step: from line to line */
};

/* Ascenders and descenders together are 1.2 em. */
static int height_of(struct ui *ui, const struct words *words, const struct label *label) {
  return (words->count - 1) * words->step + ui_text_px(ui, label->size) * 6 / 5;
}

static bool lay_out(struct ui *ui, const char *const text[2], int count, struct label *label, int width, int height,
                    struct words *out) {
  *out = (struct words){.count = count, .step = ui_text_px(ui, label->size) * 21 / 20};
  for (int i = 0; i < count; i++) {
    out->line[i] = ui_layout(ui, text[i], label, 0x7FFF);
    if (out->line[i]->width > out->width) out->width = out->line[i]->width;
  }
  return out->width <= width && height_of(ui, out, label) <= height;
}

/* Sizes from large to small: first as the page is set, then as it is at 100 %. */
static int size_count(const struct key *key) { return 2 * ((is_letter(key) ? TEXT_TITLE : TEXT_BODY) - TEXT_SMALL + 1); }

/* The key's words in a size; false when they do not fit, neither in one line nor in two. */
static bool words_in_size(struct ui *ui, struct rect rect, const struct key *key, int step, struct label *label,
                          struct words *out) {
  const char *text[2] = {key->text, NULL};
  const char *space = strrchr(key->text, ' ');
  int sizes = size_count(key) / 2, inner = rect.w - 2 * ui_mm(ui, is_letter(key) ? letter_pad_mm : word_pad_mm);
  bool chrome = ui->chrome;
  ui->chrome = chrome || step >= sizes;
  label->size = (enum text_size)(TEXT_SMALL + sizes - 1 - step % sizes);
  bool fits = lay_out(ui, text, 1, label, inner, rect.h, out);
  struct words two;
  if (!fits && space && key->text[1]) {
    text[0] = arena_strndup(ui->arena, key->text, (size_t)(space - key->text));
    text[1] = space + 1;
    fits = lay_out(ui, text, 2, label, inner, rect.h, &two);
    if (fits || height_of(ui, &two, label) <= rect.h) *out = two;
  }
  ui->chrome = chrome;
  return fits;
}

static int step_that_fits(struct ui *ui, struct rect rect, const struct key *key, int from) {
  struct label label = {.bold = true};
  struct words words;
  int last = size_count(key) - 1;
  while (from < last && !words_in_size(ui, rect, key, from, &label, &words))
    from++;
  return from < last ? from : last;
}

static void draw_key(struct ui *ui, struct rect rect, const struct key *key, int step) {
  const struct theme *theme = ui->theme;
  bool filled = ui_is_pressed(ui, &key->action) != key->filled, low = rect.h < ui_mm(ui, 14);
  struct color ink = filled ? theme->on_ink : theme->ink;
  ui_box(ui, rect, filled ? theme->ink : theme->card, theme->control, 0.5, low ? 2.5 : 4);
  struct label label = {.bold = true, .silent = true, .align = ALIGN_CENTER, .color = ink};
  struct words words;
  words_in_size(ui, rect, key, step, &label, &words);
  int icon_px = ui_mm(ui, low ? 7 : 10), gap = ui_mm(ui, 2.5);
  bool with_icon = key->icon && words.count == 1 && words.width + icon_px + gap <= rect.w - 2 * ui_mm(ui, word_pad_mm);
  int left = rect.x + (rect.w - words.width - (with_icon ? icon_px + gap : 0)) / 2;
  if (with_icon) {
    ui_icon(ui, left, rect.y + (rect.h - icon_px) / 2, icon_px, key->icon, ink);
    left += icon_px + gap;
  }
  int middle = rect.y + rect.h / 2 - (words.count - 1) * words.step / 2;
  for (int i = 0; i < words.count; i++)
    ui_block(ui, left, middle + i * words.step - words.line[i]->height / 2, words.width, words.line[i]);
  ui_node(ui, ROLE_BUTTON, key->text, NULL, 0, rect, &key->action);
}

/* ---- rows ---- */

/* What the word takes in the smallest letters, in two lines where the key is high enough; a letter needs its share only. */
static int least_width(struct ui *ui, const struct key *key, int height) {
  if (is_letter(key)) return 0;
  struct label label = {.bold = true};
  struct words words;
  words_in_size(ui, (struct rect){0, 0, 0, height}, key, size_count(key) - 1, &label, &words);
  return words.width + 2 * ui_mm(ui, word_pad_mm) + 1;
}

/* Each key gets its part of the whole; a word that needs more takes it from the others. */
static void find_widths(struct ui *ui, int room, int height, const struct key_row *row, int *width) {
  bool fixed[ROW_KEYS_MAX] = {false};
  for (bool again = true; again;) {
    int shares = 0, left = room;
    for (size_t i = 0; i < row->count; i++) {
      if (fixed[i])
        left -= width[i];
      else
        shares += row->keys[i].share;
    }
    again = false;
    for (size_t i = 0; i < row->count && shares > 0; i++) {
      if (fixed[i]) continue;
      int need = least_width(ui, &row->keys[i], height);
      if (!is_letter(&row->keys[i]) && need < row->least) need = row->least;
      width[i] = left * row->keys[i].share / shares;
      left -= width[i];
      shares -= row->keys[i].share;
      if (width[i] >= need) continue;
      width[i] = need;
      fixed[i] = again = true;
      break; /* the others share anew */
    }
  }
}

void key_row_draw(struct ui *ui, struct rect rect, int gap, const struct key_row *row) {
  int width[ROW_KEYS_MAX] = {0}, step[2] = {0}, x = rect.x;
  struct rect keys[ROW_KEYS_MAX];
  find_widths(ui, rect.w - gap * ((int)row->count - 1), rect.h, row, width);
  for (size_t i = 0; i < row->count; i++) {
    keys[i] = (struct rect){row->mirrored ? rect.x + rect_right(rect) - x - width[i] : x, rect.y, width[i], rect.h};
    int *own = &step[is_letter(&row->keys[i])];
    *own = step_that_fits(ui, keys[i], &row->keys[i], *own);
    x += width[i] + gap;
  }
  for (size_t i = 0; i < row->count; i++)
    draw_key(ui, keys[i], &row->keys[i], step[is_letter(&row->keys[i])]);
}
