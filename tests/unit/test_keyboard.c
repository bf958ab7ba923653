/* Our keyboard and the text that it writes: every letter of every language we offer, in both orders, on every panel. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "ui/keyboard.h"
#include "ui/textbox.h"
#include "ui/ui.h"

#include <string.h>

/* ---- letters ---- */

static const struct {
  const char *lang, *alphabet;
} alphabets[] = {
    {"de", "abcdefghijklmnopqrstuvwxyzäöüß"},     {"en", "abcdefghijklmnopqrstuvwxyz"},
    {"tr", "abcçdefgğhıijklmnoöprsştuüvyz"},      {"uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"},
    {"ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهويءةىأؤئ"},
};

static size_t occurrences(const char *const rows[KEYBOARD_ROWS], const char *letter, size_t len) {
  size_t found = 0;
  for (int row = 0; row < KEYBOARD_ROWS; row++)
    for (const char *at = rows[row]; *at; at++)
      found += strncmp(at, letter, len) == 0;
  return found;
}

static void every_letter_of_every_alphabet_has_one_key_in_both_orders(void **state UNUSED) {
  assert_int_equal(COUNT_OF(alphabets), keyboard_layout_count);
  for (size_t i = 0; i < COUNT_OF(alphabets); i++) {
    struct keyboard keyboard = {0};
    keyboard_set_language(&keyboard, alphabets[i].lang);
    const struct keyboard_layout *layout = &keyboard_layouts[keyboard.layout];
    assert_string_equal(layout->lang, alphabets[i].lang);
    uint32_t c;
    size_t step;
    for (const char *at = alphabets[i].alphabet; *at; at += step) {
      step = utf8_decode(at, strlen(at), &c);
      if (occurrences(layout->usual, at, step) != 1 || occurrences(layout->ordered, at, step) != 1)
        fail_msg("%s: letter %.*s has not one key in each order", layout->lang, (int)step, at);
    }
  }
}

static void both_orders_have_the_same_letters(void **state UNUSED) {
  for (size_t i = 0; i < keyboard_layout_count; i++)
    for (int row = 0; row < KEYBOARD_ROWS; row++) {
      uint32_t c;
      size_t step;
      for (const char *at = keyboard_layouts[i].usual[row]; *at; at += step) {
        step = utf8_decode(at, strlen(at), &c);
        assert_int_equal(occurrences(keyboard_layouts[i].ordered, at, step), 1);
      }
    }
}

/* The order of each language's own alphabet, as far as the letters are in it. */
static void the_order_by_the_alphabet_is_that_of_the_alphabet(void **state UNUSED) {
  for (size_t i = 0; i < COUNT_OF(alphabets); i++) {
    const char *last = alphabets[i].alphabet;
    for (int row = 0; row < KEYBOARD_ROWS; row++) {
      uint32_t c;
      size_t step;
      for (const char *at = keyboard_layouts[i].ordered[row]; *at; at += step) {
        step = utf8_decode(at, strlen(at), &c);
        char letter[5] = {0};
        memcpy(letter, at, step);
        const char *place = strstr(alphabets[i].alphabet, letter);
        bool extra = !place || c == 0x621 || (c >= 0x622 && c <= 0x626) || c == 0x629 || c == 0x649; /* hamza and its seats */
        if (extra) continue;
        assert_true(place >= last);
        last = place;
      }
    }
  }
}

static void other_letters_come_by_german_first_and_then_around(void **state UNUSED) {
  struct keyboard keyboard = {0};
  struct textbox box = {0};
  struct action next = {.kind = ACTION_KEYBOARD, .number = KEYBOARD_LAYOUT};
  static const char *const expected[] = {"ar", "de", "en", "tr", "uk", "ar"};
  keyboard_set_language(&keyboard, "ar");
  for (size_t i = 0; i < COUNT_OF(expected); i++) {
    assert_string_equal(keyboard_layouts[keyboard.layout].lang, expected[i]);
    keyboard_press(&keyboard, &box, &next);
  }
  keyboard_set_language(&keyboard, "de-simple");
  assert_string_equal(keyboard_layouts[keyboard.layout].lang, "de");
}

/* ---- on panels ---- */

