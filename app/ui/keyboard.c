/* Three rows of letters and one of words; where there is no room for four, the words stand beside the letters, and what is
 * needed least on the page of the digits. */
#include "ui/keyboard.h"

#include "base/str.h"
#include "ui/keyboard_keys.h"

#include <stdint.h>

static const double least_gap_mm = 1, widest_mm = 460, tallest_key_mm = 23;

/* The second page, before the extras of the layout. */
static const char *const signs[KEYBOARD_ROWS] = {"1234567890", "-+/.,:;()&", "@'?!"};

static const struct keyboard_layout *layout_of(const struct keyboard *keyboard) {
  return &keyboard_layouts[keyboard->layout < keyboard_layout_count ? keyboard->layout : 0];
}

void keyboard_set_language(struct keyboard *keyboard, const char *lang) {
  keyboard->home = 0;
  for (size_t i = 0; i < keyboard_layout_count; i++)
    if (str_equals(keyboard_layouts[i].lang, lang)) keyboard->home = i;
  keyboard->layout = keyboard->home;
  keyboard->digits = false;
}

/* The first layout is German. */
static size_t layout_after(const struct keyboard *keyboard) {
  if (keyboard->layout == keyboard->home && keyboard->home != 0) return 0;
  size_t next = keyboard->layout + 1;
  if (next == keyboard->home) next++;
  return next < keyboard_layout_count ? next : keyboard->home;
}

bool keyboard_press(struct keyboard *keyboard, struct textbox *box, const struct action *action) {
  if (action->kind == ACTION_TYPE) return textbox_add(box, action->id);
  switch ((enum keyboard_key)action->number) {
    case KEYBOARD_DELETE: return textbox_delete(box);
    case KEYBOARD_CLEAR: {
      bool had_text = box->len > 0;
      textbox_wipe(box);
      return had_text;
    }
    case KEYBOARD_PAGE: keyboard->digits = !keyboard->digits; break;
    case KEYBOARD_ORDER: keyboard->ordered = !keyboard->ordered, keyboard->digits = false; break;
    case KEYBOARD_LAYOUT: keyboard->layout = layout_after(keyboard), keyboard->digits = false; break;
    case KEYBOARD_FOLD: keyboard->folded = !keyboard->folded; break;
  }
  return false;
}

/* ---- rows ---- */

enum form {
  FORM_WHOLE,
  FORM_SMALL, /* too narrow for all words in one row */
  FORM_LOW,   /* without a row of its own for the words */
};

static void add_letters(struct ui *ui, struct key_row *row, const char *letters) {
  size_t left = strlen(letters), width;
  uint32_t c;
  for (; left > 0 && row->count < ROW_KEYS_MAX && (width = utf8_decode(letters, left, &c)) > 0;
       letters += width, left -= width) {
    char *letter = arena_strndup(ui->arena, letters, width);
    row->keys[row->count++] = (struct key){.text = letter, .action = action_with_id(ACTION_TYPE, 0, letter), .share = 10};
  }
}

static void add_key(struct key_row *row, const char *icon, const char *text, int share, enum keyboard_key key) {
  row->keys[row->count++] =
      (struct key){.icon = icon, .text = text, .share = share, .action = action_of(ACTION_KEYBOARD, (int)key)};
}

static void add_space(struct ui *ui, struct key_row *row) {
  row->keys[row->count++] =
      (struct key){.text = TR(ui, "Leertaste"), .share = 21, .action = action_with_id(ACTION_TYPE, 0, " ")};
}

static void add_setting_keys(const struct keyboard *keyboard, bool with_icons, struct key_row *row) {
  const struct keyboard_layout *layout = layout_of(keyboard);
  add_key(row, NULL, keyboard->ordered ? layout->usual_name : layout->order_name, 16, KEYBOARD_ORDER);
  add_key(row, with_icons ? "language" : NULL, keyboard_layouts[layout_after(keyboard)].name, 20, KEYBOARD_LAYOUT);
}

static void add_page_key(const struct keyboard *keyboard, struct key_row *row) {
  add_key(row, NULL, keyboard->digits ? layout_of(keyboard)->page_name : "123", 11, KEYBOARD_PAGE);
}

/* What stands behind the letters of a row. */
static void add_words(struct ui *ui, const struct keyboard *keyboard, enum form form, int index, struct key_row *row) {
  bool last = index + 1 == KEYBOARD_ROWS;
  if (form != FORM_LOW) {
    if (last) add_key(row, "backspace", TR(ui, "Löschen"), row->count <= 7 ? 30 : row->count <= 8 ? 27 : 20, KEYBOARD_DELETE);
    return;
  }
  if (index == 0) add_key(row, NULL, TR(ui, "Löschen"), 20, KEYBOARD_DELETE);
  if (index == 1) add_space(ui, row);
  if (!last) return;
  add_page_key(keyboard, row);
  if (keyboard->digits) {
    add_setting_keys(keyboard, false, row);
    add_key(row, NULL, TR(ui, "Alles löschen"), 20, KEYBOARD_CLEAR);
  } else {
    add_key(row, NULL, TR(ui, "Tastatur aus"), 20, KEYBOARD_FOLD);
  }
}

static void letter_row(struct ui *ui, const struct keyboard *keyboard, enum form form, int index, struct key_row *row) {
  const struct keyboard_layout *layout = layout_of(keyboard);
  bool rtl = !keyboard->digits && keyboard->ordered && layout->rtl;
  *row = (struct key_row){.mirrored = rtl != ui->rtl};
  add_letters(ui, row, keyboard->digits ? signs[index] : (keyboard->ordered ? layout->ordered : layout->usual)[index]);
  if (index + 1 == KEYBOARD_ROWS && keyboard->digits && form != FORM_LOW) add_letters(ui, row, layout->extras);
  add_words(ui, keyboard, form, index, row);
}

