/* The dark of a closed place, and who lifts it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fs.h"
#include "base/str.h"
#include "input/curtain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char folder[64], path[80];
static struct err err;
static struct curtain curtain;

static int begin(void **state UNUSED) {
  str_copy(folder, sizeof folder, "/tmp/litfass-curtain-XXXXXX");
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/display", folder);
  curtain_init(&curtain, path);
  return 0;
}

static int end(void **state UNUSED) { return fs_remove_tree(folder, &err) ? 0 : -1; }

static void say(const char *word, int64_t now_ms) {
  assert_true(fs_write(path, word, strlen(word), &err));
  curtain_look(&curtain, now_ms);
}

static void it_falls_and_rises_as_the_file_says(void **state UNUSED) {
  curtain_look(&curtain, 0);
  assert_false(curtain_is_down(&curtain, 0));
  say("off\n", 1000);
  assert_true(curtain_is_down(&curtain, 1000));
  say("on\n", 2000);
  assert_false(curtain_is_down(&curtain, 2000));
}

static void what_is_not_understood_means_light(void **state UNUSED) {
  static const char *const words[] = {"", "off", "OFF\n", "off\noff\n", "a very long word that is none of ours\n"};
  for (size_t i = 0; i < COUNT_OF(words); i++) {
    say(words[i], (int64_t)(i + 1) * 1000);
    assert_false(curtain_is_down(&curtain, (int64_t)(i + 1) * 1000));
    assert_false(curtain_takes(&curtain, true, (int64_t)(i + 1) * 1000));
  }
}

static void the_touch_that_lifts_it_is_for_nothing_else(void **state UNUSED) {
  say("off\n", 1000);
  assert_true(curtain_takes(&curtain, true, 1000));
  assert_false(curtain_is_down(&curtain, 1000));
  assert_true(curtain_takes(&curtain, true, 1000 + CURTAIN_BLIND_MS - 1)); /* a trembling hand, and a panel still dark */
  assert_false(curtain_takes(&curtain, true, 1000 + CURTAIN_BLIND_MS));
}

static void it_falls_again_when_nobody_agrees(void **state UNUSED) {
  say("off\n", 1000);
  assert_true(curtain_takes(&curtain, true, 1000));
  assert_false(curtain_is_down(&curtain, 1000 + CURTAIN_AWAKE_MS - 1));
  assert_true(curtain_is_down(&curtain, 1000 + CURTAIN_AWAKE_MS));
}

static void a_mouse_that_moves_lifts_nothing(void **state UNUSED) {
  say("off\n", 1000);
  assert_true(curtain_takes(&curtain, false, 1000));
  assert_true(curtain_is_down(&curtain, 1000));
}

static void while_somebody_wipes_no_touch_counts(void **state UNUSED) {
  say("cleaning\n", 1000);
  assert_false(curtain_is_down(&curtain, 1000));
  assert_true(curtain_takes(&curtain, true, 1000));
  assert_true(curtain_takes(&curtain, true, 60000));
  say("on\n", 61000);
  assert_false(curtain_takes(&curtain, true, 61000));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
  const struct CMUnitTest tests[] = {TEST(it_falls_and_rises_as_the_file_says),
                                     TEST(what_is_not_understood_means_light),
                                     TEST(the_touch_that_lifts_it_is_for_nothing_else),
                                     TEST(it_falls_again_when_nobody_agrees),
                                     TEST(a_mouse_that_moves_lifts_nothing),
                                     TEST(while_somebody_wipes_no_touch_counts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
