/* The pure parts of the hub: relative dates, picture headers, range and condition headers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/str.h"
#include "hub/picture.h"
#include "hub/ranges.h"
#include "hub/relative.h"

#include <string.h>

static void relative_dates_follow_the_day(void **state UNUSED) {
  static const struct {
    const char *today, *text, *expected; /* NULL: not relative */
  } cases[] = {
      {"2026-11-21", "today", "2026-11-21"}, /* a Saturday */
      {"2026-11-21", "today+3T15:00", "2026-11-24T15:00"},
      {"2026-11-21", "today-10", "2026-11-11"},
      {"2026-12-31", "today+1T00:00", "2027-01-01T00:00"},
      {"2028-02-28", "today+1", "2028-02-29"},
      {"2026-11-21", "sat", "2026-11-21"},
      {"2026-11-21", "sun", "2026-11-22"},
      {"2026-11-21", "fri", "2026-11-27"},
      {"2026-11-21", "sat+1", "2026-11-28"},
      {"2026-11-21", "mon-1T09:30", "2026-11-16T09:30"},
      {"2026-11-21", "sat+1T15:00", "2026-11-28T15:00"},
      {"2026-11-21", "2026-11-21", NULL},
      {"2026-11-21", "today+", NULL},
      {"2026-11-21", "today+1x", NULL},
      {"2026-11-21", "todayT25:00", NULL},
      {"2026-11-21", "today T10:00", NULL},
      {"2026-11-21", "today+999999", NULL},
      {"2026-11-21", "saturday", NULL},
      {"2026-11-21", "tomorrow", NULL},
      {"2026-11-21", "", NULL},
      {"9999-12-31", "today+1", NULL},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    int32_t today;
    char out[32] = "untouched";
    assert_true(day_parse(cases[i].today, &today));
    bool resolved = relative_resolve(cases[i].text, today, out, sizeof out);
    if (resolved != (cases[i].expected != NULL) || !str_equals(out, resolved ? cases[i].expected : "untouched"))
      fail_msg("'%s' on %s gives '%s'", cases[i].text, cases[i].today, out);
  }
}

static void pictures_are_judged_by_their_header(void **state UNUSED) {
  unsigned char png[57] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13,
                           'I',  'H', 'D', 'R', 0,    0,    0x10, 0,    0, 0, 0, 1};
  static const unsigned char end[] = {0, 0, 0, 0, 'I', 'E', 'N', 'D', 0xAE, 0x42, 0x60, 0x82};
  memcpy(png + sizeof png - sizeof end, end, sizeof end);
  char name[PICTURE_NAME_SIZE];
  struct err err = {0};
  assert_true(picture_check(png, sizeof png, name, &err));
  assert_int_equal(strlen(name), 68);
  assert_true(str_ends_with(name, ".png"));
  assert_false(picture_check(png, sizeof png - 1, name, &err)); /* cut off */
  png[19] = 1;                                                  /* 4097 wide */
  assert_false(picture_check(png, sizeof png, name, &err));
  assert_int_equal(err.code, ERR_TOO_BIG);
  png[19] = 0;
  png[23] = 0; /* no height */
  assert_false(picture_check(png, sizeof png, name, &err));
  png[22] = 0x10; /* 4096 x 4096 is more than 16 megapixels */
  assert_false(picture_check(png, sizeof png, name, &err));

  static const unsigned char jpeg[] = {0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xC2, 0, 11, 8, 0, 100, 0, 50, 1, 0, 0};
  assert_true(picture_check(jpeg, sizeof jpeg, name, &err));
  assert_true(str_ends_with(name, ".jpg"));
  for (size_t len = 0; len < 18; len++)
    assert_false(picture_check(jpeg, len, name, &err));
  assert_false(picture_check("GIF89a", 6, name, &err));
  assert_false(picture_check("<svg xmlns='http://www.w3.org/2000/svg'/>", 41, name, &err));
}

static void ranges_are_answered_as_rfc_9110_asks(void **state UNUSED) {
  static const struct {
    const char *header;
    uint64_t size;
    enum range_kind kind;
    uint64_t from, len;
  } cases[] = {
      {NULL, 100, RANGE_WHOLE, 0, 100},
      {"bytes=0-9", 100, RANGE_PART, 0, 10},
      {"bytes=90-200", 100, RANGE_PART, 90, 10},
      {"bytes=99-", 100, RANGE_PART, 99, 1},
      {"bytes=-10", 100, RANGE_PART, 90, 10},
      {"bytes=-1000", 100, RANGE_PART, 0, 100},
      {"BYTES=0-0", 100, RANGE_PART, 0, 1},
      {"bytes=100-", 100, RANGE_OUTSIDE, 0, 0},
      {"bytes=-0", 100, RANGE_OUTSIDE, 0, 0},
      {"bytes=0-", 0, RANGE_OUTSIDE, 0, 0},
      {"bytes=9-0", 100, RANGE_WHOLE, 0, 100},
      {"bytes=0-1,5-6", 100, RANGE_WHOLE, 0, 100},
      {"bytes=a-b", 100, RANGE_WHOLE, 0, 100},
      {"bytes=", 100, RANGE_WHOLE, 0, 100},
      {"bytes=99999999999999999999-", 100, RANGE_WHOLE, 0, 100},
      {"lines=0-1", 100, RANGE_WHOLE, 0, 100},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    struct range_answer answer = range_read(cases[i].header, cases[i].size);
    if (answer.kind != cases[i].kind || answer.from != cases[i].from || answer.len != cases[i].len)
      fail_msg("%s", cases[i].header);
  }
}

static void etags_are_found_in_lists(void **state UNUSED) {
  static const struct {
    const char *header;
    bool matches;
  } cases[] = {
      {NULL, false},
      {"", false},
      {"*", true},
      {"\"abc\"", true},
      {"W/\"abc\"", true},
      {"\"x\", \"abc\"", true},
      {"\"x\",W/\"abc\" ", true},
      {"\"abcd\"", false},
      {"abc", false},
      {"\"ab", false},
      {"\"x\"\"abc", false},
      {",,, ,\"abc\"", true},
      {"\"abc\"x", false},
      {"\"a,\\\"abc\\\"\"", false},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++)
    if (etag_matches(cases[i].header, "\"abc\"") != cases[i].matches) fail_msg("%s", cases[i].header);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(relative_dates_follow_the_day),
      cmocka_unit_test(pictures_are_judged_by_their_header),
      cmocka_unit_test(ranges_are_answered_as_rfc_9110_asks),
      cmocka_unit_test(etags_are_found_in_lists),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
