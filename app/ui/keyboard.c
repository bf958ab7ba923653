/* Three rows of letters and one of words. A row's keys share its width, so that a row with few letters has wide ones. The two
 * orders of a layout have the same number of rows, so that nothing jumps when one is changed for the other. */
#include "ui/keyboard.h"

#include "base/str.h"

#include <stdint.h>

static const double least_gap_mm = 1, widest_mm = 460, tallest_key_mm = 23;

enum { ROW_KEYS_MAX = 16 };

const struct keyboard_layout keyboard_layouts[] = {
    {.lang = "de",
     .name = "Deutsch",
     .usual_name = "QWERTZ",
     .order_name = "A–Z",
     .page_name = "ABC",
     .usual = {"qwertzuiopü", "asdfghjklöä", "yxcvbnmß"},
     .ordered = {"abcdefghijk", "lmnopqrstuv", "wxyzäöüß"},
     .extras = "éèàçñ"},
    {.lang = "en",
     .name = "English",
     .usual_name = "QWERTY",
     .order_name = "A–Z",
     .page_name = "ABC",
     .usual = {"qwertyuiop", "asdfghjkl", "zxcvbnm"},
     .ordered = {"abcdefghij", "klmnopqrs", "tuvwxyz"},
     .extras = "äöüßé"},
    {.lang = "tr",
     .name = "Türkçe",
     .usual_name = "QWERTY",
     .order_name = "A–Z",
     .page_name = "ABC",
     .usual = {"qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç"},
     .ordered = {"abcçdefgğhıi", "jklmnoöprsş", "tuüvyzqwx"},
     .extras = "äßâîû"},
    {.lang = "uk",
     .name = "Українська",
     .usual_name = "ЙЦУ",
     .order_name = "А–Я",
     .page_name = "АБВ",
     .usual = {"йцукенгшщзхї", "фівапролджєґ", "ячсмитьбю’"},
     .ordered = {"абвгґдеєжзиі", "їйклмнопрсту", "фхцчшщьюя’"},
     .extras = "ёъыэ"},
    {.lang = "ar",
     .name = "العربية",
     .rtl = true,
     .usual_name = "ضصث",
     .order_name = "أ–ي",
     .page_name = "أبج",
     .usual = {"ضصثقفغعهخحجد", "شسيبلاتنمكطذ", "ئءؤرىةوزظأ"},
     .ordered = {"ابتثجحخدذرزس", "شصضطظعغفقكلم", "نهويءأؤئىة"},
     .extras = "إآپچگ"},
};
const size_t keyboard_layout_count = COUNT_OF(keyboard_layouts);

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

/* ---- one key ---- */

struct key {
  const char *icon; /* NULL for none */
  const char *text; /* a letter or a word; its name in the tree */
  struct action action;
  int share; /* of the row's width */
};

static bool is_letter(const struct key *key) { return utf8_length(key->text) == 1; }

/* What a key says: one line, or two where a small key holds two words. */
struct words {
  const struct text_block *line[2];
  int count;
  int width, step; /* step: from line to line */
};

static bool lay_out(struct ui *ui, const char *const text[2], int count, struct label *label, int width, int height,
                    struct words *out) {
  *out = (struct words){.count = count, .step = ui_text_px(ui, label->size) * 21 / 20};
  for (int i = 0; i < count; i++) {
    out->line[i] = ui_layout(ui, text[i], label, 0x7FFF);
    if (out->line[i]->width > out->width) out->width = out->line[i]->width;
  }
  /* Ascenders and descenders together are 1.2 em. */
  return out->width <= width && (count - 1) * out->step + ui_text_px(ui, label->size) * 6 / 5 <= height;
}

/* Sizes from large to small: first as the page is set, then as it is at 100 %. */
static int size_count(const struct key *key) { return 2 * ((is_letter(key) ? TEXT_TITLE : TEXT_BODY) - TEXT_SMALL + 1); }