static const struct {
  int width_px, height_px;
  double width_mm, least_mm;
} panels[] = {{1920, 1080, 476, 20},  {1080, 1920, 268, 20}, {1920, 1080, 345.4, 20},
              {1280, 800, 217.5, 16}, {800, 480, 152.4, 16}, {3840, 2160, 708, 20}};

struct board {
  struct fonts *fonts;
  struct arena arena;
  struct ui ui;
};

static int set_up(void **state) {
  static struct board board;
  struct err err;
  if (!fonts_open(NULL, &board.fonts, &err)) return -1;
  *state = &board;
  return 0;
}

static int tear_down(void **state) {
  struct board *board = *state;
  arena_fini(&board->arena);
  fonts_close(board->fonts);
  return 0;
}

static void draw(struct board *board, size_t panel, const struct keyboard *keyboard, double scale, bool rtl) {
  arena_reset(&board->arena);
  board->ui = (struct ui){.fonts = board->fonts, .theme = &theme_light, .lang = rtl ? "ar" : "de", .rtl = rtl};
  metrics_init(&board->ui.metrics, panels[panel].width_px, panels[panel].height_px, panels[panel].width_mm, scale);
  ui_begin(&board->ui, &board->arena);
  int height = keyboard_height(&board->ui, keyboard, board->ui.metrics.height_px * 6 / 10);
  keyboard_draw(&board->ui, keyboard, (struct rect){0, panels[panel].height_px - height, panels[panel].width_px, height});
}

static void check_keys(const struct board *board, size_t panel) {
  const struct ui *ui = &board->ui;
  double least = panels[panel].least_mm * ui->metrics.px_per_mm;
  for (size_t i = 0; i < ui->tree.count; i++) {
    const struct node *node = &ui->tree.nodes[i];
    if (node->rect.w + 1 <= least || node->rect.h + 1 <= least)
      fail_msg("panel %zu: key '%s' is %d x %d px of %.1f", panel, node->name, node->rect.w, node->rect.h, least);
    if (node->rect.x < 0 || rect_right(node->rect) > panels[panel].width_px)
      fail_msg("panel %zu: '%s' is off the panel", panel, node->name);
    for (size_t k = i + 1; k < ui->tree.count; k++)
      if (!rect_is_empty(rect_intersect(node->rect, ui->tree.nodes[k].rect)))
        fail_msg("panel %zu: '%s' lies on '%s'", panel, node->name, ui->tree.nodes[k].name);
  }
}

/* What is written on a key stays inside it. */
static void check_words(const struct board *board, size_t panel) {
  const struct ui *ui = &board->ui;
  const struct command *key = NULL;
  for (size_t i = 0; i < ui->commands.count; i++) {
    const struct command *command = &ui->commands.items[i];
    if (command->kind == COMMAND_BOX) key = command;
    if (command->kind != COMMAND_TEXT) continue;
    int em = command->text->style.size_px, middle = command->rect.y + command->rect.h / 2;
    if (command->rect.x < key->rect.x || rect_right(command->rect) > rect_right(key->rect) || middle - em / 2 < key->rect.y ||
        middle + em / 2 > rect_bottom(key->rect) || command->text->truncated)
      fail_msg("panel %zu: the word of a key at %d,%d does not fit", panel, key->rect.x, key->rect.y);
    if (em < ui_mm(ui, 6.6)) fail_msg("panel %zu: a word of %d px is too small to read", panel, em);
  }
}

/* Where even that is too much (reach mode on low panels), keys share what there is. */
static void in_little_room_the_keyboard_has_three_rows_as_large_as_they_can_be(void **state) {
  struct board *board = *state;
  for (size_t layout = 0; layout < keyboard_layout_count; layout++)
    for (int digits = 0; digits < 2; digits++) {
      struct keyboard keyboard = {.layout = layout, .page = digits};
      draw(board, 2, &keyboard, 1, layout == 4);
      int room = ui_mm(&board->ui, 70);
      int height = keyboard_height(&board->ui, &keyboard, room);
      assert_in_range(height, room - 3, room);
      arena_reset(&board->arena);
      ui_begin(&board->ui, &board->arena);
      keyboard_draw(&board->ui, &keyboard, (struct rect){0, 1080 - height, 1920, height});
      check_words(board, 2);
      const struct tree *tree = &board->ui.tree;
      assert_true(tree->nodes[0].rect.h >= ui_mm(&board->ui, 20));
      assert_non_null(tree_find(tree, ROLE_BUTTON, "Leertaste"));
      assert_non_null(tree_find(tree, ROLE_BUTTON, "Löschen"));
      assert_non_null(tree_find(tree, ROLE_BUTTON, digits ? "Alles löschen" : "Tastatur aus"));
      for (size_t i = 0; i < tree->count; i++)
        assert_true(rect_right(tree->nodes[i].rect) <= 1920 && tree->nodes[i].rect.w >= ui_mm(&board->ui, 16));
    }
}