static int least_key(const struct ui *ui) { return (int)(metrics_key_mm(&ui->metrics) * ui->metrics.px_per_mm) + 1; }

static void word_row(struct ui *ui, const struct keyboard *keyboard, enum form form, struct key_row *row) {
  bool small = form == FORM_SMALL, digits = keyboard->digits;
  *row = (struct key_row){.least = least_key(ui)};
  add_page_key(keyboard, row);
  if (!small || digits) add_setting_keys(keyboard, !small, row);
  if (!small || !digits) add_space(ui, row);
  if (!small || digits) add_key(row, small ? NULL : "clear", TR(ui, "Alles löschen"), 20, KEYBOARD_CLEAR);
  if (!small || !digits) add_key(row, "keyboard_hide", TR(ui, "Tastatur aus"), 20, KEYBOARD_FOLD);
}

static void folded_row(struct ui *ui, struct key_row *row) {
  *row = (struct key_row){0};
  add_key(row, "keyboard", TR(ui, "Tastatur ein"), 10, KEYBOARD_FOLD);
  add_key(row, "clear", TR(ui, "Alles löschen"), 10, KEYBOARD_CLEAR);
}

/* ---- the whole ---- */

static size_t longest_row(const struct keyboard *keyboard) {
  size_t longest = 0;
  for (int i = 0; i < KEYBOARD_ROWS; i++) {
    size_t usual = utf8_length(layout_of(keyboard)->usual[i]), ordered = utf8_length(layout_of(keyboard)->ordered[i]);
    if (usual > longest) longest = usual;
    if (ordered > longest) longest = ordered;
  }
  return longest;
}

/* Small keys need the room more than gaps do: a finger between two means the nearer one anyway. */
static double most_gap_mm(const struct ui *ui) {
  double key = metrics_key_mm(&ui->metrics);
  return key >= 20 ? 3 : key >= 16 ? 2 : 1.2;
}

static int row_gap(const struct ui *ui) {
  double columns = most_gap_mm(ui);
  return ui_mm(ui, columns >= 3 ? columns : columns * 0.66);
}

static int tray_edge(const struct ui *ui) { return ui_mm(ui, metrics_key_mm(&ui->metrics) < 16 ? 0.8 : 2); }

struct grid {
  int x, width; /* of the keys, inside the tray */
  int gap;
};

/* Keys keep their least width before gaps and margins get theirs. */
static struct grid grid_of(const struct ui *ui, const struct keyboard *keyboard, struct rect tray) {
  double width_mm = tray.w / ui->metrics.px_per_mm;
  double margin_mm = clamp_mm(width_mm * 0.025, 2, 12);
  size_t keys = longest_row(keyboard);
  double least = metrics_key_mm(&ui->metrics) * (double)keys;
  if (width_mm - 2 * margin_mm - least < least_gap_mm * (double)keys) margin_mm = 2;
  double inner_mm = width_mm - 2 * margin_mm;
  if (inner_mm > widest_mm) inner_mm = widest_mm;
  struct grid grid = {.width = ui_mm(ui, inner_mm)};
  grid.gap = (int)(clamp_mm((inner_mm - least) / (double)(keys - 1), least_gap_mm, most_gap_mm(ui)) * ui->metrics.px_per_mm);
  grid.x = tray.x + (tray.w - grid.width) / 2;
  return grid;
}

static int height_of(const struct ui *ui, int rows, int key) {
  return rows * key + (rows - 1) * row_gap(ui) + 2 * tray_edge(ui);
}

int keyboard_height(const struct ui *ui, const struct keyboard *keyboard, int room) {
  int least = least_key(ui), most = ui_mm(ui, tallest_key_mm), rows = KEYBOARD_ROWS + 1;
  if (keyboard->folded) return (least < ui_mm(ui, 16) ? ui_mm(ui, 16) + 1 : least) + 2 * tray_edge(ui);
  if (height_of(ui, rows, least) > room) {
    int low = (room - height_of(ui, KEYBOARD_ROWS, 0)) / KEYBOARD_ROWS;
    return height_of(ui, KEYBOARD_ROWS, low < most ? low : most);
  }
  int key = (room / 2 - height_of(ui, rows, 0)) / rows;
  if (key > most) key = most;
  return height_of(ui, rows, key < least ? least : key);
}

static enum form form_of(const struct ui *ui, const struct grid *grid, int height) {
  if (height < height_of(ui, KEYBOARD_ROWS + 1, least_key(ui))) return FORM_LOW;
  return grid->width < ui_mm(ui, 190) ? FORM_SMALL : FORM_WHOLE;
}

void keyboard_draw(struct ui *ui, const struct keyboard *keyboard, struct rect tray) {
  struct key_row row;
  struct grid grid = grid_of(ui, keyboard, tray);
  ui_box(ui, tray, ui->theme->tray, COLOR_NONE, 0, 0);
  struct rect line = rect_inset(tray, grid.x - tray.x, tray_edge(ui));
  line.w = grid.width;
  if (keyboard->folded) {
    folded_row(ui, &row);
    key_row_draw(ui, line, grid.gap, &row);
    return;
  }
  enum form form = form_of(ui, &grid, tray.h);
  int rows = form == FORM_LOW ? KEYBOARD_ROWS : KEYBOARD_ROWS + 1;
  line.h = (tray.h - height_of(ui, rows, 0)) / rows;
  for (int i = 0; i < rows; i++, line.y += line.h + row_gap(ui)) {
    if (i < KEYBOARD_ROWS)
      letter_row(ui, keyboard, form, i, &row);
    else
      word_row(ui, keyboard, form, &row);
    key_row_draw(ui, line, grid.gap, &row);
  }
}
