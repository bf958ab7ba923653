/* What the board says about itself to the daemon. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fs.h"
#include "base/str.h"
#include "cache/shown.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char scratch[64];
static char cache[96];
static char file[112];
static struct err err;

static int make_folder(void **state UNUSED) {
  str_copy(scratch, sizeof scratch, "/tmp/litfass-shown-XXXXXX");
  assert_non_null(mkdtemp(scratch));
  snprintf(cache, sizeof cache, "%s/cache.db", scratch);
  snprintf(file, sizeof file, "%s.shown", cache);
  return 0;
}

static int remove_folder(void **state UNUSED) { return fs_remove_tree(scratch, &err) ? 0 : -1; }

static void what_was_written_last_is_read(void **state UNUSED) {
  struct shown out;
  assert_true(shown_write(cache, &(struct shown){.version = 3}, &err));
  assert_true(shown_write(cache, &(struct shown){.version = 41, .utc = 1795267920}, &err));
  assert_true(shown_read(cache, &out, &err));
  assert_int_equal(out.version, 41);
  assert_int_equal(out.utc, 1795267920);
}

static void before_any_board_there_is_nothing(void **state UNUSED) {
  struct shown out;
  assert_false(shown_read(cache, &out, &err));
  assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void other_files_are_not_believed(void **state UNUSED) {
  static const char *const texts[] = {"", "41", "41 x\n", "-1 5\n", "41 -5\n", "99999999999999999999 1\n", "<html>"};
  struct shown out;
  for (size_t i = 0; i < COUNT_OF(texts); i++) {
    assert_true(fs_write(file, texts[i], strlen(texts[i]), &err));
    assert_false(shown_read(cache, &out, &err));
    assert_int_equal(err.code, ERR_CORRUPT);
  }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(what_was_written_last_is_read),
      TEST(before_any_board_there_is_nothing),
      TEST(other_files_are_not_believed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
