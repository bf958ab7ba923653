#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "ui/ui.h"

struct page {
  struct fonts *fonts;
  struct arena arena;
  struct ui ui;
};

static void begin(struct page *page) {
  arena_reset(&page->arena);
  page->ui = (struct ui){.fonts = page->fonts, .theme = &theme_light, .lang = "de"};
  metrics_init(&page->ui.metrics, 1920, 1080, 476, 1);
  ui_begin(&page->ui, &page->arena);
}

static int open_page(void **state) {
  static struct page page;
  struct err err = {0};
  if (!fonts_open(NULL, &page.fonts, &err)) fprintf(stderr, "%s\n", err.msg);
  begin(&page);
  *state = &page;
  return page.fonts ? 0 : -1;
}

static int close_page(void **state) {
  struct page *page = *state;
  fonts_close(page->fonts);
  arena_fini(&page->arena);
  return 0;
}

static const char words[] = "Nachbarschaftszentrum Südstadt, Haus der Begegnung und des Miteinanders";

/* Each differs from the first in one thing. */
static const struct asked {
  const char *text;
  struct label label;
  int width;
  bool rtl, chrome;
} asked[] = {
    {words, {.size = TEXT_BODY}, 400, false, false},
    {words, {.size = TEXT_ROW}, 400, false, false},
    {words, {.size = TEXT_BODY, .bold = true}, 400, false, false},
    {words, {.size = TEXT_BODY, .align = ALIGN_END}, 400, false, false},
    {words, {.size = TEXT_BODY, .color = {1, 0, 0, 0}}, 400, false, false},
    {words, {.size = TEXT_BODY, .color = {0, 0, 0, 1}}, 400, false, false},
    {words, {.size = TEXT_BODY, .max_lines = 1}, 400, false, false},
    {words, {.size = TEXT_BODY, .secret = true}, 400, false, false},
    {words, {.size = TEXT_BODY, .lang = "en"}, 400, false, false},
    {words, {.size = TEXT_BODY}, 120, false, false},
    {words, {.size = TEXT_BODY}, 400, true, false},
    {words, {.size = TEXT_BODY}, 400, false, true},
    {"Südstadt", {.size = TEXT_BODY}, 400, false, false},
    {"", {.size = TEXT_BODY}, 400, false, false},
};

static const struct text_block *ask(struct page *page, const struct asked *a) {
  page->ui.rtl = a->rtl;
  page->ui.chrome = a->chrome;
  page->ui.metrics.text_scale = 1.5; /* at which chrome makes a difference */
  return ui_layout(&page->ui, a->text, &a->label, a->width);
}

/* The oracle is a frame in which nothing else was laid out. */
static void what_was_laid_out_before_changes_nothing(void **state) {
  struct page *page = *state;
  struct text_block alone[COUNT_OF(asked)];
  for (size_t i = 0; i < COUNT_OF(asked); i++) {
    begin(page);
    alone[i] = *ask(page, &asked[i]);
  }
  begin(page);
  for (int round = 0; round < 3; round++)
    for (size_t i = 0; i < COUNT_OF(asked); i++) {
      const struct text_block *block = ask(page, &asked[i]);
      assert_int_equal(block->hash, alone[i].hash); /* of everything that decides the pixels */
      assert_int_equal(block->width, alone[i].width);
      assert_int_equal(block->height, alone[i].height);
      assert_int_equal(block->style.bold, alone[i].style.bold);
      assert_int_equal(block->style.secret, alone[i].style.secret);
    }
}

static void words_are_laid_out_once_in_a_frame(void **state) {
  struct page *page = *state;
  begin(page);
  char copy[sizeof words];
  memcpy(copy, words, sizeof words);
  struct asked again = asked[0];
  again.text = copy;
  assert_ptr_equal(ask(page, &asked[0]), ask(page, &again));
}

static void the_longest_word_is_as_wide_as_it_is_alone(void **state) {
  struct page *page = *state;
  begin(page);
  const struct label label = {.size = TEXT_BODY};
  const int alone = ui_layout(&page->ui, "Nachbarschaftszentrum", &label, 1900)->width;
  assert_int_equal(ui_longest_word(&page->ui, words, &label), alone);
  assert_int_equal(ui_longest_word(&page->ui, words, &label), alone);
  assert_int_equal(ui_longest_word(&page->ui, "Haus", &label), ui_layout(&page->ui, "Haus", &label, 1900)->width);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_was_laid_out_before_changes_nothing),
      cmocka_unit_test(words_are_laid_out_once_in_a_frame),
      cmocka_unit_test(the_longest_word_is_as_wide_as_it_is_alone),
  };
  return cmocka_run_group_tests(tests, open_page, close_page);
}
