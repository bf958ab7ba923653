/* Signs of life. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fs.h"
#include "base/pulse.h"
#include "base/str.h"

#include <stdlib.h>
#include <string.h>

static char folder[64];
static struct err err;
static struct clock now;
static struct pulse_beat beat;

static int begin(void **state UNUSED) {
  str_copy(folder, sizeof folder, "/tmp/litfass-pulse-XXXXXX");
  assert_non_null(mkdtemp(folder));
  clock_init_virtual(&now, "Europe/Berlin", 0);
  clock_advance(&now, 5000);
  pulse_init(&beat, folder, "app");
  return 0;
}

static int end(void **state UNUSED) { return fs_remove_tree(folder, &err) ? 0 : -1; }

static struct pulse read_back(void) {
  struct pulse pulse;
  assert_true(pulse_read(beat.path, &pulse, &err));
  return pulse;
}

static void a_beat_says_when_until_when_and_what(void **state UNUSED) {
  assert_true(pulse_beat(&beat, &now, 20000, "frame", &err));
  struct pulse pulse = read_back();
  assert_int_equal(pulse.stamp_ms, 5000);
  assert_int_equal(pulse.lease_ms, 20000);
  assert_string_equal(pulse.word, "frame");
}

static void beats_are_written_seldom_but_news_at_once(void **state UNUSED) {
  assert_true(pulse_beat(&beat, &now, 20000, "polled", &err));
  clock_advance(&now, PULSE_EVERY_MS - 1);
  assert_true(pulse_beat(&beat, &now, 20000, "polled", &err));
  assert_int_equal(read_back().stamp_ms, 5000);
  assert_true(pulse_beat(&beat, &now, 20000, "offline", &err));
  assert_string_equal(read_back().word, "offline");
  clock_advance(&now, PULSE_EVERY_MS);
  assert_true(pulse_beat(&beat, &now, 20000, "offline", &err));
  assert_int_equal(read_back().stamp_ms, 5000 + 2 * PULSE_EVERY_MS - 1);
}

static void without_a_folder_nobody_minds(void **state UNUSED) {
  struct pulse pulse;
  pulse_init(&beat, "/nonexistent", "app");
  assert_true(pulse_beat(&beat, &now, 1, "frame", &err));
  pulse_init(&beat, "", "app");
  assert_true(pulse_beat(&beat, &now, 1, "frame", &err));
  assert_false(pulse_read("/nonexistent/app", &pulse, &err));
  assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void what_is_no_beat_is_not_believed(void **state UNUSED) {
  static const char *const texts[] = {"",
                                      "5000 1 frame",
                                      "5000 1\n",
                                      "5000 1 \n",
                                      "-1 1 frame\n",
                                      "1 x frame\n",
                                      "1 1 FRAME\n",
                                      "1 1 a b\n",
                                      "99999999999999999999 1 frame\n",
                                      "1 1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"};
  struct pulse pulse;
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    assert_true(fs_write(beat.path, texts[i], strlen(texts[i]), &err));
    assert_false(pulse_read(beat.path, &pulse, &err));
    assert_int_equal(err.code, ERR_CORRUPT);
  }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
  const struct CMUnitTest tests[] = {TEST(a_beat_says_when_until_when_and_what),
                                     TEST(beats_are_written_seldom_but_news_at_once), TEST(without_a_folder_nobody_minds),
                                     TEST(what_is_no_beat_is_not_believed)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
