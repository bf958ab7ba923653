#include "ui/keyboard_rows.h"

#include "base/str.h"

#include <stdint.h>
#include <string.h>

/* The second page, before the extras of the layout. */
static const char *const signs[KEYBOARD_ROWS] = {"1234567890", "-+/.,:;()&", "@'?!"};

/* The third page of an exact keyboard: what ASCII has beside. */
static const char *const more_signs[KEYBOARD_ROWS] = {"!?#$%*=_;'", "\"<>[]{}\\|", "@&^~`"};

/* Where letters have one page: the letters, then digits, then what an exact one has more. */
static int page_of(const struct keyboard *keyboard) { return keyboard->page % (keyboard->exact ? 3 : 2); }
static bool shows_digits(const struct keyboard *keyboard) { return page_of(keyboard) > 0; }

/* Letters of ASCII. */
static const char *capitals(struct ui *ui, const char *letters) {
  char *out = arena_strdup(ui->arena, letters);
  for (char *c = out; *c; c++)
    if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A');
  return out;
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

static void add_space(struct ui *ui, struct key_row *row) {
  row->keys[row->count++] =
      (struct key){.text = TR(ui, "Leertaste"), .share = 21, .action = action_with_id(ACTION_TYPE, 0, " ")};
}

static void add_setting_keys(const struct keyboard *keyboard, bool with_icons, struct key_row *row) {
  const struct keyboard_layout *layout = keyboard_layout_of(keyboard);
  if (keyboard->exact) add_key(row, NULL, keyboard->shifted ? "abc" : "ABC", 16, KEYBOARD_SHIFT);
  add_key(row, NULL, keyboard->ordered ? layout->usual_name : layout->order_name, 16, KEYBOARD_ORDER);
  if (keyboard->exact) return;
  add_key(row, with_icons ? "language" : NULL, keyboard_layouts[keyboard_layout_after(keyboard)].name, 20, KEYBOARD_LAYOUT);
}

static void add_page_key(const struct keyboard *keyboard, struct key_row *row) {
  static const char *const exact_names[] = {"123", "#+=", "abc"}; /* of the page that follows */
  if (keyboard->exact) {
    add_key(row, NULL, exact_names[page_of(keyboard)], 11, KEYBOARD_PAGE);
    return;
  }
  add_key(row, NULL, shows_digits(keyboard) ? keyboard_layout_of(keyboard)->page_name : "123", 11, KEYBOARD_PAGE);
}

/* What stands behind the letters of a row. */
static void add_words(struct ui *ui, const struct keyboard *keyboard, enum keyboard_form form, int index, struct key_row *row) {
  bool last = index + 1 == KEYBOARD_ROWS;
  if (form != FORM_LOW) {
    if (last) add_key(row, "backspace", TR(ui, "Löschen"), row->count <= 7 ? 30 : row->count <= 8 ? 27 : 20, KEYBOARD_DELETE);
    return;
  }
  if (index == 0) add_key(row, NULL, TR(ui, "Löschen"), 20, KEYBOARD_DELETE);
  if (index == 1) add_space(ui, row);
  if (!last) return;
  add_page_key(keyboard, row);
  if (keyboard->exact && !shows_digits(keyboard)) {
    add_key(row, NULL, keyboard->shifted ? "abc" : "ABC", 16, KEYBOARD_SHIFT);
  } else if (shows_digits(keyboard)) {
    add_setting_keys(keyboard, false, row);
    add_key(row, NULL, TR(ui, "Alles löschen"), 20, KEYBOARD_CLEAR);
  } else {
    add_key(row, NULL, TR(ui, "Tastatur aus"), 20, KEYBOARD_FOLD);
  }
}

void keyboard_letter_row(struct ui *ui, const struct keyboard *keyboard, enum keyboard_form form, int index,
                         struct key_row *row) {
  const struct keyboard_layout *layout = keyboard_layout_of(keyboard);
  bool rtl = !shows_digits(keyboard) && keyboard->ordered && layout->rtl;
  *row = (struct key_row){.mirrored = rtl != ui->rtl};
  const char *letters = (keyboard->ordered ? layout->ordered : layout->usual)[index];
  if (shows_digits(keyboard)) letters = (page_of(keyboard) == 1 ? signs : more_signs)[index];
  add_letters(ui, row, keyboard->shifted ? capitals(ui, letters) : letters);
  if (index + 1 == KEYBOARD_ROWS && shows_digits(keyboard) && !keyboard->exact && form != FORM_LOW)
    add_letters(ui, row, layout->extras);
  add_words(ui, keyboard, form, index, row);
}

void keyboard_word_row(struct ui *ui, const struct keyboard *keyboard, int least, struct key_row *row) {
  *row = (struct key_row){.least = least};
  add_page_key(keyboard, row);
  add_setting_keys(keyboard, true, row);
  add_space(ui, row);
  add_key(row, "clear", TR(ui, "Alles löschen"), 20, KEYBOARD_CLEAR);
  add_key(row, "keyboard_hide", TR(ui, "Tastatur aus"), 20, KEYBOARD_FOLD);
}

void keyboard_folded_row(struct ui *ui, struct key_row *row) {
  *row = (struct key_row){0};
  add_key(row, "keyboard", TR(ui, "Tastatur ein"), 10, KEYBOARD_FOLD);
  add_key(row, "clear", TR(ui, "Alles löschen"), 10, KEYBOARD_CLEAR);
}

/* ---- on pages ---- */

/* What the words in the last row of letters take, in places of letters: "Löschen", "Leertaste" and the next page. */
enum { WORD_PLACES = 5 };

static const char paged_signs[] = "1234567890-+/.,:()&@";

/* The whole alphabet as one string. */
static const char *alphabet(struct ui *ui, const struct keyboard *keyboard) {
  const char *const *rows = keyboard_layout_of(keyboard)->ordered;
  const char *letters = ui_printf(ui, "%s%s%s", rows[0], rows[1], rows[2]);
  if (!keyboard->exact) return letters;
  return ui_printf(ui, "%s%s%s", letters, capitals(ui, letters), "!?#$%*=_;'\"<>[]{}\\|^~`");
}

/* Bytes of the first `count` characters. */
static size_t width_of(const char *text, size_t count) {
  size_t width = 0;
  uint32_t c;
  for (; count > 0 && text[width]; count--)
    width += utf8_decode(text + width, strlen(text + width), &c);
  return width;
}

/* From the character `from` on, at most `count` of them. */
static const char *characters(struct ui *ui, const char *text, size_t from, size_t count) {
  size_t start = width_of(text, from);
  return arena_strndup(ui->arena, text + start, width_of(text + start, count));
}

/* Pages are equally full. */
struct pages {
  const char *letters; /* of all */
  size_t count;        /* with that of the digits */
  size_t each;         /* letters on a page */
  size_t in_row;       /* and in each of its rows but the last, which has what is left over */
};

static struct pages pages_of(struct ui *ui, const struct keyboard *keyboard, const struct key_grid *grid) {
  struct pages pages = {.letters = alphabet(ui, keyboard)};
  size_t letters = utf8_length(pages.letters), rows = grid->rows - 1;
  size_t most = rows * grid->columns + (grid->columns > WORD_PLACES ? grid->columns - WORD_PLACES : 0);
  size_t count = (letters + most - 1) / most;
  pages.count = count + 1;
  pages.each = (letters + count - 1) / count;
  pages.in_row = (pages.each + rows - 1) / rows;
  if (pages.in_row > grid->columns) pages.in_row = grid->columns;
  return pages;
}

/* "p–ß": from which letter to which; the last page has the digits. */
static const char *page_name(struct ui *ui, const struct pages *pages, size_t page) {
  if (page + 1 == pages->count) return "123";
  const char *letters = characters(ui, pages->letters, page * pages->each, pages->each);
  return ui_printf(ui, "%s–%s", characters(ui, letters, 0, 1), characters(ui, letters, utf8_length(letters) - 1, 1));
}

static void paged_words(struct ui *ui, const struct keyboard *keyboard, bool digits, struct key_row *row) {
  add_key(row, "backspace", TR(ui, "Löschen"), 20, KEYBOARD_DELETE);
  if (digits && !keyboard->exact) {
    add_key(row, NULL, keyboard_layouts[keyboard_layout_after(keyboard)].name, 20, KEYBOARD_LAYOUT);
    add_key(row, NULL, TR(ui, "Alles löschen"), 20, KEYBOARD_CLEAR);
  } else {
    add_space(ui, row);
  }
}

void keyboard_paged_row(struct ui *ui, const struct keyboard *keyboard, const struct key_grid *grid, size_t index,
                        struct key_row *row) {
  struct pages pages = pages_of(ui, keyboard, grid);
  size_t page = (size_t)keyboard->page % pages.count, in_row = pages.in_row;
  bool digits = page + 1 == pages.count, last = index + 1 == grid->rows;
  if (digits) in_row = grid->columns;
  *row = (struct key_row){.mirrored = (!digits && keyboard_layout_of(keyboard)->rtl) != ui->rtl, .least = grid->least};
  const char *all = digits ? paged_signs : characters(ui, pages.letters, page * pages.each, pages.each);
  if (!digits || !last) add_letters(ui, row, characters(ui, all, index * in_row, last ? SIZE_MAX : in_row));
  if (!last) return;
  paged_words(ui, keyboard, digits, row);
  add_key(row, NULL, page_name(ui, &pages, (page + 1) % pages.count), 14, KEYBOARD_PAGE);
}