static void keys_are_large_enough_on_every_panel_in_every_layout(void **state) {
  struct board *board = *state;
  static const double scales[] = {1, 1.4, 2};
  for (size_t panel = 0; panel < COUNT_OF(panels); panel++)
    for (size_t layout = 0; layout < keyboard_layout_count; layout++)
      for (unsigned form = 0; form < 8; form++)
        for (size_t scale = 0; scale < COUNT_OF(scales); scale++) {
          struct keyboard keyboard = {
              .layout = layout, .ordered = form & 1, .page = (form & 2) != 0, .folded = (form & 4) != 0};
          draw(board, panel, &keyboard, scales[scale], layout == 4);
          check_keys(board, panel);
          check_words(board, panel);
        }
}

/* A left key is left in every interface: fingers know where. By the alphabet Arabic starts at the right. */
static void keys_stand_where_their_language_has_them(void **state) {
  struct board *board = *state;
  struct keyboard keyboard = {0};
  for (int rtl = 0; rtl < 2; rtl++) {
    draw(board, 0, &keyboard, 1, rtl);
    const struct tree *tree = &board->ui.tree;
    assert_true(tree_find(tree, ROLE_BUTTON, "q")->rect.x < tree_find(tree, ROLE_BUTTON, "p")->rect.x);
    assert_true(tree_find(tree, ROLE_BUTTON, "m")->rect.x < tree_find(tree, ROLE_BUTTON, "Löschen")->rect.x);
  }
  keyboard_set_language(&keyboard, "ar");
  keyboard.ordered = true;
  draw(board, 0, &keyboard, 1, true);
  assert_true(tree_find(&board->ui.tree, ROLE_BUTTON, "ا")->rect.x > tree_find(&board->ui.tree, ROLE_BUTTON, "ب")->rect.x);
}

/* Two on a panel whose letters have two pages. */
static void digits_for_a_telephone_number_are_one_key_away(void **state) {
  struct board *board = *state;
  for (size_t panel = 0; panel < COUNT_OF(panels); panel++) {
    struct keyboard keyboard = {0};
    struct textbox box = {0};
    struct action turn = {.kind = ACTION_KEYBOARD, .number = KEYBOARD_PAGE};
    for (int turns = panel == 4 ? 2 : 1; turns > 0; turns--)
      keyboard_press(&keyboard, &box, &turn);
    draw(board, panel, &keyboard, 1, false);
    for (const char *digit = "0123456789+-/"; *digit; digit++) {
      char name[2] = {*digit, '\0'};
      const struct node *node = tree_find(&board->ui.tree, ROLE_BUTTON, name);
      assert_non_null(node);
      keyboard_press(&keyboard, &box, &node->action);
    }
    assert_string_equal(box.text, "0123456789+-/");
  }
}

/* On as many pages as they need, each letter once. */
static void pages_hold_every_letter_of_every_alphabet(void **state) {
  struct board *board = *state;
  for (size_t i = 0; i < COUNT_OF(alphabets); i++) {
    size_t seen = 0;
    struct keyboard keyboard = {0};
    keyboard_set_language(&keyboard, alphabets[i].lang);
    for (keyboard.page = 0; keyboard.page < 2; keyboard.page++) {
      draw(board, 4, &keyboard, 1, i == 4);
      uint32_t c;
      size_t step;
      for (const char *at = alphabets[i].alphabet; *at; at += step) {
        step = utf8_decode(at, strlen(at), &c);
        char name[5] = {0};
        memcpy(name, at, step);
        const struct node *node = tree_find(&board->ui.tree, ROLE_BUTTON, name);
        seen += node && str_equals(node->name, name);
      }
      assert_non_null(tree_find(&board->ui.tree, ROLE_BUTTON, "Löschen"));
      assert_non_null(tree_find(&board->ui.tree, ROLE_BUTTON, "Leertaste"));
    }
    assert_int_equal(seen, utf8_length(alphabets[i].alphabet));
  }
}

