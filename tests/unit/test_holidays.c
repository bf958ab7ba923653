/* Public holidays against npm date-holidays: tests/corpus/holidays/oracle.tsv is written by tests/unit/oracle/holidays.mjs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/civil.h"
#include "base/fs.h"
#include "feed/holidays.h"

enum { CORPUS_BYTES_MAX = 1024 * 1024, FIRST_YEAR = 1995, LAST_YEAR = 2099 };

static int32_t day_of(const char *text) {
  int32_t day = 0;
  assert_true(day_parse(text, &day));
  return day;
}

static void write_year(enum land land, int year, struct buf *out) {
  int count = 0;
  buf_addf(out, "%s\t%d\t", land_code(land), year);
  for (int32_t day = day_from_ymd(year, 1, 1); day <= day_from_ymd(year, 12, 31); day++) {
    int unused;
    int month;
    int month_day;
    if (!holiday_find(land, 0, day)) continue;
    day_to_ymd(day, &unused, &month, &month_day);
    buf_addf(out, "%s%02d%02d", count++ ? " " : "", month, month_day);
  }
  buf_addc(out, '\n');
}

static void every_land_and_year_agrees_with_the_oracle(void **state UNUSED) {
  scoped_buf corpus;
  scoped_buf line;
  struct err err;
  buf_init(&corpus, CORPUS_BYTES_MAX);
  buf_init(&line, 1024);
  assert_true(fs_read(TEST_DATA_DIR "/holidays/oracle.tsv", &corpus, &err));
  for (int land = 0; land < LAND_COUNT; land++)
    for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      buf_clear(&line);
      write_year((enum land)land, year, &line);
      if (!strstr(buf_text(&corpus), buf_text(&line))) fail_msg("the oracle does not say: %s", buf_text(&line));
    }
}

static void names_and_local_holidays_are_as_configured(void **state UNUSED) {
  static const struct {
    enum land land;
    unsigned local;
    const char *day, *name;
  } cases[] = {
      {LAND_BW, 0, "2026-06-04", "Fronleichnam"},
      {LAND_BW, 0, "2026-04-05", NULL},
      {LAND_BB, 0, "2026-04-05", "Ostersonntag"},
      {LAND_HE, 0, "2026-04-05", NULL},
      {LAND_HE, 0, "2026-05-24", NULL},
      {LAND_BY, 0, "2026-08-15", NULL},
      {LAND_BY, LOCAL_ASSUMPTION, "2026-08-15", "Mariä Himmelfahrt"},
      {LAND_SL, 0, "2026-08-15", "Mariä Himmelfahrt"},
      {LAND_NW, LOCAL_ASSUMPTION, "2026-08-15", NULL},
      {LAND_BY, LOCAL_PEACE_FESTIVAL, "2026-08-08", "Friedensfest"},
      {LAND_BW, LOCAL_PEACE_FESTIVAL, "2026-08-08", NULL},
      {LAND_SN, LOCAL_CORPUS_CHRISTI, "2026-06-04", "Fronleichnam"},
      {LAND_TH, LOCAL_CORPUS_CHRISTI, "2026-06-04", "Fronleichnam"},
      {LAND_TH, 0, "2026-06-04", NULL},
      {LAND_SN, 0, "2026-11-18", "Buß- und Bettag"},
      {LAND_BW, 0, "1994-11-16", "Buß- und Bettag"},
      {LAND_BW, 0, "1995-11-22", NULL},
      {LAND_BW, 0, "2017-10-31", "Reformationstag"},
      {LAND_BW, 0, "2018-10-31", NULL},
      {LAND_HH, 0, "2016-10-31", NULL},
      {LAND_HH, 0, "2018-10-31", "Reformationstag"},
      {LAND_TH, 0, "2018-09-20", NULL},
      {LAND_TH, 0, "2019-09-20", "Weltkindertag"},
      {LAND_BE, 0, "2018-03-08", NULL},
      {LAND_BE, 0, "2019-03-08", "Frauentag"},
      {LAND_MV, 0, "2022-03-08", NULL},
      {LAND_MV, 0, "2023-03-08", "Frauentag"},
      {LAND_BE, 0, "2020-05-08", "Tag der Befreiung"},
      {LAND_BE, 0, "2021-05-08", NULL},
      {LAND_BE, 0, "2025-05-08", "Tag der Befreiung"},
      {LAND_BE, 0, "2028-06-17", "Tag des Volksaufstandes"},
      {LAND_BW, 0, "1990-06-17", "Tag der deutschen Einheit"},
      {LAND_SN, 0, "1990-10-03", "Tag der Deutschen Einheit"},
      {LAND_BW, 0, "2008-05-01", "Tag der Arbeit"}, /* also Ascension Day */
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    const char *name = holiday_find(cases[i].land, cases[i].local, day_of(cases[i].day));
    if (!cases[i].name) assert_null(name);
    if (cases[i].name) assert_string_equal(name, cases[i].name);
  }
}

static void easter_follows_the_published_table(void **state UNUSED) {
  static const char *const sundays[] = {"1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23",
                                        "2011-04-24", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16",
                                        "2038-04-25", "2049-04-18", "2076-04-19", "2099-04-12", "2285-03-22"};
  for (size_t i = 0; i < COUNT_OF(sundays); i++) {
    int32_t day = day_of(sundays[i]);
    int year;
    int unused;
    day_to_ymd(day, &year, &unused, &unused);
    assert_int_equal(easter_sunday(year), day);
  }
}

static void codes_are_read_in_either_case(void **state UNUSED) {
  enum land land = LAND_TH;
  assert_true(land_parse("BW", &land));
  assert_int_equal(land, LAND_BW);
  assert_true(land_parse("de-sh", &land));
  assert_int_equal(land, LAND_SH);
  assert_false(land_parse("DE", &land));
  assert_false(land_parse("", &land));
  assert_false(land_parse("AT-9", &land));
  assert_int_equal(land, LAND_SH);
  for (int i = 0; i < LAND_COUNT; i++) {
    assert_true(land_parse(land_code((enum land)i), &land));
    assert_int_equal(land, i);
    assert_non_null(land_name((enum land)i));
  }
}

static void school_holidays_say_what_they_do_not_know(void **state UNUSED) {
  static const struct {
    enum land land;
    const char *day;
    bool is_holiday, is_known;
  } cases[] = {
      {LAND_BW, "2026-07-29", false, true}, {LAND_BW, "2026-07-30", true, true},   {LAND_BW, "2026-09-12", true, true},
      {LAND_BW, "2026-09-13", false, true}, {LAND_BW, "2027-01-01", true, true},   {LAND_BW, "2028-08-01", false, false},
      {LAND_NW, "2026-08-31", true, true},  {LAND_MV, "2026-07-20", false, false}, {LAND_BY, "2025-09-01", false, false},
  };
  for (size_t i = 0; i < COUNT_OF(cases); i++) {
    bool is_known;
    assert_int_equal(school_holiday_is(cases[i].land, day_of(cases[i].day), &is_known), cases[i].is_holiday);
    assert_int_equal(is_known, cases[i].is_known);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_land_and_year_agrees_with_the_oracle),
      cmocka_unit_test(names_and_local_holidays_are_as_configured),
      cmocka_unit_test(easter_follows_the_published_table),
      cmocka_unit_test(codes_are_read_in_either_case),
      cmocka_unit_test(school_holidays_say_what_they_do_not_know),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
