/* Three rows of letters and one of words; where there is no room for four, the words stand beside the letters, and what is
 * needed least on the page of the digits. Where a row of the alphabet is too wide, so many letters as have room, on pages. */
#include "ui/keyboard.h"

#include "base/str.h"
#include "ui/keyboard_rows.h"

#include <stdint.h>

static const double least_gap_mm = 1, least_margin_mm = 2, widest_mm = 460, tallest_key_mm = 23;

enum { PAGED_ROWS_MAX = 6 };

const struct keyboard_layout *keyboard_layout_of(const struct keyboard *keyboard) {
  if (keyboard->exact) return &keyboard_layouts[KEYBOARD_ASCII];
  return &keyboard_layouts[keyboard->layout < keyboard_layout_count ? keyboard->layout : 0];
}

void keyboard_set_language(struct keyboard *keyboard, const char *lang) {
  keyboard->home = 0;
  for (size_t i = 0; i < keyboard_layout_count; i++)
    if (str_equals(keyboard_layouts[i].lang, lang)) keyboard->home = i;
  keyboard->layout = keyboard->home;
  keyboard->page = 0;
}

/* The first layout is German. */
size_t keyboard_layout_after(const struct keyboard *keyboard) {
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
    case KEYBOARD_PAGE: keyboard->page++; break;
    case KEYBOARD_ORDER: keyboard->ordered = !keyboard->ordered, keyboard->page = 0; break;
    case KEYBOARD_LAYOUT: keyboard->layout = keyboard_layout_after(keyboard), keyboard->page = 0; break;
    case KEYBOARD_FOLD: keyboard->folded = !keyboard->folded; break;
    case KEYBOARD_SHIFT: keyboard->shifted = !keyboard->shifted; break;
  }
  return false;
}

/* ---- where it has room ---- */

static int least_key(const struct ui *ui) { return (int)(metrics_key_mm(&ui->metrics) * ui->metrics.px_per_mm) + 1; }

static size_t longest_row(const struct keyboard_layout *layout) {
  size_t longest = 0;
  for (int i = 0; i < KEYBOARD_ROWS; i++) {
    size_t usual = utf8_length(layout->usual[i]), ordered = utf8_length(layout->ordered[i]);
    if (usual > longest) longest = usual;
    if (ordered > longest) longest = ordered;
  }
  return longest;
}

/* The same for all languages, so that nothing jumps from one to the next. */
bool keyboard_is_paged(const struct metrics *metrics) {
  double key = metrics_key_mm(metrics), room = metrics->width_mm - 2 * least_margin_mm;
  for (size_t i = 0; i < keyboard_layout_count; i++) {
    double keys = (double)longest_row(&keyboard_layouts[i]);
    if (keys * (key + least_gap_mm) - least_gap_mm > room) return true;
  }
  return false;
}

/* Small keys need the room more than gaps do: a finger between two means the nearer one anyway. */
static double most_gap_mm(const struct ui *ui) { return metrics_key_mm(&ui->metrics) >= 20 ? 3 : 2; }

static int row_gap(const struct ui *ui) {
  double columns = most_gap_mm(ui);
  return ui_mm(ui, columns >= 3 ? columns : columns * 0.66);
}

static int tray_edge(const struct ui *ui) { return ui_mm(ui, keyboard_is_paged(&ui->metrics) ? 0.8 : 2); }

struct grid {
  int x, width; /* of the keys, inside the tray */
  int gap;
};

/* Keys keep their least width before gaps and margins get theirs. */
static struct grid grid_of(const struct ui *ui, const struct keyboard *keyboard, struct rect tray) {
  double width_mm = tray.w / ui->metrics.px_per_mm;
  double margin_mm = clamp_mm(width_mm * 0.025, least_margin_mm, 12);
  size_t keys = longest_row(keyboard_layout_of(keyboard));
  double least = metrics_key_mm(&ui->metrics) * (double)keys;
  if (width_mm - 2 * margin_mm - least < least_gap_mm * (double)keys) margin_mm = least_margin_mm;
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

/* As many rows as keys of the least size have room for. */
static int paged_rows(const struct ui *ui, int room) {
  int rows = (room - 2 * tray_edge(ui) + row_gap(ui)) / (least_key(ui) + row_gap(ui));
  return rows < 2 ? 2 : rows > PAGED_ROWS_MAX ? PAGED_ROWS_MAX : rows;
}

int keyboard_height(const struct ui *ui, const struct keyboard *keyboard, int room) {
  int least = least_key(ui), most = ui_mm(ui, tallest_key_mm), rows = KEYBOARD_ROWS + 1;
  if (keyboard->folded) return least + 2 * tray_edge(ui);
  bool paged = keyboard_is_paged(&ui->metrics);
  if (paged || height_of(ui, rows, least) > room) {
    rows = paged ? paged_rows(ui, room) : KEYBOARD_ROWS;
    int low = (room - height_of(ui, rows, 0)) / rows;
    return height_of(ui, rows, low < most ? low : most);
  }
  int key = (room / 2 - height_of(ui, rows, 0)) / rows;
  if (key > most) key = most;
  return height_of(ui, rows, key < least ? least : key);
}

/* ---- drawing ---- */

static void draw_pages(struct ui *ui, const struct keyboard *keyboard, struct rect line, int gap, int tray_height) {
  int rows = paged_rows(ui, tray_height), least = least_key(ui);
  struct key_grid grid = {.rows = (size_t)rows, .columns = (size_t)((line.w + gap) / (least + gap)), .least = least};
  line.h = (tray_height - height_of(ui, rows, 0)) / rows;
  for (size_t i = 0; i < grid.rows; i++, line.y += line.h + row_gap(ui)) {
    struct key_row row;
    keyboard_paged_row(ui, keyboard, &grid, i, &row);
    key_row_draw(ui, line, gap, &row);
  }
}

static void draw_rows(struct ui *ui, const struct keyboard *keyboard, struct rect line, int gap, int tray_height) {
  enum keyboard_form form = tray_height < height_of(ui, KEYBOARD_ROWS + 1, least_key(ui)) ? FORM_LOW : FORM_WHOLE;
  int rows = form == FORM_LOW ? KEYBOARD_ROWS : KEYBOARD_ROWS + 1;
  line.h = (tray_height - height_of(ui, rows, 0)) / rows;
  for (int i = 0; i < rows; i++, line.y += line.h + row_gap(ui)) {
    struct key_row row;
    if (i < KEYBOARD_ROWS)
      keyboard_letter_row(ui, keyboard, form, i, &row);
    else
      keyboard_word_row(ui, keyboard, least_key(ui), &row);
    key_row_draw(ui, line, gap, &row);
  }
}

void keyboard_draw(struct ui *ui, const struct keyboard *keyboard, struct rect tray) {
  struct grid grid = grid_of(ui, keyboard, tray);
  ui_box(ui, tray, ui->theme->tray, COLOR_NONE, 0, 0);
  struct rect line = rect_inset(tray, grid.x - tray.x, tray_edge(ui));
  line.w = grid.width;
  if (keyboard->folded) {
    struct key_row row;
    keyboard_folded_row(ui, &row);
    key_row_draw(ui, line, grid.gap, &row);
  } else if (keyboard_is_paged(&ui->metrics)) {
    draw_pages(ui, keyboard, line, grid.gap, tray.h);
  } else {
    draw_rows(ui, keyboard, line, grid.gap, tray.h);
  }
}