/* The key's words in a size; false when they do not fit, neither in one line nor in two. */
static bool words_in_size(struct ui *ui, struct rect rect, const struct key *key, int step, struct label *label,
                          struct words *out) {
  const char *text[2] = {key->text, NULL};
  const char *space = strrchr(key->text, ' ');
  int sizes = size_count(key) / 2, inner = rect.w - 2 * ui_mm(ui, is_letter(key) ? 0.5 : 1.5);
  bool chrome = ui->chrome;
  ui->chrome = chrome || step >= sizes;
  label->size = (enum text_size)(TEXT_SMALL + sizes - 1 - step % sizes);
  bool fits = lay_out(ui, text, 1, label, inner, rect.h, out);
  if (!fits && space && key->text[1]) {
    text[0] = arena_strndup(ui->arena, key->text, (size_t)(space - key->text));
    text[1] = space + 1;
    fits = lay_out(ui, text, 2, label, inner, rect.h, out);
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
  bool filled = ui_is_pressed(ui, &key->action), low = rect.h < ui_mm(ui, 14);
  struct color ink = filled ? theme->on_ink : theme->ink;
  ui_box(ui, rect, filled ? theme->ink : theme->card, theme->control, 0.5, low ? 2.5 : 4);
  struct label label = {.bold = true, .silent = true, .align = ALIGN_CENTER, .color = ink};
  struct words words;
  words_in_size(ui, rect, key, step, &label, &words);
  int icon_px = ui_mm(ui, low ? 7 : 10), gap = ui_mm(ui, 2.5);
  bool with_icon = key->icon && words.count == 1 && words.width + icon_px + gap <= rect.w - 2 * ui_mm(ui, 1.5);
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

struct grid {
  int x, width; /* of the keys, inside the tray */
  int gap;
  int key_height;
};

struct key_row {
  struct key keys[ROW_KEYS_MAX];
  size_t count;
  bool mirrored; /* its first key stands at the other end than the page's first */
};

static struct rect key_rect(const struct grid *grid, int y, const struct key_row *row, size_t index) {
  int shares = 0, before = 0;
  for (size_t i = 0; i < row->count; i++) {
    if (i < index) before += row->keys[i].share;
    shares += row->keys[i].share;
  }
  int room = grid->width - grid->gap * ((int)row->count - 1), gaps = grid->gap * (int)index;
  int from = room * before / shares + gaps, to = room * (before + row->keys[index].share) / shares + gaps;
  int x = row->mirrored ? grid->x + grid->width - to : grid->x + from;
  return (struct rect){x, y, to - from, grid->key_height};
}

/* All letters of a row in one size, and all words: the largest at which each fits. */
static void draw_row(struct ui *ui, const struct grid *grid, int y, const struct key_row *row) {
  int step[2] = {0};
  for (size_t i = 0; i < row->count; i++) {
    int *own = &step[is_letter(&row->keys[i])];
    *own = step_that_fits(ui, key_rect(grid, y, row, i), &row->keys[i], *own);
  }
  for (size_t i = 0; i < row->count; i++)
    draw_key(ui, key_rect(grid, y, row, i), &row->keys[i], step[is_letter(&row->keys[i])]);
}

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

/* Where keys are small its word needs more of them. */
static void add_delete(struct ui *ui, struct key_row *row) {
  int share = row->count <= 7 ? 30 : row->count <= 8 || metrics_key_mm(&ui->metrics) < 16 ? 27 : 20;
  add_key(row, "backspace", TR(ui, "Löschen"), share, KEYBOARD_DELETE);
}

static void letter_row(struct ui *ui, const struct keyboard *keyboard, int index, struct key_row *row) {
  const struct keyboard_layout *layout = layout_of(keyboard);
  bool rtl = !keyboard->digits && keyboard->ordered && layout->rtl;
  *row = (struct key_row){.mirrored = rtl != ui->rtl};
  add_letters(ui, row, keyboard->digits ? signs[index] : (keyboard->ordered ? layout->ordered : layout->usual)[index]);
  if (index + 1 < KEYBOARD_ROWS) return;
  if (keyboard->digits) add_letters(ui, row, layout->extras);
  add_delete(ui, row);
}

/* Words need room: a small panel has half of them on the page of the digits. */
static void word_row(struct ui *ui, const struct keyboard *keyboard, int width, struct key_row *row) {
  const struct keyboard_layout *layout = layout_of(keyboard);
  const struct keyboard_layout *next = &keyboard_layouts[layout_after(keyboard)];
  bool small = width < ui_mm(ui, 190), digits = keyboard->digits;
  *row = (struct key_row){0};
  add_key(row, NULL, digits ? layout->page_name : "123", 11, KEYBOARD_PAGE);
  if (!small || digits) {
    add_key(row, NULL, keyboard->ordered ? layout->usual_name : layout->order_name, small ? 21 : 18, KEYBOARD_ORDER);
    add_key(row, small ? NULL : "language", next->name, small ? 28 : 22, KEYBOARD_LAYOUT);
  }
  if (!small || !digits)
    row->keys[row->count++] =
        (struct key){.text = TR(ui, "Leertaste"), .share = 21, .action = action_with_id(ACTION_TYPE, 0, " ")};
  if (!small || digits) add_key(row, small ? NULL : "clear", TR(ui, "Alles löschen"), small ? 32 : 19, KEYBOARD_CLEAR);
  if (!small || !digits) add_key(row, "keyboard_hide", TR(ui, "Tastatur aus"), small ? 28 : 19, KEYBOARD_FOLD);
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

static int row_gap(const struct ui *ui) { return ui_mm(ui, most_gap_mm(ui) * 0.66); }
static int tray_edge(const struct ui *ui) { return ui_mm(ui, metrics_key_mm(&ui->metrics) < 16 ? 0.8 : 2); }

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

int keyboard_height(const struct ui *ui, const struct keyboard *keyboard, int room) {
  double least_mm = metrics_key_mm(&ui->metrics);
  int least = (int)(least_mm * ui->metrics.px_per_mm) + 1;
  int between = row_gap(ui), edge = tray_edge(ui);
  if (keyboard->folded) return (least_mm < 16 ? ui_mm(ui, 16) + 1 : least) + 2 * edge;
  int key = (room / 2 - 2 * edge - KEYBOARD_ROWS * between) / (KEYBOARD_ROWS + 1);
  if (key > ui_mm(ui, tallest_key_mm)) key = ui_mm(ui, tallest_key_mm);
  if (key < least) key = least;
  return (KEYBOARD_ROWS + 1) * key + KEYBOARD_ROWS * between + 2 * edge;
}

void keyboard_draw(struct ui *ui, const struct keyboard *keyboard, struct rect tray) {
  const struct theme *theme = ui->theme;
  struct key_row row;
  int between = row_gap(ui), edge = tray_edge(ui);
  struct grid grid = grid_of(ui, keyboard, tray);
  ui_box(ui, tray, theme->tray, COLOR_NONE, 0, 0);
  if (keyboard->folded) {
    grid.key_height = tray.h - 2 * edge;
    folded_row(ui, &row);
    draw_row(ui, &grid, tray.y + edge, &row);
    return;
  }
  grid.key_height = (tray.h - 2 * edge - KEYBOARD_ROWS * between) / (KEYBOARD_ROWS + 1);
  int y = tray.y + edge;
  for (int i = 0; i < KEYBOARD_ROWS; i++, y += grid.key_height + between) {
    letter_row(ui, keyboard, i, &row);
    draw_row(ui, &grid, y, &row);
  }
  word_row(ui, keyboard, grid.width, &row);
  draw_row(ui, &grid, y, &row);
}