/* ---- the text ---- */

static void deleting_takes_what_a_reader_sees_as_one_character(void **state UNUSED) {
  static const struct {
    const char *text, *left;
  } cases[] = {
      {"ab", "a"},
      {"zürich", "züric"},
      {"ä", ""},
      {"xa\u0308", "x"},                                                    /* a and a combining diaeresis */
      {"x\u0628\u0651\u064E", "x"},                                         /* ba with shadda and fatha */
      {"\u0438\u0306", ""},                                                 /* и and breve */
      {"x\U0001F468\u200D\U0001F469\u200D\U0001F467", "x"},                 /* a family */
      {"x\U0001F44D\U0001F3FD", "x"},                                       /* a thumb with a skin colour */
      {"\U0001F1E9\U0001F1EA\U0001F1F9\U0001F1F7", "\U0001F1E9\U0001F1EA"}, /* two flags */
      {"x\u2764\uFE0F", "x"},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct textbox box = {0};
    assert_true(textbox_add(&box, cases[i].text));
    assert_string_equal(box.text, cases[i].text);
    assert_true(textbox_delete(&box));
    assert_string_equal(box.text, cases[i].left);
  }
}

static void what_cannot_be_read_is_not_taken(void **state UNUSED) {
  struct textbox box = {0};
  assert_false(textbox_delete(&box));
  assert_false(textbox_add(&box, "\x01\n\x7F\u202E\u200B\uFEFF\xC3"));
  assert_false(textbox_add(&box, " "));
  assert_true(textbox_add(&box, "a  b\u200E"));
  assert_string_equal(box.text, "a b");
  textbox_wipe(&box);
  assert_true(textbox_add(&box, "e"));
  for (int i = 0; i < 100; i++)
    textbox_add(&box, "\u0301");
  assert_int_equal(utf8_length(box.text), 21); /* QUALITY S4 */
}

static void the_text_ends_at_its_limit_with_whole_characters(void **state UNUSED) {
  struct textbox box = {.limit = 10};
  for (int i = 0; i < 20; i++)
    textbox_add(&box, "ä");
  assert_int_equal(box.len, 10);
  assert_false(textbox_add(&box, "x"));
  struct textbox whole = {0};
  for (int i = 0; i < 2 * TEXTBOX_BYTES; i++)
    textbox_add(&whole, "ш");
  assert_true(utf8_is_valid(whole.text, whole.len));
  assert_true(whole.len < TEXTBOX_BYTES);
  assert_int_equal(strlen(whole.text), whole.len);
}

static void wiping_and_deleting_leave_zeroes(void **state UNUSED) {
  struct textbox box = {0}, zero = {0};
  textbox_add(&box, "geheim");
  for (int i = 0; i < 6; i++)
    textbox_delete(&box);
  assert_memory_equal(&box, &zero, sizeof box);
  textbox_add(&box, "geheim");
  textbox_wipe(&box);
  assert_memory_equal(&box, &zero, sizeof box);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_letter_of_every_alphabet_has_one_key_in_both_orders),
      cmocka_unit_test(both_orders_have_the_same_letters),
      cmocka_unit_test(the_order_by_the_alphabet_is_that_of_the_alphabet),
      cmocka_unit_test(other_letters_come_by_german_first_and_then_around),
      cmocka_unit_test(in_little_room_the_keyboard_has_three_rows_as_large_as_they_can_be),
      cmocka_unit_test(keys_are_large_enough_on_every_panel_in_every_layout),
      cmocka_unit_test(keys_stand_where_their_language_has_them),
      cmocka_unit_test(pages_hold_every_letter_of_every_alphabet),
      cmocka_unit_test(digits_for_a_telephone_number_are_one_key_away),
      cmocka_unit_test(deleting_takes_what_a_reader_sees_as_one_character),
      cmocka_unit_test(what_cannot_be_read_is_not_taken),
      cmocka_unit_test(the_text_ends_at_its_limit_with_whole_characters),
      cmocka_unit_test(wiping_and_deleting_leave_zeroes),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
